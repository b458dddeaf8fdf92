#include "base/mime.h"

#include <bsd/string.h>
#include <magic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	LOOK_MAX = 16 * 1024, /* bytes: the signatures of the types that we meet stand within */
	LOOK_TEXT = 1024,     /* of markup, which says at once what it is */
};

struct mime {
	magic_t cookie;
};

/* What plain text is by the ending of its name. */
static const struct {
	const char *ending, *type;
} endings[] = {
	{ "gmi", "text/gemini" },
	{ "gemini", "text/gemini" },
	{ "md", "text/markdown" },
	{ "markdown", "text/markdown" },
	{ "csv", "text/csv" },
	{ "tsv", "text/tab-separated-values" },
	{ "tab", "text/tab-separated-values" },
	{ "html", "text/html" },
	{ "htm", "text/html" },
	{ "xhtml", "application/xhtml+xml" },
	{ "xml", "text/xml" },
	{ "atom", "application/atom+xml" },
	{ "rss", "application/rss+xml" },
	{ "svg", "image/svg+xml" },
	{ "json", "application/json" },
	{ "jsonl", "application/x-ndjson" },
	{ "ndjson", "application/x-ndjson" },
	{ "css", "text/css" },
	{ "ics", "text/calendar" },
	{ "vcf", "text/vcard" },
	{ "tex", "text/x-tex" },
	{ "asc", "text/plain" },
	{ "txt", "text/plain" },
	{ "text", "text/plain" },
};

enum status mime_open(struct mime **out, struct error *e)
{
	struct mime *m;

	*out = NULL;
	if ((m = calloc(1, sizeof *m)) == NULL)
		return error_set(e, ST_NOMEM, "no memory for libmagic");
	if ((m->cookie = magic_open(MAGIC_MIME_TYPE)) == NULL) {
		free(m);
		return error_errno(e, "libmagic");
	}
	if (magic_load(m->cookie, NULL) != 0) {
		error_set(e, ST_IO, "libmagic: %s", magic_error(m->cookie));
		mime_free(m);
		return ST_IO;
	}
	*out = m;
	return ST_OK;
}

void mime_free(struct mime *m)
{
	if (m == NULL)
		return;
	magic_close(m->cookie);
	free(m);
}

static const char *type_of_name(const char *name)
{
	const char *dot = name != NULL ? strrchr(name, '.') : NULL;

	if (dot == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strcasecmp(endings[i].ending, dot + 1) == 0)
			return endings[i].type;
	return NULL;
}

/*
 * Does the type only say that the content is text? libmagic tells programming languages from a
 * word or two of it ("import" at the start of a line), and tables from a comma on each: that is
 * a guess at prose, no signature.
 */
static bool is_plain(const char *type)
{
	return strcmp(type, "text/plain") == 0 || strcmp(type, "text/csv") == 0 ||
	    strncmp(type, "text/x-", 7) == 0 || strcmp(type, "text/troff") == 0;
}

/* Does text begin as markup does: HTML, XML and SVG, PostScript and PDF, RTF? */
static bool may_be_markup(const char *s, size_t len)
{
	size_t i = len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (i < len && (s[i] == ' ' || (s[i] >= '\t' && s[i] <= '\r')))
		i++;
	return i < len && s[i] != '\0' && strchr("<%{", s[i]) != NULL;
}

/*
 * libmagic's rules for text take a millisecond an article. So it is asked first without its rules
 * (is this text at all? some microseconds), and with them only for what is none or may be markup.
 */
static const char *type_of_content(struct mime *m, const void *bytes, size_t len)
{
	const char *type;

	if (len == 0)
		return "text/plain"; /* an empty page is a page */
	if (len > LOOK_MAX)
		len = LOOK_MAX;
	magic_setflags(m->cookie, MAGIC_MIME_TYPE | MAGIC_NO_CHECK_SOFT);
	type = magic_buffer(m->cookie, bytes, len);
	if (type != NULL && is_plain(type)) {
		if (!may_be_markup(bytes, len))
			return type;
		if (len > LOOK_TEXT)
			len = LOOK_TEXT;
	}
	magic_setflags(m->cookie, MAGIC_MIME_TYPE);
	type = magic_buffer(m->cookie, bytes, len);
	return type != NULL && strchr(type, '/') != NULL ? type : "application/octet-stream";
}

void mime_of(struct mime *m, const char *name, const void *bytes, size_t len, char out[MIME_SIZE])
{
	const char *type = type_of_content(m, bytes, len), *named;

	if (is_plain(type)) {
		named = type_of_name(name);
		type = named != NULL ? named : strcmp(type, "text/csv") == 0 ? type : "text/plain";
	}
	if (strlcpy(out, type, MIME_SIZE) >= MIME_SIZE)
		strlcpy(out, "application/octet-stream", MIME_SIZE);
}
