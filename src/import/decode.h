/* import/decode.h -- bytes of whatever encoding to UTF-8 */
#ifndef IMPORT_DECODE_H
#define IMPORT_DECODE_H

#include "base/buf.h"
#include "import/foreign.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding {
	ENCODING_UTF8, /* what is malformed in it is read as windows-1252, byte by byte */
	ENCODING_1252,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_UTF32LE,
	ENCODING_UTF32BE,
	ENCODING_CHARSET, /* another that the input declares, by iconv(3) */
};

/* What an input is in. */
struct decode_guess {
	enum encoding encoding;
	const char *charset; /* for iconv, with ENCODING_CHARSET; else NULL */
	size_t bom;          /* bytes to leave out */
	bool open;           /* ASCII alone so far: what follows may still show that it is UTF-8,
			      * whatever it declares */
};

/*
 * Told by BOM; by the zeros of UTF-16 and UTF-32 without one; by what is declared (declared.h);
 * by strict UTF-8, a last character of which the end may cut; else it is windows-1252. What is
 * UTF-8 and not only ASCII is that, whatever it declares; where the head is ASCII, the first piece
 * that is more says it. Where UTF-8 is declared, or more characters of it stand there than
 * malformed bytes, it is UTF-8 that a few bytes are wrong in.
 */
struct decode_guess decode_guess(const char *bytes, size_t len);

enum {
	DECODE_PIECE = 16 * 1024,
	DECODE_PENDING = FOREIGN_CHAR_MAX, /* bytes of a character that a piece cut */
};

/* A stream of UTF-8 made of an input; needs no clearing. */
struct decoder {
	struct input *in;
	struct decode_guess guess;
	size_t skip; /* bytes of the BOM that are still to come */
	char pending[DECODE_PENDING];
	size_t npending;
	struct foreign_shift shift;
};

void decoder_init(struct decoder *d, struct input *in);

/* The character set that the input declares, where it is none that can be decoded (declared.h) and
 * the head says nothing else; NULL if it can. */
const char *decode_refused(const struct input *in);

/* How many characters of the bytes, in what they are in, are NUL: those that a decoder drops. */
size_t decode_nuls(const char *bytes, size_t len);

/*
 * Append the next piece to *out, made of at most DECODE_PIECE bytes and three times that, as
 * well-formed UTF-8 without NUL: what no character is in its encoding is U+FFFD. *more is false at
 * the end, and nothing is appended then. ST_OK, ST_IO (the input), ST_TOOBIG or ST_NOMEM (the
 * buffer), with the reason in *e.
 */
enum status decoder_next(struct decoder *d, struct buf *out, bool *more, struct error *e);

/* What becomes of a TAB. */
enum decode_tabs {
	DECODE_TAB_SPACE, /* one space (utf8_clean): a text */
	DECODE_TAB_KEPT,  /* itself (utf8_clean_tabs): HTML, where <pre> alone shows it */
	DECODE_TAB_STOPS, /* spaces to the next stop (utf8_expand_tabs): Markdown's indentation */
};

/*
 * Append the whole input as clean UTF-8 in NFC (utf8_clean), TABs as `tabs` says. ST_TOOBIG where
 * it has more than `max` bytes as UTF-8, ST_IO or ST_NOMEM, with the reason in *e.
 */
enum status decode_all(
    struct input *in, size_t max, enum decode_tabs tabs, struct buf *out, struct error *e);

/* Append the first bytes of an input as decoder_next() would, without consuming them; a last
 * character that is cut is left out. */
enum status decode_head(const struct input *in, struct buf *out);

/* Append s: as it is where it is strict UTF-8, else read as windows-1252. */
enum status decode_field(struct buf *out, const char *s, size_t len);

/* Append s, in a charset that iconv(3) knows by that name; what is malformed is U+FFFD. ST_INVALID
 * if it is not known, and nothing is appended; ST_TOOBIG or ST_NOMEM. */
enum status decode_charset(struct buf *out, const char *charset, const char *s, size_t len);

#endif
