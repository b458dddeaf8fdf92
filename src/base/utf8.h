/* base/utf8.h -- UTF-8 (RFC 3629): checked, cleaned, folded */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xfffd };

/* Is it well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF? */
bool utf8_valid(const char *s, size_t len);

/*
 * Decode the first character of s[0..len), len > 0, into *cp and return its length in bytes;
 * a malformed byte gives UTF8_REPLACEMENT and 1.
 */
size_t utf8_next(const char *s, size_t len, uint32_t *cp);

/* Encode `cp` into out and return its length, 1 to 4. */
size_t utf8_put(char out[4], uint32_t cp);

/*
 * May this character be shown? False for C0 and C1 controls (TAB and LF too), bidirectional
 * embeddings, overrides and isolates and the Arabic letter mark, BOM, invisibles that spoof (U+2060
 * to U+206F) or say what nobody sees (tags, U+E0000 to U+E007F), surrogates, line and paragraph
 * separators and noncharacters. Zero-width (non-)joiners and every space are kept: scripts and
 * French need them.
 */
bool utf8_shown(uint32_t cp);

/*
 * Append s in NFC without what may not be shown: LF is kept, the other line ends of Unicode 5.8 (CR
 * LF, CR, VT, FF, NEL, line and paragraph separators) become LF, TAB becomes a space, malformed
 * bytes become U+FFFD. Non-breaking and narrow spaces are kept. ST_TOOBIG or ST_NOMEM, as
 * buf_status(), here and below.
 */
enum status utf8_clean(struct buf *out, const char *s, size_t len);

/* The same, but TAB stays: for readers to whom it says something, as it does in code. */
enum status utf8_clean_tabs(struct buf *out, const char *s, size_t len);

/* Append s with each TAB as the spaces, at least one, to the next stop of its line; a stop is after
 * every UTF8_TAB_COLUMNS characters (CommonMark 2.2; browsers have 8: too many for narrow lines).
 */
enum { UTF8_TAB_COLUMNS = 4 };
enum status utf8_expand_tabs(struct buf *out, const char *s, size_t len);

/* As utf8_clean(), on one line: every run of spaces and newlines is one space (a no-break one
 * stays, if it stands alone), none at the ends. For titles, names, labels. */
enum status utf8_clean_line(struct buf *out, const char *s, size_t len);

/*
 * Append the form under which titles and headings are compared: NFKD, case folded, accents gone,
 * letters that have none but are written bare too spelt so (œ: oe, ɛ: e), every run of anything
 * but letters and digits one space, none at the ends. Folding it again changes nothing.
 * "Les plus lus :" and "LES PLUS LUS" give "les plus lus"; "L'Été" gives "l ete".
 */
enum status utf8_fold(struct buf *out, const char *s, size_t len);

/* How many words: runs of anything but white space. */
unsigned utf8_words(const char *s, size_t len);

#endif
