#include "import/front_json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_space(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'))
		s++;
	return s;
}

/* Past the closing quotation mark of a string whose opening one is at s; `end` if there is none. */
static const char *skip_string(const char *s, const char *end)
{
	for (s++; s < end && *s != '"'; s++)
		if (*s == '\\' && s + 1 < end)
			s++;
	return s < end ? s + 1 : end;
}

/* Past the object at s, or NULL. */
static const char *skip_object(const char *s, const char *end)
{
	size_t depth = 0;

	while (s < end) {
		if (*s == '"') {
			s = skip_string(s, end);
			continue;
		}
		if (*s == '{' || *s == '[')
			depth++;
		else if (*s == '}' || *s == ']')
			depth--;
		s++;
		if (depth == 0)
			return s;
		if (depth > FRONT_DEPTH_MAX)
			return NULL;
	}
	return NULL;
}

/* Does a line of it begin as a JSON object does? Then it is JSON Lines that are partly broken. */
static bool has_object(const char *s, const char *end)
{
	for (; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		if (s + 2 < end && s[1] == '{' && s[2] == '"')
			return true;
	return false;
}

size_t front_json_length(const char *s, size_t len)
{
	const char *end = s + len, *after, *rest;

	if (len == 0 || *s != '{' || (rest = skip_space(s + 1, end)) == end || *rest != '"' ||
	    (after = skip_object(s, end)) == NULL)
		return 0;
	rest = skip_space(after, end);
	if (rest == end || memchr(after, '\n', (size_t)(rest - after)) == NULL ||
	    strchr("{[,]}", *rest) != NULL)
		return 0;
	/* Of one line, it may be the first of many. */
	if (memchr(s, '\n', (size_t)(after - s)) == NULL && has_object(after, end))
		return 0;
	return (size_t)(after - s);
}

/* A value that holds no others; `key` leads to it. */
static enum status add(struct front *out, const char *key, const json_t *value, bool listed)
{
	enum status st;
	char *text;

	if (json_is_string(value))
		return front_add(
		    out, key, json_string_value(value), json_string_length(value), listed);
	if (json_is_null(value))
		return front_add(out, key, "", 0, listed);
	if ((text = json_dumps(value, JSON_ENCODE_ANY)) == NULL)
		return ST_NOMEM;
	st = front_add(out, key, text, strlen(text), listed);
	free(text);
	return st;
}

/* What is at most FRONT_DEPTH_MAX deep: front_json_length() saw to it. `key` has room for all. */
static enum status add_all(struct front *out, char *key, const json_t *value, bool listed)
{
	size_t len = strlen(key), index;
	enum status st = ST_OK;
	const char *name;
	json_t *part;

	if (json_is_array(value)) {
		json_array_foreach(value, index, part) if (st == ST_OK)
		    st = add_all(out, key, part, true);
		return st;
	}
	if (!json_is_object(value))
		return add(out, key, value, listed);
	json_object_foreach((json_t *)value, name, part)
	{
		int n = snprintf(
		    key + len, FRONT_KEY_MAX + 1 - len, "%s%s", len > 0 ? "." : "", name);

		if (st == ST_OK && (n < 0 || (size_t)n > FRONT_KEY_MAX - len))
			st = ST_TOOBIG;
		if (st == ST_OK)
			st = add_all(out, key, part, false);
		key[len] = '\0';
	}
	return st;
}

enum status front_json_read(const char *s, size_t len, struct front *out, struct error *e)
{
	char key[FRONT_KEY_MAX + 1] = "";
	json_error_t why;
	enum status st;
	json_t *object;

	if ((object = json_loadb(s, len, 0, &why)) == NULL)
		return error_set(
		    e, ST_INVALID, "front matter that is no JSON: line %d: %s", why.line, why.text);
	if ((st = add_all(out, key, object, false)) != ST_OK)
		error_set(e, st, "front matter with more than %d values or too long a key",
		    FRONT_ITEMS_MAX);
	json_decref(object);
	return st;
}
