#include "archive/search_query.h"

#include "archive/query.h"
#include "archive/search_index.h"
#include "base/utf8.h"
#include "text/stem.h"

#include <string.h>

enum {
	EXPRESSION_MAX = 256 * 1024, /* bytes: each part, as long as a request, in each language */
	PART_MAX = 16 * 1024,        /* bytes of a folded part */
};

struct languages {
	char items[SEARCH_LANGUAGES_MAX][SEARCH_LANGUAGE_SIZE];
	size_t n;
};

static enum status languages_get(struct archive *a, struct languages *out)
{
	struct query q;

	out->n = 0;
	query_start(&q, a, SQL_SEARCH_LANGUAGES);
	query_bind_int(&q, SEARCH_LANGUAGES_MAX);
	while (query_row(&q))
		query_copy(&q, 0, out->items[out->n++], SEARCH_LANGUAGE_SIZE);
	/* Of an empty archive: as it is written. */
	if (out->n == 0)
		out->items[out->n++][0] = '\0';
	return query_end(&q);
}

static void note_term(struct search_query *q, unsigned part, const char *term, size_t len)
{
	if (q->nfound == SEARCH_TERMS_MAX)
		return;
	q->found[q->nfound++] =
	    (struct search_term){ .at = q->terms.len, .len = len, .part = part };
	buf_add(&q->terms, term, len);
}

/* The words as that language has them, in quotes. Letters, digits and spaces need no escapes. */
static enum status add_phrase(
    struct archive *a, const char *lang, const struct buf *folded, struct buf *out)
{
	struct stem_text text = STEM_TEXT(folded->data, folded->len);
	enum status st = stemmer_language(a->stemmer, lang);
	const char *term;
	size_t n, words = 0;

	if (st != ST_OK)
		return st;
	buf_putc(out, '"');
	while (stemmer_next(a->stemmer, &text, &term, &n)) {
		if (words++ > 0)
			buf_putc(out, ' ');
		buf_add(out, term, n);
	}
	buf_putc(out, '"');
	return buf_status(out);
}

/* Is what was added last, from `at` on, there before, from `start` on? Quotes are at the ends of
 * phrases alone. */
static bool is_repeated(const struct buf *b, size_t start, size_t at)
{
	return memmem(b->data + start, at - start, b->data + at, b->len - at) != NULL;
}

/* The part in each language; 0 phrases: it says nothing. */
static enum status add_text(struct archive *a, const struct search_part *part,
    const struct languages *languages, struct buf *out, size_t *nphrases)
{
	static const char or [] = " OR ";
	struct buf folded = BUF(PART_MAX);
	enum status st = utf8_fold(&folded, part->text, part->len);
	size_t start;

	*nphrases = 0;
	if (st != ST_OK || folded.len == 0)
		goto done;
	buf_putc(out, '(');
	start = out->len;
	for (size_t i = 0; i < languages->n && st == ST_OK; i++) {
		size_t before = out->len, at;

		if (*nphrases > 0)
			buf_puts(out, or);
		at = out->len;
		st = add_phrase(a, languages->items[i], &folded, out);
		if (st == ST_OK && is_repeated(out, start, at))
			buf_truncate(out, before);
		else
			++*nphrases;
	}
	buf_putc(out, ')');
done:
	buf_clear(&folded);
	return st;
}

static enum status add_part(struct archive *a, const struct search_part *part,
    const struct languages *languages, struct buf *out, size_t *nphrases)
{
	char slug[SLUG_MAX + 1] = "";

	if (part->kind == SEARCH_TEXT)
		return add_text(a, part, languages, out, nphrases);
	*nphrases = 1;
	/* What is no slug, no article has. */
	if (slug_valid(part->text, part->len))
		memcpy(slug, part->text, part->len);
	buf_printf(out, "(\"%s%s\")",
	    part->kind == SEARCH_THEME ? SEARCH_THEME_FACT : SEARCH_AUTHOR_FACT, slug);
	return buf_status(out);
}

enum status search_query_part(struct archive *a, const struct search_part *part, struct buf *out)
{
	struct languages languages;
	size_t nphrases = 0;
	enum status st = languages_get(a, &languages);

	if (st == ST_OK)
		st = add_part(a, part, &languages, out, &nphrases);
	return st == ST_OK && nphrases == 0 ? ST_INVALID : st;
}

/* The terms of the phrases that were added from `at` on. */
static void note_terms(struct search_query *q, unsigned part, size_t at)
{
	const char *s = q->expression.data + at, *end = q->expression.data + q->expression.len;

	while ((s = memchr(s, '"', (size_t)(end - s))) != NULL) {
		const char *close = memchr(s + 1, '"', (size_t)(end - s - 1));

		for (s++; s < close;) {
			const char *space = memchr(s, ' ', (size_t)(close - s));
			const char *stop = space != NULL ? space : close;

			note_term(q, part, s, (size_t)(stop - s));
			s = stop + (stop < close);
		}
		s = close + 1;
	}
}

/* All parts that are, or are not, excluded, with that between them; how many there are. */
static enum status add_parts(struct archive *a, const struct search *s,
    const struct languages *languages, bool excluded, const char *between, struct search_query *q,
    size_t *n)
{
	enum status st = ST_OK;

	*n = 0;
	for (unsigned i = 0; i < s->nparts && st == ST_OK; i++) {
		size_t before = q->expression.len, at, nphrases;

		if (s->parts[i].excluded != excluded)
			continue;
		buf_puts(&q->expression, *n > 0 ? between : "");
		at = q->expression.len;
		st = add_part(a, &s->parts[i], languages, &q->expression, &nphrases);
		if (st != ST_OK)
			break;
		if (nphrases == 0) {
			buf_truncate(&q->expression, before);
			continue;
		}
		++*n;
		for (size_t k = 0; k < nphrases; k++)
			q->part_of[q->nphrases++] = i;
		if (!excluded && s->parts[i].kind == SEARCH_TEXT) {
			q->texts |= 1u << i;
			note_terms(q, i, at);
		}
	}
	return st;
}

enum status search_query_make(struct archive *a, const struct search *s, struct search_query *out)
{
	struct buf *b = &out->expression;
	struct languages languages;
	size_t wanted = 0, unwanted = 0, at;
	enum status st;

	memset(out, 0, sizeof *out);
	buf_init(b, EXPRESSION_MAX);
	buf_init(&out->terms, EXPRESSION_MAX);
	if ((st = languages_get(a, &languages)) != ST_OK)
		return st;
	buf_puts(b, "((");
	at = b->len;
	st = add_parts(a, s, &languages, false, " AND ", out, &wanted);
	if (st == ST_OK && wanted == 0) {
		buf_truncate(b, at);
		buf_puts(b, "\"" SEARCH_ALL_FACT "\"");
		out->part_of[out->nphrases++] = SEARCH_PARTS_MAX;
	}
	at = b->len;
	buf_puts(b, ") NOT (");
	if (st == ST_OK)
		st = add_parts(a, s, &languages, true, " OR ", out, &unwanted);
	if (st == ST_OK && unwanted == 0)
		buf_truncate(b, at);
	buf_puts(b, "))");
	out->days = b->len;
	if (st == ST_OK && wanted + unwanted == 0 && s->from == 0 && s->to == 0)
		return ST_INVALID;
	if (st == ST_OK)
		st = buf_status(b);
	return st == ST_OK ? buf_status(&out->terms) : st;
}

unsigned search_query_parts(const struct search_query *q, const char *term, size_t len)
{
	unsigned parts = 0;

	for (size_t i = 0; i < q->nfound; i++)
		if (q->found[i].len == len &&
		    memcmp(q->terms.data + q->found[i].at, term, len) == 0)
			parts |= 1u << q->found[i].part;
	return parts;
}

enum status search_query_days(struct search_query *q, int first, int last)
{
	struct buf *b = &q->expression;

	buf_truncate(b, q->days);
	for (int day = first; day <= last; day++)
		buf_printf(b, "%s\"" SEARCH_DAY_FACT "%d\"", day == first ? " AND (" : " OR ", day);
	if (first <= last)
		buf_putc(b, ')');
	return buf_status(b);
}

void search_query_clear(struct search_query *q)
{
	buf_clear(&q->expression);
	buf_clear(&q->terms);
}
