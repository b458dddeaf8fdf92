/* text/markdown.h -- Markdown -> doc: CommonMark with GitHub's tables, by cmark-gfm and html.h */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"
#include "text/html.h"

#include <stddef.h>

/* Bytes of a text: ours. The longest posts have 200 kB; what cmark-gfm takes too long for grows
 * with the square of the length. */
enum { MARKDOWN_MAX = 512 * 1024 };

/*
 * Append the lines of s[0..len), UTF-8: CommonMark with tables, strikethrough, bare addresses as
 * links, lists of things to do and footnotes. Raw HTML within is read as HTML. ST_TOOBIG or
 * ST_NOMEM with the reason in *e.
 */
enum status markdown_read(
    const char *s, size_t len, const struct html_options *options, struct doc *d, struct error *e);

/* Append the text alone, on one line: for titles and summaries. */
enum status markdown_text(const char *s, size_t len, struct buf *out, struct error *e);

#endif
