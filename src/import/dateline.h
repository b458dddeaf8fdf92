/* import/dateline.h -- the line above a text that says when it appeared, or who wrote it, or both
 */
#ifndef IMPORT_DATELINE_H
#define IMPORT_DATELINE_H

#include "base/buf.h"
#include "import/import.h"

#include <stdbool.h>
#include <stddef.h>

enum { DATELINE_MAX = 160 /* bytes; ours */ };

/* Zero but for the limit of `who` at the start; the caller clears that. */
struct dateline {
	struct when when; /* the first date, or none */
	struct buf who;   /* names without "Par"; "": it is not signed */
};

/*
 * Is the line s[0..len) nothing but dates ("Publié le 3 mars 2024 à 10h12 | Mis à jour le 4 mars
 * 2024") and signatures ("Par Rose Kabila, le 3 mars 2024"; a name without "Par" beside a bar and a
 * date; a town before one is nobody), how often it was commented on, and a theme behind "dans"?
 * Figures such as 03/05/2023 are read as cell_slashed() does, by options->lang. False: *out is to
 * be forgotten. `near` as in clock_written().
 */
bool dateline_read(const char *s, size_t len, const struct import_options *options, int64_t near,
    struct dateline *out);

#endif
