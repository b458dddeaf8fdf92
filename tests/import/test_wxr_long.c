#include "import/wxr.h"

#include "base/buf.h"
#include "tests/import/export.h"
#include "tests/import/helpers.h"

/* Makes an export while it is read: `items` posts, and between them what is not wanted. */
struct stream {
	size_t items, made;
	struct buf piece;
	size_t at;
};

static void make_piece(struct stream *s)
{
	buf_reset(&s->piece);
	s->at = 0;
	if (s->made == 0)
		buf_puts(&s->piece, export_head);
	if (s->made == s->items)
		buf_puts(&s->piece, export_tail);
	else if (s->made < s->items)
		buf_printf(&s->piece,
		    "<item><guid>https://courrier.example/?p=%zu</guid><wp:comment><title>Non</title></wp:comment>"
		    "%s<item><wp:post_type>attachment</wp:post_type>%s",
		    s->made, export_rest, export_rest);
	s->made++;
}

static ssize_t read_stream(void *ctx, void *bytes, size_t n)
{
	struct stream *s = ctx;

	if (s->at == s->piece.len && s->made <= s->items)
		make_piece(s);
	n = n < s->piece.len - s->at ? n : s->piece.len - s->at;
	memcpy(bytes, s->piece.data + s->at, n);
	s->at += n;
	return (ssize_t)n;
}

struct counted {
	size_t articles, skips, rejects;
};

static enum status count_article(void *ctx, struct article *a, unsigned long line)
{
	struct counted *c = ctx;

	cr_assert_str_eq(a->body, "Il repart.\n");
	cr_assert_gt(line, 0);
	c->articles++;
	return ST_OK;
}

static void count_skip(void *ctx, unsigned long line, const char *what)
{
	struct counted *c = ctx;

	(void)line;
	(void)what;
	c->skips++;
}

static void count_reject(void *ctx, unsigned long line, const char *reason)
{
	struct counted *c = ctx;

	(void)line;
	(void)reason;
	c->rejects++;
}

static void ignore_site(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

/* The most bytes that this process ever had in memory. */
static size_t peak_memory(void)
{
	char line[256];
	size_t kb = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "VmHWM: %zu kB", &kb) == 1)
			break;
	if (f != NULL)
		fclose(f);
	return kb * 1024;
}

/* 2 kB an item: 10 MB, then 30 MB more, in which the peak may not grow but for 16 bytes a guid. */
Test(wxr, a_long_export_takes_no_more_memory_than_a_short_one)
{
	enum { SHORT = SUPPORT_SANITIZED ? 400 : 4000 };
	static const size_t items[] = { SHORT, 3 * SHORT };
	static const size_t growth_max = (size_t)(SUPPORT_SANITIZED ? 512 : 4) << 20;
	struct import_options o;
	size_t peak[2];

	helper_options(&o);
	for (size_t i = 0; i < 2; i++) {
		struct stream s = { .items = items[i], .piece = BUF(1 << 16) };
		struct counted c = { 0 };
		struct sink sink = { .article = count_article,
			.reject = count_reject,
			.skip = count_skip,
			.site = ignore_site,
			.ctx = &c };
		struct input_source source = { .read = read_stream, .ctx = &s };
		struct input in;
		struct error e;

		cr_assert_eq(input_open(&in, "a", "a", helper_mtime, source, &e), ST_OK);
		cr_assert_eq(wxr_read(&in, &o, &sink), ST_OK);
		input_close(&in);
		cr_expect_eq(c.articles, items[i]);
		cr_expect_eq(c.skips, items[i]);
		cr_expect_eq(c.rejects, 0);
		peak[i] = peak_memory();
		buf_clear(&s.piece);
	}
	cr_expect_lt(peak[1], peak[0] + growth_max, "%zu, then %zu bytes", peak[0], peak[1]);
	helper_options_clear(&o);
}
