#include "gemini/session.h"

#include "text/gemtext.h"

#include <stdio.h>
#include <string.h>

/* Seconds after which a client that was over its rate may come again: status 44's meta. */
static const char slow_down[] = "1";

static void write_lang(struct buf *out, const char *type, const char *lang)
{
	char meta[MIME_SIZE + LANG_SIZE + sizeof "; lang="];

	snprintf(meta, sizeof meta, "%s%s%s", type, lang[0] != '\0' ? "; lang=" : "", lang);
	gemini_header(out, GEMINI_SUCCESS, meta);
}

static void write_file(const struct gemini *g, const struct answer *a, struct buf *out)
{
	bool gemtext = strcmp(a->type, "text/gemini") == 0;

	write_lang(out, a->type, gemtext ? words_code(g->words) : "");
	buf_add(out, buf_str(&a->bytes), a->bytes.len);
}

/* To another path, with what was asked for. */
static bool write_redirect(const struct request *r, const struct answer *a, struct buf *out)
{
	char path[GEMINI_META_MAX + 1], query[GEMINI_META_MAX + 1], meta[GEMINI_META_MAX + 1];

	if (uri_encode(a->location, path, sizeof path) != ST_OK ||
	    uri_encode(r->query, query, sizeof query) != ST_OK ||
	    (size_t)snprintf(meta, sizeof meta, "%s%s%s", path, r->asks ? "?" : "", query) >=
		sizeof meta)
		return false;
	gemini_header(out, GEMINI_REDIRECT, meta);
	return true;
}

static void write_line(const struct gemini *g, struct answer_line line, struct buf *out)
{
	gemini_header(out, (enum gemini_status)line.status,
	    line.status == GEMINI_SLOW_DOWN ? slow_down : words_get(g->words, line.word));
}

/* False: it cannot be written. */
static bool write_answer(const struct gemini *g, const struct request *r, const struct answer *a,
    struct buf *out, int *status)
{
	*status = GEMINI_SUCCESS;
	switch (a->kind) {
	case ANSWER_DOC:
		write_lang(out, a->as_text ? "text/plain" : "text/gemini", a->page.lang);
		return gemtext_write(&a->page.doc, out) == ST_OK;
	case ANSWER_FILE:
		write_file(g, a, out);
		break;
	case ANSWER_REDIRECT:
		*status = GEMINI_REDIRECT;
		return write_redirect(r, a, out);
	case ANSWER_PROMPT:
		*status = GEMINI_INPUT;
		gemini_header(out, GEMINI_INPUT, a->page.prompt);
		break;
	default:
		*status = answer_line(a->kind).status;
		write_line(g, answer_line(a->kind), out);
		break;
	}
	return buf_status(out) == ST_OK;
}

static int write_reply(const void *ctx, const struct request *r, struct answer *a, struct buf *out)
{
	const struct gemini *g = ctx;
	int status;

	if (write_answer(g, r, a, out, &status))
		return status;
	a->lasting = false;
	buf_reset(out);
	gemini_header(out, GEMINI_FAILURE, words_get(g->words, WORD_FAILED));
	return GEMINI_FAILURE;
}

_Static_assert((int)REQUEST_PATH_MAX >= (int)URI_MAX && (int)PAGE_QUERY_MAX >= (int)URI_MAX,
    "a path and a query of a URI fit");

static bool parse(const void *ctx, const char *line, size_t len, unsigned port, struct request *out,
    enum answer_kind *why)
{
	const struct gemini *g = ctx;
	struct uri uri;
	struct error e;
	enum gemini_status status = gemini_parse(line, len, &g->hosts, port, &uri, &e);

	*out = (struct request){ 0 };
	*why = status == GEMINI_FOREIGN ? ANSWER_FOREIGN : ANSWER_INVALID;
	if (status != GEMINI_SUCCESS)
		return false;
	memcpy(out->path, uri.path, strlen(uri.path) + 1);
	memcpy(out->query, uri.query, strlen(uri.query) + 1);
	out->asks = uri.has_query;
	return true;
}

const struct protocol_kind gemini_protocol = {
	.protocol = PROTOCOL_GEMINI,
	.name = "gemini",
	.line_max = URI_MAX,
	.crlf = true,
	.parse = parse,
	.write = write_reply,
};
