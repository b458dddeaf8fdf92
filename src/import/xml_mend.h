/* import/xml_mend.h -- a document's bytes, mended so that a parser gets through: for xml.c alone */
#ifndef IMPORT_XML_MEND_H
#define IMPORT_XML_MEND_H

#include "base/buf.h"
#include "import/xml.h"
#include "import/xml_beyond.h"

/* The element that stands around everything, and the instructions that say that the input ended
 * too early, that an element was left out here. */
#define XML_MEND_ROOT "mended"
#define XML_MEND_CUT  "cut"
#define XML_MEND_DEEP "deep"

/*
 * libxml2 recovers from what is not well-formed, but loses text by it (a bare "&" takes the word
 * after it along, "]]>" the text before), takes any end tag for that of the innermost element, and
 * stops for good where the root so ends early. So the markup is put right before: references and
 * stray "<" are escaped, tags balanced and their attributes quoted, the DTD, comments and
 * processing instructions left out (line ends kept, so that lines are counted right). What remains
 * to do for the parser is to read XML.
 */
struct xml_mend {
	struct buf out;          /* mended; whoever takes it resets it */
	struct xml_fault *fault; /* of the whole document; the caller's */
	enum status failure;     /* ST_OK or buf_status() of `out` */
	unsigned long line;      /* that is being read, from 1 */

	/* The rest belongs to xml_mend.c. */
	enum xml_mend_state {
		MEND_TEXT,
		MEND_REFERENCE, /* from "&" on */
		MEND_OPEN,      /* from "<" on: what it begins is not known yet */
		MEND_TAG,
		MEND_CDATA,
		MEND_COMMENT,
		MEND_INSTRUCTION,
		MEND_DECLARATION,
	} state;
	struct buf token;             /* the tag or reference that is being read */
	unsigned long begun;          /* the line it began on */
	char quote;                   /* of the attribute's value in which the tag is, or '\0' */
	char before;                  /* the last character that is no space */
	size_t run;                   /* of "]" or "-" up to here */
	size_t section;               /* bytes of this CDATA section written */
	bool subset;                  /* the declaration has a "[" */
	size_t depth;                 /* elements open */
	struct buf names;             /* of those, each ended by NUL */
	size_t opened[XML_DEPTH_MAX]; /* where each begins */
	struct xml_beyond beyond;     /* those within that are too deep */
};

void xml_mend_init(struct xml_mend *m, struct xml_fault *fault);
void xml_mend_clear(struct xml_mend *m);

/* Mend the next piece: UTF-8 that XML allows, no character cut. `failure` says how it went. */
void xml_mend_add(struct xml_mend *m, const char *s, size_t len);

/* There is no more: end what is open. */
void xml_mend_end(struct xml_mend *m);

/* Note a fault, unless one that matters as much is noted already. */
void xml_mend_fault(struct xml_fault *fault, unsigned long line, bool lost, const char *reason);

#endif
