/* cmd/tally.h -- what an import did: counted by format and by reason, and written line by line */
#ifndef CMD_TALLY_H
#define CMD_TALLY_H

#include "import/import.h"

#include <stdio.h>

enum {
	TALLY_FORMATS_MAX = 16,
	TALLY_REASONS_MAX = 50, /* ours: more are "other reasons" */
	TALLY_REASON_SIZE = 100,
};

struct tally {
	struct tally_format {
		const char *name; /* of import_formats(), or NULL: none, or it could not be read */
		unsigned long counts[IMPORT_OUTCOMES];
	} formats[TALLY_FORMATS_MAX];
	size_t nformats;
	struct tally_reason {
		enum import_outcome outcome;
		char text[TALLY_REASON_SIZE];  /* without what varies; see import.h */
		char shown[TALLY_REASON_SIZE]; /* the same, but with numbers that all have */
		unsigned long count;
	} reasons[TALLY_REASONS_MAX + 2]; /* with the others, of each outcome */
	size_t nreasons;
};

/* Count one. */
void tally_add(struct tally *t, const struct import_event *event);

/*
 * One line a format, "table: 472 new, 2 rejected", then one a reason, "rejected: 12 × no title",
 * most first.
 */
void tally_print(struct tally *t, FILE *to);

/*
 * Write the line of one to a report, TSV: status (new, copy, updated, unchanged, rejected,
 * left-out), format, id, key, title, place (path:line). What is no article has its reason for a
 * title. Tabs and newlines within are spaces.
 */
void tally_report(const struct import_event *event, FILE *to);

#endif
