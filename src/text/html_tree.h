/* text/html_tree.h -- HTML as a tree (the parsing of the WHATWG standard, by gumbo), bounded */
#ifndef TEXT_HTML_TREE_H
#define TEXT_HTML_TREE_H

#include "base/status.h"

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	HTML_MAX = 8 * 1024 * 1024, /* bytes of a page; ours: the largest of news sites have 3 MB */
	/* Of a tree: formatting elements that are never closed are copied into every paragraph
	 * after them, so that a page of 1 MB can ask for more than there is anywhere. */
	HTML_MEMORY_MAX = 512 * 1024 * 1024,
	/* Of the processor's time, in ms, and what each MB adds: gumbo goes through all open
	 * elements at each tag and all attributes at each attribute, so that 100,000 of them take
	 * it minutes. Pages take it 50 ms. */
	HTML_TIME_MAX = 4000,
	HTML_TIME_MB = 1000,
};

struct html_tree;

/*
 * Parse s[0..len), UTF-8 (what is malformed becomes U+FFFD): a page or a piece of one, every
 * sequence of bytes is one. ST_TOOBIG with the limit in *e, or ST_NOMEM; *out is NULL then.
 * The bytes must outlive the tree; the caller ends it with html_tree_free().
 */
enum status html_tree_parse(const char *s, size_t len, struct html_tree **out, struct error *e);
void html_tree_free(struct html_tree *t);

/* The document node: comments, and the html element with head and body. The tree's. */
const GumboNode *html_tree_document(const struct html_tree *t);

/*
 * Go through `root` and all below it in the order of the document, without recursion: trees are as
 * deep as their authors like. Where enter() is false, neither what is in the node is gone through
 * nor is leave() called for it. The document node and templates are gone through like elements.
 */
void html_tree_walk(const GumboNode *root, bool (*enter)(void *ctx, const GumboNode *node),
    void (*leave)(void *ctx, const GumboNode *node), void *ctx);

/* The value of an element's attribute, by its name in lower case; NULL if it has none. */
const char *html_tree_attribute(const GumboNode *element, const char *name);

#endif
