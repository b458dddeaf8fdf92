/* The newspaper of the golden pages: invented places, people and events. */
#include "tests/page/helpers.h"

#include <stddef.h>

static const struct story stories[] = {
	{ .key = "pont",
	    .title = "Le pont de Makala rouvre après onze mois de travaux",
	    .byline = "Espérance Lobota",
	    .day = 20230614,
	    .precision = PRECISION_GUESS,
	    .themes = { "Société", "Économie" },
	    .body =
		"Mercredi 14 juin, les premiers camions ont repris le pont de Makala, fermé "
		"depuis l’été dernier. « Nous avons attendu ce matin comme une fête », dit un "
		"chauffeur.\n"
		"\n"
		"Les travaux ont coûté moins que prévu, selon la ville : les poutres d’origine, "
		"plus solides qu’on ne croyait, ont été gardées.\n"
		"\n"
		"## Et la suite ?\n"
		"\n"
		"Un second tablier, réservé aux piétons, doit ouvrir avant la saison des pluies.\n",
	    .most_read = { "Marché central : les vendeuses fixent leurs prix",
		"Elles sont quarante, et elles ont décidé de ne plus se faire concurrence.",
		"Le bac de Lisasa coule sans faire de victime",
		"Le vieux bateau a sombré à quai, un dimanche, pendant que son équipage...",
		"Une bibliothèque flottante remonte le...", NULL },
	    .same_theme = { "La route du nord coupée par les eaux", NULL } },
	{ .key = "marche",
	    .title = "Marché central : les vendeuses fixent leurs prix",
	    .byline = "Espérance Lobota",
	    .day = 20230612,
	    .precision = PRECISION_DAY,
	    .themes = { "Économie" },
	    .body = "Elles sont quarante, et elles ont décidé de ne plus se faire concurrence.\n"
		    "\n"
		    "* le poisson fumé\n"
		    "* la chikwangue\n"
		    "* les tomates\n" },
	{ .key = "bibliotheque",
	    .title = "Une bibliothèque flottante remonte le fleuve avec trois mille livres à bord",
	    .byline = "Jonas Mbemba",
	    .day = 20230611,
	    .precision = PRECISION_DAY,
	    .themes = { "Culture", "Société" },
	    .summary = "Trois mille livres, un moteur de récupération et deux bibliothécaires.",
	    .body = "Elle s’arrête deux jours par village.\n" },
	{ .key = "finale",
	    .title = "Finale : les Piroguiers gagnent aux tirs au but",
	    .day = 20230611,
	    .precision = PRECISION_DAY,
	    .themes = { "Sport" },
	    .body = "Quatre à trois, devant un stade plein.\n" },
	{ .key = "route",
	    .title = "La route du nord coupée par les eaux",
	    .byline = "Jonas Mbemba",
	    .day = 20230530,
	    .precision = PRECISION_DAY,
	    .themes = { "Société" },
	    .body = "Le niveau du fleuve a monté de deux mètres en une semaine.\n" },
	{ .key = "chorale",
	    .title = "Bayembi ya Makala bazali kobongisa feti ya mboka",
	    .lang = "ln",
	    .day = 20230501,
	    .precision = PRECISION_DAY,
	    .themes = { "Culture" },
	    .body = "Bazali bato ntuku misato.\n" },
	{ .key = "vaccin",
	    .title = "Rougeole : la campagne de vaccination commence lundi",
	    .day = 20221209,
	    .precision = PRECISION_DAY,
	    .themes = { "Santé" },
	    .body = "Les enfants de moins de cinq ans sont attendus dans leur quartier.\n" },
	{ .key = "recette",
	    .title = "Le poisson à l’étouffée de maman Ikali",
	    .themes = { "Culture" },
	    .body = "```\n2 poissons\n  1 feuille de bananier\n```\n"
		    "Laisser sur la braise une heure.\n" },
	{ .key = "proverbe", .title = "Un proverbe par jour", .body = "Sans date ni thème.\n" },
};

void paper_fill(struct paper *p)
{
	for (size_t i = sizeof stories / sizeof stories[0]; i-- > 0;)
		paper_add(p, &stories[i]);
}
