/* import/xml.h -- an XML input as a stream of events (libxml2's SAX), recovered where it is broken
 */
#ifndef IMPORT_XML_H
#define IMPORT_XML_H

#include "base/status.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	XML_DEPTH_MAX = 200,             /* elements within one another; libxml2's own is 256 */
	XML_TEXT_MAX = 16 * 1024 * 1024, /* bytes of text given to one xml_text_fn in all */
	XML_ATTRIBUTES_MAX = 64,         /* of an element; the rest is not told of */
};

/* A name in its namespace: `uri` as declared, or the undeclared prefix, or "". */
struct xml_name {
	const char *uri, *local;
};

struct xml_attribute {
	struct xml_name name;
	const char *value; /* decoded, NUL-terminated */
};

/*
 * What happens, in the order of the document; everything given is UTF-8 and the parser's own until
 * the call returns. Another status than ST_OK ends the reading and is handed up. Text comes in as
 * many pieces as it likes; CDATA is text; references to characters and to HTML's named entities are
 * decoded, no other entity is ever expanded. Comments and processing instructions are not told of.
 */
struct xml_events {
	enum status (*start)(void *ctx, const struct xml_name *name,
	    const struct xml_attribute *attributes, size_t n, unsigned long line);
	enum status (*end)(void *ctx, const struct xml_name *name);
	enum status (*text)(void *ctx, const char *s, size_t len);
	void *ctx;
};

/* Where and why a document is not well-formed: the first place only. */
struct xml_fault {
	unsigned long line; /* 0: it is well-formed */
	char reason[ERROR_MAX];
};

/*
 * Read the whole input in memory that does not grow with it. What is not well-formed is recovered
 * as libxml2 can, and *fault says where it first broke; elements left open at the end are ended.
 * ST_OK, ST_IO (the input), ST_TOOBIG (over a limit above; *e says which and where), ST_NOMEM, or
 * what an event returned. Nothing outside of the input is ever read: no DTD, no entity, no network.
 */
enum status xml_read(
    struct input *in, const struct xml_events *events, struct xml_fault *fault, struct error *e);

#endif
