#include "archive/search_context.h"

#include "archive/query.h"
#include "base/utf8.h"
#include "text/cut.h"
#include "text/gemtext.h"
#include "text/stem.h"

#include <string.h>

enum {
	LOOK_MAX = 256 * 1024, /* bytes of a text */
	WINDOW = 16,           /* words that stand together: about what a line shows */
	LEAD = 30,             /* bytes at most that are shown before the first of them */
	WORD_MAX = 1024,       /* bytes of a word that is looked at */
};

/* The best place yet. */
struct place {
	const char *line;
	size_t from, to; /* the first word that matched there */
	int parts;
};

struct looker {
	struct archive *a;
	const struct search_query *query;
	struct buf folded;
	struct place best;
};

static unsigned parts_of_word(struct looker *l, const char *word, size_t len)
{
	struct stem_text text;
	const char *term;
	unsigned parts = 0;
	size_t n;

	buf_reset(&l->folded);
	if (utf8_fold(&l->folded, word, len < WORD_MAX ? len : WORD_MAX) != ST_OK)
		return 0;
	text = (struct stem_text)STEM_TEXT(buf_str(&l->folded), l->folded.len);
	while (stemmer_next(l->a->stemmer, &text, &term, &n))
		parts |= search_query_parts(l->query, term, n);
	return parts;
}

/* The last words of a line, in a ring. */
struct window {
	size_t from[WINDOW], to[WINDOW];
	unsigned parts[WINDOW];
	size_t n;
};

/* How many parts stand among them, and the first word that has one. */
static void weigh(struct looker *l, const char *line, const struct window *w)
{
	size_t oldest = w->n > WINDOW ? w->n - WINDOW : 0, first = w->n;
	unsigned parts = 0;
	int n;

	for (size_t i = w->n; i-- > oldest;) {
		parts |= w->parts[i % WINDOW];
		if (w->parts[i % WINDOW] != 0)
			first = i;
	}
	n = __builtin_popcount(parts);
	if (n > l->best.parts)
		l->best = (struct place){
			.line = line,
			.from = w->from[first % WINDOW],
			.to = w->to[first % WINDOW],
			.parts = n,
		};
}

static void look_at_line(struct looker *l, const char *line)
{
	struct window w = { .n = 0 };

	for (size_t at = strspn(line, " "), len; line[at] != '\0'; at += len) {
		unsigned parts;

		len = strcspn(line + at, " ");
		parts = parts_of_word(l, line + at, len);
		w.from[w.n % WINDOW] = at;
		w.to[w.n % WINDOW] = at + len;
		w.parts[w.n++ % WINDOW] = parts;
		if (parts != 0)
			weigh(l, line, &w);
		len += strspn(line + at + len, " ");
	}
}

static bool is_all(const struct looker *l)
{
	return l->best.parts == __builtin_popcount(l->query->texts);
}

/* From a word a little before the place on. */
static void write_place(const struct place *p, struct buf *out)
{
	char cut[SEARCH_CONTEXT_MAX + 1];
	size_t from = p->from, room = sizeof cut - 1;

	while (from > 0 && p->from - from < LEAD)
		from--;
	while (from > 0 && from < p->from && p->line[from - 1] != ' ')
		from++;
	if (from > 0) {
		buf_puts(out, "…");
		room -= strlen("…");
	}
	cut_text(p->line + from, room, cut);
	buf_puts(out, cut);
}

enum status search_context(
    struct archive *a, const struct search_query *query, int64_t n, struct buf *out)
{
	struct looker l = { .a = a, .query = query, .folded = BUF(WORD_MAX * 16) };
	struct query q;
	struct doc d;

	if (query->texts == 0)
		return ST_OK;
	doc_init(&d);
	query_start(&q, a, SQL_SEARCH_TEXT);
	query_bind_int(&q, n);
	if (query_row(&q)) {
		const char *text = query_text(&q, 0);

		query_fail(&q, stemmer_language(a->stemmer, query_text(&q, 1)));
		query_fail(&q, gemtext_read(text, strnlen(text, LOOK_MAX), &d));
	}
	for (size_t i = 0; q.status == ST_OK && i < d.n && !is_all(&l); i++)
		if (d.lines[i].text != NULL)
			look_at_line(&l, d.lines[i].text);
	if (l.best.parts > 0)
		write_place(&l.best, out);
	query_fail(&q, buf_status(out));
	doc_clear(&d);
	buf_clear(&l.folded);
	return query_end(&q);
}
