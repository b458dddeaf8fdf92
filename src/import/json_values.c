#include "import/json_values.h"

#include "import/column.h"
#include "import/decode.h"
#include "import/json_mend.h"
#include "import/json_record.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { KEY_MAX = 64 /* bytes of a name that is looked at */ };

/* What a value that is open now stands in, or is. */
struct around {
	char kind;          /* "{" or "[" */
	bool usual;         /* it is called as lists of articles often are */
	bool foreign;       /* it belongs to one article */
	bool title, body;   /* members of an article that it was seen to have */
	bool text;          /* a summary or a lead */
	bool wrapped;       /* it says what the object around it is */
	bool given;         /* articles within it were given */
	size_t at, inside;  /* where its bracket stands in `value`, and what is in it begins */
	unsigned long line; /* of the bracket */
};

enum skipping { SKIP_NOTHING, SKIP_LINE, SKIP_TO_OBJECT /* that a line begins with */ };

struct json_values {
	const struct json_values_events *events;
	struct buf value;       /* the one that is being read */
	unsigned long begun;    /* the line it began on */
	unsigned long opened;   /* the line on which what is at depth 1 began */
	unsigned long reported; /* the last line on which one was bad, of those in no list */
	const char *problem;    /* why it will not be read, or NULL */
	unsigned long line;
	enum skipping skipping;
	bool lined;         /* a value had a line of its own: JSON Lines */
	bool at_line_start; /* nothing but spaces since the line end */
	bool at_column_zero;

	size_t depth, level;                      /* now; of what is around the values */
	struct around around[JSON_DEPTH_MAX + 1]; /* each depth from 1 on */
	char before;                              /* the last character that is no space */
	bool in_string, escaped;
	char key[KEY_MAX + 1]; /* the last string */
	size_t key_len;
	char name[KEY_MAX + 1]; /* of the member that is being read: the last string before ":" */

	struct buf found; /* an object in the one being read that looks like an article */
	unsigned long found_line;
	bool sure;      /* the one that is being read is what holds articles */
	bool enveloped; /* the envelope was told of */
};

/* ---- a value that is complete ---- */

static void report(struct json_values *v, const char *reason)
{
	if (v->level == 0 && v->begun == v->reported)
		return;
	if (v->level == 0)
		v->reported = v->begun;
	v->events->bad(v->events->ctx, v->begun, reason);
}

static enum status give(struct json_values *v, const struct buf *text, unsigned long line)
{
	char reason[ERROR_MAX];
	json_error_t why;
	enum status st;
	json_t *value;

	if ((value = json_mend_load(buf_str(text), text->len, &why)) == NULL) {
		snprintf(reason, sizeof reason, "not JSON: %s", why.text);
		reason[strcspn(reason, "\r\n")] = '\0';
		report(v, reason);
		return ST_OK;
	}
	st = v->events->value(v->events->ctx, value, line);
	json_decref(value);
	return st;
}

/* Give the one that was found, if one was. */
static enum status give_found(struct json_values *v)
{
	enum status st = ST_OK;

	if (v->found.len > 0)
		st = give(v, &v->found, v->found_line);
	buf_reset(&v->found);
	return st;
}

/* A value that is whole, or what was left of one whose articles were given. */
static enum status give_whole(struct json_values *v)
{
	const struct around *top = &v->around[1];

	if (v->level > 0 && v->around[v->level].kind == '{' && *v->value.data == '[')
		return ST_OK;
	if (v->level > 0)
		return give(v, &v->value, v->begun);
	v->lined = v->lined || v->opened == v->line;
	if (v->sure)
		return ST_OK;
	if (v->found.len > 0 && !top->title && !top->body && !top->text)
		return give_found(v);
	return give(v, &v->value, v->begun);
}

/* The value is over. */
static enum status end_value(struct json_values *v)
{
	enum status st = ST_OK;

	if (v->problem == NULL && buf_status(&v->value) == ST_TOOBIG)
		v->problem = "a value of more than 8 MB";
	v->around[v->level].given = true;
	if (v->problem != NULL) {
		st = give_found(v);
		report(v, v->problem);
	} else if (buf_status(&v->value) != ST_OK) {
		st = buf_status(&v->value);
	} else if (v->value.len > 0) {
		st = give_whole(v);
	}
	buf_reset(&v->value);
	buf_reset(&v->found);
	v->problem = NULL;
	v->sure = v->sure && v->level > 0;
	return st;
}

/* ---- where the values are ---- */

/* Is it usual to call a list of articles so? */
static bool is_usual(const char *name)
{
	static const char *const names[] = { "items", "item", "articles", "article", "posts",
		"entries", "entry", "stories", "news", "data", "results", "documents", "docs",
		"rows", "records", "hits", "@graph" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

/* What holds objects that belong to one article. */
static bool is_of_an_article(const char *name)
{
	static const char *const names[] = { "attachments", "images", "image", "media", "photos",
		"videos", "links", "hubs", "comments", "related", "files", "entities" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return column_named(name, strlen(name)) != COLUMN_NONE;
}

/* May articles be what `parent`, a depth, holds, as far as it was read? */
static bool may_hold(const struct json_values *v, size_t parent)
{
	if (v->level > 0 || parent == 0 || parent > JSON_ENVELOPE_DEPTH ||
	    buf_status(&v->value) != ST_OK)
		return false;
	for (size_t i = 1; i <= parent; i++)
		if (v->around[i].foreign || v->around[i].body ||
		    (v->around[i].title && v->around[parent].kind == '{'))
			return false;
	return true;
}

/* Is the object that ends now like an article? In a map it must be surer than in a list. */
static bool looks_like_article(const struct json_values *v)
{
	const struct around *o = &v->around[v->depth];

	if (o->kind != '{' || o->foreign || o->wrapped || o->given || !may_hold(v, v->depth - 1))
		return false;
	if (v->around[v->depth - 1].kind == '{')
		return o->title && o->body;
	return o->body || (o->title && o->text);
}

/* What stands before the values, closed, is the envelope. */
static enum status tell_envelope(struct json_values *v, size_t parent)
{
	struct buf text = BUF(JSON_VALUE_MAX);
	enum status st = ST_OK;
	json_t *object = NULL;
	json_error_t why;

	if (v->enveloped || v->events->envelope == NULL)
		return ST_OK;
	buf_add(&text, v->value.data, v->around[parent].inside);
	for (size_t i = parent; i > 0; i--)
		buf_putc(&text, v->around[i].kind == '{' ? '}' : ']');
	if (buf_status(&text) == ST_OK)
		object = json_mend_load(buf_str(&text), text.len, &why);
	if (object != NULL)
		st = v->events->envelope(v->events->ctx, object);
	json_decref(object);
	buf_clear(&text);
	v->enveloped = true;
	return st;
}

/* The object that is open is an article: what it stands in holds them, and it is the first. */
static enum status begin_list(struct json_values *v)
{
	const struct around *first = &v->around[v->depth];
	enum status st;

	if ((st = tell_envelope(v, v->depth - 1)) != ST_OK || (st = give_found(v)) != ST_OK)
		return st;
	memmove(v->value.data, v->value.data + first->at, v->value.len - first->at);
	buf_truncate(&v->value, v->value.len - first->at);
	v->begun = first->line;
	v->level = v->depth - 1;
	v->sure = true;
	for (size_t i = 1; i <= v->level; i++)
		v->around[i].given = true;
	return ST_OK;
}

/* What an object says that ends now, the one around it says. */
static void unwrap(const struct around *o, struct around *outer)
{
	outer->title = outer->title || o->title;
	outer->body = outer->body || o->body;
	outer->text = outer->text || o->text;
}

/* An object ends that may be an article: with a second one, or after a list, it is. */
static enum status find(struct json_values *v)
{
	const struct around *o = &v->around[v->depth];

	if (v->sure || v->found.len > 0)
		return begin_list(v);
	buf_add(&v->found, v->value.data + o->at, v->value.len - o->at);
	v->found_line = o->line;
	return buf_status(&v->found);
}

/* A member has a name: of an article? In a list that is usually one of articles it is enough. */
static enum status name_member(struct json_values *v)
{
	struct around *o = &v->around[v->depth];
	enum column column;

	memcpy(v->name, v->key, sizeof v->name);
	if (v->level > 0 || v->depth == 0 || v->depth > JSON_ENVELOPE_DEPTH + 1 || o->foreign)
		return ST_OK;
	column = column_named(v->name, strlen(v->name));
	o->title = o->title || column == COLUMN_TITLE;
	o->body = o->body || column == COLUMN_BODY;
	o->text = o->text || column == COLUMN_SUMMARY || column == COLUMN_LEAD;
	if (o->kind != '{' || v->around[v->depth - 1].kind != '[' ||
	    !v->around[v->depth - 1].usual || !may_hold(v, v->depth - 1))
		return ST_OK;
	if (!o->title && !o->body && !o->text && strcmp(v->name, "_source") != 0)
		return ST_OK;
	return begin_list(v);
}

/* ---- byte by byte ---- */

/* Between the values of a map: what stands there are their names, and what is no article. */
static bool is_in_map(const struct json_values *v)
{
	return v->level > 0 && v->depth == v->level && v->around[v->level].kind == '{';
}

static void put(struct json_values *v, char c)
{
	/* Between values, commas and white space are nobody's. */
	if (v->depth <= v->level && !v->in_string && strchr(" \t\r\n,", c) != NULL)
		return;
	if (is_in_map(v) && (v->in_string || (c != '{' && c != '[')))
		return;
	if (v->value.len == 0)
		v->begun = v->line;
	buf_putc(&v->value, c);
}

/* What cannot be: leave it. In JSON Lines that is a line; else go on where one begins with "{". */
static enum status give_up(struct json_values *v, const char *why)
{
	v->problem = v->problem != NULL ? v->problem : why;
	v->skipping = v->lined && v->level == 0 && v->opened == v->line ? SKIP_LINE
									: SKIP_TO_OBJECT;
	v->in_string = v->escaped = false;
	v->depth = v->level;
	return end_value(v);
}

static enum status add_to_string(struct json_values *v, char c)
{
	if (c == '\n')
		return give_up(v, "not JSON: a string that does not end on its line");
	put(v, c);
	if (v->escaped)
		v->escaped = false;
	else if (c == '\\')
		v->escaped = true;
	else if (c == '"')
		v->in_string = false;
	if (v->in_string && v->key_len < KEY_MAX)
		v->key[v->key_len++] = c;
	v->key[v->key_len] = '\0';
	v->before = c;
	/* One that is in nothing ends with its line, whatever stands behind it. */
	return v->in_string || v->depth > v->level || v->level == 0 ? ST_OK : end_value(v);
}

/* Can c go on with the value that lines before began? */
static bool goes_on(const struct json_values *v, char c)
{
	bool object = v->around[v->depth].kind == '{';

	if (v->before == ':')
		return strchr(",:}]", c) == NULL;
	if (strchr(object ? "{," : "[,", v->before) != NULL)
		return object ? c == '"' || c == '}' : strchr(",:}", c) == NULL;
	return strchr(object ? ",}:" : ",]", c) != NULL;
}

/* Does a line begin with what cannot stand here: is the value before it broken? */
static bool is_misplaced(const struct json_values *v, char c)
{
	if (!v->at_line_start || v->depth <= v->level || strchr(" \t\r\n", c) != NULL)
		return false;
	if (v->lined && v->level == 0)
		return !goes_on(v, c) || (c == '{' && v->at_column_zero);
	return c == '{' && v->at_column_zero && !goes_on(v, c);
}

static enum status open_value(struct json_values *v, char c)
{
	const struct around *outer = &v->around[v->depth];
	struct around *o;

	if (v->depth == 0)
		v->opened = v->line;
	if (c == '[' && v->depth == 0 && v->level == 0 && v->value.len == 0) {
		v->level = v->depth = 1;
		v->around[1] = (struct around){ .kind = c };
		return ST_OK;
	}
	put(v, c);
	if (v->depth == v->level)
		v->begun = v->line;
	if (v->depth == JSON_DEPTH_MAX)
		return give_up(v, "values within one another more than 100 deep");
	o = &v->around[++v->depth];
	*o = (struct around){
		.kind = c, .at = v->value.len - 1, .inside = v->value.len, .line = v->line
	};
	if (v->level > 0 || v->depth < 2 || v->depth > JSON_ENVELOPE_DEPTH + 1)
		return ST_OK;
	o->usual = outer->kind == '{' && is_usual(v->name);
	o->wrapped = outer->kind == '{' && c == '{' && json_record_is_wrapped(v->name);
	o->foreign = outer->foreign || outer->wrapped ||
	    (outer->kind == '{' && !o->usual && is_of_an_article(v->name));
	return ST_OK;
}

static enum status close_value(struct json_values *v, char c)
{
	enum status st = ST_OK;

	if (v->depth > v->level) {
		put(v, c);
		if (v->level == 0 && v->around[v->depth].wrapped)
			unwrap(&v->around[v->depth], &v->around[v->depth - 1]);
		if (looks_like_article(v))
			st = find(v);
		if (--v->depth == v->level && st == ST_OK)
			st = end_value(v);
		return st;
	}
	/* Of nothing: a line that is bad. */
	if (v->depth == 0) {
		if (v->lined || v->value.len > 0)
			put(v, c);
		return ST_OK;
	}
	/* The end of the list; what is around it goes on. */
	if (v->value.len > 0)
		st = end_value(v);
	else if (v->depth == 1 && !v->around[1].given)
		v->events->bad(v->events->ctx, v->opened, "an empty array");
	v->depth--;
	v->level = 0;
	return st;
}

/* Outside of strings. */
static enum status add_plain(struct json_values *v, char c)
{
	enum status st = ST_OK;

	switch (c) {
	case '"':
		put(v, c);
		v->in_string = true;
		v->key_len = 0;
		return ST_OK;
	case '{':
	case '[':
		st = open_value(v, c);
		break;
	case '}':
	case ']':
		st = close_value(v, c);
		break;
	case ':':
		put(v, c);
		st = name_member(v);
		break;
	case ',':
	case '\n':
		/* A number or a word ends so; one that is in nothing, with its line. */
		if (v->depth <= v->level && v->value.len > 0 && (c == '\n' || v->level > 0))
			return end_value(v);
		put(v, c);
		break;
	default:
		put(v, c);
	}
	if (strchr(" \t\r\n", c) == NULL)
		v->before = c;
	return st;
}

static enum status add(struct json_values *v, char c)
{
	enum status st = ST_OK;

	if (v->skipping == SKIP_TO_OBJECT && c == '{' && v->at_line_start)
		v->skipping = SKIP_NOTHING;
	if (v->skipping == SKIP_NOTHING && !v->in_string && is_misplaced(v, c)) {
		st = give_up(v, "not JSON: it ends within a value");
		v->skipping = SKIP_NOTHING;
	}
	if (v->skipping != SKIP_NOTHING || st != ST_OK)
		;
	else if (v->in_string)
		st = add_to_string(v, c);
	else
		st = add_plain(v, c);
	if (c == '\n') {
		v->line++;
		v->at_line_start = v->at_column_zero = true;
		if (v->skipping == SKIP_LINE)
			v->skipping = SKIP_NOTHING;
	} else {
		v->at_column_zero = false;
		v->at_line_start = v->at_line_start && (c == ' ' || c == '\t');
	}
	return st;
}

enum status json_values_each(
    struct input *in, const struct json_values_events *events, struct error *e)
{
	struct json_values v = {
		.events = events, .line = 1, .at_line_start = true, .at_column_zero = true
	};
	struct buf piece = BUF(4 * (size_t)DECODE_PIECE);
	struct decoder d;
	enum status st;
	bool more;

	buf_init(&v.value, JSON_VALUE_MAX);
	buf_init(&v.found, JSON_VALUE_MAX);
	decoder_init(&d, in);
	do {
		buf_reset(&piece);
		st = decoder_next(&d, &piece, &more, e);
		for (size_t i = 0; st == ST_OK && i < piece.len; i++)
			st = add(&v, piece.data[i]);
	} while (st == ST_OK && more);
	if (st == ST_OK && (v.in_string || v.depth > v.level))
		st = give_up(&v, "not JSON: the input ends within a value");
	else if (st == ST_OK && v.value.len > 0)
		st = end_value(&v);
	buf_clear(&v.value);
	buf_clear(&v.found);
	buf_clear(&piece);
	return st;
}
