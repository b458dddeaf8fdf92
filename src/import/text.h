/* import/text.h -- a plain-text document as one article */
#ifndef IMPORT_TEXT_H
#define IMPORT_TEXT_H

#include "import/format.h"

/* Anything that decodes to text: the last row of the table. */
bool text_looks(const struct format_head *head);

/*
 * The first block is the title; the others are paragraphs, but for a byline (the last before the
 * lists, or right after the title), a line that is only a date, and the lists under headings that
 * options->words know. What follows a list and is no entry of it is text again. The date is that
 * line's, else one written with its weekday in the first two paragraphs; a year that is not
 * written is worked out from in->mtime. The key is in->key, with the
 * title's digest for standard input.
 */
enum status text_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
