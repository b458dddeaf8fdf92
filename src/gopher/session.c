#include "gopher/session.h"

#include "base/utf8.h"
#include "gopher/menu.h"

#include <string.h>

/* The log's number is Gemini's, so that one log serves both. */
enum { LOGGED_SUCCESS = 20 };

/* An answer on its way: what its links are is the site's to say. */
struct writing {
	const struct gopher *gopher;
	struct answer *answer;
	struct gopher_style style;
};

static char type_of(void *ctx, const char *path)
{
	struct writing *w = ctx;

	return site_item_type(w->gopher->site, path, w->answer);
}

static void write_error(const struct writing *w, enum word word, struct buf *out)
{
	const struct words *words = site_words(w->gopher->site);
	const char *text = words_get(words, word);
	struct buf plain = BUF(ERROR_MAX);

	charset_write(&plain, w->style.charset, text, strlen(text));
	gopher_error(out, buf_str(&plain));
	buf_reset(&plain);
	text = words_get(words, WORD_HOME);
	charset_write(&plain, w->style.charset, text, strlen(text));
	gopher_item(out, '1', buf_str(&plain), "/", w->style.host, w->style.port);
	gopher_menu_end(out);
	buf_clear(&plain);
}

/* Text is written for the reader's charset and line ends; anything else goes as it is. */
static enum status write_file(const struct writing *w, struct buf *out)
{
	const struct answer *a = w->answer;
	struct buf plain = BUF(PROTOCOL_ANSWER_MAX);
	const char *bytes = buf_str(&a->bytes);
	enum status st = ST_OK;

	if (strncmp(a->type, "text/", strlen("text/")) != 0 || !utf8_valid(bytes, a->bytes.len))
		buf_add(out, bytes, a->bytes.len);
	else if ((st = charset_write(&plain, w->style.charset, bytes, a->bytes.len)) == ST_OK)
		gopher_text(out, buf_str(&plain), plain.len);
	buf_clear(&plain);
	return st == ST_OK ? buf_status(out) : st;
}

static enum status write_doc(const struct writing *w, const struct request *r, struct buf *out)
{
	const struct doc *d = &w->answer->page.doc;
	struct buf menu = BUF(PROTOCOL_ANSWER_MAX);
	enum status st;

	if (w->answer->as_text)
		return menu_write_text(d, &w->style, out);
	if (!r->attributes)
		return menu_write(d, &w->style, out);
	if ((st = menu_write(d, &w->style, &menu)) == ST_OK)
		gopher_attributes(out, buf_str(&menu), menu.len);
	buf_clear(&menu);
	return st == ST_OK ? buf_status(out) : st;
}

static enum status write_answer(
    const struct writing *w, const struct request *r, struct buf *out, int *status)
{
	const struct answer *a = w->answer;

	*status = LOGGED_SUCCESS;
	switch (a->kind) {
	case ANSWER_DOC:
		return write_doc(w, r, out);
	case ANSWER_FILE:
		return write_file(w, out);
	default:
		*status = answer_line(a->kind).status;
		write_error(w, answer_line(a->kind).word, out);
		return buf_status(out);
	}
}

static int write_reply(const void *ctx, const struct request *r, struct answer *a, struct buf *out)
{
	const struct gopher *g = ctx;
	struct writing w = { .gopher = g, .answer = a };
	struct answer_line failed = answer_line(ANSWER_FAILED);
	int status;

	w.style = (struct gopher_style){
		.host = g->host,
		.port = g->port,
		.columns = g->columns,
		.charset = CHARSET_ASCII,
		.type_of = type_of,
		.ctx = &w,
	};
	if (write_answer(&w, r, out, &status) == ST_OK)
		return status;
	a->lasting = false;
	buf_reset(out);
	write_error(&w, failed.word, out);
	return failed.status;
}

static bool parse(const void *ctx, const char *line, size_t len, unsigned port, struct request *out,
    enum answer_kind *why)
{
	struct gopher_request r;
	struct error e;

	(void)ctx;
	(void)port;
	*out = (struct request){ 0 };
	*why = ANSWER_INVALID;
	if (gopher_parse(line, len, &r, &e) != ST_OK)
		return false;
	memcpy(out->path, r.path, strlen(r.path) + 1);
	/* Where a Gopher+ client asks for attributes, it says nothing else. */
	out->attributes = gopher_wants_attributes(&r);
	out->asks = r.has_search && !out->attributes;
	if (out->asks)
		memcpy(out->query, r.search, strlen(r.search) + 1);
	return true;
}

const struct protocol_kind gopher_protocol = {
	.protocol = PROTOCOL_GOPHER,
	.name = "gopher",
	.line_max = GOPHER_LINE_MAX,
	.crlf = false,
	.parse = parse,
	.write = write_reply,
};
