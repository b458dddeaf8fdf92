#include "gopher/session.h"

#include "base/utf8.h"
#include "gopher/wire.h"

#include <stdlib.h>
#include <string.h>

/* The largest answer: a static file whose every LF becomes CR LF. */
enum { ANSWER_MAX = 2 * SITE_FILE_MAX };

/* The log's numbers are Gemini's, so that one log serves both. */
enum { LOGGED_SUCCESS = 20, LOGGED_SLOW_DOWN = 44, LOGGED_BAD_REQUEST = 59 };

static const struct {
	int logged;
	enum word word;
} errors[] = {
	[ANSWER_NOT_FOUND] = { 51, WORD_NOT_FOUND },
	[ANSWER_GONE] = { 52, WORD_GONE },
	[ANSWER_LATE] = { 40, WORD_SEARCH_LATE },
	[ANSWER_FAILED] = { 41, WORD_FAILED },
};

static void write_error(const struct gopher *g, struct buf *out, enum word word)
{
	const char *text = words_get(site_words(g->site), word);
	struct buf plain = BUF(ERROR_MAX);

	charset_write(&plain, g->style.charset, text, strlen(text));
	gopher_error(out, buf_str(&plain));
	buf_reset(&plain);
	text = words_get(site_words(g->site), WORD_HOME);
	charset_write(&plain, g->style.charset, text, strlen(text));
	gopher_item(out, '1', buf_str(&plain), "/", g->style.host, g->style.port);
	gopher_menu_end(out);
	buf_clear(&plain);
}

/* Text is written for the reader's charset and line ends; anything else goes as it is. */
static void write_file(const struct gopher *g, struct buf *out, const struct answer *a)
{
	struct buf plain = BUF(ANSWER_MAX);
	const char *bytes = buf_str(&a->bytes);

	if (strncmp(a->type, "text/", strlen("text/")) != 0 || !utf8_valid(bytes, a->bytes.len)) {
		buf_add(out, bytes, a->bytes.len);
		return;
	}
	if (charset_write(&plain, g->style.charset, bytes, a->bytes.len) == ST_OK)
		gopher_text(out, buf_str(&plain), plain.len);
	else
		out->failure = buf_status(&plain);
	buf_clear(&plain);
}

/* What is asked of the path; a Gopher+ client asks for attributes there. */
static const char *query_of(const struct gopher_request *r)
{
	return r->has_search && !gopher_wants_attributes(r) ? r->search : NULL;
}

static int write_answer(struct gopher *g, struct buf *out, const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_DOC:
		if (a->as_text)
			menu_write_text(&a->page.doc, &g->style, out);
		else
			menu_write(&a->page.doc, &g->style, out);
		return LOGGED_SUCCESS;
	case ANSWER_FILE:
		write_file(g, out, a);
		return LOGGED_SUCCESS;
	default:
		write_error(g, out, errors[a->kind].word);
		return errors[a->kind].logged;
	}
}

/* The site's answer for the request; Gopher has no redirect: the page itself. */
static void find_answer(
    struct site *site, const struct gopher_request *r, struct answer *a, struct error *e)
{
	char location[sizeof a->location];

	site_answer(site, PROTOCOL_GOPHER, r->path, query_of(r), a, e);
	if (a->kind != ANSWER_REDIRECT)
		return;
	memcpy(location, a->location, sizeof location);
	answer_clear(a);
	site_answer(site, PROTOCOL_GOPHER, location, query_of(r), a, e);
	if (a->kind == ANSWER_REDIRECT)
		a->kind = ANSWER_NOT_FOUND;
}

static void reply(struct gopher *g, struct conn *c, const struct gopher_request *r,
    struct answer *a, const struct error *e)
{
	struct buf out = BUF(ANSWER_MAX);
	int logged;

	if (a->kind == ANSWER_FAILED)
		log_write(g->log, LEVEL_ERROR, "%s: %s", r->path, e->text);
	if (a->kind == ANSWER_DOC && !a->as_text && gopher_wants_attributes(r)) {
		struct buf menu = BUF(ANSWER_MAX);

		logged = write_answer(g, &menu, a);
		gopher_attributes(&out, buf_str(&menu), menu.len);
		buf_clear(&menu);
	} else {
		logged = write_answer(g, &out, a);
	}
	if (buf_status(&out) != ST_OK) {
		buf_reset(&out);
		write_error(g, &out, WORD_FAILED);
		logged = errors[ANSWER_FAILED].logged;
	}
	served_answer(c, logged, a->route, a->page.read, a->robots);
	conn_send(c, &out);
}

/* An answer that is made in another thread. */
struct job {
	struct later_job job;
	struct gopher *g;
	struct gopher_request request;
	struct answer answer;
	struct error e;
};

static void work(struct later_job *job, void *place, const atomic_bool *given_up)
{
	struct job *j = (struct job *)job;
	struct site *site = place;

	site_give_up(site, given_up);
	find_answer(site, &j->request, &j->answer, &j->e);
	site_give_up(site, NULL);
}

static void worked(struct later_job *job, struct conn *c)
{
	struct job *j = (struct job *)job;

	if (c != NULL)
		reply(j->g, c, &j->request, &j->answer, &j->e);
	answer_clear(&j->answer);
	free(j);
}

/* False: it can only be answered at once. */
static bool answer_later(struct gopher *g, struct conn *c, const struct gopher_request *r)
{
	struct job *j;

	if (g->later == NULL || (j = calloc(1, sizeof *j)) == NULL)
		return false;
	*j = (struct job){ .job = { work, worked }, .g = g, .request = *r };
	if (later_start(g->later, c, &j->job) == ST_OK)
		return true;
	/* Others wait for as long as a search may take: this one would be late. */
	j->answer.kind = ANSWER_LATE;
	j->answer.route = "";
	worked(&j->job, c);
	return true;
}

static void answer(struct gopher *g, struct conn *c, const struct gopher_request *r)
{
	struct error e = { "" };
	struct answer a;

	if (site_is_slow(r->path, query_of(r)) && answer_later(g, c, r))
		return;
	find_answer(g->site, r, &a, &e);
	reply(g, c, r, &a, &e);
	answer_clear(&a);
}

static void refuse(struct gopher *g, struct conn *c, enum word word, int logged)
{
	struct buf out = BUF(ANSWER_MAX);

	write_error(g, &out, word);
	served_answer(c, logged, "", "", false);
	conn_send(c, &out);
}

static void request(void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how)
{
	struct gopher *g = ctx;
	struct gopher_request r;
	struct error e;

	served_begin(c, line, len);
	if (how == CONN_LINE_LIMITED)
		refuse(g, c, WORD_SLOW_DOWN, LOGGED_SLOW_DOWN);
	else if (how == CONN_LINE_TOO_LONG || gopher_parse(line, len, &r, &e) != ST_OK)
		refuse(g, c, WORD_BAD_REQUEST, LOGGED_BAD_REQUEST);
	else
		answer(g, c, &r);
}

static void ended(void *ctx, struct conn *c, bool delivered)
{
	struct gopher *g = ctx;

	if (g->later != NULL)
		later_gone(g->later, c);
	served_end(c, gopher_protocol.name, delivered, &g->sink);
}

const struct conn_protocol gopher_protocol = {
	.name = "gopher",
	.line_max = GOPHER_LINE_MAX,
	.crlf = false,
	.request = request,
	.ended = ended,
};
