#include "page/edition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* How many of the newest an edition chooses from: one for so many bytes of it. */
	CANDIDATE_BYTES = 512,
	CANDIDATES_MIN = 200,
	/* Of these, the themes take turns among the first: so many, or so many times the bytes of
	 * the edition. What is older than that fills what they leave: it is not of the moment. */
	FIRST_MIN = 50,
	FIRST_TIMES = 4,
	/* Articles that may be made into pieces and not fit; one that is not smaller by that part
	 * than such a one is not tried. */
	MISSES_MAX = 24,
	SMALLER = 64,
	SPARE_PERCENT = 10, /* of the bytes: what may be left without looking for more */
	SWAPS_MAX = 8,      /* articles that are tried then */
	/* Bytes that an article takes besides its title and text, at least: its line of the
	 * contents, the link to its page. */
	BESIDES_MIN = 48,
	ABOUT_SIZE = 512,
};

/* What became of a candidate. */
enum choice { CHOICE_OPEN, CHOICE_TAKEN, CHOICE_OUT };

struct candidate {
	size_t theme; /* the first candidate of the same theme */
	unsigned n;   /* of that first one: how many of its theme are taken */
	enum choice choice;
};

/* One that is in the edition. */
struct taken {
	size_t candidate;
	size_t size; /* bytes, with the blank line after it */
	struct edition_piece piece;
};

/* An edition being filled. */
struct packing {
	const struct page_context *c;
	const struct page_args *args;
	fit_fn fit;
	size_t left; /* bytes */
	size_t most; /* bytes of title and text: what has more did not fit */
	struct entries best;
	struct candidate *candidates;
	unsigned misses;
	struct edition edition;
	struct taken *taken;
	unsigned n;
};

static void put_about(const struct packing *p, unsigned n, unsigned words, char out[ABOUT_SIZE])
{
	char bytes[LINK_PRICE_SIZE], count[EDITION_COUNT_SIZE], best[ABOUT_SIZE / 2];

	words_size(p->c->words, p->args->size, bytes, sizeof bytes);
	snprintf(best, sizeof best, words_get(p->c->words, WORD_EDITION), bytes);
	edition_count(p->c, n, words, count);
	snprintf(out, ABOUT_SIZE, "%s · %s", best, count);
}

static void put_ways(const struct packing *p, struct doc *d)
{
	link_word(d, p->c, "/e", WORD_EDITIONS);
	link_word(d, p->c, "/", WORD_HOME);
}

/* The newest article's day stands for today's, as on the front page. */
static int day_of(const struct packing *p)
{
	int day = 0;

	for (size_t i = 0; i < p->best.n; i++)
		if (p->best.items[i].day > day)
			day = p->best.items[i].day;
	return day;
}

/* Take what stands around the articles from the bytes that are left. */
static void take_frame(struct packing *p)
{
	static const unsigned many[] = { 1, 2, 9999 }; /* whichever form is the longest */
	char about[ABOUT_SIZE];
	size_t most = 0, size;
	struct doc d;

	for (size_t i = 0; i < sizeof many / sizeof many[0]; i++) {
		doc_init(&d);
		edition_title(p->c, day_of(p), &d);
		put_about(p, many[i], many[i] * WORDS_A_MINUTE, about);
		doc_text(&d, about);
		put_ways(p, &d);
		size = p->fit(p->c, &d);
		most = size > most ? size : most;
		doc_clear(&d);
	}
	/* After the line under the title, the contents and the articles. */
	most += 3 * FIT_BLANK + fit_header(p->c, p->fit);
	p->left = p->args->size > most ? p->args->size - most : 0;
}

/* Make a piece of the candidate, and take it as the k-th if it fits there. */
static enum status try(struct packing *p, size_t i, unsigned k)
{
	const struct entry *e = &p->best.items[i];
	struct taken new = { .candidate = i };
	enum status st;

	p->candidates[i].choice = CHOICE_OUT;
	if (e->size > p->most || e->size + BESIDES_MIN > p->left)
		return ST_OK;
	st = edition_piece(&p->edition, k + 1, e->id, e->words, &new.piece);
	if (st == ST_NOTFOUND || st == ST_GONE)
		return ST_OK; /* it went in between */
	if (st != ST_OK)
		return st;
	new.size = p->fit(p->c, &new.piece.contents);
	if (new.size < p->left)
		new.size += p->fit(p->c, &new.piece.story);
	if (new.size < p->left)
		new.size += FIT_BLANK;
	if (new.size > p->left) {
		p->misses++;
		p->most = e->size - e->size / SMALLER;
		edition_piece_clear(&new.piece);
		return ST_OK;
	}
	p->left -= new.size;
	p->candidates[i].choice = CHOICE_TAKEN;
	p->candidates[p->candidates[i].theme].n++;
	p->taken[k] = new;
	return ST_OK;
}

/* The first n candidates in their order, one of each theme in a round; what is too long for what is
 * left leaves its turn to the next of its theme. */
static enum status pack(struct packing *p, size_t n)
{
	enum status st = ST_OK;
	bool waiting = true; /* is there one whose theme had its turn? */

	for (unsigned round = 0; waiting; round++) {
		waiting = false;
		for (size_t i = 0; i < n && st == ST_OK && p->misses < MISSES_MAX; i++) {
			if (p->candidates[i].choice != CHOICE_OPEN)
				continue;
			if (deadline_over(&p->args->deadline))
				return ST_LATE;
			if (p->candidates[p->candidates[i].theme].n > round) {
				waiting = true;
				continue;
			}
			st = try(p, i, p->n);
			p->n += p->candidates[i].choice == CHOICE_TAKEN;
		}
	}
	return st;
}

/* The largest candidate that may take the place of that one, which was let go: none of a theme that
 * has more than its theme, nor one that is smaller; best.n: there is none. */
static size_t find_larger(const struct packing *p, size_t than)
{
	unsigned turn = p->candidates[p->candidates[than].theme].n;
	size_t found = p->best.n, size = p->best.items[than].size;

	for (size_t i = 0; i < p->best.n; i++) {
		const struct entry *e = &p->best.items[i];

		if (p->candidates[i].choice == CHOICE_TAKEN || e->size <= size ||
		    e->size > p->most || e->size + BESIDES_MIN > p->left ||
		    p->candidates[p->candidates[i].theme].n > turn)
			continue;
		found = i;
		size = e->size;
	}
	return found;
}

/* Let the k-th go for the largest that fits in its place. */
static enum status replace(struct packing *p, unsigned k)
{
	struct taken old = p->taken[k];
	struct candidate *theme = &p->candidates[p->candidates[old.candidate].theme];
	size_t larger = p->best.n;
	enum status st = ST_OK;

	p->left += old.size;
	p->most = p->left;
	theme->n--;
	for (unsigned i = 0; i < SWAPS_MAX && st == ST_OK; i++) {
		larger = find_larger(p, old.candidate);
		if (larger == p->best.n)
			break;
		st = try(p, larger, k);
		if (p->candidates[larger].choice == CHOICE_TAKEN) {
			p->candidates[old.candidate].choice = CHOICE_OUT;
			edition_piece_clear(&old.piece);
			return ST_OK;
		}
	}
	p->left -= old.size;
	theme->n++;
	return st;
}

/* Where much is left for which nothing is short enough, longer ones than the last fill it; the
 * first stays, whatever it leaves. */
static enum status fill_up(struct packing *p)
{
	enum status st = ST_OK;

	for (unsigned k = p->n; k-- > 1 && st == ST_OK;) {
		if (p->left < p->args->size / 100 * SPARE_PERCENT)
			break;
		if (deadline_over(&p->args->deadline))
			return ST_LATE;
		st = replace(p, k);
	}
	return st;
}

static size_t first_candidates(const struct packing *p)
{
	size_t n = 0, size = 0;

	for (; n < p->best.n && (n < FIRST_MIN || size / FIRST_TIMES < p->args->size); n++)
		size += p->best.items[n].size;
	return n;
}

/* Where not one fits, the first as far as it does. */
static enum status pack_beginning(struct packing *p)
{
	struct edition_piece piece;
	enum status st = ST_NOTFOUND;

	for (size_t i = 0; i < p->best.n && (st == ST_NOTFOUND || st == ST_GONE); i++)
		st = edition_cut(&p->edition, p->best.items[i].id, p->left, p->fit, &piece);
	if (st == ST_OK)
		edition_add(&p->edition, &piece);
	return st == ST_GONE ? ST_NOTFOUND : st;
}

static enum status find_candidates(struct packing *p)
{
	unsigned limit = p->args->size / CANDIDATE_BYTES;
	enum status st = best_get(
	    p->c->archive, "window", limit > CANDIDATES_MIN ? limit : CANDIDATES_MIN, &p->best);

	if (st != ST_OK || p->best.n == 0)
		return st;
	p->candidates = calloc(p->best.n, sizeof *p->candidates);
	p->taken = calloc(p->best.n, sizeof *p->taken);
	if (p->candidates == NULL || p->taken == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < p->best.n; i++) {
		size_t first = 0;

		while (p->best.items[first].theme != p->best.items[i].theme)
			first++;
		p->candidates[i].theme = first;
	}
	return ST_OK;
}

static enum status fill(struct packing *p, struct doc *d)
{
	char about[ABOUT_SIZE];
	enum status st = find_candidates(p);

	if (st == ST_OK && p->best.n == 0) {
		edition_title(p->c, 0, d);
		doc_text(d, words_get(p->c->words, WORD_NO_ARTICLES));
		doc_blank(d);
	} else if (st == ST_OK) {
		take_frame(p);
		st = pack(p, first_candidates(p));
		if (st == ST_OK)
			st = pack(p, p->best.n);
		if (st == ST_OK)
			st = fill_up(p);
		for (unsigned k = 0; k < p->n; k++)
			edition_add(&p->edition, &p->taken[k].piece);
		if (st == ST_OK && p->n == 0)
			st = pack_beginning(p);
		put_about(p, p->edition.n, p->edition.words, about);
		edition_put(&p->edition, day_of(p), about, d);
	}
	put_ways(p, d);
	return st;
}

static enum status build(
    const struct page_context *c, const struct page_args *a, fit_fn fit, struct page *out)
{
	struct packing p = { .c = c, .args = a, .fit = fit, .most = a->size };
	enum status st;

	page_begin(c, out);
	edition_init(&p.edition, c, fit == fit_text);
	st = fill(&p, &out->doc);
	edition_clear(&p.edition);
	entries_clear(&p.best);
	free(p.candidates);
	free(p.taken);
	return page_end(out, st);
}

enum status page_edition(const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, fit_gemtext, out);
}

enum status page_edition_text(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, fit_text, out);
}
