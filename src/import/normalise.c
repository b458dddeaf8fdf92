#include "import/normalise.h"

#include "base/utf8.h"
#include "text/cut.h"
#include "text/uri.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What zones and clocks may be apart. A later date is a slip, and would head every list till then.
 */
enum { AHEAD_SECONDS_MAX = 24 * 3600 };

/* Codes of three letters (ISO 639-2 and -3) that have one of two, which BCP 47 wants. */
static const char *const codes[][2] = { { "fra", "fr" }, { "fre", "fr" }, { "eng", "en" },
	{ "lin", "ln" }, { "swa", "sw" }, { "swh", "sw" }, { "por", "pt" }, { "spa", "es" },
	{ "deu", "de" }, { "ara", "ar" }, { "kon", "kg" }, { "lub", "lu" }, { "run", "rn" },
	{ "kin", "rw" }, { "hau", "ha" }, { "yor", "yo" }, { "ibo", "ig" }, { "amh", "am" } };

/* *s on one clean line of at most `max` bytes, cut at a word; NULL if nothing is left. */
static enum status one_line(char **s, size_t max)
{
	struct buf line = BUF(SIZE_MAX / 2);
	enum status st = ST_OK;

	if (*s == NULL)
		return ST_OK;
	st = utf8_clean_line(&line, *s, strlen(*s));
	if (st == ST_OK && line.len > max)
		cut_text(line.data, max, line.data);
	free(*s);
	*s = NULL;
	if (st == ST_OK && line.len > 0 && (*s = buf_take(&line)) == NULL)
		st = ST_NOMEM;
	buf_clear(&line);
	return st;
}

static bool has_theme(const struct names *themes, size_t n, const char *folded)
{
	struct buf other = BUF(4 * NORMALISE_NAME_MAX);
	bool found = false;

	for (size_t i = 0; i < n && !found; i++) {
		buf_reset(&other);
		utf8_fold(&other, themes->items[i].name, strlen(themes->items[i].name));
		found = strcmp(buf_str(&other), folded) == 0;
	}
	buf_clear(&other);
	return found;
}

/* Each theme once: the first spelling counts. */
static enum status clean_themes(struct names *themes)
{
	struct buf folded = BUF(4 * NORMALISE_NAME_MAX);
	enum status st = ST_OK;
	size_t kept = 0;

	for (size_t i = 0; i < themes->n; i++) {
		struct name one = themes->items[i];

		themes->items[i] = (struct name){ 0 };
		if (st == ST_OK)
			st = one_line(&one.name, NORMALISE_NAME_MAX);
		buf_reset(&folded);
		if (one.name != NULL)
			utf8_fold(&folded, one.name, strlen(one.name));
		if (one.name == NULL || kept >= NORMALISE_THEMES_MAX ||
		    (folded.len > 0 && has_theme(themes, kept, folded.data)))
			free(one.name);
		else
			themes->items[kept++] = one;
	}
	themes->n = kept;
	buf_clear(&folded);
	return st;
}

static enum status clean_list(struct entries *list)
{
	enum status st = ST_OK;
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct entry one = list->items[i];

		list->items[i] = (struct entry){ 0 };
		if (st == ST_OK && (st = one_line(&one.title, NORMALISE_TITLE_MAX)) == ST_OK)
			st = one_line(&one.teaser, NORMALISE_SUMMARY_MAX);
		if (one.title == NULL || kept >= IMPORT_LIST_MAX) {
			free(one.title);
			free(one.teaser);
		} else {
			list->items[kept++] = one;
		}
	}
	list->n = kept;
	return st;
}

bool normalise_is_lang(const char *s)
{
	size_t first = strcspn(s, "-"), len = strlen(s);

	if (first < 2 || first > 3 || len >= LANG_SIZE || s[len - 1] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!(i < first ? isalpha((unsigned char)s[i])
				: isalnum((unsigned char)s[i]) || s[i] == '-'))
			return false;
	return true;
}

static void clean_lang(char lang[LANG_SIZE], const char *otherwise)
{
	char *end;

	for (end = lang; *end != '\0'; end++)
		if (*end == '_')
			*end = '-';
	for (char *s = lang; *s != '\0' && *s != '-'; s++)
		*s = (char)tolower((unsigned char)*s);
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(lang, codes[i][0]) == 0)
			snprintf(lang, LANG_SIZE, "%s", codes[i][1]);
	if (!normalise_is_lang(lang))
		snprintf(lang, LANG_SIZE, "%s", otherwise != NULL ? otherwise : "");
}

/* The bytes of an escaped ampersand's rest that s begins with. */
static size_t escape_length(const char *s)
{
	static const char *const forms[] = { "amp;", "#38;", "#038;", "#x26;", "#X26;" };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strncmp(s, forms[i], strlen(forms[i])) == 0)
			return strlen(forms[i]);
	return 0;
}

/* An ampersand that was escaped, once or more often, is one: "a&amp;b" and "a&b" are the same. */
static void unescape_ampersands(char *s)
{
	char *to = s;

	while (*s != '\0') {
		size_t n = 1;

		*to++ = *s;
		if (*s++ != '&')
			continue;
		while (n > 0)
			s += n = escape_length(s);
	}
	*to = '\0';
}

/* What is no absolute URI is no link. */
static void clean_url(char **url)
{
	if (*url == NULL)
		return;
	unescape_ampersands(*url);
	if (strlen(*url) <= URI_MAX && uri_is_absolute(*url) && strpbrk(*url, " \t\r\n") == NULL)
		return;
	free(*url);
	*url = NULL;
}

static enum status clean_key(char **key)
{
	char ident[IDENT_MAX + 1];
	enum status st;

	if ((st = one_line(key, SIZE_MAX / 2)) != ST_OK || *key == NULL)
		return st;
	unescape_ampersands(*key);
	if (strlen(*key) <= NORMALISE_KEY_MAX)
		return ST_OK;
	ident_of(*key, strlen(*key), ident);
	free(*key);
	return (*key = strdup(ident)) != NULL ? ST_OK : ST_NOMEM;
}

static enum status check(const struct article *a, struct error *e)
{
	if (a->title == NULL)
		return error_set(e, ST_INVALID, "no title");
	if (strlen(a->title) > NORMALISE_TITLE_MAX)
		return error_set(e, ST_INVALID, "a title of %zu bytes, at most %d",
		    strlen(a->title), NORMALISE_TITLE_MAX);
	if (a->body == NULL || a->body[strspn(a->body, " \n")] == '\0')
		return error_set(e, ST_INVALID, "no text");
	if (strlen(a->body) > IMPORT_ARTICLE_MAX)
		return error_set(
		    e, ST_INVALID, "a text of more than %d MB", IMPORT_ARTICLE_MAX / (1024 * 1024));
	if (a->key == NULL)
		return error_set(e, ST_INVALID, "nothing to name it by");
	return ST_OK;
}

enum status normalise(struct article *a, const struct import_options *options, struct error *e)
{
	enum status st;

	if ((st = one_line(&a->title, SIZE_MAX / 4)) != ST_OK ||
	    (st = one_line(&a->byline, NORMALISE_NAME_MAX)) != ST_OK ||
	    (st = one_line(&a->summary, NORMALISE_SUMMARY_MAX)) != ST_OK ||
	    (st = clean_key(&a->key)) != ST_OK)
		return st;
	if (options->theme != NULL &&
	    (st = names_append(&a->themes, options->theme, strlen(options->theme))) != ST_OK)
		return st;
	if ((st = clean_themes(&a->themes)) != ST_OK)
		return st;
	for (enum list_kind kind = 0; kind < LIST_COUNT; kind++)
		if ((st = clean_list(&a->lists[kind])) != ST_OK)
			return st;
	clean_lang(a->lang, options->lang);
	clean_url(&a->url);
	if (a->published.time > clock_now() + AHEAD_SECONDS_MAX)
		a->published = (struct when){ 0 };
	return check(a, e);
}
