#include "archive/archive.h"

#include "archive/query.h"
#include "archive/search_index.h"
#include "archive/search_query.h"
#include "base/utf8.h"
#include "text/stem.h"

#include <stdint.h>
#include <string.h>

enum {
	WORD_MIN = 3,
	WORD_MAX = 24,         /* letters: of shorter words too many are near */
	COUNTED = 100,         /* articles of a word that are counted */
	FOLDED_MAX = 1024,     /* bytes of what is folded at once */
	LOOK_MAX = 256 * 1024, /* bytes of a text that is looked through for a spelling */
};

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

/* The best of the words that were tried. */
struct nearest {
	struct archive *a;
	char word[WORD_MAX + 2];
	int64_t n;      /* the newest article that has it */
	unsigned count; /* of articles; 0: none yet */
};

/* How many articles have the word, up to COUNTED, and the newest of them. */
static enum status count(struct archive *a, const char *word, size_t len, unsigned *out, int64_t *n)
{
	struct search_part part = { .kind = SEARCH_TEXT, .text = word, .len = len };
	struct buf expression = BUF(64 * 1024);
	struct query q;
	enum status st = search_query_part(a, &part, &expression);

	*out = 0;
	query_start(&q, a, SQL_SEARCH_ROWS);
	query_fail(&q, st);
	query_bind_text(&q, buf_str(&expression));
	query_bind_int(&q, COUNTED);
	for (; query_row(&q); ++*out)
		if (*out == 0)
			*n = query_int(&q, 0) & ((1 << SEARCH_N_BITS) - 1);
	st = query_end(&q);
	buf_clear(&expression);
	return st;
}

static enum status try(struct nearest *best, const char *word, size_t len)
{
	unsigned times;
	int64_t n;
	enum status st = count(best->a, word, len, &times, &n);

	if (st == ST_OK && times > best->count) {
		memcpy(best->word, word, len);
		best->word[len] = '\0';
		best->n = n;
		best->count = times;
	}
	return st;
}

/* The word without the letter at `at`, and with another there; changed round with the next. */
static enum status try_fewer(struct nearest *best, const char *word, size_t len, size_t at)
{
	char edited[WORD_MAX + 2];
	enum status st;

	memcpy(edited, word, at);
	memcpy(edited + at, word + at + 1, len - at - 1);
	st = try(best, edited, len - 1);
	memcpy(edited, word, len);
	if (st == ST_OK && at + 1 < len && word[at] != word[at + 1]) {
		edited[at] = word[at + 1];
		edited[at + 1] = word[at];
		st = try(best, edited, len);
		edited[at + 1] = word[at + 1];
	}
	for (const char *c = letters; *c != '\0' && st == ST_OK; c++) {
		edited[at] = *c;
		if (*c != word[at])
			st = try(best, edited, len);
	}
	return st;
}

/* The word with one more letter before `at`. */
static enum status try_more(struct nearest *best, const char *word, size_t len, size_t at)
{
	char edited[WORD_MAX + 2];
	enum status st = ST_OK;

	memcpy(edited, word, at);
	memcpy(edited + at + 1, word + at, len - at);
	for (const char *c = letters; *c != '\0' && st == ST_OK; c++) {
		edited[at] = *c;
		st = try(best, edited, len + 1);
	}
	return st;
}

/* ---- its spelling ---- */

/* Does that word have the term of the one that was found? */
static bool is_it(struct archive *a, const struct search_query *query, const char *s, size_t len)
{
	struct buf folded = BUF(FOLDED_MAX);
	bool is = false;
	const char *term;
	size_t n;

	if (utf8_fold(&folded, s, len) == ST_OK && folded.len > 0) {
		struct stem_text text = STEM_TEXT(folded.data, folded.len);

		is = stemmer_next(a->stemmer, &text, &term, &n) &&
		    search_query_parts(query, term, n) != 0;
	}
	buf_clear(&folded);
	return is;
}

/* How many bytes of letters and digits stand at s: what folding leaves something of. */
static size_t word_at(const char *s, size_t len)
{
	struct buf folded = BUF(FOLDED_MAX);
	size_t at = 0, n;
	uint32_t cp;

	for (; at < len; at += n) {
		n = utf8_next(s + at, len - at, &cp);
		buf_reset(&folded);
		if (utf8_fold(&folded, s + at, n) != ST_OK || folded.len == 0)
			break;
	}
	buf_clear(&folded);
	return at;
}

static bool spell(
    struct archive *a, const struct search_query *query, const char *s, size_t len, struct buf *out)
{
	for (size_t at = 0, n; at<len; at += n> 0 ? n : 1) {
		n = word_at(s + at, len - at);
		if (n > 0 && is_it(a, query, s + at, n)) {
			buf_add(out, s + at, n);
			return true;
		}
	}
	return false;
}

/* As the text of the newest article that has it writes the word, else its title. */
static enum status write_spelling(const struct nearest *best, struct buf *out)
{
	struct search s = { .parts[0] = { .text = best->word, .len = strlen(best->word) },
		.nparts = 1 };
	struct search_query query;
	struct query q;
	enum status st = search_query_make(best->a, &s, &query);

	query_start(&q, best->a, SQL_SEARCH_TEXT);
	query_fail(&q, st);
	query_bind_int(&q, best->n);
	if (query_row(&q)) {
		const char *text = query_text(&q, 0), *title = query_text(&q, 2);

		query_fail(&q, stemmer_language(best->a->stemmer, query_text(&q, 1)));
		if (!spell(best->a, &query, text, strnlen(text, LOOK_MAX), out) &&
		    !spell(best->a, &query, title, strlen(title), out))
			buf_puts(out, best->word);
	}
	st = query_end(&q);
	search_query_clear(&query);
	return st == ST_OK ? buf_status(out) : st;
}

/* Only letters that people mistype one for another are tried: those of ASCII. */
static bool may_be_near(const struct buf *folded)
{
	return folded->len >= WORD_MIN && folded->len <= WORD_MAX &&
	    strspn(folded->data, letters) == folded->len;
}

static enum status find(struct nearest *best, const char *word, size_t len)
{
	unsigned times;
	int64_t n;
	enum status st = count(best->a, word, len, &times, &n);

	if (st == ST_OK && times > 0)
		return ST_NOTFOUND;
	for (size_t at = 0; at <= len && st == ST_OK; at++) {
		if (at < len)
			st = try_fewer(best, word, len, at);
		if (st == ST_OK)
			st = try_more(best, word, len, at);
	}
	return st == ST_OK && best->count == 0 ? ST_NOTFOUND : st;
}

enum status search_nearest(struct archive *a, const struct deadline *deadline, const char *word,
    size_t len, struct buf *out)
{
	struct nearest best = { .a = a };
	struct buf folded = BUF(16 * FOLDED_MAX);
	bool begun = db_read_begin(a);
	enum status st = utf8_fold(&folded, word, len);

	if (st == ST_OK && !may_be_near(&folded))
		st = ST_NOTFOUND;
	db_deadline(a, deadline);
	if (st == ST_OK)
		st = find(&best, folded.data, folded.len);
	if (st == ST_OK)
		st = write_spelling(&best, out);
	db_deadline(a, NULL);
	db_read_end(a, begun);
	buf_clear(&folded);
	return st;
}
