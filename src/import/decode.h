/* import/decode.h -- bytes of whatever encoding to UTF-8 */
#ifndef IMPORT_DECODE_H
#define IMPORT_DECODE_H

#include "base/buf.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding {
	ENCODING_UTF8,   /* by BOM */
	ENCODING_LIKELY, /* no BOM; what was seen is strict UTF-8 */
	ENCODING_1252,   /* no BOM and not UTF-8 */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
};

/*
 * Told by BOM, then by strict UTF-8 (a last character may be cut by the end of `bytes`), else
 * windows-1252. *bom is the number of bytes to leave out.
 */
enum encoding decode_guess(const char *bytes, size_t len, size_t *bom);

/* A stream of UTF-8 made of an input; needs no clearing. */
struct decoder {
	struct input *in;
	enum encoding encoding;
	size_t skip;              /* bytes of the BOM that are still to come */
	unsigned char pending[4]; /* an unfinished UTF-16 character */
	size_t npending;
};

void decoder_init(struct decoder *d, struct input *in);

/*
 * Append the next piece to *out, of at most DECODE_PIECE bytes before and three times that after;
 * *more is false at the end, and nothing is appended then. With ENCODING_UTF8 and ENCODING_LIKELY
 * the bytes come as they are: decode_field() settles what is malformed.
 * ST_OK, ST_IO (the input), ST_TOOBIG or ST_NOMEM (the buffer), with the reason in *e.
 */
enum { DECODE_PIECE = 16 * 1024 };
enum status decoder_next(struct decoder *d, struct buf *out, bool *more, struct error *e);

/*
 * Append the whole input as clean UTF-8 in NFC (utf8_clean): what was taken for UTF-8 and is not,
 * further on, is read as windows-1252. ST_TOOBIG where it has more than `max` bytes, ST_IO or
 * ST_NOMEM, with the reason in *e.
 */
enum status decode_all(struct input *in, size_t max, struct buf *out, struct error *e);

/* Append the first bytes of an input as UTF-8, without consuming them. */
enum status decode_head(const struct input *in, struct buf *out);

/* Append s: as it is where it is strict UTF-8, else read as windows-1252. */
enum status decode_field(struct buf *out, const char *s, size_t len);

#endif
