/* bench_pages.c -- what building and writing a page costs, and its bytes, with the INI's defaults
 * and at two sizes of the archive; key=value lines, medians over STAGE_SAMPLES pages */
#include "gopher/menu.h"
#include "page/page.h"
#include "site/site.h"
#include "tests/bench/stage.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROUNDS = 3, /* the first warms */
	OUT_MAX = 16 * 1024 * 1024,
};

static const unsigned sizes[] = { 1000, 100000 };
enum { NSIZES = sizeof sizes / sizeof sizes[0] };

/* An archive and what its pages need. */
struct paper {
	struct archive *archive;
	struct words *words;
	struct zone *zone;
	struct page_context context;
	struct mime *mime;
	struct site *site;
	struct gopher_style style;
	struct stage_ids ids;
	char theme[SLUG_MAX + 1];    /* the largest */
	char cursor[CURSOR_MAX + 1]; /* of the archive as it is */
};

static const struct measured {
	const char *name;
	page_fn page;
	bool gopher;
} measures[] = {
	{ "front_gemini", page_front, false },
	{ "front_gopher", page_front_menu, true },
	{ "theme_gemini", page_theme, false },
	{ "theme_gopher", page_theme, true },
	{ "article_gemini", page_article, false },
	{ "article_gopher", page_card, true },
	{ "nothing_new_gemini", page_since, false },
	{ "nothing_new_gopher", page_since, true },
};
enum { NMEASURES = sizeof measures / sizeof measures[0] };

static char type_of(void *ctx, const char *path)
{
	return site_item_type(ctx, path);
}

static void find_theme(struct paper *p)
{
	struct names themes = { 0 };
	enum status st = themes_get(p->archive, 1, &themes);

	if (st != ST_OK || themes.n == 0)
		stage_fail("themes", status_text(st));
	memcpy(p->theme, themes.items[0].slug, sizeof p->theme);
	names_clear(&themes);
}

static void paper_open(struct paper *p, const struct stage *s, unsigned n)
{
	char lang[PATH_MAX], root[PATH_MAX];
	struct error e;

	*p = (struct paper){ .archive = stage_archive(s) };
	stage_source("capsule/lang/fr.ini", lang);
	stage_source("capsule", root);
	if (words_load(lang, &p->words, &e) != ST_OK || zone_open("UTC", &p->zone, &e) != ST_OK)
		stage_fail("words", e.text);
	/* The INI's defaults. */
	p->context = (struct page_context){ .archive = p->archive,
		.words = p->words,
		.zone = p->zone,
		.name = "depeche",
		.description = "",
		.per_page = 20,
		.most_read = 5,
		.same_theme = 5,
		.front = { { FRONT_LATEST, 10, "" }, { FRONT_MOST_READ, 5, "" },
		    { FRONT_THEMES, 0, "" } },
		.nfront = 3 };
	if (mime_open(&p->mime, &e) != ST_OK ||
	    site_open(&p->context, root, p->mime, &p->site, &e) != ST_OK)
		stage_fail("site", e.text);
	p->style = (struct gopher_style){ .host = "localhost",
		.port = 70,
		.columns = 67,
		.charset = CHARSET_ASCII,
		.type_of = type_of,
		.ctx = p->site };
	stage_sample(p->archive, n, &p->ids);
	find_theme(p);
	if (cursor_now(p->archive, p->cursor) != ST_OK)
		stage_fail("cursor", archive_error(p->archive));
}

static void paper_close(struct paper *p)
{
	site_close(p->site);
	mime_free(p->mime);
	words_free(p->words);
	zone_free(p->zone);
	archive_close(p->archive);
}

/* Build and write the page (of the id, if it has one); its bytes. */
static size_t write_page(const struct paper *p, const struct measured *m, const char *id)
{
	struct page_args args = { .number = 1 };
	struct buf out = BUF(OUT_MAX);
	struct page page;
	enum status st;
	size_t size;

	snprintf(args.id, sizeof args.id, "%s", id);
	memcpy(args.slug, p->theme, sizeof args.slug);
	snprintf(args.cursor, sizeof args.cursor, "%s", p->cursor);
	st = m->page(&p->context, &args, &page);
	if (st == ST_OK)
		st = m->gopher ? menu_write(&page.doc, &p->style, &out)
			       : gemtext_write(&page.doc, &out);
	if (st != ST_OK)
		stage_fail(m->name, status_text(st));
	size = out.len;
	page_clear(&page);
	buf_clear(&out);
	return size;
}

static int compare_double(const void *va, const void *vb)
{
	const double *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* The median over all ids, microseconds. */
static double median_us(const struct paper *p, const struct measured *m)
{
	double times[STAGE_SAMPLES];

	for (unsigned round = 0; round < ROUNDS; round++)
		for (unsigned i = 0; i < STAGE_SAMPLES; i++) {
			double start = stage_seconds();

			write_page(p, m, p->ids.items[i]);
			times[i] = stage_seconds() - start;
		}
	qsort(times, STAGE_SAMPLES, sizeof times[0], compare_double);
	return times[STAGE_SAMPLES / 2] * 1e6;
}

static int compare_size(const void *va, const void *vb)
{
	const size_t *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* The median over all ids. */
static size_t median_bytes(const struct paper *p, const struct measured *m)
{
	size_t sizes_of[STAGE_SAMPLES];

	for (unsigned i = 0; i < STAGE_SAMPLES; i++)
		sizes_of[i] = write_page(p, m, p->ids.items[i]);
	qsort(sizes_of, STAGE_SAMPLES, sizeof sizes_of[0], compare_size);
	return sizes_of[STAGE_SAMPLES / 2];
}

static void run(unsigned n, double us[NMEASURES])
{
	struct stage s;
	struct paper p;

	stage_open(&s);
	stage_fill(&s, n);
	paper_open(&p, &s, n);
	for (size_t i = 0; i < NMEASURES; i++) {
		us[i] = median_us(&p, &measures[i]);
		printf("us_%s_%u=%.1f\n", measures[i].name, n, us[i]);
		printf("bytes_%s_%u=%zu\n", measures[i].name, n, median_bytes(&p, &measures[i]));
	}
	fflush(stdout);
	paper_close(&p);
	stage_close(&s);
}

int main(void)
{
	double us[NSIZES][NMEASURES];

	for (size_t i = 0; i < NSIZES; i++)
		run(sizes[i], us[i]);
	for (size_t i = 0; i < NMEASURES; i++)
		printf("ratio_%s_%u_to_%u=%.2f\n", measures[i].name, sizes[NSIZES - 1], sizes[0],
		    us[NSIZES - 1][i] / us[0][i]);
	return EXIT_SUCCESS;
}
