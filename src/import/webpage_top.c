#include "import/webpage_top.h"

#include "base/utf8.h"
#include "import/byline.h"
#include "import/dateline.h"
#include "import/webpage_hint.h"

#include <string.h>

enum {
	LINE_BYTES = 4096,
	DATE_LETTERS_MIN = 6,
	DATE_LETTERS_MAX = 120,
	DATE_LINES = 200, /* passed between title and text, and at the top of it */
	LEAD_LETTERS_MIN = 40,
	LEAD_LETTERS_MAX = 1500,
	LEAD_NODES = 200, /* elements and texts that it is made of, at most */
	LEADS_MAX = 50,   /* looked at */
	SUMMARY_BYTES_MIN = 40,
	HINT_LEVELS = 2,
};

/* The day that the line says, and little else; false if it does not. */
static bool says_date(const struct webpage_facts *f, const char *s, size_t len, struct when *out)
{
	const struct import_options *o = f->options;

	if (!clock_written(s, len, false, o->words, o->nwords, f->in->mtime, o->zone, out) &&
	    !clock_written(s, len, true, o->words, o->nwords, f->in->mtime, o->zone, out))
		return false;
	return byline_is_dateline(s, len, o->words, o->nwords) ||
	    f->published.precision == PRECISION_NONE || f->published.day == out->day;
}

/* Where the walk down the top of a text is. */
struct place {
	bool begun;  /* a paragraph of the text has been passed */
	bool quoted; /* what was passed last is a quotation */
	size_t root;
};

/* Is nothing written behind node i, below root? */
static bool is_last(const struct webpage_nodes *n, size_t i, size_t root)
{
	for (i = n->items[i].end; i < n->items[root].end;) {
		const struct webpage_node *one = &n->items[i];

		if (one->gone == GONE_NO && one->tag == GUMBO_TAG_LAST && one->sums.letters > 0)
			return false;
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
	return true;
}

/* "— Rose Kabila": who is quoted is named so, too. */
static bool has_dash(const char *s)
{
	return strncmp(s, "—", strlen("—")) == 0 || strncmp(s, "–", strlen("–")) == 0;
}

/*
 * May the line name who wrote the text? Another name than the page's own is rather that of a person
 * who is spoken of; so is one behind a quotation, or behind a dash or in a list within the text.
 */
static bool may_sign(const struct webpage_facts *f, const struct webpage_nodes *n, size_t i,
    const struct place *place, const char *text, const struct dateline *line)
{
	const char *byline = f->value[FACT_BYLINE], *who = line->who.data;

	if (line->who.len == 0)
		return true;
	if (line->when.precision == PRECISION_NONE &&
	    (place->quoted || n->items[i].tag == GUMBO_TAG_LI ||
		(place->begun && has_dash(text) && !is_last(n, i, place->root))))
		return false;
	return byline == NULL || strcasestr(byline, who) != NULL || strcasestr(who, byline) != NULL;
}

static void take_dateline(
    struct webpage_nodes *n, size_t i, const struct place *place, struct webpage_facts *f)
{
	struct buf text = BUF(2 * LINE_BYTES);
	struct dateline line = { .who = BUF(2 * DATELINE_MAX) };
	struct import_options o = *f->options;

	if (f->value[FACT_LANG] != NULL)
		o.lang = f->value[FACT_LANG]; /* the order of day and month is the page's */
	webpage_text(n, i, LINE_BYTES, &text);
	if (says_date(f, buf_str(&text), text.len, &line.when) ||
	    (dateline_read(buf_str(&text), text.len, &o, f->in->mtime, &line) &&
		may_sign(f, n, i, place, buf_str(&text), &line))) {
		n->items[i].gone = GONE_TAKEN;
		if (line.who.len > 0 && f->value[FACT_BYLINE] == NULL)
			webpage_fact(f, FACT_BYLINE, SOURCE_SEEN, line.who.data, false);
		if (f->published.precision == PRECISION_NONE &&
		    line.when.precision != PRECISION_NONE) {
			f->published = line.when;
			f->source[FACT_DATE] = SOURCE_SEEN;
		}
	}
	buf_clear(&text);
	buf_clear(&line.who);
}

/* What stands in a figure, a quotation or a table is not looked at. */
static bool is_apart(const struct webpage_nodes *n, size_t i, size_t root)
{
	const unsigned kinds = WITHIN_FIGURE | WITHIN_QUOTE | WITHIN_DATA | WITHIN_CODE;

	return (n->items[i].within & ~n->items[root].within & kinds) != 0;
}

/* May what is left out of the text yet say the date? Not a box of other articles within it. */
static bool may_tell(const struct webpage_node *one, bool above, bool outside)
{
	return above && one->gone >= GONE_UNLIKELY &&
	    (outside || one->sums.letters <= DATE_LETTERS_MAX);
}

/* Pass one line; false where the text has begun and no more is said of it. */
static bool pass_line(
    struct webpage_nodes *n, size_t i, struct place *place, struct webpage_facts *f)
{
	const struct webpage_node *one = &n->items[i];
	bool outside = i < place->root;

	if (!outside &&
	    (one->sums.letters > 2 * DATE_LETTERS_MAX ||
		(place->begun && webpage_is_heading(one->tag))))
		return false;
	if (one->sums.letters >= DATE_LETTERS_MIN && one->sums.letters <= DATE_LETTERS_MAX)
		take_dateline(n, i, place, f);
	place->begun = place->begun || (!outside && one->sums.letters > DATE_LETTERS_MAX);
	place->quoted = place->quoted && one->sums.letters == 0;
	return true;
}

void webpage_datelines(
    struct webpage_nodes *n, size_t heading, size_t root, struct webpage_facts *f)
{
	size_t from = heading > 0 && heading < root ? heading : root, looked = 0;
	struct place place = { .root = root };

	for (size_t i = from; i < n->items[root].end && looked < DATE_LINES;) {
		struct webpage_node *one = &n->items[i];

		if (one->gone != GONE_NO && !may_tell(one, i < root || !place.begun, i < root)) {
			i = one->end;
			continue;
		}
		if (i > root && is_apart(n, i, root)) {
			place.quoted = place.quoted || (one->within & WITHIN_QUOTE);
			i = one->end;
			continue;
		}
		if (one->has_blocks || one->tag == GUMBO_TAG_LAST) {
			i++;
			continue;
		}
		if (!pass_line(n, i, &place, f))
			break;
		looked++;
		i = one->gone == GONE_TAKEN || webpage_is_block(one->tag) ? one->end : i + 1;
	}
}

static bool is_hinted(const struct webpage_nodes *n, size_t i)
{
	for (int level = 0; level < HINT_LEVELS && i > 0; level++, i = n->items[i].parent)
		if ((n->items[i].hints & HINT_LEAD) ||
		    webpage_attribute_has(&n->items[i], "itemprop", "description"))
			return true;
	return false;
}

/* Is one the beginning of the other? Descriptions are often cut. */
static bool begins_alike(const struct buf *a, const struct buf *b)
{
	size_t len = a->len < b->len ? a->len : b->len;

	while (len > 0 && a->len != b->len && a->data[len - 1] != ' ')
		len--;
	return len >= SUMMARY_BYTES_MIN && memcmp(a->data, b->data, len) == 0;
}

/* Does the beginning of the text below root say it already? */
static bool is_said(const struct webpage_nodes *n, size_t root, const struct buf *lead)
{
	struct buf text = BUF(SIZE_MAX / 2);
	bool said;

	webpage_text_folded(n, root, LINE_BYTES, &text);
	said = strstr(buf_str(&text), buf_str(lead)) != NULL;
	buf_clear(&text);
	return said;
}

static bool may_lead(const struct webpage_node *one)
{
	if (one->has_blocks || one->tag == GUMBO_TAG_LAST || !webpage_is_block(one->tag) ||
	    one->tag == GUMBO_TAG_LI || one->tag == GUMBO_TAG_FIGCAPTION)
		return false;
	return one->sums.letters >= LEAD_LETTERS_MIN && one->sums.letters <= LEAD_LETTERS_MAX &&
	    4 * one->sums.links <= one->sums.letters && !(one->within & WITHIN_FIGURE);
}

size_t webpage_lead(
    const struct webpage_nodes *n, size_t heading, size_t root, const struct webpage_facts *f)
{
	struct buf text = BUF(SIZE_MAX / 2), summary = BUF(SIZE_MAX / 2);
	const char *description = f->value[FACT_SUMMARY];
	size_t lead = 0, i = heading, looked = 0;

	if (description != NULL)
		utf8_fold(&summary, description, strlen(description));
	while (heading > 0 && i < n->items[root].end && lead == 0 && looked < LEADS_MAX) {
		const struct webpage_node *one = &n->items[i];

		if (one->gone == GONE_NEVER_TEXT || one->gone == GONE_TAKEN ||
		    one->tag == GUMBO_TAG_ASIDE || one->tag == GUMBO_TAG_UL) {
			i = one->end;
			continue;
		}
		if (i > root && one->gone == GONE_NO && may_lead(one))
			break; /* the text has begun */
		if (may_lead(one) && one->end - i <= LEAD_NODES) {
			looked++;
			webpage_text_folded(n, i, LINE_BYTES, &text);
			if ((is_hinted(n, i) || begins_alike(&text, &summary)) &&
			    !is_said(n, root, &text))
				lead = i;
		}
		i++;
	}
	buf_clear(&text);
	buf_clear(&summary);
	return lead;
}
