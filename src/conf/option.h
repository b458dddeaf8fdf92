/* conf/option.h -- the options of the INI file: one table of them */
#ifndef CONF_OPTION_H
#define CONF_OPTION_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct value_type;

/* The section whose keys stand in every [source.NAME], and how that section is written. */
#define OPTION_SOURCE        "source"
#define OPTION_SOURCE_PREFIX "source."

struct option {
	const char *section; /* without brackets */
	const char *key;
	const struct value_type *type;
	size_t offset;    /* its member of struct conf, or of struct conf_source */
	size_t second;    /* the other member, where the type fills two */
	int64_t min, max; /* what the type counts: a number, seconds, bytes, entries; inclusive */
	const char *const *choices; /* names by number, NULL-terminated (value_choice) */
	const char *zero;           /* what is written for the number 0 (value_number), or NULL */
	const char *chars;          /* allowed besides letters and digits (value_word) */
	const char *def;            /* the default as it would be written; NULL: must be given */
	const char *example;        /* what the sample shows where there is no default */
	const char *help;           /* sentences */
	bool later;                 /* read and checked, used by a later release only */
};

/* By section, in the order of the sample. */
extern const struct option option_table[];
extern const size_t option_count;

/* A bound for option_count, so that notes on each option need no allocation. */
enum { OPTION_COUNT_MAX = 64 };

struct option_section {
	const char *name; /* as in struct option */
	const char *help;
};
extern const struct option_section option_sections[];
extern const size_t option_section_count;

/* NULL if there is no such key in that section. */
const struct option *option_find(const char *section, const char *key);

/* Is there such a section? */
bool option_has_section(const char *section);

/* Append what may stand in that section, "per_page, most_read", the likest to `key` first. */
void option_keys(const char *section, const char *key, struct buf *out);

/* Append the sections there are, "[pages], [gopher]", the likest to `section` first; in the table's
 * order where it is "". */
void option_section_names(const char *section, struct buf *out);

/*
 * Give every option of a section's kind its default in *base: those of OPTION_SOURCE where `source`
 * (*base is a zero struct conf_source), else all others (a zero struct conf). ST_OK or ST_NOMEM.
 */
enum status option_defaults(bool source, void *base);

/* Free what those options own. */
void option_clear(bool source, void *base);

#endif
