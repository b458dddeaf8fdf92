#include "text/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

/* Raw HTML is no danger here: it becomes lines like all else. */
enum { OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES };

/* The text as HTML, to be free()d; NULL without memory. */
static char *to_html(const char *s, size_t len)
{
	static const char *const extensions[] = { "table", "strikethrough", "autolink",
		"tasklist" };
	cmark_parser *parser;
	cmark_node *document;
	char *html = NULL;

	cmark_gfm_core_extensions_ensure_registered();
	if ((parser = cmark_parser_new(OPTIONS)) == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(
		    parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, s, len);
	if ((document = cmark_parser_finish(parser)) != NULL) {
		html = cmark_render_html(
		    document, OPTIONS, cmark_parser_get_syntax_extensions(parser));
		cmark_node_free(document);
	}
	cmark_parser_free(parser);
	return html;
}

static enum status make_html(const char *s, size_t len, char **html, struct error *e)
{
	*html = NULL;
	if (len > MARKDOWN_MAX)
		return error_set(e, ST_TOOBIG, "more than %d kB of Markdown", MARKDOWN_MAX / 1024);
	if ((*html = to_html(s, len)) == NULL)
		return error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	return ST_OK;
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
