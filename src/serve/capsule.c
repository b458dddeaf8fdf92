#include "serve/capsule.h"

#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ending[] = ".ini";
static const char english[] = "en"; /* the language of the words that others lack */

static bool is_loaded(const struct capsule *c, const char *code)
{
	for (size_t i = 0; i < c->nlanguages; i++)
		if (strcmp(words_code(c->languages[i]), code) == 0)
			return true;
	return false;
}

/* folder/lang/code.ini; ST_NOTFOUND if there is none. */
static enum status load_file(const char *folder, const char *code, const struct words *lender,
    struct words **out, struct error *e)
{
	char path[PATH_MAX];

	*out = NULL;
	if ((size_t)snprintf(path, sizeof path, "%s/lang/%s%s", folder, code, ending) >=
	    sizeof path)
		return error_set(e, ST_TOOBIG, "%s/lang: the path is too long", folder);
	return words_load_over(path, lender, out, e);
}

/*
 * The English words, which stand for those that a language has not: the capsule's own file, what
 * it lacks from the one that came with the program; or that one. NULL where there is neither: then
 * no language may lack a word.
 */
static enum status load_english(const char *root, struct words **out, struct error *e)
{
	struct words *shipped;
	enum status st = load_file(root, english, NULL, out, e);

	if (st == ST_OK)
		return ST_OK;
	/* One that came with another release may not do; it is no fault unless it is needed. */
	if (load_file(PKGDATADIR, english, NULL, &shipped, NULL) != ST_OK)
		return st == ST_NOTFOUND ? ST_OK : st;
	if (st == ST_NOTFOUND) {
		*out = shipped;
		return ST_OK;
	}
	st = load_file(root, english, shipped, out, e);
	words_free(shipped);
	return st;
}

static enum status load(struct capsule *c, const char *folder, const char *code,
    const struct words *lender, struct error *e)
{
	struct words *w;
	enum status st;

	if (c->nlanguages == CAPSULE_LANGUAGES_MAX)
		return error_set(e, ST_TOOBIG, "more than %d languages in %s/lang",
		    CAPSULE_LANGUAGES_MAX, folder);
	if ((st = load_file(folder, code, lender, &w, e)) == ST_OK)
		c->languages[c->nlanguages++] = w;
	return st;
}

/* Load every language of folder/lang that is not loaded yet. */
static enum status load_folder(
    struct capsule *c, const char *folder, const struct words *lender, struct error *e)
{
	char path[PATH_MAX];
	struct dirent **names;
	enum status st = ST_OK;
	int n;

	if ((size_t)snprintf(path, sizeof path, "%s/lang", folder) >= sizeof path)
		return error_set(e, ST_TOOBIG, "%s/lang: the path is too long", folder);
	if ((n = scandir(path, &names, NULL, alphasort)) < 0)
		return errno == ENOENT ? ST_OK : error_errno(e, "cannot read %s", path);
	for (int i = 0; i < n; i++) {
		char *name = names[i]->d_name, *dot = strrchr(name, '.');

		if (st == ST_OK && dot != NULL && dot > name && strcmp(dot, ending) == 0) {
			*dot = '\0';
			if (!is_loaded(c, name))
				st = load(c, folder, name, lender, e);
		}
		free(names[i]);
	}
	free(names);
	return st;
}

static enum status load_languages(struct capsule *c, struct error *e)
{
	const char *folders[] = { c->conf->capsule.root, PKGDATADIR };
	struct words *lender;
	enum status st = load_english(folders[0], &lender, e);

	if (st != ST_OK)
		return st;
	st = ST_NOTFOUND;
	for (size_t i = 0; i < 2 && st == ST_NOTFOUND; i++)
		st = load(c, folders[i], c->conf->capsule.lang, lender, e);
	if (st == ST_NOTFOUND)
		error_set(e, ST_NOTFOUND,
		    "%s = %s: no %s%s in %s/lang or %s/lang; "
		    "`make install` puts it there, or copy the folder capsule/lang that came with "
		    "the program",
		    conf_place(c->conf, "capsule", "lang").text, c->conf->capsule.lang,
		    c->conf->capsule.lang, ending, folders[0], folders[1]);
	for (size_t i = 0; i < 2 && st == ST_OK; i++)
		st = load_folder(c, folders[i], lender, e);
	words_free(lender);
	return st;
}

enum status capsule_zone(const struct conf *conf, struct zone **out, struct error *e)
{
	struct error why;
	enum status st = zone_open(conf->capsule.timezone, out, &why);

	return st == ST_OK
	    ? ST_OK
	    : error_set(e, st, "%s = %s", conf_place(conf, "capsule", "timezone").text, why.text);
}

enum status capsule_open(const struct conf *conf, struct capsule *out, struct error *e)
{
	enum status st;

	*out = (struct capsule){ .conf = conf };
	if ((st = load_languages(out, e)) == ST_OK)
		st = capsule_zone(conf, &out->zone, e);
	if (st != ST_OK)
		capsule_close(out);
	return st;
}

void capsule_close(struct capsule *c)
{
	for (size_t i = 0; i < c->nlanguages; i++)
		words_free(c->languages[i]);
	zone_free(c->zone);
	*c = (struct capsule){ 0 };
}

_Static_assert((int)CONF_FRONT_MAX == (int)FRONT_PARTS_MAX, "every part has its place");
_Static_assert((int)CONF_THEME_SIZE == SLUG_MAX + 1, "a theme is its slug");

struct page_context capsule_pages(const struct capsule *c, struct archive *archive)
{
	static const enum front_part parts[] = {
		[CONF_FRONT_LATEST] = FRONT_LATEST,
		[CONF_FRONT_MOST_READ] = FRONT_MOST_READ,
		[CONF_FRONT_THEMES] = FRONT_THEMES,
		[CONF_FRONT_THEME] = FRONT_THEME,
		[CONF_FRONT_SEARCH] = FRONT_SEARCH,
		[CONF_FRONT_EDITIONS] = FRONT_EDITIONS,
	};
	const struct conf *conf = c->conf;
	struct page_context p = {
		.archive = archive,
		.words = c->languages[0],
		.zone = c->zone,
		.name = conf->capsule.name,
		.description = conf->capsule.description,
		.per_page = conf->pages.per_page,
		.most_read = conf->pages.most_read,
		.same_theme = conf->pages.same_theme,
		.edition = (unsigned)conf->pages.edition,
		.columns = conf->gopher.columns,
		.nfront = conf->pages.nfront,
	};

	for (size_t i = 0; i < conf->pages.nfront; i++) {
		p.front[i].part = parts[conf->pages.front[i].part];
		p.front[i].n = conf->pages.front[i].n;
		memcpy(p.front[i].slug, conf->pages.front[i].theme, sizeof p.front[i].slug);
	}
	return p;
}

enum status capsule_identity(
    const struct conf *conf, char *certificate, char *key, size_t size, struct error *e)
{
	char archive[PATH_MAX];
	const char *folder;
	int a, b;

	if (conf->gemini.certificate[0] != '\0') {
		a = snprintf(certificate, size, "%s", conf->gemini.certificate);
		b = snprintf(key, size, "%s", conf->gemini.key);
	} else {
		snprintf(archive, sizeof archive, "%s", conf->archive.path);
		folder = dirname(archive);
		a = snprintf(certificate, size, "%s/certificate.pem", folder);
		b = snprintf(key, size, "%s/key.pem", folder);
	}
	if ((size_t)a < size && (size_t)b < size)
		return ST_OK;
	return error_set(e, ST_TOOBIG, "%s: the path of the certificate is too long", conf->file);
}
