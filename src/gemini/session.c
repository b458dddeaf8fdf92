#include "gemini/session.h"

#include "text/gemtext.h"

#include <stdio.h>
#include <string.h>

/* The largest answer: a static file and its header. */
enum { ANSWER_MAX = SITE_FILE_MAX + 2 * GEMINI_META_MAX };

/* Seconds after which a client that was over its rate may come again: status 44's meta. */
static const char slow_down[] = "1";

/* How the kinds of answers that are a status line alone look. */
static const struct {
	enum gemini_status status;
	enum word word;
} lines[] = {
	[ANSWER_NOT_FOUND] = { GEMINI_NOT_FOUND, WORD_NOT_FOUND },
	[ANSWER_GONE] = { GEMINI_GONE, WORD_GONE },
	[ANSWER_FAILED] = { GEMINI_UNAVAILABLE, WORD_FAILED },
};

static void write_lang(struct buf *out, const char *type, const char *lang)
{
	char meta[MIME_SIZE + LANG_SIZE + sizeof "; lang="];

	snprintf(meta, sizeof meta, "%s%s%s", type, lang[0] != '\0' ? "; lang=" : "", lang);
	gemini_header(out, GEMINI_SUCCESS, meta);
}

static void write_file(const struct site *site, struct buf *out, const struct answer *a)
{
	bool gemtext = strcmp(a->type, "text/gemini") == 0;

	write_lang(out, a->type, gemtext ? words_code(site_words(site)) : "");
	buf_add(out, buf_str(&a->bytes), a->bytes.len);
}

static void write_redirect(struct buf *out, const struct answer *a)
{
	char location[GEMINI_META_MAX + 1];

	if (uri_encode(a->location, location, sizeof location) == ST_OK)
		gemini_header(out, GEMINI_REDIRECT, location);
	else
		gemini_header(out, GEMINI_FAILURE, "");
}

static enum gemini_status write_answer(struct site *site, struct buf *out, const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_DOC:
		write_lang(out, a->as_text ? "text/plain" : "text/gemini", a->page.lang);
		return gemtext_write(&a->page.doc, out) == ST_OK ? GEMINI_SUCCESS : GEMINI_FAILURE;
	case ANSWER_FILE:
		write_file(site, out, a);
		return GEMINI_SUCCESS;
	case ANSWER_REDIRECT:
		write_redirect(out, a);
		return GEMINI_REDIRECT;
	default:
		gemini_header(
		    out, lines[a->kind].status, words_get(site_words(site), lines[a->kind].word));
		return lines[a->kind].status;
	}
}

static void answer(struct gemini *g, struct conn *c, const struct uri *uri, struct buf *out)
{
	struct answer a;
	struct error e = { "" };
	enum gemini_status status;

	site_answer(
	    g->site, PROTOCOL_GEMINI, uri->path, uri->has_query ? uri->query : NULL, &a, &e);
	if (a.kind == ANSWER_FAILED)
		log_write(g->log, LEVEL_ERROR, "%s: %s", uri->path, e.text);
	status = write_answer(g->site, out, &a);
	if (status == GEMINI_FAILURE || buf_status(out) != ST_OK) {
		buf_reset(out);
		gemini_header(out, GEMINI_FAILURE, words_get(site_words(g->site), WORD_FAILED));
		status = GEMINI_FAILURE;
	}
	served_answer(c, (int)status, a.route, a.page.read, a.robots);
	answer_clear(&a);
}

static void refuse(struct gemini *g, struct conn *c, enum gemini_status status, struct buf *out)
{
	const struct words *w = site_words(g->site);

	gemini_header(out, status,
	    status == GEMINI_SLOW_DOWN
		? slow_down
		: words_get(w, status == GEMINI_FOREIGN ? WORD_FOREIGN : WORD_BAD_REQUEST));
	served_answer(c, (int)status, "", "", false);
}

static void request(void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how)
{
	struct gemini *g = ctx;
	struct buf out = BUF(ANSWER_MAX);
	struct uri uri;
	struct error e;
	enum gemini_status status;

	served_begin(c, line, len);
	if (how == CONN_LINE_LIMITED)
		status = GEMINI_SLOW_DOWN;
	else if (how == CONN_LINE_TOO_LONG)
		status = GEMINI_BAD_REQUEST;
	else
		status = gemini_parse(line, len, &g->hosts, conn_port(c), &uri, &e);
	if (status == GEMINI_SUCCESS)
		answer(g, c, &uri, &out);
	else
		refuse(g, c, status, &out);
	conn_send(c, &out);
}

static void ended(void *ctx, struct conn *c, bool delivered)
{
	struct gemini *g = ctx;

	served_end(c, gemini_protocol.name, delivered, &g->sink);
}

const struct conn_protocol gemini_protocol = {
	.name = "gemini",
	.line_max = URI_MAX,
	.crlf = true,
	.request = request,
	.ended = ended,
};
