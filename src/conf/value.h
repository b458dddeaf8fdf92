/* conf/value.h -- the types that an option's value may have */
#ifndef CONF_VALUE_H
#define CONF_VALUE_H

#include "base/buf.h"
#include "base/status.h"
#include "conf/option.h"

struct value_type {
	/*
	 * Read `text` into the member (or two) of *base that `o` names, freeing what it held.
	 * ST_OK, ST_INVALID or ST_NOMEM; *base is as it was unless ST_OK.
	 */
	enum status (*parse)(const struct option *o, const char *text, void *base);
	/* Append what is allowed: "a number from 1 to 200". */
	void (*describe)(const struct option *o, struct buf *out);
	/* Free what the member owns and make it zero; NULL where it owns nothing. */
	void (*clear)(const struct option *o, void *base);
	/* The place in `text`, which parse() refused, and the bytes of what is wrong there; NULL:
	 * it is wrong as a whole. */
	const char *(*fault)(const struct option *o, const char *text, size_t *len);
};

extern const struct value_type value_line;     /* char *: a line of text, min to max bytes */
extern const struct value_type value_word;     /* char *: letters, digits and o->chars */
extern const struct value_type value_path;     /* char *: as written; conf_load() completes it */
extern const struct value_type value_lang;     /* char *: a language's code; min 0: or nothing */
extern const struct value_type value_url;      /* char *: http:// or https:// */
extern const struct value_type value_yesno;    /* bool */
extern const struct value_type value_number;   /* unsigned */
extern const struct value_type value_duration; /* int64_t, seconds */
extern const struct value_type value_size;     /* int64_t, bytes */
extern const struct value_type value_choice;   /* an enum: the name's number in o->choices */
extern const struct value_type value_rate;     /* unsigned, two: a second, and at once */

/* The member of *base that `o` names. */
void *value_member(const struct option *o, void *base);

/* A `clear` for a member that is one owned string. */
void value_string_clear(const struct option *o, void *base);

/*
 * Decimal digits at *text, at most nine, *text moved past them. False, and nothing moved, where
 * there are none or more.
 */
bool value_digits(const char **text, int64_t *out);

/* Make *at a copy of s[0..len), freeing what it was. ST_OK or ST_NOMEM. */
enum status value_keep(char **at, const char *s, size_t len);

#endif
