#include "tests/bench/generate.h"

#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS = GENERATE_WORDS,
	PARAGRAPHS = 8,
	PARAGRAPH_WORDS = 60,
	TITLE_WORDS = 8,
	TEASER_WORDS = 18,
	LISTED = 5,
	THEMES_EACH = 3,
	POPULAR = 50, /* articles of which most lists of most-read are made */
	CUT_EACH = 8, /* one listed title in so many ends in "..." */
	CUT_AT = 24,  /* bytes */
	DAYS = 3 * 365,
	START = 1609459200, /* 2021-01-01 */
	TEXT_MAX = 1 << 16,
};

/* What a random number is for, so that a title is the same whoever asks for it. */
enum stream { STREAM_TITLE = 1, STREAM_TEASER, STREAM_BODY, STREAM_REST };

/* SplitMix64 (Steele, Lea, Flood 2014). */
struct random {
	uint64_t state;
};

static uint64_t random_next(struct random *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static struct random random_of(unsigned seed, unsigned i, enum stream stream)
{
	struct random r = { (uint64_t)seed << 40 ^ (uint64_t)stream << 36 ^ i };

	random_next(&r);
	return r;
}

static unsigned random_below(struct random *r, unsigned n)
{
	return (unsigned)(random_next(r) % n);
}

/* Few words are most of a text: the rank grows with the third power. */
static unsigned random_word(struct random *r)
{
	uint64_t u = random_next(r) >> 48; /* 16 bits */

	return (unsigned)((u * u * u >> 16) * WORDS >> 32);
}

/* Two to four syllables that say nothing in any language. */
void generate_word(struct buf *b, unsigned rank)
{
	static const char *const syllables[] = { "ba", "lo", "mé", "ti", "ru", "ka", "sen", "vo",
		"na", "pi", "dou", "ler", "sa", "mon", "gi", "té", "fa", "ni", "cor", "du" };
	unsigned rest = rank + 400; /* two syllables at least */

	while (rest > 0) {
		buf_puts(b, syllables[rest % 20]);
		rest /= 20;
	}
}

static void add_words(struct buf *b, struct random *r, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(b, ' ');
		generate_word(b, random_word(r));
	}
}

static void add_title(struct buf *b, unsigned i, unsigned seed)
{
	struct random r = random_of(seed, i, STREAM_TITLE);

	buf_puts(b, "Le ");
	add_words(b, &r, TITLE_WORDS);
	/* Titles are seldom the same. */
	buf_putc(b, ' ');
	generate_word(b, WORDS + i);
}

static char *title_of(unsigned i, unsigned seed, bool cut)
{
	struct buf b = BUF(TEXT_MAX);

	add_title(&b, i, seed);
	if (cut && b.len > CUT_AT) {
		size_t len = CUT_AT;

		while ((b.data[len] & 0xc0) == 0x80)
			len--;
		buf_truncate(&b, len);
		buf_puts(&b, "...");
	}
	return buf_take(&b);
}

static char *words_of(unsigned i, unsigned seed, enum stream stream, unsigned n)
{
	struct buf b = BUF(TEXT_MAX);
	struct random r = random_of(seed, i, stream);

	add_words(&b, &r, n);
	return buf_take(&b);
}

static char *body_of(unsigned i, unsigned seed)
{
	struct buf b = BUF(TEXT_MAX);
	struct random r = random_of(seed, i, STREAM_BODY);

	for (unsigned p = 0; p < PARAGRAPHS; p++) {
		if (p > 0)
			buf_puts(&b, "\n\n");
		add_words(&b, &r, PARAGRAPH_WORDS / 2 + random_below(&r, PARAGRAPH_WORDS));
		buf_putc(&b, '.');
	}
	return buf_take(&b);
}

static enum status fill_list(struct entries *list, enum list_kind kind, unsigned i, unsigned n,
    unsigned seed, struct random *r)
{
	list->items = calloc(LISTED, sizeof *list->items);
	if (list->items == NULL)
		return ST_NOMEM;
	for (; list->n < LISTED; list->n++) {
		struct entry *entry = &list->items[list->n];
		/* Most read: the popular of the hundreds around; same theme: any. */
		unsigned other = kind == LIST_MOST_READ
		    ? i / (10 * POPULAR) * (10 * POPULAR) + random_below(r, POPULAR)
		    : random_below(r, n);

		entry->title = title_of(other, seed, random_below(r, CUT_EACH) == 0);
		entry->teaser = words_of(other, seed, STREAM_TEASER, TEASER_WORDS);
		if (entry->title == NULL || entry->teaser == NULL)
			return ST_NOMEM;
	}
	return ST_OK;
}

static enum status fill_themes(struct names *themes, struct random *r)
{
	themes->items = calloc(THEMES_EACH, sizeof *themes->items);
	if (themes->items == NULL)
		return ST_NOMEM;
	for (; themes->n < THEMES_EACH; themes->n++) {
		struct buf b = BUF(TEXT_MAX);

		buf_puts(&b, "Thème ");
		generate_word(&b, 21 * random_below(r, GENERATE_THEMES));
		themes->items[themes->n].name = buf_take(&b);
		if (themes->items[themes->n].name == NULL)
			return ST_NOMEM;
	}
	return ST_OK;
}

/* The day of a time, in UTC (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static int day_of(int64_t time)
{
	int64_t z = time / 86400 + 719468;
	int64_t era = z / 146097, doe = z % 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;
	int64_t year = yoe + era * 400 + (month <= 2);

	return (int)(year * 10000 + month * 100 + doy - (153 * mp + 2) / 5 + 1);
}

enum status generate_article(unsigned i, unsigned n, unsigned seed, struct article *out)
{
	struct random r = random_of(seed, i, STREAM_REST);
	struct buf key = BUF(TEXT_MAX);
	enum status st;

	*out = (struct article){ 0 };
	buf_printf(&key, "generated/%u/%u", seed, i);
	out->key = buf_take(&key);
	out->title = title_of(i, seed, false);
	out->body = body_of(i, seed);
	if (i % 2 == 0)
		out->byline = words_of(random_below(&r, 200), seed, STREAM_REST, 2);
	out->published.time = START + (int64_t)DAYS * 86400 * i / n + random_below(&r, 86400);
	out->published.day = day_of(out->published.time);
	out->published.precision = PRECISION_SECOND;
	st = fill_themes(&out->themes, &r);
	for (int kind = 0; kind < LIST_COUNT && st == ST_OK; kind++)
		st = fill_list(&out->lists[kind], kind, i, n, seed, &r);
	if (out->key == NULL || out->title == NULL || out->body == NULL ||
	    (i % 2 == 0 && out->byline == NULL))
		st = ST_NOMEM;
	if (st != ST_OK)
		article_clear(out);
	return st;
}

enum status generate_archive(struct archive *a, unsigned n, unsigned seed)
{
	enum status st = ST_OK;

	for (unsigned i = 0; i < n && st == ST_OK; i++) {
		struct article article = { 0 };
		enum put_result result;

		if (i % GENERATE_BATCH == 0)
			st = archive_begin(a);
		if (st != ST_OK)
			return st;
		st = generate_article(i, n, seed, &article);
		if (st == ST_OK)
			st = article_put(a, &article, &result);
		article_clear(&article);
		if (st != ST_OK)
			archive_rollback(a);
		else if (i % GENERATE_BATCH == GENERATE_BATCH - 1 || i == n - 1)
			st = archive_commit(a);
	}
	return st;
}
