#include "conf/list.h"

#include "conf/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char blank[] = " \t";

static void list_free(struct conf_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->items[i]);
	free(list->items);
	*list = (struct conf_list){ 0 };
}

static void list_clear(const struct option *o, void *base)
{
	list_free(value_member(o, base));
}

static bool list_has(const struct conf_list *list, const char *s)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i], s) == 0)
			return true;
	return false;
}

/* Write one word in its canonical form into out; false if it is not allowed. */
typedef bool (*item_fn)(const char *s, size_t len, char out[HOST_SIZE]);

/* The words of `text`, each through `item`; none twice. */
static enum status list_parse(const struct option *o, const char *text, item_fn item, void *base)
{
	struct conf_list *at = value_member(o, base);
	struct conf_list list = { 0 };
	enum status st = ST_INVALID;
	char word[HOST_SIZE];

	if ((list.items = calloc((size_t)o->max, sizeof *list.items)) == NULL)
		return ST_NOMEM;
	for (text += strspn(text, blank); *text != '\0'; text += strspn(text, blank)) {
		size_t len = strcspn(text, blank);

		if (list.n == (size_t)o->max || !item(text, len, word) || list_has(&list, word))
			goto done;
		st = value_keep(&list.items[list.n], word, strlen(word));
		if (st != ST_OK)
			goto done;
		list.n++;
		st = ST_INVALID;
		text += len;
	}
	if (list.n < (size_t)o->min)
		goto done;
	list_free(at);
	*at = list;
	return ST_OK;
done:
	list_free(&list);
	return st;
}

/* ---- hosts ---- */

static enum status hosts_parse(const struct option *o, const char *text, void *base)
{
	return list_parse(o, text, host_read, base);
}

static void hosts_describe(const struct option *o, struct buf *out)
{
	buf_printf(out,
	    "%lld to %lld host names or IP addresses, each once, with spaces between them",
	    (long long)o->min, (long long)o->max);
}

const struct value_type list_hosts = { hosts_parse, hosts_describe, list_clear, NULL };

static enum status host_parse(const struct option *o, const char *text, void *base)
{
	char host[HOST_SIZE] = "";

	if (text[0] != '\0' && !host_read(text, strlen(text), host))
		return ST_INVALID;
	return value_keep(value_member(o, base), host, strlen(host));
}

static void host_describe(const struct option *o, struct buf *out)
{
	(void)o;
	buf_puts(out, "a host name or IP address, or nothing");
}

const struct value_type list_host = { host_parse, host_describe, value_string_clear, NULL };

/* ---- addresses to listen on ---- */

static bool listen_item(const char *s, size_t len, char out[HOST_SIZE])
{
	char address[CONF_ADDRESS_SIZE];
	unsigned port;

	if (len >= HOST_SIZE)
		return false;
	memcpy(out, s, len);
	out[len] = '\0';
	if (!conf_address(out, address, &port))
		return false;
	snprintf(out, HOST_SIZE, strchr(address, ':') != NULL ? "[%s]:%u" : "%s:%u", address, port);
	return true;
}

static enum status listen_parse(const struct option *o, const char *text, void *base)
{
	return list_parse(o, text, listen_item, base);
}

static void listen_describe(const struct option *o, struct buf *out)
{
	buf_printf(out,
	    "at most %lld addresses with ports such as 0.0.0.0:1965 or [::]:1965, each once, with "
	    "spaces between them, or nothing",
	    (long long)o->max);
}

const struct value_type list_listen = { listen_parse, listen_describe, list_clear, NULL };

/* ---- parts of the front page ---- */

enum count_rule { COUNT_NEEDED, COUNT_MAY, COUNT_NONE };

/* Before the slug of the one theme that a part is about. */
static const char theme_prefix[] = "theme:";

static const struct part {
	const char *name;
	enum conf_front part;
	enum count_rule count;
} parts[] = {
	{ "latest", CONF_FRONT_LATEST, COUNT_NEEDED },
	{ "most-read", CONF_FRONT_MOST_READ, COUNT_NEEDED },
	{ "theme:SLUG", CONF_FRONT_THEME, COUNT_NEEDED },
	{ "themes", CONF_FRONT_THEMES, COUNT_MAY },
	{ "search", CONF_FRONT_SEARCH, COUNT_NONE },
	{ "editions", CONF_FRONT_EDITIONS, COUNT_NONE },
};
enum { PARTS = sizeof parts / sizeof *parts };

/* A slug's letters (as in the path of the theme's page). */
static bool theme_read(const char *s, size_t len, char out[CONF_THEME_SIZE])
{
	if (len == 0 || len >= CONF_THEME_SIZE ||
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
		return false;
	memcpy(out, s, len);
	out[len] = '\0';
	return true;
}

/* The part that s[0..len) names, and its theme; NULL if it is none. */
static const struct part *part_find(const char *s, size_t len, char theme[CONF_THEME_SIZE])
{
	size_t prefix = strlen(theme_prefix);
	bool one = len > prefix && memcmp(s, theme_prefix, prefix) == 0;

	theme[0] = '\0';
	if (one && !theme_read(s + prefix, len - prefix, theme))
		return NULL;
	for (size_t i = 0; i < PARTS; i++)
		if (one ? parts[i].part == CONF_FRONT_THEME
			: strlen(parts[i].name) == len && memcmp(parts[i].name, s, len) == 0 &&
			    parts[i].part != CONF_FRONT_THEME)
			return &parts[i];
	return NULL;
}

/* "latest 10" at *text, moved to the comma or the end after it. */
static bool part_read(const struct option *o, const char **text, struct conf_front_item *out)
{
	const char *s = *text + strspn(*text, blank);
	size_t len = strcspn(s, " \t,");
	const struct part *part = part_find(s, len, out->theme);
	int64_t n = 0;

	if (part == NULL)
		return false;
	s += len;
	s += strspn(s, blank);
	if (*s != ',' && *s != '\0') {
		if (part->count == COUNT_NONE || !value_digits(&s, &n) || n < o->min || n > o->max)
			return false;
		s += strspn(s, blank);
	} else if (part->count == COUNT_NEEDED) {
		return false;
	}
	*text = s;
	out->part = part->part;
	out->n = (unsigned)n;
	return *s == ',' || *s == '\0';
}

static bool is_repeated(const struct conf_front_item *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].part == items[n].part && strcmp(items[i].theme, items[n].theme) == 0)
			return true;
	return false;
}

/* All parts of `text`; NULL, or where the first begins that is not allowed. */
static const char *front_read(const struct option *o, const char *text,
    struct conf_front_item items[CONF_FRONT_MAX], size_t *n)
{
	const char *begin = text;

	for (*n = 0;; text++) {
		begin = text;
		if (*n == CONF_FRONT_MAX || !part_read(o, &text, &items[*n]) ||
		    is_repeated(items, *n))
			return begin;
		++*n;
		if (*text == '\0')
			return NULL;
	}
}

static enum status front_parse(const struct option *o, const char *text, void *base)
{
	size_t *count = (size_t *)(void *)((char *)base + o->second);
	struct conf_front_item items[CONF_FRONT_MAX] = { 0 };
	size_t n;

	if (front_read(o, text, items, &n) != NULL)
		return ST_INVALID;
	memcpy(value_member(o, base), items, sizeof items);
	*count = n;
	return ST_OK;
}

static const char *front_fault(const struct option *o, const char *text, size_t *len)
{
	struct conf_front_item items[CONF_FRONT_MAX] = { 0 };
	size_t n;
	const char *at = front_read(o, text, items, &n);

	at += strspn(at, blank);
	*len = strcspn(at, ",");
	while (*len > 0 && strchr(blank, at[*len - 1]) != NULL)
		--*len;
	return at;
}

static void front_describe(const struct option *o, struct buf *out)
{
	for (size_t i = 0; i < PARTS; i++) {
		if (parts[i].count != COUNT_NEEDED)
			buf_printf(out, "%s%s", parts[i].name,
			    parts[i].count == COUNT_MAY ? " or " : ", ");
		if (parts[i].count != COUNT_NONE)
			buf_printf(out, "%s N, ", parts[i].name);
	}
	buf_printf(out,
	    "each at most once, at most %d, with commas between them; N from %lld to %lld, SLUG as "
	    "in /t/SLUG",
	    CONF_FRONT_MAX, (long long)o->min, (long long)o->max);
}

const struct value_type list_front = { front_parse, front_describe, NULL, front_fault };
