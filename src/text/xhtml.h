/* text/xhtml.h -- doc -> XHTML, for feeds (RFC 4287 3.1.1.3) */
#ifndef TEXT_XHTML_H
#define TEXT_XHTML_H

#include "base/buf.h"
#include "text/doc.h"

/*
 * Append the doc as what may stand in a <div> of XHTML: p, h1 to h3, ul, blockquote, pre, a; blank
 * lines say nothing there. A path from the capsule's root gets `origin` before it
 * ("gemini://example.org"). doc_status() or buf_status().
 */
enum status xhtml_write(const struct doc *d, const char *origin, struct buf *out);

#endif
