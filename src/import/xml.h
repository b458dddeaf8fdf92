/* import/xml.h -- an XML input as a stream of events (libxml2's SAX), recovered where it is broken
 */
#ifndef IMPORT_XML_H
#define IMPORT_XML_H

#include "base/status.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	XML_DEPTH_MAX = 200,       /* elements within one another; libxml2's own is 256 */
	XML_TAG_MAX = 1024 * 1024, /* bytes of a tag; ours: attributes beyond are left out */
	XML_NAME_MAX = 200,        /* bytes of an element's name; ours: a longer one is text */
	XML_ATTRIBUTES_MAX = 64,   /* of an element; the rest is left out */
};

/* A name in its namespace: `uri` as declared, or the undeclared prefix, or "". */
struct xml_name {
	const char *uri, *local;
};

struct xml_attribute {
	struct xml_name name;
	const char *value; /* decoded, NUL-terminated */
};

/* The value of the attribute of that name, whatever its case; NULL if there is none. */
const char *xml_attribute_of(
    const struct xml_attribute *attributes, size_t n, const char *uri, const char *local);

/*
 * What happens, in the order of the document; everything given is UTF-8 and the parser's own until
 * the call returns. Another status than ST_OK ends the reading and is handed up. Text comes in as
 * many pieces as it likes and is not bounded; CDATA is text; references to characters and to HTML's
 * named entities are decoded, no other entity is ever expanded: it stays as it is written.
 * Comments, processing instructions and the DTD are not told of. Ends are told of for every start,
 * innermost first, whatever the document does.
 */
struct xml_events {
	enum status (*start)(void *ctx, const struct xml_name *name,
	    const struct xml_attribute *attributes, size_t n, unsigned long line);
	enum status (*end)(void *ctx, const struct xml_name *name);
	enum status (*text)(void *ctx, const char *s, size_t len);
	void *ctx;
};

/* Where and why a document is not well-formed: the first place at which something was lost, or
 * else the first at all; the reason says too where the input ends within something. */
struct xml_fault {
	unsigned long line; /* 0: it is well-formed */
	bool lost; /* false: slips alone, such as a bare "&", that are read as they were meant */
	bool cut;  /* the input ends too early; set before the ends that are missing are told of */
	unsigned long deep; /* of an element that is too deep; 0: none was, or xml_too_deep() told
			     * of it */
	char reason[ERROR_MAX];
};

/* Were elements too deep since it was last asked? Then the part of the input that began on `line`
 * (0: all outside of such parts) is rejected, and fault->deep is set back. */
struct sink;
bool xml_too_deep(struct xml_fault *fault, const struct sink *sink, unsigned long line);

/*
 * Read the whole input in memory that does not grow with it: a document, or several in a row, with
 * any junk before, between and after them. Characters that XML forbids become spaces or U+FFFD.
 * What is not well-formed is recovered: end tags that are missing are supplied, those that end
 * nothing left out. Elements deeper than XML_DEPTH_MAX are left out but for their text, and
 * fault->deep says so when the first of them is told of no more. ST_OK, ST_IO (the input) with the
 * reason in *e, ST_NOMEM, or what an event returned. Nothing outside of the input is ever read: no
 * DTD, no entity, no network.
 */
enum status xml_read(
    struct input *in, const struct xml_events *events, struct xml_fault *fault, struct error *e);

#endif
