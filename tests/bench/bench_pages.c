/* bench_pages.c -- what pages cost, and their bytes, with the INI's defaults; key=value lines
 *
 *	bench_pages [N | ARCHIVE]...
 *
 * For archives of N generated articles (1000 and 100000), or ones that are there already: the
 * medians over STAGE_SAMPLES requests of the processor's time, "cold" where the page is built and
 * written, "warm" where it was kept; and how much more the last archive costs than the first.
 */
#include "gemini/session.h"
#include "gopher/session.h"
#include "page/page.h"
#include "site/cache.h"
#include "site/site.h"
#include "tests/bench/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	ROUNDS = 3, /* the first warms SQLite's pages */
	ROOM = 64 * 1024 * 1024,
	ARCHIVES_MAX = 8,
};

/* An archive and what its pages need. */
struct paper {
	struct archive *archive;
	struct words *words;
	struct zone *zone;
	struct mime *mime;
	struct site *site;
	struct cache *cache;
	struct gemini gemini;
	struct gopher gopher;
	struct stage_ids ids;
	char theme[SLUG_MAX + 1];    /* the largest */
	char cursor[CURSOR_MAX + 1]; /* of the archive as it is */
};

static const struct measured {
	const char *name, *path; /* "ID", "THEME", "CURSOR" stand for one */
	bool gopher;
	unsigned edition; /* its size, kB; 0: it is none */
} measures[] = {
	{ "front_gemini", "/", false, 0 },
	{ "front_gopher", "/", true, 0 },
	{ "theme_gemini", "/t/THEME", false, 0 },
	{ "theme_gopher", "/t/THEME", true, 0 },
	{ "article_gemini", "/a/ID", false, 0 },
	{ "article_gopher", "/a/ID", true, 0 },
	{ "nothing_new_gemini", "/since/CURSOR", false, 0 },
	{ "nothing_new_gopher", "/since/CURSOR", true, 0 },
	{ "edition_8k_gemini", "/e/8k", false, 8 },
	{ "edition_8k_gopher", "/e/8k", true, 8 },
	{ "edition_16k_gemini", "/e/16k", false, 16 },
	{ "edition_16k_gopher", "/e/16k", true, 16 },
	{ "edition_64k_gemini", "/e/64k", false, 64 },
	{ "edition_64k_gopher", "/e/64k", true, 64 },
};
enum { NMEASURES = sizeof measures / sizeof measures[0] };

/* Microseconds and bytes, the median over all ids. */
struct cost {
	double cold, warm;
	size_t bytes;
};

static void find_theme(struct paper *p)
{
	struct names themes = { 0 };
	enum status st = themes_get(p->archive, 1, &themes);

	if (st != ST_OK || themes.n == 0)
		stage_fail("themes", status_text(st));
	memcpy(p->theme, themes.items[0].slug, sizeof p->theme);
	names_clear(&themes);
}

static void paper_open(struct paper *p, const struct stage *s)
{
	char lang[PATH_MAX], root[PATH_MAX];
	struct archive_counts counts;
	struct error e;
	/* The INI's defaults. */
	struct page_context context = { .name = "depeche",
		.description = "",
		.gemini = { "localhost", 0 },
		.gopher = { "localhost", 0 },
		.edition = 16 * PAGE_EDITION_UNIT,
		.columns = 67,
		.per_page = 20,
		.most_read = 5,
		.same_theme = 5,
		.front = { { FRONT_LATEST, 10, "" }, { FRONT_MOST_READ, 5, "" },
		    { FRONT_THEMES, 0, "" } },
		.nfront = 3 };

	*p = (struct paper){ .archive = stage_archive(s) };
	stage_source("capsule/lang/fr.ini", lang);
	stage_source("capsule", root);
	if (words_load(lang, &p->words, &e) != ST_OK || zone_open("UTC", &p->zone, &e) != ST_OK)
		stage_fail("words", e.text);
	context.archive = p->archive;
	context.words = p->words;
	context.zone = p->zone;
	if (mime_open(&p->mime, &e) != ST_OK ||
	    site_open(&context, root, p->mime, &p->site, &e) != ST_OK)
		stage_fail("site", e.text);
	if (cache_open(ROOM, &p->cache) != ST_OK)
		stage_fail("cache", "no memory");
	p->gemini = (struct gemini){ .words = p->words };
	p->gopher =
	    (struct gopher){ .site = p->site, .host = "localhost", .port = 70, .columns = 67 };
	if (archive_counts(p->archive, &counts) != ST_OK)
		stage_fail("counts", archive_error(p->archive));
	stage_sample(p->archive, (unsigned)counts.articles, &p->ids);
	find_theme(p);
	if (cursor_now(p->archive, p->cursor) != ST_OK)
		stage_fail("cursor", archive_error(p->archive));
}

static void paper_close(struct paper *p)
{
	cache_close(p->cache);
	site_close(p->site);
	mime_free(p->mime);
	words_free(p->words);
	zone_free(p->zone);
	archive_close(p->archive);
}

/* What the measure asks for: of the article of that number, if it is of one. */
static void write_request(
    const struct paper *p, const struct measured *m, unsigned i, struct request *out)
{
	const char *name = strpbrk(m->path, "ICT"), *what = "";
	size_t len = name != NULL ? (size_t)(name - m->path) : strlen(m->path);

	if (name != NULL)
		what = *name == 'I' ? p->ids.items[i] : *name == 'C' ? p->cursor : p->theme;
	*out = (struct request){ 0 };
	snprintf(out->path, sizeof out->path, "%.*s%s", (int)len, m->path, what);
}

/* Build it, write it down, keep it; its bytes. */
static size_t answer_cold(struct paper *p, const struct measured *m, const struct request *r)
{
	const struct protocol_kind *kind = m->gopher ? &gopher_protocol : &gemini_protocol;
	struct buf out = BUF(PROTOCOL_ANSWER_MAX);
	struct site_plan plan;
	struct reply reply = { .route = "" };
	struct answer a;
	struct error e = { "" };
	size_t size;

	site_plan(kind->protocol, r, &plan);
	site_answer(p->site, kind->protocol, r->path, NULL, &a, &e);
	kind->write(m->gopher ? (void *)&p->gopher : &p->gemini, r, &a, &out);
	if (a.kind != ANSWER_DOC || !a.lasting || buf_status(&out) != ST_OK)
		stage_fail(m->name, e.text);
	reply.bytes = out.data;
	reply.len = size = out.len;
	reply.basis = a.basis;
	cache_put(p->cache, plan.key, &reply);
	answer_clear(&a);
	buf_clear(&out);
	return size;
}

/* The same as far as it is kept. */
static size_t answer_warm(struct paper *p, const struct measured *m, const struct request *r)
{
	struct buf out = BUF(PROTOCOL_ANSWER_MAX);
	struct site_plan plan;
	struct reply *reply;
	size_t size;

	site_plan(m->gopher ? PROTOCOL_GOPHER : PROTOCOL_GEMINI, r, &plan);
	reply = cache_get(p->cache, plan.key);
	if (reply == NULL || !site_holds(p->site, &reply->basis))
		stage_fail(m->name, "it was not kept");
	buf_add(&out, reply->bytes, reply->len);
	size = out.len;
	buf_clear(&out);
	return size;
}

static int compare_double(const void *va, const void *vb)
{
	const double *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

typedef size_t (*answer_fn)(struct paper *p, const struct measured *m, const struct request *r);

static double median_us(struct paper *p, const struct measured *m, answer_fn answer)
{
	double times[STAGE_SAMPLES];

	for (unsigned round = 0; round < ROUNDS; round++)
		for (unsigned i = 0; i < STAGE_SAMPLES; i++) {
			struct request r;
			double start;

			write_request(p, m, i, &r);
			start = cpu_us();
			answer(p, m, &r);
			times[i] = cpu_us() - start;
		}
	qsort(times, STAGE_SAMPLES, sizeof times[0], compare_double);
	return times[STAGE_SAMPLES / 2];
}

static int compare_size(const void *va, const void *vb)
{
	const size_t *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* Without the header of Gemini. */
static size_t median_bytes(struct paper *p, const struct measured *m)
{
	size_t header = m->gopher ? 0 : strlen("20 text/gemini; lang=fr\r\n");
	size_t sizes[STAGE_SAMPLES];

	for (unsigned i = 0; i < STAGE_SAMPLES; i++) {
		struct request r;

		write_request(p, m, i, &r);
		sizes[i] = answer_warm(p, m, &r) - header;
	}
	qsort(sizes, STAGE_SAMPLES, sizeof sizes[0], compare_size);
	return sizes[STAGE_SAMPLES / 2];
}

static void run(const char *what, struct cost costs[NMEASURES])
{
	unsigned n = (unsigned)strtoul(what, NULL, 10);
	struct stage s;
	struct paper p;

	stage_open(&s);
	if (n > 0)
		stage_fill(&s, n);
	else
		snprintf(s.articles, sizeof s.articles, "%s", what);
	paper_open(&p, &s);
	printf("archive=%s\n", what);
	for (size_t i = 0; i < NMEASURES; i++) {
		struct cost *c = &costs[i];

		c->cold = median_us(&p, &measures[i], answer_cold);
		c->warm = median_us(&p, &measures[i], answer_warm);
		c->bytes = median_bytes(&p, &measures[i]);
		printf("%s cold_cpu_us=%.1f warm_cpu_us=%.1f bytes=%zu\n", measures[i].name,
		    c->cold, c->warm, c->bytes);
		if (measures[i].edition > 0)
			printf("%s full_percent=%zu cold_to_front=%.1f\n", measures[i].name,
			    c->bytes * 100 / (measures[i].edition * PAGE_EDITION_UNIT),
			    c->cold / costs[measures[i].gopher].cold);
	}
	fflush(stdout);
	paper_close(&p);
	stage_close(&s);
}

int main(int argc, char **argv)
{
	static char *defaults[] = { "", "1000", "100000" };
	struct cost costs[ARCHIVES_MAX][NMEASURES];
	int last;

	if (argc == 1) {
		argv = defaults;
		argc = sizeof defaults / sizeof defaults[0];
	}
	last = argc - 2 < ARCHIVES_MAX ? argc - 2 : ARCHIVES_MAX - 1;
	for (int i = 0; i <= last; i++)
		run(argv[i + 1], costs[i]);
	for (size_t i = 0; i < NMEASURES; i++)
		printf("%s cold_ratio=%.2f warm_ratio=%.2f warm_to_cold=%.3f\n", measures[i].name,
		    costs[last][i].cold / costs[0][i].cold, costs[last][i].warm / costs[0][i].warm,
		    costs[last][i].warm / costs[last][i].cold);
	return EXIT_SUCCESS;
}
