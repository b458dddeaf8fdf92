/* What pages cost a reader who pays for bytes, in an archive that is the same on every machine. */
#include "page/nearby.h"
#include "tests/bench/generate.h"
#include "tests/page/helpers.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ARTICLES = 300,
	SEED = 11,
	/* What the project holds itself to: the front page, with the settings there are by default;
	 * hundredths of an article's own text that its page may have besides its two lists. */
	FRONT_BYTES_MAX = 4096,
	ARTICLE_PERCENT_MAX = 115,
	OUT_MAX = 1 << 20,
};

static struct paper generated(void)
{
	struct paper p = paper_open();

	cr_assert_eq(generate_archive(p.archive, ARTICLES, SEED), ST_OK);
	return p;
}

static size_t bytes_of(struct paper *p, page_fn fn, const struct page_args *args)
{
	char *text = paper_page(p, fn, *args);
	size_t n = strlen(text);

	free(text);
	return n;
}

Test(bytes, the_front_page_stays_within_its_bound_in_every_language)
{
	static const char *const codes[] = { "fr", "en", "ln", "sw" };
	struct paper p = generated();
	struct words *french = p.words;

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		struct words *w;
		char path[64];
		size_t n;

		snprintf(path, sizeof path, "capsule/lang/%s.ini", codes[i]);
		cr_assert_eq(words_load(support_source(path).text, &w, NULL), ST_OK);
		p.context.words = w;
		n = bytes_of(&p, page_front, &(struct page_args){ 0 });
		cr_expect_leq(n, FRONT_BYTES_MAX, "%s: %zu bytes", codes[i], n);
		cr_expect_gt(n, FRONT_BYTES_MAX / 4, "%s: %zu bytes", codes[i], n);
		words_free(w);
	}
	p.context.words = french;
	paper_close(&p);
}

/* The lists under the article, as its page has them. */
static size_t list_bytes(struct paper *p, const char *id)
{
	struct buf text = BUF(OUT_MAX);
	struct doc d;
	size_t n;

	doc_init(&d);
	cr_assert_eq(nearby_put(&p->context, id, &d), ST_OK);
	cr_assert_eq(gemtext_write(&d, &text), ST_OK);
	n = text.len;
	doc_clear(&d);
	buf_clear(&text);
	return n;
}

static enum status measure(void *ctx, const struct listed *one)
{
	struct paper *p = ctx;
	struct page_args args = { 0 };
	size_t lists, page, own;

	snprintf(args.id, sizeof args.id, "%s", one->entry->id);
	own = one->entry->size;
	lists = list_bytes(p, args.id);
	page = bytes_of(p, page_article, &args);
	cr_expect_gt(lists, 1000, "%s: lists of %zu bytes", args.id, lists);
	cr_expect_leq((page - lists) * 100, own * ARTICLE_PERCENT_MAX,
	    "%s: %zu bytes, lists %zu, text %zu", args.id, page, lists, own);
	return ST_OK;
}

Test(bytes, every_article_costs_little_more_than_its_text_and_its_lists)
{
	struct paper p = generated();

	cr_expect_eq(listing_each(p.archive, &(struct listing){ 0 }, measure, &p), ST_OK);
	paper_close(&p);
}
