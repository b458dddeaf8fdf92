/* base/ini.h -- an INI file read strictly, entry by entry (inih underneath) */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/status.h"

/* The longest line that inih takes as Debian builds it (INI_MAX_LINE 200, with newline and NUL). */
enum { INI_LINE_MAX = 198 };

/* The longest value, all its lines together. */
enum { INI_VALUE_MAX = 8192 };

/* One `key = value`; all three strings are valid only during the call. */
struct ini_entry {
	const char *section; /* "" before the first section */
	const char *key;     /* NULL: the section begins here; there is no value */
	const char *value;   /* with its continuation (indented) lines, joined by one space */
	unsigned line;       /* where the key stands; the first line is 1 */
};

/* Gets each entry in the file's order; another status than ST_OK ends the reading with it. */
typedef enum status (*ini_entry_fn)(void *ctx, const struct ini_entry *entry, struct error *e);

/*
 * Read the file `path`. Comments start with `;` or `#` at the start of a line, or ` ;` within one.
 * ST_NOTFOUND or ST_IO when it cannot be read; ST_INVALID for a line that is neither "[section]",
 * "key = value" nor comment, is not UTF-8, holds a NUL or is longer than INI_LINE_MAX (a value may
 * go on in the next, indented line), for an indented line that continues nothing and a name longer
 * than 49 bytes; ST_NOMEM; else what `fn` returned. *e says "path:line: what". A key that comes
 * again, or a section that does, is the caller's to judge: each gets an entry of its own.
 */
enum status ini_read(const char *path, ini_entry_fn fn, void *ctx, struct error *e);

#endif
