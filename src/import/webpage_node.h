/* import/webpage_node.h -- a page's tree as an array in the order of the document, with sums */
#ifndef IMPORT_WEBPAGE_NODE_H
#define IMPORT_WEBPAGE_NODE_H

#include "base/buf.h"
#include "base/status.h"

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Elements and texts of a page; ours: the largest of news sites have 30,000. */
enum { WEBPAGE_NODES_MAX = 1 << 20 };

/* Why a node is left out, with all in it. */
enum gone {
	GONE_NO,
	GONE_NEVER_TEXT, /* hidden, a menu, a form, a dialog */
	GONE_TAKEN,      /* it is the title, the byline, a list of other articles */
	GONE_UNLIKELY,   /* by the words of its class: given another chance */
	GONE_CLEANED,    /* by what is in it */
};

/* What stands in a subtree, without what is gone. Letters are characters that are no white space
 * around words; one of a script without spaces counts WEBPAGE_WIDE times. */
struct webpage_sums {
	uint32_t letters;
	uint32_t links;    /* letters in links; those of links within the page at a third */
	uint32_t headings; /* letters in headings */
	uint32_t lists;    /* letters in lists */
	uint32_t commas;
	uint32_t paragraphs, images, items, inputs, embeds;
};
enum { WEBPAGE_WIDE = 2 };

/* What a node stands in, itself included; bits. */
enum {
	WITHIN_TABLE = 1,
	WITHIN_CODE = 2,
	WITHIN_FIGURE = 4,
	WITHIN_QUOTE = 8,
	WITHIN_LINK = 16,
	WITHIN_DATA = 32, /* a table that is one, not the layout of a page */
};

struct webpage_node {
	const GumboNode *node;
	uint32_t parent; /* of node 0: 0 */
	uint32_t end;    /* behind the last of its subtree; while building, its next child */
	GumboTag tag;    /* GUMBO_TAG_LAST: text */
	enum gone gone;
	unsigned within;
	unsigned hints;  /* enum webpage_hint */
	int weight;      /* what its class and id say for it (webpage_hint.h) */
	uint32_t runs;   /* paragraphs that stand in it without an element of their own */
	bool has_blocks; /* lines of their own stand in it */
	bool has_data;   /* a table of data stands in it */
	struct webpage_sums sums;
};

struct webpage_nodes {
	struct webpage_node *items;
	size_t n, cap;
};

/*
 * All elements below `document` but scripts and the like, and all texts that are not blank.
 * ST_TOOBIG over WEBPAGE_NODES_MAX, or ST_NOMEM. The tree must outlive *out, which is ended by
 * webpage_nodes_clear().
 */
enum status webpage_nodes_make(const GumboNode *document, struct webpage_nodes *out);
void webpage_nodes_clear(struct webpage_nodes *n);

/* Sum up anew, after nodes went. */
void webpage_nodes_sum(struct webpage_nodes *n);

/*
 * The same for what stands below node `root`, calling `leave` for each element once the sums of
 * what is in it are known: where it says so, the element is gone (GONE_CLEANED).
 */
void webpage_nodes_clean(struct webpage_nodes *n, size_t root,
    bool (*leave)(const struct webpage_node *one, void *ctx), void *ctx);

/* The value of an attribute, or NULL. Of a text: NULL. */
const char *webpage_attribute(const struct webpage_node *n, const char *name);

/* Is `word` one of the words of the attribute's value, whatever its case? */
bool webpage_attribute_has(const struct webpage_node *n, const char *name, const char *word);

/* h1 to h6; p, div, li and all others that make a line of their own. */
bool webpage_is_heading(GumboTag tag);
bool webpage_is_block(GumboTag tag);

/*
 * The next run of texts and inline elements within the children [*at, end) of an element: a
 * paragraph without an element of its own. Returns where it begins; *at is behind it.
 */
size_t webpage_run(const struct webpage_nodes *n, size_t *at, size_t end);

/* Is the element, or text, part of a line rather than one of its own? */
bool webpage_is_inline(const struct webpage_node *n);

/* Append the texts below node i that are not gone (whatever it is itself), white space made single,
 * at most `max` bytes and a word. */
void webpage_text(const struct webpage_nodes *n, size_t i, size_t max, struct buf *out);

/* Make *out the same texts, folded (utf8_fold()). */
void webpage_text_folded(const struct webpage_nodes *n, size_t i, size_t max, struct buf *out);

/* The next node after i that does not stand below it: i + 1 for a text. */
static inline size_t webpage_after(const struct webpage_nodes *n, size_t i)
{
	return n->items[i].end;
}

/* The first element of that tag, or n->n. */
size_t webpage_find(const struct webpage_nodes *n, size_t from, GumboTag tag);

#endif
