#include "text/html_tree.h"

#include "text/arena.h"

#include <stdlib.h>

/*
 * gumbo frees a tree by recursion, which a page of open tags takes beyond any stack: so a tree's
 * memory is freed as a whole.
 */
struct html_tree {
	struct arena memory;
	GumboOutput *output;
};

static void *allocate(void *ctx, size_t size)
{
	struct html_tree *t = ctx;

	return arena_take(&t->memory, size);
}

static void deallocate(void *ctx, void *bytes)
{
	(void)ctx;
	(void)bytes;
}

enum status html_tree_parse(const char *s, size_t len, struct html_tree **out, struct error *e)
{
	struct html_tree *t;
	GumboOptions options = kGumboDefaultOptions;
	enum status st;

	*out = NULL;
	if (len > HTML_MAX)
		return error_set(e, ST_TOOBIG, "more than %d MB of HTML", HTML_MAX / (1024 * 1024));
	if ((t = calloc(1, sizeof *t)) == NULL)
		return error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	arena_init(&t->memory, HTML_MEMORY_MAX,
	    HTML_TIME_MAX + (int64_t)(len / (1024 * 1024)) * HTML_TIME_MB);
	options.allocator = allocate;
	options.deallocator = deallocate;
	options.userdata = t;
	options.max_errors = 0;
	if (setjmp(t->memory.leave) == 0)
		t->output = gumbo_parse_with_options(&options, s, len);
	st = arena_status(
	    &t->memory, "HTML", "elements that are never closed, or too many of them", e);
	if (st != ST_OK) {
		html_tree_free(t);
		return st;
	}
	*out = t;
	return ST_OK;
}

void html_tree_free(struct html_tree *t)
{
	if (t == NULL)
		return;
	arena_clear(&t->memory);
	free(t);
}

const GumboNode *html_tree_document(const struct html_tree *t)
{
	return t->output->document;
}

static const GumboVector *children_of(const GumboNode *n)
{
	if (n->type == GUMBO_NODE_DOCUMENT)
		return &n->v.document.children;
	if (n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE)
		return &n->v.element.children;
	return &kGumboEmptyVector;
}

/* The one after n below the same parent, or NULL. */
static const GumboNode *sibling_of(const GumboNode *n)
{
	const GumboVector *all = children_of(n->parent);

	return n->index_within_parent + 1 < all->length ? all->data[n->index_within_parent + 1]
							: NULL;
}

void html_tree_walk(const GumboNode *root, bool (*enter)(void *ctx, const GumboNode *node),
    void (*leave)(void *ctx, const GumboNode *node), void *ctx)
{
	const GumboNode *n = root, *sibling;
	bool entered = enter(ctx, n);

	for (;;) {
		if (entered && children_of(n)->length > 0) {
			n = children_of(n)->data[0];
			entered = enter(ctx, n);
			continue;
		}
		if (entered)
			leave(ctx, n);
		while (n != root && (sibling = sibling_of(n)) == NULL) {
			n = n->parent;
			leave(ctx, n);
		}
		if (n == root)
			return;
		n = sibling;
		entered = enter(ctx, n);
	}
}

const char *html_tree_attribute(const GumboNode *element, const char *name)
{
	const GumboAttribute *a;

	if (element->type != GUMBO_NODE_ELEMENT && element->type != GUMBO_NODE_TEMPLATE)
		return NULL;
	a = gumbo_get_attribute(&element->v.element.attributes, name);
	return a != NULL ? a->value : NULL;
}
