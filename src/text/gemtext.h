/* text/gemtext.h -- doc <-> gemtext (the Gemini hypertext format, specification 0.24.1) */
#ifndef TEXT_GEMTEXT_H
#define TEXT_GEMTEXT_H

#include "base/buf.h"
#include "text/doc.h"

/*
 * Append the doc as gemtext, lines ended by LF. A text line that begins like a link, heading, list
 * item, quote or preformat toggle gets a space before it: text never becomes markup. A
 * preformatted line that begins with ``` gets one too. A link's note follows its text in brackets,
 * a preformatted block's alt text its first toggle.
 * Returns doc_status() or buf_status().
 */
enum status gemtext_write(const struct doc *d, struct buf *out);

/*
 * Append the lines of s[0..len) to *d. Every byte sequence is gemtext: nothing is refused but
 * memory and DOC_LINES_MAX. LF or CR LF; an unclosed preformatted block ends with the text. What
 * gemtext_write() wrote comes back line by line the same, but for the brackets of a note, which
 * become part of the text, and the space before a preformatted ```, which stays. Each preformatted
 * block stays one, with its alt text; one without a line in it is dropped.
 */
enum status gemtext_read(const char *s, size_t len, struct doc *d);

#endif
