#include "gemini/session.h"

#include "text/gemtext.h"

#include <stdio.h>
#include <stdlib.h>
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
	[ANSWER_LATE] = { GEMINI_FAILURE, WORD_SEARCH_LATE },
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
	case ANSWER_PROMPT:
		gemini_header(out, GEMINI_INPUT, a->page.prompt);
		return GEMINI_INPUT;
	case ANSWER_REDIRECT:
		write_redirect(out, a);
		return GEMINI_REDIRECT;
	default:
		gemini_header(
		    out, lines[a->kind].status, words_get(site_words(site), lines[a->kind].word));
		return lines[a->kind].status;
	}
}

static void reply(
    struct gemini *g, struct conn *c, const char *path, struct answer *a, const struct error *e)
{
	struct buf out = BUF(ANSWER_MAX);
	enum gemini_status status;

	if (a->kind == ANSWER_FAILED)
		log_write(g->log, LEVEL_ERROR, "%s: %s", path, e->text);
	status = write_answer(g->site, &out, a);
	if ((status == GEMINI_FAILURE && a->kind != ANSWER_LATE) || buf_status(&out) != ST_OK) {
		buf_reset(&out);
		gemini_header(&out, GEMINI_FAILURE, words_get(site_words(g->site), WORD_FAILED));
		status = GEMINI_FAILURE;
	}
	served_answer(c, (int)status, a->route, a->page.read, a->robots);
	conn_send(c, &out);
}

static const char *query_of(const struct uri *uri)
{
	return uri->has_query ? uri->query : NULL;
}

/* An answer that is made in another thread. */
struct job {
	struct later_job job;
	struct gemini *g;
	struct uri uri;
	struct answer answer;
	struct error e;
};

static void work(struct later_job *job, void *place, const atomic_bool *given_up)
{
	struct job *j = (struct job *)job;
	struct site *site = place;

	site_give_up(site, given_up);
	site_answer(site, PROTOCOL_GEMINI, j->uri.path, query_of(&j->uri), &j->answer, &j->e);
	site_give_up(site, NULL);
}

static void worked(struct later_job *job, struct conn *c)
{
	struct job *j = (struct job *)job;

	if (c != NULL)
		reply(j->g, c, j->uri.path, &j->answer, &j->e);
	answer_clear(&j->answer);
	free(j);
}

/* False: it can only be answered at once. */
static bool answer_later(struct gemini *g, struct conn *c, const struct uri *uri)
{
	struct job *j;

	if (g->later == NULL || (j = calloc(1, sizeof *j)) == NULL)
		return false;
	*j = (struct job){ .job = { work, worked }, .g = g, .uri = *uri };
	if (later_start(g->later, c, &j->job) == ST_OK)
		return true;
	/* Others wait for as long as a search may take: this one would be late. */
	j->answer.kind = ANSWER_LATE;
	j->answer.route = "";
	worked(&j->job, c);
	return true;
}

static void answer(struct gemini *g, struct conn *c, const struct uri *uri)
{
	struct error e = { "" };
	struct answer a;

	if (site_is_slow(uri->path, query_of(uri)) && answer_later(g, c, uri))
		return;
	site_answer(g->site, PROTOCOL_GEMINI, uri->path, query_of(uri), &a, &e);
	reply(g, c, uri->path, &a, &e);
	answer_clear(&a);
}

static void refuse(struct gemini *g, struct conn *c, enum gemini_status status)
{
	const struct words *w = site_words(g->site);
	struct buf out = BUF(ANSWER_MAX);

	gemini_header(&out, status,
	    status == GEMINI_SLOW_DOWN
		? slow_down
		: words_get(w, status == GEMINI_FOREIGN ? WORD_FOREIGN : WORD_BAD_REQUEST));
	served_answer(c, (int)status, "", "", false);
	conn_send(c, &out);
}

static void request(void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how)
{
	struct gemini *g = ctx;
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
		answer(g, c, &uri);
	else
		refuse(g, c, status);
}

static void ended(void *ctx, struct conn *c, bool delivered)
{
	struct gemini *g = ctx;

	if (g->later != NULL)
		later_gone(g->later, c);
	served_end(c, gemini_protocol.name, delivered, &g->sink);
}

const struct conn_protocol gemini_protocol = {
	.name = "gemini",
	.line_max = URI_MAX,
	.crlf = true,
	.request = request,
	.ended = ended,
};
