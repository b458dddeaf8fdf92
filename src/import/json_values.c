#include "import/json_values.h"

#include "import/column.h"
#include "import/decode.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	KEY_MAX = 64, /* bytes of a name that is looked at */
	ESCAPE = 6,   /* bytes of "\\ud83d" */
	/* UTF-16: the first of a pair of surrogates, the second, and the bits that tell. */
	HIGH = 0xd800,
	LOW = 0xdc00,
	SURROGATE = 0xfc00,
};

struct json_values {
	const struct json_values_events *events;
	struct buf value;    /* the one that is being read */
	unsigned long begun; /* the line it began on */
	const char *problem; /* why it will not be read, or NULL */
	unsigned long line;
	bool skipping;      /* until a line that begins with "{" */
	bool at_line_start; /* nothing but spaces since the line end */
	bool at_column_zero;

	size_t depth, level;             /* now; of what is around the values */
	char within[JSON_DEPTH_MAX + 1]; /* "{" or "[" around each depth */
	char before;                     /* the last character that is no space */
	bool in_string, escaped;
	char key[KEY_MAX + 1]; /* the last string */
	size_t key_len;
	char name[KEY_MAX + 1]; /* of the member that is being read: the last string before ":" */
	bool has_text;          /* a member that is an article's text was met */
	bool enveloped;         /* the envelope was told of */
};

/* ---- a value that is complete ---- */

/* The UTF-16 unit whose escape s begins with, or 0. */
static unsigned unit_at(const char *s)
{
	unsigned unit;
	int n = 0;

	return sscanf(s, "\\u%4x%n", &unit, &n) == 1 && n == ESCAPE ? unit : 0;
}

/* How many bytes the escape at s has; *written becomes what stands for one that is half a pair. */
static size_t escape_at(const char *s, const char **written)
{
	unsigned unit = unit_at(s) & SURROGATE, next;

	if (unit != HIGH && unit != LOW)
		return 1 + (s[1] != '\0');
	next = unit_at(s + ESCAPE) & SURROGATE;
	if (unit == HIGH && next == LOW)
		return 2 * (size_t)ESCAPE;
	*written = "\\ufffd";
	return ESCAPE;
}

/* What Python writes for numbers that are none, as null; half a surrogate pair as U+FFFD. */
static void mend(const char *s, struct buf *out)
{
	static const char *const words[] = { "NaN", "-Infinity", "Infinity" };
	bool in_string = false;

	for (size_t n; *s != '\0'; s += n) {
		const char *written = s;

		n = in_string && *s == '\\' ? escape_at(s, &written) : 1;
		if (*s == '"')
			in_string = !in_string;
		for (size_t i = 0; !in_string && i < sizeof words / sizeof *words; i++) {
			if (strncmp(s, words[i], strlen(words[i])) != 0)
				continue;
			n = strlen(words[i]);
			written = "null";
			break;
		}
		buf_add(out, written, written == s ? n : strlen(written));
	}
}

static json_t *load(const struct buf *text, json_error_t *why)
{
	return json_loadb(buf_str(text), text->len, JSON_ALLOW_NUL | JSON_DECODE_ANY, why);
}

static void report(const struct json_values *v, const char *reason)
{
	v->events->bad(v->events->ctx, v->begun, reason);
}

static enum status give(struct json_values *v)
{
	struct buf fixed = BUF(2 * (size_t)JSON_VALUE_MAX);
	char reason[ERROR_MAX];
	json_error_t why;
	enum status st;
	json_t *value;

	if ((value = load(&v->value, &why)) == NULL) {
		mend(buf_str(&v->value), &fixed);
		value = load(&fixed, &why);
	}
	buf_clear(&fixed);
	if (value == NULL) {
		snprintf(reason, sizeof reason, "not JSON: %s", why.text);
		reason[strcspn(reason, "\r\n")] = '\0';
		report(v, reason);
		return ST_OK;
	}
	st = v->events->value(v->events->ctx, value, v->begun);
	json_decref(value);
	return st;
}

/* The value is over. */
static enum status end_value(struct json_values *v)
{
	enum status st = ST_OK;

	if (v->problem == NULL && buf_status(&v->value) == ST_TOOBIG)
		v->problem = "a value of more than 8 MB";
	if (v->problem != NULL) {
		report(v, v->problem);
	} else if (buf_status(&v->value) != ST_OK) {
		st = buf_status(&v->value);
	} else if (v->value.len > 0) {
		st = give(v);
	}
	buf_reset(&v->value);
	v->problem = NULL;
	return st;
}

/* ---- where the values are ---- */

/* Is it usual to call an array of articles so? */
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

/* Arrays of objects that belong to one article. */
static bool is_of_an_article(const char *name)
{
	static const char *const names[] = { "attachments", "images", "image", "media", "photos",
		"videos", "links", "hubs", "comments", "related", "files", "entities" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return column_named(name, strlen(name)) != COLUMN_NONE;
}

/* An object begins in an array: are the articles in this one? */
static bool is_array_of_values(const struct json_values *v)
{
	if (v->level > 0 || v->depth < 2 || v->depth > JSON_ENVELOPE_DEPTH ||
	    v->within[v->depth] != '[' || v->before != '[' || v->has_text)
		return false;
	for (size_t i = 1; i < v->depth; i++)
		if (v->within[i] != '{')
			return false;
	return is_usual(v->name) || !is_of_an_article(v->name);
}

/* What was read so far, closed, is the envelope; the values come now. */
static enum status begin_array(struct json_values *v)
{
	enum status st = ST_OK;
	json_t *object = NULL;
	json_error_t why;

	for (size_t i = v->depth; i > 0; i--)
		buf_putc(&v->value, v->within[i] == '{' ? '}' : ']');
	if (buf_status(&v->value) == ST_OK)
		object = load(&v->value, &why);
	if (object != NULL && !v->enveloped && v->events->envelope != NULL)
		st = v->events->envelope(v->events->ctx, object);
	json_decref(object);
	v->enveloped = true;
	v->level = v->depth;
	buf_reset(&v->value);
	return st;
}

/* ---- byte by byte ---- */

static void put(struct json_values *v, char c)
{
	/* Between values, commas and white space are nobody's. */
	if (v->depth <= v->level && !v->in_string && strchr(" \t\r\n,", c) != NULL)
		return;
	if (v->value.len == 0)
		v->begun = v->line;
	buf_putc(&v->value, c);
}

/* What cannot be: leave it, and go on where a line begins with "{". */
static enum status give_up(struct json_values *v, const char *why)
{
	v->problem = v->problem != NULL ? v->problem : why;
	v->skipping = true;
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
	return v->in_string || v->depth > v->level ? ST_OK : end_value(v);
}

/* Is "{" at the beginning of a line where nothing can begin: is the value before it broken? */
static bool is_misplaced(const struct json_values *v)
{
	if (!v->at_column_zero || v->depth <= v->level)
		return false;
	return v->within[v->depth] == '{' ? v->before != ':' : v->before != ',' && v->before != '[';
}

static enum status open_value(struct json_values *v, char c)
{
	enum status st;

	if (c == '{' && is_misplaced(v)) {
		if ((st = give_up(v, "not JSON: it ends within a value")) != ST_OK)
			return st;
		v->skipping = false;
	}
	if (c == '{' && is_array_of_values(v) && (st = begin_array(v)) != ST_OK)
		return st;
	if (c == '[' && v->depth == 0 && v->level == 0 && v->value.len == 0) {
		v->level = v->depth = 1;
		v->within[1] = c;
		return ST_OK;
	}
	put(v, c);
	if (v->depth == v->level)
		v->begun = v->line;
	if (v->depth == JSON_DEPTH_MAX)
		return give_up(v, "values within one another more than 100 deep");
	v->within[++v->depth] = c;
	return ST_OK;
}

static enum status close_value(struct json_values *v, char c)
{
	enum status st = ST_OK;

	if (v->depth > v->level) {
		put(v, c);
		if (--v->depth == v->level)
			st = end_value(v);
		return st;
	}
	/* The end of the array, and of what is around it. */
	if (v->value.len > 0)
		st = end_value(v);
	if (v->depth > 0)
		v->depth--;
	if (v->level > v->depth)
		v->level = v->depth;
	if (v->depth == 0)
		v->has_text = false;
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
		memcpy(v->name, v->key, sizeof v->name);
		if (v->depth == 1 && column_named(v->name, strlen(v->name)) == COLUMN_BODY)
			v->has_text = true;
		break;
	case ',':
	case '\n':
		/* A number or a word ends so. */
		if (v->depth <= v->level && v->value.len > 0)
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
	bool begins = c == '{' && v->at_line_start;
	enum status st = ST_OK;

	if (v->skipping && begins)
		v->skipping = false;
	if (v->skipping)
		;
	else if (v->in_string)
		st = add_to_string(v, c);
	else
		st = add_plain(v, c);
	if (c == '\n') {
		v->line++;
		v->at_line_start = v->at_column_zero = true;
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
	buf_clear(&piece);
	return st;
}
