/* import/markup.h -- what site generators write into Markdown that is not Markdown */
#ifndef IMPORT_MARKUP_H
#define IMPORT_MARKUP_H

#include "base/buf.h"

#include <stddef.h>

/*
 * Append the text s[0..len), in the form that utf8_clean() gives, as Markdown alone. Not within
 * code: tags of Liquid and Jinja ({% %}, {{ }}, {# #}) and shortcodes of Hugo and Zola ({{< >}},
 * {{% %}}) are removed and what stands between them kept, as code between those that highlight it,
 * not at all between those of a comment; {% raw %} keeps all within, and goes itself
 * in code too. MkDocs's admonitions and tabs
 * (!!! note "x", ??? , ===) become their title and their text; attribute lists ({: .x}, or { .x }
 * behind a link or at the end of a line), icons (:material-check:) and marks of a table of contents
 * ([TOC], [[toc]], {:toc} and the item above it) go. Hugo's figure becomes one of HTML if it has a
 * caption or title, and a picture within a sentence a link with its text, so that the sentence
 * stays whole. A line that stood alone for a tag is left empty.
 * ST_TOOBIG or ST_NOMEM, as buf_status().
 */
enum status markup_clean(const char *s, size_t len, struct buf *out);

/* The length of what stands before "<!--more-->", however it is spaced; len where it is missing. */
size_t markup_more(const char *s, size_t len);

#endif
