#include "conf/conf.h"

#include "base/ini.h"
#include "base/utf8.h"
#include "conf/list.h"
#include "conf/option.h"
#include "conf/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The build says where the system's configuration is (configure --sysconfdir). */
#ifndef SYSCONFDIR
#define SYSCONFDIR "/etc"
#endif

enum {
	SOURCES_MAX = 256,
	SOURCE_NAME_MAX = 32,
	/* Bytes of the INI that an error quotes, and of the names that it offers instead. */
	QUOTED_MAX = 60,
	OFFERED_MAX = 400,
	ABSOLUTE_MAX = 2 * 4096, /* the folder and the path: PATH_MAX each */
};

/* Where each option of one section's kind was given, by its place in the table; 0: not yet. */
struct given {
	unsigned line[OPTION_COUNT_MAX];
};

struct loader {
	struct conf *conf;
	const char *path;
	struct given given;
	struct given *sources; /* one for each of conf->sources */
};

struct quoted {
	char text[QUOTED_MAX + 4];
};

/* Foreign bytes made fit for one line on a terminal. */
static struct quoted quote_some(const char *s, size_t len)
{
	struct quoted q = { "" };
	struct buf b = BUF(QUOTED_MAX);
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < len && b.failure == ST_OK; i += n) {
		n = utf8_next(s + i, len - i, &cp);
		if (cp == UTF8_REPLACEMENT || !utf8_shown(cp))
			buf_putc(&b, '?');
		else
			buf_add(&b, s + i, n);
	}
	memcpy(q.text, buf_str(&b), b.len);
	strcpy(q.text + b.len, b.failure == ST_OK ? "" : "...");
	buf_clear(&b);
	return q;
}

static struct quoted quote(const char *s)
{
	return quote_some(s, strlen(s));
}

/* ---- sources ---- */

static bool source_name_valid(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len > 0 && len <= SOURCE_NAME_MAX && name[len] == '\0';
}

static enum status source_add(struct loader *l, const char *name, unsigned line)
{
	struct conf *c = l->conf;
	struct conf_source *sources, *s;
	struct given *given;

	if ((sources = realloc(c->sources, (c->nsources + 1) * sizeof *sources)) == NULL)
		return ST_NOMEM;
	c->sources = sources;
	if ((given = realloc(l->sources, (c->nsources + 1) * sizeof *given)) == NULL)
		return ST_NOMEM;
	l->sources = given;
	given[c->nsources] = (struct given){ 0 };
	s = &sources[c->nsources++];
	*s = (struct conf_source){ .line = line };
	if (value_keep(&s->name, name, strlen(name)) != ST_OK)
		return ST_NOMEM;
	return option_defaults(true, s);
}

/* The place of [source.NAME] in conf->sources, which is made where it is new. */
static enum status source_at(
    struct loader *l, const struct ini_entry *entry, size_t *at, struct error *e)
{
	const char *name = entry->section + strlen(OPTION_SOURCE_PREFIX);
	struct conf *c = l->conf;

	for (*at = 0; *at < c->nsources; ++*at)
		if (strcmp(c->sources[*at].name, name) == 0)
			return ST_OK;
	if (!source_name_valid(name))
		return error_set(e, ST_INVALID,
		    "%s:%u: bad section [%s]; allowed: [source.NAME] with a NAME of 1 to %d of "
		    "a-z, 0-9 and -",
		    l->path, entry->line, quote(entry->section).text, SOURCE_NAME_MAX);
	if (c->nsources == SOURCES_MAX)
		return error_set(e, ST_INVALID,
		    "%s:%u: too many sections [source.NAME]; allowed: %d", l->path, entry->line,
		    SOURCES_MAX);
	if (source_add(l, name, entry->line) != ST_OK)
		return error_set(e, ST_NOMEM, "%s: out of memory", l->path);
	return ST_OK;
}

/* ---- entries ---- */

static enum status unknown_section(
    const struct loader *l, const struct ini_entry *entry, struct error *e)
{
	struct buf names = BUF(OFFERED_MAX);

	option_section_names(entry->section, &names);
	if (entry->section[0] == '\0')
		error_set(e, ST_INVALID,
		    "%s:%u: key '%s' stands before any section; allowed sections: %s", l->path,
		    entry->line, quote(entry->key).text, buf_str(&names));
	else
		error_set(e, ST_INVALID, "%s:%u: unknown section [%s]; allowed: %s", l->path,
		    entry->line, quote(entry->section).text, buf_str(&names));
	buf_clear(&names);
	return ST_INVALID;
}

static enum status unknown_key(
    const struct loader *l, const char *section, const struct ini_entry *entry, struct error *e)
{
	struct buf names = BUF(OFFERED_MAX);

	option_keys(section, entry->key, &names);
	error_set(e, ST_INVALID, "%s:%u: unknown key '%s' in [%s]; allowed: %s", l->path,
	    entry->line, quote(entry->key).text, entry->section, buf_str(&names));
	buf_clear(&names);
	return ST_INVALID;
}

static enum status bad_value(
    const struct loader *l, const struct option *o, const struct ini_entry *entry, struct error *e)
{
	struct buf allowed = BUF(OFFERED_MAX);
	const char *wrong = entry->value;
	size_t len = strlen(wrong);

	if (o->type->fault != NULL)
		wrong = o->type->fault(o, entry->value, &len);
	o->type->describe(o, &allowed);
	error_set(e, ST_INVALID, "%s:%u: bad value '%s' for %s in [%s]; allowed: %s", l->path,
	    entry->line, quote_some(wrong, len).text, o->key, entry->section, buf_str(&allowed));
	buf_clear(&allowed);
	return ST_INVALID;
}

static enum status take(void *ctx, const struct ini_entry *entry, struct error *e)
{
	struct loader *l = ctx;
	bool source = strncmp(entry->section, OPTION_SOURCE_PREFIX, strlen(OPTION_SOURCE_PREFIX)) ==
	    0;
	const char *section = source ? OPTION_SOURCE : entry->section;
	const struct option *o;
	unsigned *line;
	enum status st;
	size_t at = 0;

	if (!source && (strcmp(section, OPTION_SOURCE) == 0 || !option_has_section(section)))
		return unknown_section(l, entry, e);
	if (source && (st = source_at(l, entry, &at, e)) != ST_OK)
		return st;
	if (entry->key == NULL)
		return ST_OK;
	if ((o = option_find(section, entry->key)) == NULL)
		return unknown_key(l, section, entry, e);
	line = &(source ? &l->sources[at] : &l->given)->line[o - option_table];
	if (*line != 0)
		return error_set(e, ST_INVALID,
		    "%s:%u: key '%s' is given twice in [%s]; allowed: once, and line %u has it",
		    l->path, entry->line, o->key, entry->section, *line);
	*line = entry->line;
	st = o->type->parse(o, entry->value, source ? (void *)&l->conf->sources[at] : l->conf);
	if (st == ST_INVALID)
		return bad_value(l, o, entry, e);
	return st == ST_OK ? ST_OK : error_set(e, st, "%s: %s", l->path, status_text(st));
}

/* ---- what one option says of another ---- */

static bool certificate_alone(const struct conf *c)
{
	return c->gemini.certificate[0] != '\0' && c->gemini.key[0] == '\0';
}

static bool key_alone(const struct conf *c)
{
	return c->gemini.key[0] != '\0' && c->gemini.certificate[0] == '\0';
}

static bool listens_twice(const struct conf *c)
{
	for (size_t i = 0; i < c->gemini.listen.n; i++)
		for (size_t j = 0; j < c->gopher.listen.n; j++)
			if (strcmp(c->gemini.listen.items[i], c->gopher.listen.items[j]) == 0 &&
			    strcmp(strrchr(c->gopher.listen.items[j], ':'), ":0") != 0)
				return true;
	return false;
}

static bool same_store(const struct conf *c)
{
	return strcmp(c->archive.path, c->archive.reads) == 0;
}

static const struct check {
	bool (*wrong)(const struct conf *);
	const char *section, *key; /* whose line is named */
	const char *text;
} checks[] = {
	{ certificate_alone, "gemini", "certificate",
	    "certificate is set in [gemini] without key; allowed: both or neither" },
	{ key_alone, "gemini", "key",
	    "key is set in [gemini] without certificate; allowed: both or neither" },
	{ listens_twice, "gopher", "listen",
	    "listen in [gopher] has an address of [gemini] too; allowed: each address and port "
	    "once" },
	{ same_store, "archive", "reads",
	    "reads in [archive] is the same file as path; allowed: a file of its own" },
};

/* The line is left out where the option has its default: then another one is at fault. */
static enum status failed_check(const struct loader *l, const struct check *check, struct error *e)
{
	unsigned line = l->given.line[option_find(check->section, check->key) - option_table];

	if (line == 0)
		return error_set(e, ST_INVALID, "%s: %s", l->path, check->text);
	return error_set(e, ST_INVALID, "%s:%u: %s", l->path, line, check->text);
}

static enum status cross_check(const struct loader *l, struct error *e)
{
	const struct conf *c = l->conf;
	size_t url = (size_t)(option_find(OPTION_SOURCE, "url") - option_table);

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (checks[i].wrong(c))
			return failed_check(l, &checks[i], e);
	for (size_t i = 0; i < c->nsources; i++)
		if (l->sources[i].line[url] == 0)
			return error_set(e, ST_INVALID,
			    "%s:%u: [source.%s] has no url; it must be given", l->path,
			    c->sources[i].line, c->sources[i].name);
	return ST_OK;
}

/* ---- paths ---- */

/* folder/path, or path where it is absolute; the folder itself may be "/". */
static char *absolute(const char *folder, const char *path)
{
	struct buf b = BUF(ABSOLUTE_MAX);

	if (path[0] != '/') {
		buf_puts(&b, folder);
		if (b.len == 0 || b.data[b.len - 1] != '/')
			buf_putc(&b, '/');
	}
	buf_puts(&b, path);
	return buf_take(&b);
}

/* The folder that holds the file `path`, absolute and without links; NULL with errno. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *copy, *folder;

	if (slash == NULL)
		return realpath(".", NULL);
	if ((copy = strndup(path, slash == path ? 1 : (size_t)(slash - path))) == NULL)
		return NULL;
	folder = realpath(copy, NULL);
	free(copy);
	return folder;
}

static enum status complete_paths(struct loader *l, struct error *e)
{
	const char *slash = strrchr(l->path, '/');
	char *folder = folder_of(l->path);
	enum status st = ST_OK;

	if (folder == NULL)
		return error_errno(e, "%s", l->path);
	l->conf->file = absolute(folder, slash != NULL ? slash + 1 : l->path);
	if (l->conf->file == NULL)
		st = ST_NOMEM;
	for (size_t i = 0; i < option_count && st == ST_OK; i++) {
		const struct option *o = &option_table[i];
		char **at, *full;

		if (o->type != &value_path)
			continue;
		at = value_member(o, l->conf);
		if ((*at)[0] == '\0')
			continue;
		if ((full = absolute(folder, *at)) == NULL) {
			st = ST_NOMEM;
			continue;
		}
		free(*at);
		*at = full;
	}
	free(folder);
	return st == ST_OK ? ST_OK : error_set(e, st, "%s: %s", l->path, status_text(st));
}

/* What was noted of each option goes on with the conf. */
static enum status keep_lines(struct loader *l, struct error *e)
{
	unsigned *lines = malloc(sizeof l->given.line);

	if (lines == NULL)
		return error_set(e, ST_NOMEM, "%s: %s", l->path, status_text(ST_NOMEM));
	memcpy(lines, l->given.line, sizeof l->given.line);
	l->conf->lines = lines;
	return ST_OK;
}

enum status conf_load(const char *path, struct conf **out, struct error *e)
{
	struct loader l = { .conf = calloc(1, sizeof *l.conf), .path = path };
	enum status st = ST_NOMEM;

	*out = NULL;
	if (l.conf == NULL || option_defaults(false, l.conf) != ST_OK) {
		error_set(e, st, "%s: %s", path, status_text(st));
		goto done;
	}
	if ((st = ini_read(path, take, &l, e)) != ST_OK || (st = complete_paths(&l, e)) != ST_OK ||
	    (st = cross_check(&l, e)) != ST_OK || (st = keep_lines(&l, e)) != ST_OK)
		goto done;
	*out = l.conf;
	l.conf = NULL;
done:
	free(l.sources);
	conf_free(l.conf);
	return st;
}

void conf_free(struct conf *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->nsources; i++) {
		free(c->sources[i].name);
		option_clear(true, &c->sources[i]);
	}
	free(c->sources);
	option_clear(false, c);
	free(c->lines);
	free(c->file);
	free(c);
}

struct conf_place conf_place(const struct conf *c, const char *section, const char *key)
{
	unsigned line = c->lines[option_find(section, key) - option_table];
	struct conf_place p;

	if (line > 0)
		snprintf(p.text, sizeof p.text, "%s:%u: [%s] %s", c->file, line, section, key);
	else
		snprintf(p.text, sizeof p.text, "%s: [%s] %s", c->file, section, key);
	return p;
}

void conf_later(const struct conf *c, struct buf *out)
{
	const char *comma = "";

	for (size_t i = 0; i < option_count; i++) {
		if (!option_table[i].later || c->lines[i] == 0)
			continue;
		buf_printf(out, "%s%s", comma, option_table[i].key);
		comma = ", ";
	}
	for (size_t i = 0; i < c->nsources; i++) {
		buf_printf(out, "%s[%s%s]", comma, OPTION_SOURCE_PREFIX, c->sources[i].name);
		comma = ", ";
	}
}

char *conf_find(const char *given, bool *system)
{
	static const char here[] = "./depeche.ini";
	const char *set = getenv("DEPECHE_CONFIG");

	*system = false;
	if (given != NULL)
		return strdup(given);
	if (set != NULL && set[0] != '\0')
		return strdup(set);
	*system = access(here, F_OK) != 0;
	return strdup(*system ? SYSCONFDIR "/depeche.ini" : here);
}
