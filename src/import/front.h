/* import/front.h -- front matter: what stands before a text, as YAML, TOML, JSON or a head */
#ifndef IMPORT_FRONT_H
#define IMPORT_FRONT_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	FRONT_MAX = 256 * 1024, /* bytes; ours */
	FRONT_DEPTH_MAX = 16,   /* lists and maps within one another */
	FRONT_ITEMS_MAX = 4096,
	FRONT_KEY_MAX = 255, /* bytes of a whole key */
};

/* One value, under the names that lead to it: "author.name". All values of a list have its key. */
struct front_item {
	char *key;   /* in lower case, parted by dots; owned */
	char *value; /* UTF-8, as it was written, without quotation marks; owned */
	bool listed; /* one of a list */
};

/* In the order of the document. */
struct front {
	struct front_item *items;
	size_t n, cap;
};

enum front_kind {
	FRONT_YAML,
	FRONT_TOML,
	FRONT_JSON, /* of Hugo: see front_json.h */
	FRONT_HEAD, /* of Pelican and MultiMarkdown: see head.h */
};

/* Where the front matter of a text stands, and the text after it. */
struct front_place {
	const char *s; /* between its marks; of JSON, with its braces */
	size_t len;
	const char *body;
	size_t body_len;
	enum front_kind kind;
};

/* Find it at the start of text[0..len): between two lines "---" (or "..." at its end), YAML, or
 * "+++", TOML, or a JSON object or a head without marks. False where there is none. */
bool front_find(const char *text, size_t len, struct front_place *out);

/* Is the first line of s[0..len) that says something "key: value" (YAML), "key = value" or
 * "[table]" (TOML)? A sentence, which has a blank before its colon or more than a word, is none. */
bool front_is_keys(const char *s, size_t len, enum front_kind kind);

/* Does text[0..len) begin with a mark and then a key, so that front matter it is, whether it ends
 * or not? A text that is ruled off with "---" does not. */
bool front_begins(const char *text, size_t len);

/*
 * Read it. YAML's aliases stand for nothing: what they copy could be without end. ST_INVALID with
 * the line (of the text, from 1) and the reason in *e for what is neither, ST_TOOBIG over a limit
 * above, ST_NOMEM; *out is empty then. Ended by front_clear().
 */
enum status front_read(const struct front_place *place, struct front *out, struct error *e);
void front_clear(struct front *f);

/* Add a value, at most FRONT_ITEMS_MAX: ST_TOOBIG; ST_NOMEM. */
enum status front_add(struct front *f, const char *key, const char *value, size_t len, bool listed);

/* A key without the section that generators keep a site's own keys in ("extra.draft": "draft");
 * the key itself where it is in none. It points into it. */
const char *front_own_name(const char *key);

#endif
