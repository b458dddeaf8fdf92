/* tests/bench/bench_archive.c -- what the archive costs, at several sizes; key=value lines
 *
 *	bench_archive [N...]
 *
 * Makes archives of N articles (1000 and 100000), and says how many went in a second and how many
 * microseconds calls take, warm: the median over many ids.
 */
#include "archive/archive.h"
#include "tests/bench/generate.h"
#include "tests/bench/stage.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	SAMPLES = 500,
	ROUNDS = 3, /* the first warms */
	PAGE = 20,
	RELATED = 5,
	THEMES = 10,
};

static int compare_double(const void *va, const void *vb)
{
	const double *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* One call for the sample id and number. */
typedef enum status (*call_fn)(struct archive *a, const char *id, unsigned i);

static enum status call_listing(struct archive *a, const char *id, unsigned i)
{
	struct listing which = { .limit = PAGE, .offset = i % 10 * PAGE };
	struct entries list;
	enum status st = listing_get(a, &which, &list);

	(void)id;
	entries_clear(&list);
	return st;
}

static enum status call_theme(struct archive *a, const char *id, unsigned i)
{
	struct names themes;
	struct entries list = { 0 };
	enum status st = themes_get(a, 0, &themes);

	(void)id;
	if (st == ST_OK && themes.n > 0) {
		struct listing which = { .theme = themes.items[i % themes.n].slug, .limit = PAGE };

		st = listing_get(a, &which, &list);
	}
	names_clear(&themes);
	entries_clear(&list);
	return st;
}

static enum status call_article(struct archive *a, const char *id, unsigned i)
{
	struct article article;
	enum status st = article_get(a, id, &article);

	(void)i;
	article_clear(&article);
	return st;
}

static enum status related(struct archive *a, enum list_kind kind, const char *id, unsigned limit)
{
	struct entries list;
	enum status st = related_get(a, kind, id, "window", limit, &list);

	entries_clear(&list);
	return st;
}

static enum status call_most_read(struct archive *a, const char *id, unsigned i)
{
	(void)i;
	return related(a, LIST_MOST_READ, id, RELATED);
}

static enum status call_same_theme(struct archive *a, const char *id, unsigned i)
{
	(void)i;
	return related(a, LIST_SAME_THEME, id, RELATED);
}

/* Twice as many as the documents list: what fills up counts as well. */
static enum status call_most_read_filled(struct archive *a, const char *id, unsigned i)
{
	(void)i;
	return related(a, LIST_MOST_READ, id, 2 * RELATED);
}

static enum status call_same_theme_filled(struct archive *a, const char *id, unsigned i)
{
	(void)i;
	return related(a, LIST_SAME_THEME, id, 2 * RELATED);
}

static enum status call_front_most_read(struct archive *a, const char *id, unsigned i)
{
	(void)id;
	(void)i;
	return related(a, LIST_MOST_READ, NULL, RELATED);
}

static enum status call_themes(struct archive *a, const char *id, unsigned i)
{
	struct names themes;
	enum status st = themes_get(a, THEMES, &themes);

	(void)id;
	(void)i;
	names_clear(&themes);
	return st;
}

static const struct {
	const char *name;
	call_fn call;
} calls[] = {
	{ "listing_get_20", call_listing },
	{ "listing_get_20_theme", call_theme },
	{ "article_get", call_article },
	{ "related_get_most_read", call_most_read },
	{ "related_get_same_theme", call_same_theme },
	{ "related_get_most_read_filled", call_most_read_filled },
	{ "related_get_same_theme_filled", call_same_theme_filled },
	{ "related_get_most_read_front", call_front_most_read },
	{ "themes_get_10", call_themes },
};

/* Ids from all over the archive. */
static enum status sample(struct archive *a, unsigned n, char ids[SAMPLES][IDENT_MAX + 1])
{
	enum status st = ST_OK;

	for (unsigned i = 0; i < SAMPLES && st == ST_OK; i++) {
		struct listing which = { .limit = 1,
			.offset = (unsigned)((unsigned long long)i * n / SAMPLES) };
		struct entries list;

		st = listing_get(a, &which, &list);
		if (st == ST_OK)
			snprintf(ids[i], IDENT_MAX + 1, "%s", list.n > 0 ? list.items[0].id : "");
		entries_clear(&list);
	}
	return st;
}

static enum status measure(struct archive *a, unsigned n)
{
	static char ids[SAMPLES][IDENT_MAX + 1];
	static double times[SAMPLES];
	enum status st = sample(a, n, ids);

	for (size_t c = 0; c < sizeof calls / sizeof calls[0] && st == ST_OK; c++) {
		for (unsigned round = 0; round < ROUNDS && st == ST_OK; round++)
			for (unsigned i = 0; i < SAMPLES && st == ST_OK; i++) {
				double start = stage_seconds();

				st = calls[c].call(a, ids[i], i);
				times[i] = stage_seconds() - start;
			}
		qsort(times, SAMPLES, sizeof times[0], compare_double);
		printf("us_%s_%u=%.1f\n", calls[c].name, n, times[SAMPLES / 2] * 1e6);
	}
	return st;
}

static enum status run(const char *folder, unsigned n)
{
	char path[PATH_MAX], reads[PATH_MAX];
	struct archive *a = NULL;
	struct error e = { "" };
	double start;
	enum status st;

	snprintf(path, sizeof path, "%s/bench-%u.db", folder, n);
	snprintf(reads, sizeof reads, "%s/bench-reads.db", folder);
	st = archive_open(path, reads, ARCHIVE_WRITE, &a, &e);
	if (st != ST_OK)
		goto done;
	start = stage_seconds();
	st = generate_archive(a, n, STAGE_SEED);
	if (st != ST_OK) {
		snprintf(e.text, sizeof e.text, "%s", archive_error(a));
		goto done;
	}
	printf("articles_per_second_%u=%.0f\n", n, n / (stage_seconds() - start));
	archive_close(a);
	st = archive_open(path, reads, ARCHIVE_READ, &a, &e);
	if (st == ST_OK)
		st = measure(a, n);
done:
	archive_close(a);
	if (st != ST_OK)
		fprintf(stderr, "bench_archive: %s: %s\n", status_text(st), e.text);
	return st;
}

int main(int argc, char **argv)
{
	static const unsigned sizes[] = { 1000, 100000 };
	struct stage stage;
	bool ok = true;

	stage_open(&stage);
	for (int i = 1; i < argc && ok; i++)
		ok = run(stage.folder, (unsigned)strtoul(argv[i], NULL, 10)) == ST_OK;
	for (size_t i = 0; argc == 1 && i < sizeof sizes / sizeof sizes[0] && ok; i++)
		ok = run(stage.folder, sizes[i]) == ST_OK;
	stage_close(&stage);
	return ok ? 0 : 1;
}
