/* import/cell.h -- the values of a table's cells: dates, keys, lists of themes */
#ifndef IMPORT_CELL_H
#define IMPORT_CELL_H

#include "archive/archive.h"
#include "import/import.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

/* Does it say nothing: white space, or what programs write for nothing ("null", "None", "nan")? */
bool cell_is_empty(const char *s, size_t len);

/*
 * A date as machines or people write it, or seconds (or milliseconds) since 1970. Midnight without
 * a zone is a day alone: that is how tables write one. *out is zero where it is none.
 */
void cell_date(
    const char *s, const struct input *in, const struct import_options *options, struct when *out);

/* The same by UTC's clock, where a time names no zone. */
void cell_date_gmt(
    const char *s, const struct input *in, const struct import_options *options, struct when *out);

/*
 * "14/06/2023 09:30", "14.06.2023": day first, unless the month can only be the second or the
 * language (o->lang, else the first of o->words) is English and the country may be America. False,
 * and *out as it was, where it is none.
 */
bool cell_slashed(const char *s, const struct import_options *o, struct when *out);

/* Is it yes ("true", "1", "oui"), or no? Most values are neither. */
bool cell_is_yes(const char *s);
bool cell_is_no(const char *s);

/* Append the names of s, parted by any character of `marks`, without the quotes and brackets of
 * lists in other notations. ST_OK or ST_NOMEM. */
enum status cell_themes(const char *s, const char *marks, struct names *out);

/* Is the id one everywhere: a URL, urn:, tag:, a UUID, or a database's 24 hexadecimal digits? */
bool cell_is_global_id(const char *s);

/* Has it a scheme that a reader can follow? */
bool cell_is_link(const char *s);

#endif
