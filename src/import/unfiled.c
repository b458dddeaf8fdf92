#include "import/unfiled.h"

#include "text/slug.h"

#include <stddef.h>
#include <string.h>

/* Slugs of "Uncategorized" as WordPress's translations have it. */
static const char *const slugs[] = { "uncategorized", "uncategorised", "non-classe", "non-classee",
	"non-classes", "non-categorise", "sans-categorie", "sin-categoria", "sin-categorizar",
	"sem-categoria", "senza-categoria", "geen-categorie", "niet-gecategoriseerd",
	"unkategorisiert", "nicht-kategorisiert", "ohne-kategorie", "bez-kategorii",
	"okategoriserad", "okategoriserade", "ikke-kategoriseret", "ukategorisert",
	"luokittelematon", "nezarazene", "nezaradene", "bez-rubriki", "fara-categorie",
	"nincs-kategorizalva", "kategorize-edilmemis", "sense-categoria", "sen-categoria",
	"kategorirabe", "nekategorizirano", "nerazvrsceno", "haijapangwa", "tak-berkategori" };

bool unfiled_is(const char *name)
{
	char slug[SLUG_MAX + 1];

	slug_of(name, slug);
	for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
		if (strcmp(slug, slugs[i]) == 0)
			return true;
	return false;
}
