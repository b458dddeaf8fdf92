#include "import/webpage_heading.h"

#include "base/utf8.h"
#include "import/webpage_body.h"
#include "import/webpage_prune.h"

#include <string.h>
#include <strings.h>

enum {
	TITLE_BYTES = 4096,
	TITLE_LETTERS_MAX = 400,
	TITLE_NODES = 64,   /* elements and texts that it is made of */
	HEAD_LETTERS = 300, /* that may stand between the heading and the text, or above it */
};

/* Is one in the other, and not much shorter? A title may have its site's name behind it, a heading
 * its section before it. Both are folded. */
static bool is_same(const struct buf *title, const struct buf *heading)
{
	if (heading->len == 0 || title->len == 0 ||
	    (strstr(title->data, heading->data) == NULL &&
		strstr(heading->data, title->data) == NULL))
		return false;
	return 4 * heading->len >= 3 * title->len && 3 * heading->len <= 4 * title->len;
}

static bool is_short(const struct webpage_nodes *n, size_t i)
{
	const struct webpage_node *one = &n->items[i];

	return one->gone == GONE_NO && one->tag != GUMBO_TAG_LAST && one->sums.letters > 0 &&
	    one->sums.letters <= TITLE_LETTERS_MAX && one->end - i <= TITLE_NODES;
}

static bool is_any_heading(const struct webpage_node *one)
{
	return webpage_is_heading(one->tag) && one->tag <= GUMBO_TAG_H3;
}

/* hAtom's class, that of Blogger and many themes of WordPress, and that of microformats 2. */
static bool is_entry_title(const struct webpage_node *one)
{
	return webpage_attribute_has(one, "class", "entry-title") ||
	    webpage_attribute_has(one, "class", "post-title") ||
	    (webpage_is_heading(one->tag) && webpage_attribute_has(one, "class", "p-name"));
}

void webpage_heading_drop(struct webpage_nodes *n, const char *title, size_t *heading)
{
	struct buf wanted = BUF(SIZE_MAX / 2), text = BUF(SIZE_MAX / 2);

	*heading = 0;
	utf8_fold(&wanted, title, strlen(title));
	for (size_t i = 1; i < n->n && wanted.len > 0; i++) {
		struct webpage_node *one = &n->items[i];

		if (!is_short(n, i) || (!is_any_heading(one) && !is_entry_title(one)))
			continue;
		webpage_text_folded(n, i, TITLE_BYTES, &text);
		if (!is_same(&wanted, &text))
			continue;
		one->gone = GONE_TAKEN;
		if (*heading == 0)
			*heading = i;
	}
	buf_clear(&wanted);
	buf_clear(&text);
}

/* ---- the heading that is the title ---- */

/* Is the address that of a site's front page? */
static bool is_front(const char *href)
{
	const char *host = strstr(href, "://");

	if (host != NULL)
		href = host + 3 + strcspn(host + 3, "/");
	return (host != NULL && *href == '\0') || strcmp(href, "/") == 0 ||
	    strcmp(href, "./") == 0 || strncasecmp(href, "index.", 6) == 0 ||
	    strncasecmp(href, "/index.", 7) == 0;
}

/* Does the heading lead to the front page, or stand in a link that does? */
static bool names_site(const struct webpage_nodes *n, size_t i)
{
	size_t up = n->items[i].parent;
	const char *href = n->items[up].tag == GUMBO_TAG_A
	    ? webpage_attribute(&n->items[up], "href")
	    : NULL;

	if (href != NULL && is_front(href))
		return true;
	for (size_t k = i + 1; k < n->items[i].end; k++) {
		href = n->items[k].tag == GUMBO_TAG_A ? webpage_attribute(&n->items[k], "href")
						      : NULL;
		if (href != NULL && is_front(href))
			return true;
	}
	return false;
}

static bool is_h1(const struct webpage_node *one)
{
	return one->tag == GUMBO_TAG_H1;
}

/* The first of its kind; 0: there is none or, where it must be the `only` one, there are more. */
static size_t find_kind(
    const struct webpage_nodes *n, bool (*is_kind)(const struct webpage_node *), bool only)
{
	size_t found = 0;

	for (size_t i = 1; i < n->n;) {
		const struct webpage_node *one = &n->items[i];
		bool kind = is_short(n, i) && is_kind(one) && !names_site(n, i);

		if (kind && found > 0)
			return 0;
		if (kind && !only)
			return i;
		if (kind)
			found = i;
		i = kind || one->gone != GONE_NO ? one->end : i + 1;
	}
	return found;
}

/* Letters outside of links in [from, to), without what is gone. */
static uint32_t letters_between(const struct webpage_nodes *n, size_t from, size_t to)
{
	uint32_t letters = 0;

	for (size_t i = from; i < to;) {
		const struct webpage_node *one = &n->items[i];

		if (one->tag == GUMBO_TAG_LAST && one->gone == GONE_NO &&
		    !(one->within & WITHIN_LINK))
			letters += one->sums.letters;
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
	return letters;
}

/* Does the heading stand right above the text below root, or at the beginning of it? */
static bool is_at_head(const struct webpage_nodes *n, size_t heading, size_t root)
{
	if (heading >= n->items[root].end)
		return false;
	return (heading < root ? letters_between(n, n->items[heading].end, root)
			       : letters_between(n, root, heading)) <= HEAD_LETTERS;
}

/* The same, where the text has not been found yet. */
static enum status heads_text(struct webpage_nodes *n, size_t heading, bool *heads)
{
	enum status st;
	size_t root;

	*heads = false;
	if ((st = webpage_body(n, &root)) != ST_OK)
		return st;
	*heads = is_at_head(n, heading, root);
	webpage_keep(n, GONE_CLEANED);
	webpage_keep(n, GONE_UNLIKELY);
	webpage_nodes_sum(n);
	return ST_OK;
}

/* The heading of any kind that the title element begins with, before a mark; or 0. */
static size_t find_said(const struct webpage_nodes *n, const char *head)
{
	struct buf text = BUF(2 * TITLE_BYTES);
	size_t found = 0;

	for (size_t i = 1; i < n->n && found == 0; i++) {
		if (!is_short(n, i) || !is_any_heading(&n->items[i]) || names_site(n, i))
			continue;
		buf_reset(&text);
		webpage_text(n, i, TITLE_BYTES, &text);
		if (webpage_facts_part(head, buf_str(&text)) == PART_FIRST)
			found = i;
	}
	buf_clear(&text);
	return found;
}

/* The heading of the article, as the page's programs mark it; or 0. */
static size_t find(const struct webpage_nodes *n, const struct webpage_facts *f)
{
	size_t heading = find_kind(n, is_entry_title, true);

	if (heading == 0)
		heading = find_kind(n, is_h1, true);
	if (heading == 0 && f->value[FACT_HEAD] != NULL)
		return find_said(n, f->value[FACT_HEAD]);
	if (heading == 0 && f->value[FACT_HEADING] == NULL)
		return find_kind(n, is_any_heading, false);
	return heading;
}

/* A heading behind a mark may be the site's name: not where it says more than what is before. */
static bool says_more(const char *head, const char *text)
{
	return utf8_words(head, strlen(head)) < 2 * utf8_words(text, strlen(text));
}

/* Is it another title than the page's? One word is rather the name of a section. */
static bool differs(const char *head, const char *text)
{
	struct buf title = BUF(SIZE_MAX / 2), heading = BUF(SIZE_MAX / 2);
	bool differ;

	utf8_fold(&title, head, strlen(head));
	utf8_fold(&heading, text, strlen(text));
	differ = utf8_words(text, strlen(text)) > 1 && heading.len > 0 &&
	    strstr(buf_str(&title), heading.data) == NULL && !is_same(&title, &heading);
	buf_clear(&title);
	buf_clear(&heading);
	return differ;
}

static enum status judge(struct webpage_nodes *n, const struct webpage_facts *f, size_t heading,
    const char *text, bool *counts)
{
	const char *head = f->value[FACT_HEAD];

	*counts = false;
	if (head == NULL)
		return heads_text(n, heading, counts);
	switch (webpage_facts_part(head, text)) {
	case PART_FIRST:
		*counts = true;
		return ST_OK;
	case PART_LAST:
		*counts = is_entry_title(&n->items[heading]) || says_more(head, text);
		return ST_OK;
	case PART_NONE:
		break;
	}
	return differs(head, text) ? heads_text(n, heading, counts) : ST_OK;
}

enum status webpage_heading_hear(struct webpage_nodes *n, struct webpage_facts *f, size_t *heading)
{
	struct buf text = BUF(2 * TITLE_BYTES);
	enum status st = ST_OK;
	bool counts;

	*heading = find(n, f);
	if (f->value[FACT_TITLE] != NULL || *heading == 0)
		return ST_OK;
	webpage_text(n, *heading, TITLE_BYTES, &text);
	if ((st = judge(n, f, *heading, buf_str(&text), &counts)) == ST_OK && counts)
		webpage_fact(f, FACT_TITLE, SOURCE_SEEN, buf_str(&text), false);
	buf_clear(&text);
	return st;
}

bool webpage_heading_is_left(
    const struct webpage_nodes *n, size_t heading, const char *title, size_t root)
{
	struct buf text = BUF(2 * TITLE_BYTES);
	bool left;

	if (heading == 0 || heading >= root || n->items[heading].gone == GONE_TAKEN)
		return false;
	webpage_text(n, heading, TITLE_BYTES, &text);
	left = text.len > 0 && differs(title, text.data) && is_at_head(n, heading, root);
	buf_clear(&text);
	return left;
}
