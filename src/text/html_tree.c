#include "text/html_tree.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum {
	PIECE_SIZE = 256 * 1024,
	ALIGN = 16,                /* what malloc() gives */
	ALLOCATIONS_PER_LOOK = 64, /* between two looks at the clock; a tag is some */
};

/* Memory that is only ever given back as a whole; pieces are listed from the newest on. */
struct piece {
	struct piece *next;
	size_t used, size;
	_Alignas(ALIGN) char bytes[];
};

/*
 * gumbo frees a tree by recursion, which a page of open tags takes beyond any stack, and it does
 * not look at what its allocator returns: so a tree's memory is freed piece by piece, and an
 * allocation that cannot be leaves the parser by longjmp (it holds nothing else).
 */
struct html_tree {
	struct piece *pieces;
	size_t total; /* bytes of all pieces */
	unsigned allocations;
	int64_t until; /* ms of the processor's time */
	enum status failure;
	const char *why; /* the limit that it is over, or NULL */
	jmp_buf leave;
	GumboOutput *output;
};

/* The thread's own time: what others do does not count. */
static int64_t time_used(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static _Noreturn void give_up(struct html_tree *t, enum status failure, const char *why)
{
	t->failure = failure;
	t->why = why;
	longjmp(t->leave, 1);
}

static struct piece *add_piece(struct html_tree *t, size_t size)
{
	struct piece *p;

	if (size > HTML_MEMORY_MAX - t->total)
		give_up(t, ST_TOOBIG, "takes too much memory");
	if ((p = malloc(sizeof *p + size)) == NULL)
		give_up(t, ST_NOMEM, NULL);
	*p = (struct piece){ .next = t->pieces, .size = size };
	t->total += size;
	t->pieces = p;
	return p;
}

static void *allocate(void *ctx, size_t size)
{
	struct html_tree *t = ctx;
	struct piece *p = t->pieces;
	void *bytes;

	if (++t->allocations % ALLOCATIONS_PER_LOOK == 0 && time_used() > t->until)
		give_up(t, ST_TOOBIG, "takes too long to read");
	if (size > HTML_MEMORY_MAX)
		size = HTML_MEMORY_MAX;
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (p == NULL || p->size - p->used < size)
		p = add_piece(t, size > PIECE_SIZE ? size : PIECE_SIZE);
	bytes = p->bytes + p->used;
	p->used += size;
	return bytes;
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
	t->until = time_used() + HTML_TIME_MAX + (int64_t)(len / (1024 * 1024)) * HTML_TIME_MB;
	options.allocator = allocate;
	options.deallocator = deallocate;
	options.userdata = t;
	options.max_errors = 0;
	if (setjmp(t->leave) == 0)
		t->output = gumbo_parse_with_options(&options, s, len);
	if ((st = t->failure) != ST_OK) {
		st = t->why == NULL ? error_set(e, st, "%s", status_text(st))
				    : error_set(e, st,
					  "HTML that %s: elements that are never closed, or too "
					  "many of them",
					  t->why);
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
	for (struct piece *p = t->pieces, *next; p != NULL; p = next) {
		next = p->next;
		free(p);
	}
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
