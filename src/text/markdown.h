/* text/markdown.h -- Markdown -> doc: CommonMark with GitHub's tables, by cmark-gfm and html.h */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"
#include "text/html.h"

#include <stddef.h>

enum {
	/* Bytes of a text: ours. The longest posts have 200 kB; what cmark-gfm takes too long for
	 * grows with the square of the length. */
	MARKDOWN_MAX = 512 * 1024,
	/* Of its tree and the HTML made of it: a row of a table has as many cells as its head, and
	 * a definition's address stands in every link to it, so that 40 kB can ask for 4 GB. What
	 * a text of 500 kB takes is some 100 times that at most, and mostly 5 times. */
	MARKDOWN_MEMORY_MAX = 128 * 1024 * 1024,
	MARKDOWN_TIME_MAX = 4000, /* ms of the processor's time; posts take it 5 */
};

/*
 * Append the lines of s[0..len), UTF-8: CommonMark with tables, strikethrough, bare addresses as
 * links, lists of things to do and footnotes. Raw HTML within is read as HTML. ST_TOOBIG
 * over a limit (of html_tree.h too) or ST_NOMEM with the reason in *e.
 */
enum status markdown_read(
    const char *s, size_t len, const struct html_options *options, struct doc *d, struct error *e);

/* Append the text alone, on one line: for titles and summaries. */
enum status markdown_text(const char *s, size_t len, struct buf *out, struct error *e);

#endif
