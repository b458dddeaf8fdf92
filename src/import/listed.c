#include "import/listed.h"

#include "base/utf8.h"
#include "import/import.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	HEADING_BYTES_MAX = 80,
	TITLE_WORDS = 25, /* longer titles are rare; seed-like lists cut them at some 16 */
	CUT_TITLE_WORDS = 18,
	CUT_TITLE_WORDS_MIN = 8,
	SHORT_WORDS = 2,
	TITLE_BYTES = 250,
	PROSE_WORDS = 15, /* a sentence that ends, of so many words, is prose rather than a title */
	TEASER_WORDS = 60,
};

/* What a unit may be. */
enum role { ROLE_TITLE, ROLE_TEASER, ROLE_TAIL, ROLE_COUNT };

/* What is unlikely, by how much; compared only with one another. */
enum {
	COST_NO_TEASER = 1,   /* a title without one */
	COST_MORE_TEASER = 4, /* a teaser of two paragraphs */
	COST_TAIL = 3,        /* the list ends before the region does */
	COST_NEVER = 1000,
};

/* One paragraph or line of what follows a heading. */
struct unit {
	char *text;
	size_t len;
	size_t block, lines_before; /* where it begins */
	unsigned words;
	enum ending ending;
	size_t bullet; /* bytes of a bullet or number */
	unsigned number;
	unsigned cost[ROLE_COUNT];  /* of the likeliest reading up to here with that role */
	enum role from[ROLE_COUNT]; /* the role before it in that reading */
	enum role role;
};

struct units {
	struct unit *items;
	size_t n;
	bool marked;     /* titles have bullets or numbers, nothing else has */
	size_t long_cut; /* bytes of those that were cut and are too long for titles: the mean */
};

bool listed_heading(
    const struct span *line, const struct words *const *words, size_t n, enum list_kind *kind)
{
	struct buf folded = BUF(4 * HEADING_BYTES_MAX);
	enum ending how;
	bool found = false;

	if (line->len > HEADING_BYTES_MAX)
		return false;
	how = block_ending(line->s, line->len);
	if (how == ENDING_STOP || line->s[line->len - 1] == ',')
		return false;
	utf8_fold(&folded, line->s, line->len);
	for (size_t i = 0; i < n && !found && folded.len > 0; i++)
		found = words_is_heading(words[i], buf_str(&folded), kind);
	buf_clear(&folded);
	return found;
}

static enum status add_unit(struct units *u, const struct block *b, size_t block, size_t before)
{
	struct unit *unit = &u->items[u->n];
	struct buf text = BUF(SIZE_MAX / 2);

	block_join(b, &text);
	unit->len = text.len;
	if ((unit->text = buf_take(&text)) == NULL)
		return ST_NOMEM;
	u->n++;
	unit->block = block;
	unit->lines_before = before;
	unit->words = utf8_words(unit->text, unit->len);
	unit->ending = block_ending(unit->text, unit->len);
	unit->bullet = block_bullet(unit->text, unit->len);
	if (unit->bullet == 0)
		unit->bullet = block_number(unit->text, unit->len, &unit->number);
	return ST_OK;
}

/* Was the block broken to a width? Titles of one length look so too, but each begins anew. */
static bool is_paragraph(const struct block *b)
{
	if (!block_is_wrapped(b))
		return false;
	for (size_t i = 1; i < b->n; i++)
		if (block_begins_small(b->lines[i].s, b->lines[i].len))
			return true;
	return false;
}

/* A block is a paragraph, or a title over a paragraph, or a unit a line. */
static enum status add_block(struct units *u, const struct block *b, size_t index)
{
	struct block part = { .lines = b->lines, .n = 1 };
	struct block rest = { .lines = b->lines + 1, .n = b->n - 1 };
	enum status st = ST_OK;

	if (b->n == 1 || is_paragraph(b))
		return add_unit(u, b, index, 0);
	if (rest.n > 1 && is_paragraph(&rest)) {
		if ((st = add_unit(u, &part, index, 0)) == ST_OK)
			st = add_unit(u, &rest, index, 1);
		return st;
	}
	for (size_t i = 0; i < b->n && st == ST_OK; i++, part.lines++)
		st = add_unit(u, &part, index, i);
	return st;
}

/* Do bullets or numbers from 1 on mark the titles? */
static bool is_marked(const struct units *u)
{
	size_t marked = 0;
	unsigned number = u->items[0].number;

	if (u->items[0].bullet == 0 || number > 1)
		return false;
	for (size_t i = 0; i < u->n; i++) {
		const struct unit *unit = &u->items[i];

		if (unit->bullet == 0 || (number > 0) != (unit->number > 0))
			continue;
		marked++;
		if (number > 0 && unit->number != marked)
			return false;
	}
	return marked >= 2 || u->n <= 2;
}

static bool is_marked_unit(const struct units *u, const struct unit *unit)
{
	return u->marked && unit->bullet > 0 && (u->items[0].number > 0) == (unit->number > 0);
}

static bool is_prose(const struct unit *unit)
{
	return unit->words >= PROSE_WORDS &&
	    (unit->ending == ENDING_STOP || unit->ending == ENDING_ASKS);
}

static unsigned title_cost(const struct unit *unit)
{
	static const unsigned by_ending[] = {
		[ENDING_OPEN] = 0,
		[ENDING_PAUSE] = 3,
		[ENDING_STOP] = 4,
		[ENDING_ASKS] = 0,
		[ENDING_ELLIPSIS] = 1,
	};
	unsigned cost = by_ending[unit->ending];

	if (unit->ending == ENDING_ELLIPSIS && unit->words > CUT_TITLE_WORDS)
		cost += 4;
	if (unit->words > TITLE_WORDS || unit->len > TITLE_BYTES)
		cost += 4;
	if (block_begins_small(unit->text, unit->len))
		cost += 1;
	if (unit->words <= SHORT_WORDS || unit->bullet > 0)
		cost += 3;
	return cost;
}

/* How long teasers are where they are cut: titles are cut shorter. */
static size_t mean_cut(const struct units *u)
{
	size_t sum = 0, n = 0;

	for (size_t i = 0; i < u->n; i++) {
		const struct unit *unit = &u->items[i];

		if (unit->ending != ENDING_ELLIPSIS || unit->words <= CUT_TITLE_WORDS)
			continue;
		sum += unit->len;
		n++;
	}
	return n > 0 ? sum / n : 0;
}

static unsigned teaser_cost(const struct units *u, const struct unit *unit)
{
	static const unsigned by_ending[] = {
		[ENDING_OPEN] = 3,
		[ENDING_PAUSE] = 2,
		[ENDING_STOP] = 0,
		[ENDING_ASKS] = 1,
		[ENDING_ELLIPSIS] = 0,
	};
	unsigned cost = by_ending[unit->ending];

	if (unit->ending == ENDING_ASKS && unit->words < PROSE_WORDS)
		cost += 2;
	if (unit->ending != ENDING_ELLIPSIS && unit->words > TEASER_WORDS)
		cost += 4;
	if (unit->ending == ENDING_ELLIPSIS && unit->words <= CUT_TITLE_WORDS)
		cost += unit->words >= CUT_TITLE_WORDS_MIN && unit->len * 4 < u->long_cut * 3 ? 4
											      : 1;
	return cost;
}

static unsigned role_cost(const struct units *u, const struct unit *unit, enum role role)
{
	bool marked = is_marked_unit(u, unit);

	switch (role) {
	case ROLE_TITLE:
		return u->marked ? (marked ? 0 : COST_NEVER) : title_cost(unit);
	case ROLE_TEASER:
		return marked ? COST_NEVER : teaser_cost(u, unit);
	default:
		return is_prose(unit) ? 0 : unit->ending == ENDING_ELLIPSIS ? 4 : 2;
	}
}

/* What it costs that `to` follows `from`; COST_NEVER where it cannot. */
static unsigned step_cost(enum role from, enum role to, bool teasers)
{
	static const unsigned costs[ROLE_COUNT][ROLE_COUNT] = {
		[ROLE_TITLE] = { COST_NO_TEASER, 0, COST_NO_TEASER + COST_TAIL },
		[ROLE_TEASER] = { 0, COST_MORE_TEASER, COST_TAIL },
		[ROLE_TAIL] = { COST_NEVER, COST_NEVER, 0 },
	};

	if (teasers)
		return costs[from][to];
	if (to == ROLE_TEASER || from == ROLE_TEASER)
		return COST_NEVER;
	return from == to ? 0 : to == ROLE_TAIL ? COST_TAIL : COST_NEVER;
}

/* The costs of unit i in each role, given those of the one before it. */
static void weigh(const struct units *u, size_t i, bool teasers)
{
	static const unsigned start[ROLE_COUNT] = { 0, COST_NEVER, COST_TAIL };
	struct unit *unit = &u->items[i];

	for (enum role to = 0; to < ROLE_COUNT; to++) {
		unsigned least = start[to];

		for (enum role from = 0; i > 0 && from < ROLE_COUNT; from++) {
			unsigned cost = unit[-1].cost[from] + step_cost(from, to, teasers);

			if (from == 0 || cost < least) {
				least = cost;
				unit->from[to] = from;
			}
		}
		unit->cost[to] = least + role_cost(u, unit, to);
		if (unit->cost[to] > COST_NEVER)
			unit->cost[to] = COST_NEVER;
	}
}

/*
 * Give each unit its role: of all ways to read them, the one that costs least (Viterbi's algorithm
 * over three states), in a list that has teasers or in one that has none. The cost comes back.
 */
static unsigned assign_roles(struct units *u, bool teasers)
{
	const struct unit *last = &u->items[u->n - 1];
	enum role best = ROLE_TITLE;
	unsigned cost;

	for (size_t i = 0; i < u->n; i++)
		weigh(u, i, teasers);
	for (enum role r = 1; r < ROLE_COUNT; r++)
		if (last->cost[r] < last->cost[best])
			best = r;
	cost = last->cost[best];
	for (size_t i = u->n; i-- > 0; best = u->items[i].from[best])
		u->items[i].role = best;
	return cost;
}

/*
 * Where the list ends. A whole sentence after the last title is more likely the text that goes on
 * than a teaser if no other title has such a one and more text follows, or no other has any.
 */
static size_t list_length(const struct units *u)
{
	size_t n = 0, sentences = 0, titles = 0, teasers = 0;

	while (n < u->n && u->items[n].role != ROLE_TAIL) {
		const struct unit *unit = &u->items[n++];

		titles += unit->role == ROLE_TITLE;
		teasers += unit->role == ROLE_TEASER;
		sentences += unit->role == ROLE_TEASER && unit->ending != ENDING_ELLIPSIS;
	}
	if (n < 2 || u->items[n - 1].role != ROLE_TEASER || sentences != 1)
		return n;
	if (is_prose(&u->items[n - 1]) && (n < u->n || (titles > 1 && teasers == 1)))
		n--;
	return n;
}

static enum status add_teaser(struct entry *e, const struct unit *unit)
{
	struct buf b = BUF(SIZE_MAX / 2);

	if (e->teaser != NULL) {
		buf_puts(&b, e->teaser);
		buf_putc(&b, ' ');
		free(e->teaser);
	}
	buf_add(&b, unit->text, unit->len);
	return (e->teaser = buf_take(&b)) != NULL ? ST_OK : ST_NOMEM;
}

static enum status add_title(struct entries *out, const struct units *u, const struct unit *unit)
{
	struct entry *grown = realloc(out->items, (out->n + 1) * sizeof *grown);
	size_t skip = is_marked_unit(u, unit) ? unit->bullet : 0;

	if (grown == NULL)
		return ST_NOMEM;
	out->items = grown;
	out->items[out->n] = (struct entry){ .title = strdup(unit->text + skip) };
	return out->items[out->n++].title != NULL ? ST_OK : ST_NOMEM;
}

static enum status take_entries(const struct units *u, size_t n, struct entries *out)
{
	bool full = false;
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const struct unit *unit = &u->items[i];

		if (unit->role == ROLE_TITLE) {
			full = out->n >= IMPORT_LIST_MAX;
			if (!full)
				st = add_title(out, u, unit);
		} else if (!full) {
			st = add_teaser(&out->items[out->n - 1], unit);
		}
	}
	return st;
}

enum status listed_read(struct block *blocks, size_t n, struct entries *out, size_t *used)
{
	struct units u = { 0 };
	size_t lines = 0, taken;
	unsigned bare;
	enum status st = ST_OK;

	*used = 0;
	for (size_t i = 0; i < n; i++)
		lines += blocks[i].n;
	if (lines == 0)
		return ST_OK;
	if ((u.items = calloc(lines, sizeof *u.items)) == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = add_block(&u, &blocks[i], i);
	if (st != ST_OK)
		goto done;
	u.marked = is_marked(&u);
	u.long_cut = mean_cut(&u);
	bare = assign_roles(&u, false);
	if (assign_roles(&u, true) > bare)
		assign_roles(&u, false);
	taken = list_length(&u);
	if ((st = take_entries(&u, taken, out)) != ST_OK)
		goto done;
	*used = taken < u.n ? u.items[taken].block : n;
	if (taken < u.n && taken > 0) {
		blocks[*used].lines += u.items[taken].lines_before;
		blocks[*used].n -= u.items[taken].lines_before;
	}
done:
	for (size_t i = 0; i < u.n; i++)
		free(u.items[i].text);
	free(u.items);
	return st;
}
