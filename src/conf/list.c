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

const struct value_type list_hosts = { hosts_parse, hosts_describe, list_clear };

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

const struct value_type list_host = { host_parse, host_describe, value_string_clear };

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

const struct value_type list_listen = { listen_parse, listen_describe, list_clear };

/* ---- parts of the front page ---- */

enum count_rule { COUNT_NEEDED, COUNT_MAY };

static const struct part {
	const char *name;
	enum conf_front part;
	enum count_rule count;
} parts[] = {
	{ "latest", CONF_FRONT_LATEST, COUNT_NEEDED },
	{ "most-read", CONF_FRONT_MOST_READ, COUNT_NEEDED },
	{ "themes", CONF_FRONT_THEMES, COUNT_MAY },
};
enum { PARTS = sizeof parts / sizeof *parts };
_Static_assert((int)PARTS <= (int)CONF_FRONT_MAX, "each part may stand once");

static const struct part *part_find(const char *s, size_t len)
{
	for (size_t i = 0; i < PARTS; i++)
		if (strlen(parts[i].name) == len && memcmp(parts[i].name, s, len) == 0)
			return &parts[i];
	return NULL;
}

/* "latest 10" at *text, moved to the comma or the end after it. */
static bool part_read(const struct option *o, const char **text, struct conf_front_item *out)
{
	const char *s = *text + strspn(*text, blank);
	size_t len = strcspn(s, " \t,");
	const struct part *part = part_find(s, len);
	int64_t n = 0;

	if (part == NULL)
		return false;
	s += len;
	s += strspn(s, blank);
	if (*s != ',' && *s != '\0') {
		if (!value_digits(&s, &n) || n < o->min || n > o->max)
			return false;
		s += strspn(s, blank);
	} else if (part->count == COUNT_NEEDED) {
		return false;
	}
	*text = s;
	*out = (struct conf_front_item){ part->part, (unsigned)n };
	return *s == ',' || *s == '\0';
}

static enum status front_parse(const struct option *o, const char *text, void *base)
{
	size_t *count = (size_t *)(void *)((char *)base + o->second);
	struct conf_front_item items[CONF_FRONT_MAX] = { 0 };
	size_t n = 0;

	for (;; text++) {
		if (n == PARTS || !part_read(o, &text, &items[n]))
			return ST_INVALID;
		for (size_t i = 0; i < n; i++)
			if (items[i].part == items[n].part)
				return ST_INVALID;
		n++;
		if (*text == '\0')
			break;
	}
	memcpy(value_member(o, base), items, sizeof items);
	*count = n;
	return ST_OK;
}

static void front_describe(const struct option *o, struct buf *out)
{
	for (size_t i = 0; i < PARTS; i++) {
		if (parts[i].count == COUNT_MAY)
			buf_printf(out, "%s or ", parts[i].name);
		buf_printf(out, "%s N, ", parts[i].name);
	}
	buf_printf(out, "each at most once, with commas between them; N from %lld to %lld",
	    (long long)o->min, (long long)o->max);
}

const struct value_type list_front = { front_parse, front_describe, NULL };
