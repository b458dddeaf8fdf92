#include "import/aside.h"

#include "import/front.h"
#include "import/xml_root.h"

#include <string.h>
#include <strings.h>

const char aside_notice[] = "a file about the others, not a post";

static bool is_ending(const char *path, const char *const *endings)
{
	const char *dot = strrchr(input_name(path), '.');

	for (; dot != NULL && *endings != NULL; endings++)
		if (strcasecmp(dot + 1, *endings) == 0)
			return true;
	return false;
}

/* Does it stand in the bytes, whatever its case? */
static bool has(const char *bytes, size_t len, const char *what)
{
	size_t n = strlen(what);

	for (const char *s = bytes; (size_t)(bytes + len - s) >= n; s++)
		if (strncasecmp(s, what, n) == 0)
			return true;
	return false;
}

static bool has_any(const char *bytes, size_t len, const char *const *words)
{
	for (; *words != NULL; words++)
		if (has(bytes, len, *words))
			return true;
	return false;
}

static bool begins(const struct format_head *h, const char *with)
{
	size_t n = strlen(with);

	return h->text_len >= n && memcmp(h->text, with, n) == 0;
}

static bool contains(const struct format_head *h, const char *what)
{
	return has(h->bytes, h->len, what);
}

static bool is_root(const struct format_head *h, const char *const *names)
{
	const char *end = h->text + h->text_len, *root;

	if (!begins(h, "<"))
		return false;
	for (root = xml_root(h->text, end); *names != NULL; names++)
		if (xml_root_is(root, end, *names))
			return true;
	return false;
}

static enum status leave(const struct sink *sink, const char *what)
{
	sink->skip(sink->ctx, 0, what);
	return ST_OK;
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* ---- what pages need ---- */

bool aside_is_media(const struct format_head *h)
{
	static const char *const types[] = { "image/", "audio/", "video/", "font/",
		"application/font", "application/vnd.ms-fontobject", "application/x-font" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strncasecmp(h->mime, types[i], strlen(types[i])) == 0)
			return true;
	return false;
}

enum status aside_leave_media(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	(void)in;
	(void)options;
	return leave(sink, "a picture, sound, film or font");
}

/* Neither name nor braces alone make a text one. */
bool aside_is_code(const struct format_head *h)
{
	if (begins(h, "#!/") || is_root(h, WORDS("stylesheet")))
		return true;
	if (!is_ending(h->name, WORDS("css", "scss", "sass", "less", "js", "mjs", "ts", "map")) ||
	    begins(h, "<"))
		return false;
	return (contains(h, "{") && contains(h, "}")) ||
	    (contains(h, ";") && (contains(h, "(") || contains(h, "=")));
}

enum status aside_leave_code(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	(void)in;
	(void)options;
	return leave(sink, "a style sheet or script");
}

/* ---- what programs read ---- */

/* Whole names, whatever their case, and what one of stands in such a file. */
static const struct {
	const char *name;
	const char *proofs[4];
} settings[] = {
	{ "robots.txt", { "user-agent:", "sitemap:" } }, { "ads.txt", { "direct", "reseller" } },
	{ "app-ads.txt", { "direct", "reseller" } }, { "humans.txt", { "/*" } },
	{ "security.txt", { "contact:" } }, { "llms.txt", { "](" } },
	{ "requirements.txt", { "==", ">=", "~=" } },
	{ "package.json", { "\"version\"", "\"dependencies\"", "\"devDependencies\"" } },
	{ "package-lock.json", { "\"lockfileVersion\"" } },
	{ "composer.json", { "\"require\"", "\"autoload\"" } },
	{ "composer.lock", { "\"content-hash\"" } },
	{ "bower.json", { "\"version\"", "\"dependencies\"" } },
	{ "manifest.json", { "\"icons\"", "\"start_url\"", "\"manifest_version\"" } },
	{ "site.webmanifest", { "\"icons\"", "\"start_url\"" } },
	{ "tsconfig.json", { "\"compilerOptions\"" } },
	{ "jsconfig.json", { "\"compilerOptions\"" } },
	{ "vercel.json", { "\"builds\"", "\"redirects\"", "\"rewrites\"" } },
	{ "yarn.lock", { "resolved " } }, { "Gemfile", { "gem ", "gemspec" } },
	{ "Gemfile.lock", { "GEM" } }, { "Rakefile", { "task" } }, { "Makefile", { ":" } },
	{ "Dockerfile", { "from " } }, { "Procfile", { ":" } }, { "_redirects", { "/" } },
	{ "_headers", { "/" } }, { "Thumbs.db", { "\xd0\xcf\x11\xe0" } }, /* an OLE document */
};

/* YAML, TOML or an INI file without a text below: a site's settings or data. */
static bool is_keys(const struct format_head *h)
{
	struct front_place front;

	if (!is_ending(h->name, WORDS("yml", "yaml", "toml", "ini", "cfg", "conf")) ||
	    (front_find(h->text, h->text_len, &front) && front.kind != FRONT_HEAD))
		return false;
	return begins(h, "- ") || begins(h, "---\n- ") || begins(h, "---\r\n- ") ||
	    front_begins(h->text, h->text_len) || front_is_keys(h->text, h->text_len, FRONT_YAML) ||
	    front_is_keys(h->text, h->text_len, FRONT_TOML);
}

/* GitHub's: a host alone. */
static bool is_cname(const struct format_head *h)
{
	size_t n = 0;

	while (n < h->text_len && strchr(" \t\r\n", h->text[n]) == NULL)
		n++;
	for (size_t i = n; i < h->text_len; i++)
		if (strchr(" \t\r\n", h->text[i]) == NULL)
			return false;
	return strcmp(input_name(h->name), "CNAME") == 0 && memchr(h->text, '.', n) != NULL;
}

bool aside_is_settings(const struct format_head *h)
{
	const char *name = input_name(h->name);

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (strcasecmp(name, settings[i].name) == 0 &&
		    has_any(h->bytes, h->len, settings[i].proofs))
			return true;
	return is_keys(h) || is_cname(h) ||
	    is_root(h, WORDS("urlset", "sitemapindex", "browserconfig"));
}

enum status aside_leave_settings(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	(void)in;
	(void)options;
	return leave(sink, "a file for programs, not for readers");
}

/* ---- what tells of the others ---- */

/* Names without their ending, and what one of stands in such a file; none: the name is enough. */
static const struct {
	const char *name;
	const char *proofs[4];
} notices[] = {
	{ "readme", { NULL } },
	{ "license", { "license", "licence", "copyright" } },
	{ "licence", { "license", "licence", "copyright" } },
	{ "copying", { "license", "licence", "copyright" } },
	{ "copyright", { "license", "licence", "copyright" } },
	{ "unlicense", { "public domain" } },
	{ "changelog", { NULL } },
	{ "contributing", { NULL } },
	{ "code_of_conduct", { NULL } },
	{ "code-of-conduct", { NULL } },
	{ "security", { "vulnerab", "vulnérab" } },
	{ "authors", { "@", "copyright" } },
};

bool aside_is_notice_text(const char *path, const char *text, size_t len)
{
	const char *name = input_name(path);
	size_t n = strcspn(name, ".");

	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		if (strlen(notices[i].name) == n && strncasecmp(name, notices[i].name, n) == 0)
			return notices[i].proofs[0] == NULL ||
			    has_any(text, len, notices[i].proofs);
	return false;
}

/* What may be Markdown is told where front matter has been looked for. */
bool aside_is_notice(const struct format_head *h)
{
	if (strchr(input_name(h->name), '.') != NULL && !is_ending(h->name, WORDS("txt", "rst")))
		return false;
	return !begins(h, "<") && aside_is_notice_text(h->name, h->bytes, h->len);
}

enum status aside_leave_notice(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	(void)in;
	(void)options;
	return leave(sink, aside_notice);
}
