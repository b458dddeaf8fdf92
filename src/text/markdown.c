#include "text/markdown.h"

#include "text/arena.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Raw HTML is no danger here: it becomes lines like all else. */
enum { OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES };

/* ---- cmark-gfm's memory; its own allocator aborts the process where there is none ---- */

/* What an allocation is of, before its bytes: growing one copies them. */
struct block {
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

/* Of the text that this thread reads, or NULL: cmark's hooks are given nothing of the caller's. */
static _Thread_local struct arena *memory;

static size_t size_of(size_t size)
{
	return size < SIZE_MAX - sizeof(struct block) ? sizeof(struct block) + size : SIZE_MAX;
}

static void *allocate(size_t n, size_t size)
{
	struct block *b;

	if (size > 0 && n > SIZE_MAX / size)
		n = SIZE_MAX;
	else
		n *= size;
	b = arena_take(memory, size_of(n));
	b->size = n;
	return memset(b->bytes, 0, n);
}

static void *reallocate(void *bytes, size_t size)
{
	struct block *b;

	if (bytes == NULL)
		return allocate(1, size);
	b = (struct block *)((char *)bytes - offsetof(struct block, bytes));
	b = arena_grow(memory, b, size_of(b->size), size_of(size));
	b->size = size;
	return b->bytes;
}

static void deallocate(void *bytes)
{
	(void)bytes;
}

/* The text as HTML, in the arena; all else that the parser holds is there too. */
static char *to_html(const char *s, size_t len)
{
	static const char *const extensions[] = { "table", "strikethrough", "autolink",
		"tasklist" };
	static cmark_mem hooks = { allocate, reallocate, deallocate };
	cmark_parser *parser = cmark_parser_new_with_mem(OPTIONS, &hooks);

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(
		    parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, s, len);
	return cmark_render_html_with_mem(cmark_parser_finish(parser), OPTIONS,
	    cmark_parser_get_syntax_extensions(parser), &hooks);
}

/* NULL where the arena was left. It is the caller's: what setjmp's own function has changed since
 * would be lost (C11 7.13.2.1). */
static char *to_html_within(struct arena *a, const char *s, size_t len)
{
	char *html;

	memory = a;
	if (setjmp(a->leave) == 0)
		html = to_html(s, len);
	else
		html = NULL;
	memory = NULL;
	return html;
}

static enum status make_html(const char *s, size_t len, char **html, struct error *e)
{
	struct arena a;
	enum status st;

	*html = NULL;
	if (len > MARKDOWN_MAX)
		return error_set(e, ST_TOOBIG, "more than %d kB of Markdown", MARKDOWN_MAX / 1024);
	cmark_gfm_core_extensions_ensure_registered();
	arena_init(&a, MARKDOWN_MEMORY_MAX, MARKDOWN_TIME_MAX);
	*html = to_html_within(&a, s, len);
	st = arena_status(&a, "Markdown", "tables or links without end, or too many of them", e);
	if (st == ST_OK && strlen(*html) > HTML_MAX)
		st = error_set(e, ST_TOOBIG, "Markdown that becomes more than %d MB of HTML",
		    HTML_MAX / (1024 * 1024));
	if (st != ST_OK)
		*html = NULL;
	else if ((*html = strdup(*html)) == NULL)
		st = error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	arena_clear(&a);
	return st;
}

enum status markdown_read(
    const char *s, size_t len, const struct html_options *options, struct doc *d, struct error *e)
{
	enum status st;
	char *html;

	if ((st = make_html(s, len, &html, e)) == ST_OK)
		st = html_read(html, strlen(html), options, d, e);
	free(html);
	return st;
}

enum status markdown_text(const char *s, size_t len, struct buf *out, struct error *e)
{
	enum status st;
	char *html;

	if ((st = make_html(s, len, &html, e)) == ST_OK)
		st = html_text(html, strlen(html), out, e);
	free(html);
	return st;
}
