#include "page/link.h"

#include "text/cut.h"

#include <stdio.h>
#include <string.h>

void link_count(
    const struct page_context *c, enum plural plural, unsigned n, char out[LINK_COUNT_SIZE])
{
	snprintf(out, LINK_COUNT_SIZE, words_plural(c->words, plural, n), n);
}

/* Is the entry in another language than the capsule, whatever their regions? */
static bool is_foreign(const struct page_context *c, const struct entry *e)
{
	const char *code = words_code(c->words);
	size_t n = strcspn(e->lang, "-");

	return n > 0 && (strcspn(code, "-") != n || memcmp(code, e->lang, n) != 0);
}

static void put_entry(
    struct doc *d, const struct page_context *c, const struct entry *e, unsigned how)
{
	char url[LINK_URL_SIZE], title[LINK_TITLE_MAX + 1], day[CLOCK_DAY_SIZE];
	char text[sizeof day + sizeof title], price[LINK_PRICE_SIZE], reads[LINK_COUNT_SIZE];
	char note[LANG_SIZE + sizeof price + sizeof reads + 4];

	cut_text(e->title, LINK_TITLE_MAX, title);
	if (e->id[0] == '\0') {
		doc_text(d, title);
		return;
	}
	clock_day_text((how & LINK_SAME_DAY) != 0 ? 0 : e->day, day);
	snprintf(text, sizeof text, "%s%s%s", day, day[0] != '\0' ? " " : "", title);
	snprintf(url, sizeof url, "/a/%s", e->id);
	words_price(c->words, e->size, e->words, price, sizeof price);
	reads[0] = '\0';
	if (e->reads > 0)
		link_count(c, PLURAL_READS, e->reads, reads);
	snprintf(note, sizeof note, "%s%s%s%s%s", is_foreign(c, e) ? e->lang : "",
	    is_foreign(c, e) ? ", " : "", price, reads[0] != '\0' ? ", " : "", reads);
	doc_link(d, url, text, note);
}

void link_entries(
    struct doc *d, const struct page_context *c, const struct entries *list, unsigned how)
{
	char teaser[LINK_TEASER_MAX + 1];

	for (size_t i = 0; i < list->n; i++) {
		const struct entry *e = &list->items[i];

		/* Titles that are no links would run into the teasers around them. */
		if (e->id[0] == '\0' && i > 0)
			doc_blank(d);
		put_entry(d, c, e, how);
		if ((how & LINK_TEASERS) != 0 && e->teaser != NULL) {
			cut_text(e->teaser, LINK_TEASER_MAX, teaser);
			doc_text(d, teaser);
		}
		if (e->id[0] == '\0' && i + 1 < list->n)
			doc_blank(d);
	}
}

void link_name(struct doc *d, const char *folder, const struct name *name, const char *note)
{
	char url[LINK_URL_SIZE], text[LINK_NAME_MAX + 1];

	snprintf(url, sizeof url, "%s%s", folder, name->slug);
	cut_text(name->name, LINK_NAME_MAX, text);
	doc_link(d, url, text, note);
}

void link_themes(struct doc *d, const struct page_context *c, const struct names *themes)
{
	char count[LINK_COUNT_SIZE];

	for (size_t i = 0; i < themes->n; i++) {
		link_count(c, PLURAL_ARTICLES, themes->items[i].articles, count);
		link_name(d, "/t/", &themes->items[i], count);
	}
}

void link_word(struct doc *d, const struct page_context *c, const char *url, enum word word)
{
	doc_link(d, url, words_get(c->words, word), NULL);
}

void link_origin(
    const char *scheme, unsigned usual, const struct page_place *at, char out[LINK_ORIGIN_SIZE])
{
	/* An IPv6 address stands in brackets (RFC 3986, 3.2.2). */
	bool bare = strchr(at->host, ':') != NULL;
	int n = snprintf(out, LINK_ORIGIN_SIZE, "%s://%s%s%s", scheme, bare ? "[" : "", at->host,
	    bare ? "]" : "");

	if (at->port != 0 && at->port != usual)
		snprintf(out + n, LINK_ORIGIN_SIZE - (size_t)n, ":%u", at->port);
}
