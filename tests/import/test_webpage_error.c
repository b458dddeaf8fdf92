#include "import/webpage_error.h"

#include <criterion/criterion.h>
#include <string.h>

Test(webpage_error, titles_of_error_pages_are_known)
{
	static const char *const titles[] = { "404 Not Found", "404", "404 | Le Courrier",
		"Le Courrier | Page introuvable", "Page introuvable – Le Courrier",
		"Page non trouvée - Le Courrier du fleuve", "Erreur 404",
		"ERREUR 404 : page introuvable", "Error 404 (Not Found)!!1", "Page not found (404)",
		"403 Forbidden", "403 - Forbidden: Access is denied.", "500 Internal Server Error",
		"500 - Internal server error.", "502 Bad Gateway",
		"503 Service Temporarily Unavailable", "HTTP Status 404 – Not Found",
		"HTTP Error 503. The service is unavailable.", "Attention Required! | Cloudflare",
		"Just a moment...", "Un instant…", "Access Denied", "Accès refusé",
		"404 : la page que vous cherchez n'existe pas", "Cette page n'existe plus",
		"404 - Seite nicht gefunden", "Página no encontrada | Diario",
		"Página não encontrada", "404 page", "Not Found" };

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		cr_expect(webpage_error_title(titles[i]), "%s", titles[i]);
}

Test(webpage_error, news_of_numbers_and_of_what_is_lost_are_no_errors)
{
	static const char *const titles[] = { "", " - ", "Kinshasa : 1500 enseignants en grève",
		"Un avion introuvable depuis mardi", "Le budget atteint 2 500 dollars",
		"500 enseignants en grève", "500 – le chiffre du jour", "2500 pages d'archives",
		"500 pages d'archives sont ouvertes", "Le Vatican ouvre 404 pages",
		"La Fiat 500 : erreur de jeunesse", "La Peugeot 404 introuvable",
		"500 passagers, un avion introuvable", "Une erreur à 500 millions",
		"Le père Noël n'existe pas", "La page se tourne | Le Courrier",
		"Body not found after flood", "Forbidden City reopens",
		"Access denied to journalists", "Just a moment of peace", "L'instant d'après",
		"Accès refusé aux observateurs", "Le 403 de la route",
		"L'introuvable majorité | Le Courrier" };

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		cr_expect_not(webpage_error_title(titles[i]), "%s", titles[i]);
}

Test(webpage_error, a_title_without_end_is_none)
{
	static char title[100001];

	memset(title, 'a', sizeof title - 1);
	memcpy(title, "404 Not Found ", 14);
	cr_expect_not(webpage_error_title(title));
	for (size_t i = 0; i + 2 < sizeof title; i += 2)
		memcpy(title + i, "| ", 2);
	cr_expect_not(webpage_error_title(title));
}
