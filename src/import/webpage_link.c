#include "import/webpage_link.h"

#include "import/byline.h"

/* What stands on one line: nodes [from, to) of one parent. */
struct line {
	size_t from, to;
	uint32_t letters;
};

/* Where lines are looked for. */
struct lines {
	const struct webpage_nodes *n;
	size_t at, end;
	bool styled; /* each element is a line */
};

size_t webpage_link_heading(const struct webpage_nodes *n, size_t link)
{
	for (size_t i = link + 1; i < n->items[link].end;) {
		const struct webpage_node *one = &n->items[i];

		if (one->gone == GONE_NO && webpage_is_heading(one->tag) &&
		    one->sums.letters >= WEBPAGE_LINK_HEADED)
			return i;
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
	return 0;
}

/* Are all nodes in element i elements with a class, and more than one? */
static bool is_styled(const struct webpage_nodes *n, size_t i)
{
	size_t count = 0;

	for (size_t k = i + 1; k < n->items[i].end; k = n->items[k].end, count++)
		if (webpage_attribute(&n->items[k], "class") == NULL)
			return false;
	return count > 1;
}

static struct lines lines_of(const struct webpage_nodes *n, size_t link)
{
	/* Elements around all the rest. */
	while (link + 1 < n->items[link].end && n->items[link + 1].end == n->items[link].end &&
	    n->items[link + 1].tag != GUMBO_TAG_LAST)
		link++;
	return (struct lines){ .n = n,
		.at = link + 1,
		.end = n->items[link].end,
		.styled = !n->items[link].has_blocks && is_styled(n, link) };
}

static bool next_line(struct lines *l, struct line *out)
{
	const struct webpage_nodes *n = l->n;

	*out = (struct line){ 0 };
	while (l->at < l->end) {
		const struct webpage_node *one = &n->items[l->at];
		bool whole = l->styled || (!webpage_is_inline(one) && !one->has_blocks);

		out->from = l->at;
		if (one->gone != GONE_NO || one->tag == GUMBO_TAG_BR || whole) {
			l->at = one->end;
		} else if (webpage_is_inline(one)) {
			out->from = webpage_run(n, &l->at, n->items[one->parent].end);
			whole = true;
		} else {
			l->at++;
		}
		if (!whole || one->gone != GONE_NO)
			continue;
		out->to = l->at;
		for (size_t i = out->from; i < out->to; i = n->items[i].end)
			if (n->items[i].gone == GONE_NO)
				out->letters += n->items[i].sums.letters;
		return true;
	}
	return false;
}

/* Does it say when something appeared, and nothing else? */
static bool is_date(
    const struct webpage_nodes *n, const struct line *line, const struct import_options *o)
{
	struct buf text = BUF(2 * WEBPAGE_LINK_BYTES);
	bool date;

	if (line->to != n->items[line->from].end)
		return false;
	webpage_text(n, line->from, WEBPAGE_LINK_BYTES, &text);
	date = n->items[line->from].tag == GUMBO_TAG_TIME ||
	    byline_is_dateline(buf_str(&text), text.len, o->words, o->nwords);
	buf_clear(&text);
	return date;
}

/* Of the link, keep what stands on the line, but for times in it. */
static void keep(struct webpage_nodes *n, size_t link, const struct line *line)
{
	for (size_t i = link + 1; i < n->items[link].end;) {
		struct webpage_node *one = &n->items[i];

		if (one->end <= line->from || i >= line->to || one->tag == GUMBO_TAG_TIME)
			one->gone = GONE_TAKEN;
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
}

/* The line that is the title; the rest of *l is after it. False: there is none. */
static bool find_title(
    struct lines *l, size_t link, const struct import_options *o, struct line *out)
{
	size_t heading = webpage_link_heading(l->n, link);

	if (heading > 0) {
		*out = (struct line){ .from = heading, .to = l->n->items[heading].end };
		l->at = l->at > out->to ? l->at : out->to;
		return true;
	}
	while (next_line(l, out))
		if (out->letters >= WEBPAGE_LINK_TITLE && !is_date(l->n, out, o))
			return true;
	return false;
}

void webpage_link_read(struct webpage_nodes *n, size_t link, const struct import_options *o,
    struct buf *title, struct buf *teaser)
{
	struct lines lines = lines_of(n, link);
	struct line line, more;

	if (find_title(&lines, link, o, &line)) {
		while (teaser->len == 0 && next_line(&lines, &more))
			if (more.letters >= WEBPAGE_LINK_TEASER &&
			    more.to == n->items[more.from].end)
				webpage_text(n, more.from, WEBPAGE_LINK_BYTES, teaser);
		keep(n, link, &line);
	}
	webpage_text(n, link, WEBPAGE_LINK_BYTES, title);
}
