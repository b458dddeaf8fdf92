/* import/normalise.h -- an article as a reader gave it, in the form in which the archive has it */
#ifndef IMPORT_NORMALISE_H
#define IMPORT_NORMALISE_H

#include "archive/archive.h"
#include "import/import.h"

#include <stdbool.h>

enum {
	/* Bytes; ours. Longer titles, links and keys are damage: a body in the wrong column. */
	NORMALISE_TITLE_MAX = 1000,
	NORMALISE_KEY_MAX = 1024,
	NORMALISE_NAME_MAX = 200,     /* a byline, a theme: cut */
	NORMALISE_SUMMARY_MAX = 2000, /* cut */
	NORMALISE_THEMES_MAX = 50,    /* kept */
};

/*
 * Title, byline, summary, themes and lists on one line each in NFC, without what may not be shown;
 * themes once each, options->theme added; a language tag as BCP 47 has it, or options->lang, or
 * ""; a url only if it is one; no escaped ampersand ("&amp;") in key and url; no date beyond
 * tomorrow. ST_INVALID with the reason in *e for what cannot be an article (no title, no text, too
 * long), or ST_NOMEM.
 */
enum status normalise(struct article *a, const struct import_options *options, struct error *e);

/* Is it a language tag (RFC 5646 2.1, as far as its characters and lengths go)? */
bool normalise_is_lang(const char *s);

#endif
