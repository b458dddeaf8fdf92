#include "import/front.h"

#include "import/block.h"
#include "import/front_json.h"
#include "import/head.h"
#include "import/toml.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

void front_clear(struct front *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->items[i].key);
		free(f->items[i].value);
	}
	free(f->items);
	*f = (struct front){ 0 };
}

enum status front_add(struct front *f, const char *key, const char *value, size_t len, bool listed)
{
	size_t cap = f->cap > 0 ? 2 * f->cap : 32;
	struct front_item *grown, item = { .listed = listed };

	if (f->n >= FRONT_ITEMS_MAX)
		return ST_TOOBIG;
	if (f->n == f->cap) {
		if ((grown = reallocarray(f->items, cap, sizeof *grown)) == NULL)
			return ST_NOMEM;
		f->items = grown;
		f->cap = cap;
	}
	item.key = strdup(key);
	item.value = strndup(value, len);
	if (item.key == NULL || item.value == NULL) {
		free(item.key);
		free(item.value);
		return ST_NOMEM;
	}
	for (char *s = item.key; *s != '\0'; s++)
		*s = (char)tolower((unsigned char)*s);
	f->items[f->n++] = item;
	return ST_OK;
}

/* Hugo's and Zola's own keys, and those of others. */
static const char *const sections[] = { "extra.", "params.", "meta.", "taxonomies." };

const char *front_own_name(const char *key)
{
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (strncmp(key, sections[i], strlen(sections[i])) == 0)
			return key + strlen(sections[i]);
	return key;
}

/* Is the line s[0..len) that mark and white space? */
static bool is_mark(const char *s, size_t len, const char *mark)
{
	size_t n = strlen(mark);

	while (len > 0 && strchr(" \t\r", s[len - 1]) != NULL)
		len--;
	return len == n && memcmp(s, mark, n) == 0;
}

static const char *skip_space(const char *s, const char *end)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	return s;
}

/* What has no marks is told by what it is. */
static bool find_bare(const char *s, const char *end, struct front_place *out)
{
	enum front_kind kind = s < end && *s == '{' ? FRONT_JSON : FRONT_HEAD;
	size_t n = (kind == FRONT_JSON ? front_json_length : head_length)(s, (size_t)(end - s));

	if (n > 0)
		*out = (struct front_place){ .kind = kind,
			.s = s,
			.len = n,
			.body = s + n,
			.body_len = (size_t)(end - s) - n };
	return n > 0;
}

/* The text after the line that opens front matter between marks; NULL where it begins with none. */
static const char *after_mark(const char *s, const char *end, enum front_kind *kind)
{
	static const struct {
		const char *mark;
		enum front_kind kind;
	} marks[] = { { "---", FRONT_YAML }, { "+++", FRONT_TOML } };
	const char *eol = block_line_end(s, end);

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!is_mark(s, (size_t)(eol - s), marks[i].mark))
			continue;
		*kind = marks[i].kind;
		return eol < end ? eol + 1 : end;
	}
	return NULL;
}

static bool is_last(const char *s, size_t len, enum front_kind kind)
{
	return kind == FRONT_TOML ? is_mark(s, len, "+++")
				  : is_mark(s, len, "---") || is_mark(s, len, "...");
}

bool front_find(const char *text, size_t len, struct front_place *out)
{
	const char *end = text + len, *s = skip_space(text, end), *eol;

	*out = (struct front_place){ 0 };
	if ((out->s = after_mark(s, end, &out->kind)) == NULL)
		return find_bare(s, end, out);
	for (s = out->s; s < end; s = eol < end ? eol + 1 : end) {
		eol = block_line_end(s, end);
		if (!is_last(s, (size_t)(eol - s), out->kind))
			continue;
		out->len = (size_t)(s - out->s);
		out->body = eol < end ? eol + 1 : end;
		out->body_len = (size_t)(end - out->body);
		return true;
	}
	return false;
}

static bool is_key(const char *s, const char *eol, enum front_kind kind)
{
	size_t n = 0;

	if (s < eol && kind == FRONT_TOML && *s == '[')
		return memchr(s, ']', (size_t)(eol - s)) != NULL;
	while (s + n < eol && (isalnum((unsigned char)s[n]) || strchr("_-.\"'", s[n]) != NULL) &&
	    s[n] != '\0')
		n++;
	if (n == 0)
		return false;
	s += n;
	if (kind == FRONT_YAML)
		return s < eol && *s == ':' && (s + 1 == eol || isspace((unsigned char)s[1]));
	while (s < eol && isspace((unsigned char)*s))
		s++;
	return s < eol && *s == '=';
}

bool front_is_keys(const char *s, size_t len, enum front_kind kind)
{
	const char *end = s + len;

	while ((s = skip_space(s, end)) < end && *s == '#')
		s = block_line_end(s, end);
	return s < end && is_key(s, block_line_end(s, end), kind);
}

bool front_begins(const char *text, size_t len)
{
	const char *end = text + len;
	enum front_kind kind;
	const char *s = after_mark(skip_space(text, end), end, &kind);

	return s != NULL && front_is_keys(s, (size_t)(end - s), kind);
}

/* ---- YAML: libyaml's events ---- */

struct level {
	bool map;
	bool has_key; /* of a map: a key waits for its value */
	size_t key;   /* how much of `key` leads here */
};

struct reader {
	struct front *front;
	char key[FRONT_KEY_MAX + 1];
	struct level levels[FRONT_DEPTH_MAX];
	size_t depth;
};

/* The level that a value belongs to has had its value. */
static void end_value(struct reader *r)
{
	struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;

	if (top != NULL && top->map)
		top->has_key = false;
	r->key[top != NULL ? top->key : 0] = '\0';
}

static enum status set_key(struct reader *r, struct level *top, const char *s, size_t len)
{
	int n = snprintf(r->key + top->key, sizeof r->key - top->key, "%s%.*s",
	    top->key > 0 ? "." : "", (int)len, s);

	top->has_key = true;
	return n >= 0 && (size_t)n < sizeof r->key - top->key ? ST_OK : ST_TOOBIG;
}

static enum status take_scalar(struct reader *r, const char *s, size_t len)
{
	struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;
	enum status st;

	if (len > FRONT_MAX)
		return ST_TOOBIG;
	if (top != NULL && top->map && !top->has_key)
		return set_key(r, top, s, len);
	st = front_add(r->front, r->key, s, len, top != NULL && !top->map);
	end_value(r);
	return st;
}

/* A map or list as a key of a map is no front matter of this world. */
static enum status open_level(struct reader *r, bool map)
{
	struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;

	if (r->depth == FRONT_DEPTH_MAX)
		return ST_TOOBIG;
	if (top != NULL && top->map && !top->has_key)
		return ST_INVALID;
	r->levels[r->depth++] = (struct level){ .map = map, .key = strlen(r->key) };
	return ST_OK;
}

static enum status take_event(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return take_scalar(
		    r, (const char *)event->data.scalar.value, event->data.scalar.length);
	case YAML_ALIAS_EVENT:
		return take_scalar(r, "", 0);
	case YAML_MAPPING_START_EVENT:
		return open_level(r, true);
	case YAML_SEQUENCE_START_EVENT:
		return open_level(r, false);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		r->depth--;
		end_value(r);
		return ST_OK;
	default:
		return ST_OK;
	}
}

static enum status read_yaml(const struct front_place *place, struct front *out, struct error *e)
{
	struct reader r = { .front = out };
	enum status st = ST_OK;
	yaml_parser_t parser;
	yaml_event_t event;
	bool more = true;

	if (!yaml_parser_initialize(&parser))
		return error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)place->s, place->len);
	while (st == ST_OK && more) {
		if (!yaml_parser_parse(&parser, &event)) {
			st = parser.error == YAML_MEMORY_ERROR ? ST_NOMEM : ST_INVALID;
			error_set(e, st, "front matter that is no YAML: line %zu: %s",
			    parser.problem_mark.line + 2,
			    parser.problem != NULL ? parser.problem : status_text(st));
			break;
		}
		more = event.type != YAML_STREAM_END_EVENT && event.type != YAML_DOCUMENT_END_EVENT;
		if ((st = take_event(&r, &event)) != ST_OK)
			error_set(e, st,
			    "front matter with more than %d values, %d levels or a key that is "
			    "none",
			    FRONT_ITEMS_MAX, FRONT_DEPTH_MAX);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return st;
}

static enum status read_toml(const struct front_place *place, struct front *out, struct error *e)
{
	return toml_read(place->s, place->len, out, e);
}

static enum status read_json(const struct front_place *place, struct front *out, struct error *e)
{
	return front_json_read(place->s, place->len, out, e);
}

static enum status read_head(const struct front_place *place, struct front *out, struct error *e)
{
	enum status st = head_read(place->s, place->len, out);

	return st != ST_OK
	    ? error_set(e, st, "front matter with more than %d values", FRONT_ITEMS_MAX)
	    : ST_OK;
}

enum status front_read(const struct front_place *place, struct front *out, struct error *e)
{
	static enum status (*const readers[])(const struct front_place *, struct front *,
	    struct error *) = { [FRONT_YAML] = read_yaml,
		[FRONT_TOML] = read_toml,
		[FRONT_JSON] = read_json,
		[FRONT_HEAD] = read_head };
	enum status st;

	*out = (struct front){ 0 };
	if (place->len > FRONT_MAX)
		return error_set(e, ST_TOOBIG, "front matter of more than %d kB", FRONT_MAX / 1024);
	st = readers[place->kind](place, out, e);
	if (st != ST_OK)
		front_clear(out);
	return st;
}
