#include "import/json_record.h"

#include "base/buf.h"
#include "import/cell.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	DEPTH_MAX = 8, /* of values within one that is text */
	TEXT_MAX = 2 * IMPORT_ARTICLE_MAX,
	NAMES_MAX = 1000, /* bytes of the names of authors, ours */
};

/* What parts the pieces of a text; members of an object are pieces of one only there. */
#define PARAGRAPHS "\n\n"

/* Members that hold what an object says, in the notations of several programs. */
static const char *const holders[] = { "rendered", "name", "title", "text", "html", "value",
	"#text", "_", "$date", "$oid", "$numberLong", "label", "headline" };

/* The member of `object` that says what it is about, or NULL. */
static const json_t *held(const json_t *object)
{
	const json_t *value = NULL;

	for (size_t i = 0; value == NULL && i < sizeof holders / sizeof *holders; i++)
		value = json_object_get(object, holders[i]);
	return value;
}

/* Append a string as it is, but for NUL, which no text has. */
static void put_string(const json_t *value, struct buf *out)
{
	const char *s = json_string_value(value);
	size_t len = json_string_length(value), from = out->len;

	buf_add(out, s, len);
	for (size_t i = from; i < out->len; i++)
		if (out->data[i] == '\0')
			out->data[i] = ' ';
}

/* Append what a value says; several parts are parted by `mark`. */
static void put_value(const json_t *value, const char *mark, int depth, struct buf *out)
{
	size_t i, from = out->len;
	const char *name;
	const json_t *one;

	if (depth == DEPTH_MAX || value == NULL)
		return;
	switch (json_typeof(value)) {
	case JSON_STRING:
		put_string(value, out);
		break;
	case JSON_INTEGER:
		buf_printf(out, "%lld", (long long)json_integer_value(value));
		break;
	case JSON_REAL:
		buf_printf(out, "%.15g", json_real_value(value));
		break;
	case JSON_ARRAY:
		for (i = 0; i < json_array_size(value); i++) {
			if (out->len > from) {
				buf_puts(out, mark);
				from = out->len;
			}
			put_value(json_array_get(value, i), mark, depth + 1, out);
		}
		break;
	case JSON_OBJECT:
		if ((one = held(value)) != NULL) {
			put_value(one, mark, depth + 1, out);
			break;
		}
		if (strcmp(mark, PARAGRAPHS) != 0)
			break;
		json_object_foreach((json_t *)value, name, one)
		{
			if (out->len > from) {
				buf_puts(out, mark);
				from = out->len;
			}
			put_value((const json_t *)one, mark, depth + 1, out);
		}
		break;
	default:
		break;
	}
}

/* What a value says as an owned string, NULL where it is nothing. */
static enum status text_of(const json_t *value, const char *mark, size_t max, char **out)
{
	struct buf text = BUF(max);
	enum status st = ST_OK;

	*out = NULL;
	put_value(value, mark, 0, &text);
	if (buf_status(&text) == ST_NOMEM)
		st = ST_NOMEM;
	else if (!cell_is_empty(buf_str(&text), text.len) && (*out = strdup(text.data)) == NULL)
		st = ST_NOMEM;
	buf_clear(&text);
	return st;
}

enum status json_record_names(const json_t *value, char **out)
{
	return text_of(value, ", ", NAMES_MAX, out);
}

/* WordPress's REST interface has the numbers of authors and themes: ids are no names. */
static bool is_number_alone(const json_t *value)
{
	size_t n = json_array_size(value);

	for (size_t i = 0; i < n; i++)
		if (!json_is_number(json_array_get(value, i)))
			return false;
	return n > 0 || json_is_number(value);
}

/* Tags, one each: a name may hold a comma. A string alone is a list, as in a table's cell. */
static enum status add_themes(struct record *r, enum column column, const json_t *value)
{
	enum status st = ST_OK;
	char *name;

	if (is_number_alone(value))
		return ST_OK;
	if (!json_is_array(value)) {
		if (r->of[column] != NULL)
			return ST_OK;
		return text_of(value, "|", TEXT_MAX, &r->of[column]);
	}
	for (size_t i = 0; i < json_array_size(value) && st == ST_OK; i++) {
		if ((st = text_of(json_array_get(value, i), ", ", TEXT_MAX, &name)) == ST_OK &&
		    name != NULL)
			st = record_add_theme(r, name);
		free(name);
	}
	return st;
}

/* A link is a string, or an object with it. */
static const json_t *link_of(const json_t *value)
{
	const json_t *url = json_object_get(value, "url");

	if (url == NULL)
		url = json_object_get(value, "href");
	return url != NULL ? url : value;
}

/* Is the member called so, or is its value wrapped, as what holds HTML? */
static enum fragment kind_of(const char *name, const json_t *value)
{
	if (strcasestr(name, "html") != NULL || json_object_get(value, "rendered") != NULL)
		return FRAGMENT_HTML;
	return strcasecmp(name, "content_text") == 0 ? FRAGMENT_PLAIN : FRAGMENT_GUESS;
}

/* True and false say something only where that is asked. */
static enum status add_flag(struct record *r, enum column column, bool yes)
{
	if (column != COLUMN_PUBLISHED && column != COLUMN_SHOWN && column != COLUMN_DRAFT &&
	    column != COLUMN_STATE)
		return ST_OK;
	r->of[column] = strdup(yes ? "true" : "false");
	return r->of[column] != NULL ? ST_OK : ST_NOMEM;
}

/* Does the value say more than what was said before: HTML than text, an id that is one everywhere
 * than one that is not? */
static bool is_better(
    const struct record *r, enum column column, enum fragment kind, const json_t *value)
{
	const char *before = r->of[column], *id = json_string_value(value);

	if (before == NULL)
		return true;
	if (column == COLUMN_ID)
		return id != NULL && cell_is_global_id(id) && !cell_is_global_id(before);
	return column == COLUMN_BODY && kind == FRAGMENT_HTML && r->kind[column] != FRAGMENT_HTML;
}

static enum status add_field(
    struct record *r, enum column column, const char *name, const json_t *value)
{
	bool is_text = column == COLUMN_BODY || column == COLUMN_SUMMARY || column == COLUMN_LEAD;
	const char *mark = is_text ? PARAGRAPHS : column == COLUMN_AUTHOR ? ", " : " ";
	enum fragment kind = kind_of(name, value);
	enum status st;
	char *text;

	if (!is_better(r, column, kind, value))
		return ST_OK;
	if (column == COLUMN_AUTHOR && is_number_alone(value))
		return ST_OK;
	/* WordPress: the text is for those with a password. */
	if (is_text && json_is_true(json_object_get(value, "protected")))
		return ST_OK;
	if (column == COLUMN_URL)
		value = link_of(value);
	if (json_is_boolean(value))
		return add_flag(r, column, json_is_true(value));
	if ((st = text_of(value, mark, TEXT_MAX, &text)) != ST_OK || text == NULL)
		return st;
	free(r->of[column]);
	r->of[column] = text;
	r->kind[column] = kind;
	return ST_OK;
}

/* Ghost before 4.0 says so, and not its type. A number is one of a paper's pages. */
static enum status add_page(struct record *r, const json_t *value)
{
	if (!json_is_true(value) || r->of[COLUMN_TYPE] != NULL)
		return ST_OK;
	return (r->of[COLUMN_TYPE] = strdup("page")) != NULL ? ST_OK : ST_NOMEM;
}

/* JSON Feed 1.1, "attachments". */
static enum status add_files(struct record *r, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(value); i++) {
		const json_t *one = json_array_get(value, i);
		const char *url = json_string_value(json_object_get(one, "url"));
		const char *title = json_string_value(json_object_get(one, "title"));
		const char *type = json_string_value(json_object_get(one, "mime_type"));
		double size = json_number_value(json_object_get(one, "size_in_bytes"));
		struct record_file file = { 0 };

		if (url == NULL || !cell_is_link(url))
			continue;
		file.url = strdup(url);
		file.title = title != NULL && *title != '\0' ? strdup(title) : NULL;
		file.type = type != NULL && *type != '\0' ? strdup(type) : NULL;
		file.size = size > 0 && size < 1e15 ? (unsigned long long)size : 0;
		if (file.url == NULL)
			return ST_NOMEM;
		record_add_file(r, &file);
	}
	return ST_OK;
}

/* What the members of one object say. */
static enum status fill(struct record *r, const json_t *object)
{
	enum status st = ST_OK;
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)object, name, value)
	{
		enum column column = column_named(name, strlen(name));

		if (st != ST_OK)
			break;
		if (column == COLUMN_THEME || column == COLUMN_TAGS)
			st = add_themes(r, column, value);
		else if (column != COLUMN_NONE)
			st = add_field(r, column, name, value);
		else if (strcasecmp(name, "attachments") == 0)
			st = add_files(r, value);
		else if (strcasecmp(name, "page") == 0)
			st = add_page(r, value);
	}
	return st;
}

bool json_record_is_wrapped(const char *name)
{
	return strcmp(name, "_source") == 0 || strcmp(name, "attributes") == 0;
}

enum status json_record_fill(struct record *r, const json_t *object)
{
	const json_t *source = json_object_get(object, "_source");
	const json_t *attributes = json_object_get(object, "attributes");
	enum status st = fill(r, json_is_object(source) ? source : object);

	if (st == ST_OK && json_is_object(attributes) && r->of[COLUMN_TITLE] == NULL &&
	    r->of[COLUMN_BODY] == NULL)
		st = fill(r, attributes);
	return st;
}
