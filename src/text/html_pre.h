/* text/html_pre.h -- the text of a <pre> as preformatted lines */
#ifndef TEXT_HTML_PRE_H
#define TEXT_HTML_PRE_H

#include "base/status.h"
#include "text/doc.h"

#include <gumbo.h>
#include <stddef.h>

/*
 * Append s[0..len), what stands in `pre`, as a block of its own: without empty lines at its start
 * and white space at its end, tabs as spaces, under the language of the code as alt text, if it is
 * told. ST_OK, ST_TOOBIG or ST_NOMEM.
 */
enum status html_pre_write(const GumboNode *pre, const char *s, size_t len, struct doc *d);

#endif
