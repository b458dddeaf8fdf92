#include "import/saved.h"

#include <string.h>
#include <strings.h>

const char saved_file[] = "a file of a saved page";

const char *const saved_endings[] = { ".html", ".htm", ".xhtml", ".HTML", ".HTM", NULL };

/* "_files" is what Firefox and Chrome have in every language; the others are Internet Explorer's
 * and Windows's, which keeps such a folder and its page together. */
static const char *const marks[] = { "_files", ".files", "_archivos", "_arquivos", "_bestanden",
	"_bylos", "-dateien", "_datoteke", "_dosyalar", "_elemei", "_failid", "_fails", "_fichiers",
	"_ficheiros", "-filer", "_file", "_fitxers", "_fitxategiak", "_pliki", "_soubory",
	"_tiedostot" };

/* What stands before the ending, if something does. */
static size_t before(const char *path, size_t len, const char *ending)
{
	size_t n = strlen(ending);

	return len > n && strncasecmp(path + len - n, ending, n) == 0 && path[len - n - 1] != '/'
	    ? len - n
	    : 0;
}

size_t saved_page(const char *path)
{
	size_t n = 0;

	for (const char *const *ending = saved_endings; *ending != NULL && n == 0; ending++)
		n = before(path, strlen(path), *ending);
	return n;
}

size_t saved_folder(const char *path, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof marks / sizeof *marks && n == 0; i++)
		n = before(path, len, marks[i]);
	return n;
}
