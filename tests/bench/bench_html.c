/*
 * bench_html.c -- how well the text of saved pages is found: word-level F1 against the texts that
 * came with them, and the shares of titles, bylines and dates; key=value lines. With names of files
 * as arguments, their articles are printed instead.
 */
#include "base/utf8.h"
#include "import/webpage.h"
#include "import/webpage_node.h"
#include "tests/bench/overlap.h"
#include "text/html_tree.h"

#include <dirent.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FILES_MAX = 4096, LANGUAGES = 4, NEAR = 1795510800 /* when the archives were collected */ };

struct scores {
	double f1[FILES_MAX];
	size_t n;
};

/* One of the things that a record says of a page, and how often it was found. */
struct share {
	size_t wanted, right;
};

struct bench {
	struct import_options options;
	const char *archives;
	struct scores all;
	struct share titles, bylines, dates, strings;
};

/* What the reader gave. */
struct result {
	struct article article;
	bool given;
	char reason[ERROR_MAX];
};

static void fail(const char *what)
{
	fprintf(stderr, "bench_html: %s\n", what);
	exit(EXIT_FAILURE);
}

static enum status take(void *ctx, struct article *a, unsigned long line)
{
	struct result *r = ctx;

	(void)line;
	article_clear(&r->article);
	r->article = *a;
	r->given = true;
	*a = (struct article){ 0 };
	return ST_OK;
}

static void reject(void *ctx, unsigned long line, const char *reason)
{
	struct result *r = ctx;

	(void)line;
	snprintf(r->reason, sizeof r->reason, "%s", reason);
}

static void site(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

/* A whole file, unpacked where it is gzip; "" where it is absent. */
static void read_file(const char *path, struct buf *out)
{
	char command[PATH_MAX + 32], bytes[BUFSIZ];
	const char *dot = strrchr(path, '.');
	bool packed = dot != NULL && strcmp(dot, ".gz") == 0;
	FILE *f;
	size_t n;

	snprintf(command, sizeof command, "gzip -dc '%s'", path);
	if ((f = packed ? popen(command, "r") : fopen(path, "r")) == NULL)
		return;
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(out, bytes, n);
	if (packed)
		pclose(f);
	else
		fclose(f);
}

static void read_page(struct bench *b, const char *path, struct result *out)
{
	struct sink sink = { .article = take, .reject = reject, .site = site, .ctx = out };
	struct buf page = BUF(SIZE_MAX / 2);
	struct input_memory memory;
	struct input in;
	struct error e;

	*out = (struct result){ 0 };
	read_file(path, &page);
	memory = (struct input_memory){ .bytes = buf_str(&page), .len = page.len };
	if (input_open(&in, path, path, NEAR, input_from_memory(&memory), &e) != ST_OK ||
	    webpage_read(&in, &b->options, &sink) != ST_OK)
		fail(path);
	input_close(&in);
	buf_clear(&page);
}

/* A body's words without what gemtext adds: link lines, marks. */
static void write_words(const char *gemtext, struct buf *out)
{
	for (const char *s = gemtext; *s != '\0'; s += *s == '\n') {
		size_t len = strcspn(s, "\n");

		if (strncmp(s, "=>", 2) != 0 && strncmp(s, "```", 3) != 0) {
			buf_add(out, s, len);
			buf_putc(out, '\n');
		}
		s += len;
	}
}

static void add_score(
    struct bench *b, struct scores *set, const char *name, const char *expected, struct result *r)
{
	struct buf got = BUF(SIZE_MAX / 2);
	struct overlap o;
	double f1;

	if (r->given)
		write_words(r->article.body, &got);
	o = overlap_of(expected, buf_str(&got));
	f1 = overlap_f1(&o);
	printf("html_f1 file=%s f1=%.3f wanted=%zu got=%zu common=%zu%s%s\n", name, f1, o.wanted,
	    o.got, o.common, r->given ? "" : " rejected=", r->reason);
	if (set->n < FILES_MAX)
		set->f1[set->n++] = f1;
	if (b->all.n < FILES_MAX)
		b->all.f1[b->all.n++] = f1;
	buf_clear(&got);
}

static int by_value(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return (one > other) - (one < other);
}

static void print_scores(const char *name, struct scores *s)
{
	double sum = 0;

	if (s->n == 0)
		return;
	qsort(s->f1, s->n, sizeof *s->f1, by_value);
	for (size_t i = 0; i < s->n; i++)
		sum += s->f1[i];
	printf("html_%s_files=%zu\nhtml_%s_median=%.3f\nhtml_%s_mean=%.3f\nhtml_%s_minimum=%.3f\n",
	    name, s->n, name, (s->f1[(s->n - 1) / 2] + s->f1[s->n / 2]) / 2, name,
	    sum / (double)s->n, name, s->f1[0]);
}

/* Are the letters and digits the same, or do those of `got` hold those of `wanted`? */
static bool agree(const char *wanted, const char *got, bool within)
{
	struct buf a = BUF(SIZE_MAX / 2), c = BUF(SIZE_MAX / 2);
	bool same;

	utf8_fold(&a, wanted, strlen(wanted));
	utf8_fold(&c, got != NULL ? got : "", got != NULL ? strlen(got) : 0);
	same = within ? strstr(buf_str(&c), buf_str(&a)) != NULL
		      : strcmp(buf_str(&a), buf_str(&c)) == 0;
	buf_clear(&a);
	buf_clear(&c);
	return same;
}

static void compare(struct share *share, const char *what, const char *file, const char *wanted,
    const char *got, bool within)
{
	if (wanted == NULL || *wanted == '\0')
		return;
	share->wanted++;
	if (agree(wanted, got, within))
		share->right++;
	else
		printf("html_differs file=%s what=%s wanted=\"%s\" got=\"%s\"\n", file, what,
		    wanted, got != NULL ? got : "");
}

/* The first ten characters: a day. */
static void compare_day(
    struct bench *b, const char *file, const char *wanted, const struct article *a)
{
	char day[11] = "", got[CLOCK_DAY_SIZE] = "";

	if (wanted == NULL || strlen(wanted) < sizeof day - 1)
		return;
	memcpy(day, wanted, sizeof day - 1);
	if (a->published.precision != PRECISION_NONE)
		clock_day_text(a->published.day, got);
	compare(&b->dates, "date", file, day, got, false);
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static json_t *load(const char *path)
{
	json_t *j = json_load_file(path, 0, NULL);

	if (j == NULL)
		fail(path);
	return j;
}

static void read_expected(const char *path, struct buf *out)
{
	struct buf page = BUF(SIZE_MAX / 2);
	struct webpage_nodes n;
	struct html_tree *t;

	read_file(path, &page);
	if (html_tree_parse(buf_str(&page), page.len, &t, NULL) != ST_OK ||
	    webpage_nodes_make(html_tree_document(t), &n) != ST_OK)
		fail(path);
	webpage_text(&n, 0, SIZE_MAX, out);
	webpage_nodes_clear(&n);
	html_tree_free(t);
	buf_clear(&page);
}

static void score_readability(
    struct bench *b, struct scores *set, const char *folder, const char *name)
{
	char path[PATH_MAX];
	struct buf expected = BUF(SIZE_MAX / 2);
	struct result r;
	json_t *meta;

	if (strchr(name, '.') != NULL)
		return;
	snprintf(path, sizeof path, "%s/%s/expected.html", folder, name);
	read_expected(path, &expected);
	snprintf(path, sizeof path, "%s/%s/expected-metadata.json", folder, name);
	meta = load(path);
	snprintf(path, sizeof path, "%s/%s/source.html", folder, name);
	read_page(b, path, &r);
	add_score(b, set, name, buf_str(&expected), &r);
	compare(&b->titles, "title", name, text_of(meta, "title"), r.article.title, false);
	compare(&b->bylines, "byline", name, text_of(meta, "byline"), r.article.byline, false);
	compare_day(b, name, text_of(meta, "publishedTime"), &r.article);
	json_decref(meta);
	article_clear(&r.article);
	buf_clear(&expected);
}

static void add_strings(const json_t *list, struct buf *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		buf_puts(out, json_string_value(json_array_get(list, i)));
		buf_putc(out, '\n');
	}
}

static void add_sections(const json_t *body, struct buf *out)
{
	const json_t *sections = json_object_get(body, "sections");

	add_strings(json_object_get(body, "summary"), out);
	for (size_t i = 0; i < json_array_size(sections); i++) {
		add_strings(json_object_get(json_array_get(sections, i), "headline"), out);
		add_strings(json_object_get(json_array_get(sections, i), "paragraphs"), out);
	}
}

/* "na-TheNamibian_2023_11_16.html.gz" is told of in na-TheNamibian.json, by versions; that of the
 * highest number that fits best is meant. */
static void score_fundus(struct bench *b, struct scores *set, const char *folder, const char *name)
{
	const char *underscore = strchr(name, '_'), *version;
	struct buf best = BUF(SIZE_MAX / 2);
	json_t *versions, *one, *found = NULL;
	struct result r;
	char path[PATH_MAX];
	double most = -1;

	if (underscore == NULL)
		return;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	read_page(b, path, &r);
	snprintf(path, sizeof path, "%s/%.*s.json", folder, (int)(underscore - name), name);
	versions = load(path);
	json_object_foreach(versions, version, one)
	{
		struct buf expected = BUF(SIZE_MAX / 2);
		struct overlap o;

		add_sections(json_object_get(one, "body"), &expected);
		o = overlap_of(buf_str(&expected), r.given ? r.article.body : "");
		if (overlap_f1(&o) > most) {
			most = overlap_f1(&o);
			found = one;
			buf_clear(&best);
			best = expected;
		} else {
			buf_clear(&expected);
		}
	}
	add_score(b, set, name, buf_str(&best), &r);
	compare(&b->titles, "title", name, text_of(found, "title"), r.article.title, false);
	compare(&b->bylines, "byline", name,
	    json_string_value(json_array_get(json_object_get(found, "authors"), 0)),
	    r.article.byline, true);
	compare_day(b, name, text_of(found, "publishing_date"), &r.article);
	json_decref(versions);
	buf_clear(&best);
	article_clear(&r.article);
}

static void score_twin(struct bench *b, struct scores *set, const char *folder, const char *name)
{
	const char *dot = strstr(name, ".html");
	struct buf expected = BUF(SIZE_MAX / 2);
	char path[PATH_MAX];
	struct result r;
	json_t *twin;

	if (dot == NULL)
		return;
	snprintf(path, sizeof path, "%s/%.*s.expected.json", folder, (int)(dot - name), name);
	twin = load(path);
	buf_printf(&expected, "%s\n%s", text_of(twin, "heading"), text_of(twin, "article"));
	snprintf(path, sizeof path, "%s/%s", folder, name);
	read_page(b, path, &r);
	add_score(b, set, name, buf_str(&expected), &r);
	compare(&b->titles, "title", name, text_of(twin, "title"), r.article.title, false);
	compare_day(b, name, text_of(twin, "date"), &r.article);
	json_decref(twin);
	article_clear(&r.article);
	buf_clear(&expected);
}

/* Strings that must, or must not, stand in the text. */
static void count_strings(
    struct bench *b, const char *name, const json_t *list, bool wanted, const char *body)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *s = json_string_value(json_array_get(list, i));
		bool right = agree(s, body, true) == wanted;

		b->strings.wanted++;
		b->strings.right += right;
		if (!right)
			printf("html_differs file=%s what=%s string=\"%s\"\n", name,
			    wanted ? "missing" : "unwanted", s);
	}
}

static void score_strings(struct bench *b)
{
	char path[PATH_MAX];
	json_t *pages, *one;
	size_t i;

	snprintf(path, sizeof path, "%s/html/trafilatura-fr/expected.json", b->archives);
	pages = load(path);
	json_array_foreach(pages, i, one)
	{
		const char *name = text_of(one, "file");
		struct result r;

		snprintf(path, sizeof path, "%s/html/trafilatura-fr/%s", b->archives, name);
		read_page(b, path, &r);
		if (!r.given)
			printf("html_rejected file=%s reason=%s\n", name, r.reason);
		count_strings(b, name, json_object_get(one, "with"), true, r.article.body);
		count_strings(b, name, json_object_get(one, "without"), false, r.article.body);
		compare(&b->titles, "title", name, text_of(one, "title"), r.article.title, false);
		compare(
		    &b->bylines, "byline", name, text_of(one, "author"), r.article.byline, true);
		compare_day(b, name, text_of(one, "date"), &r.article);
		article_clear(&r.article);
	}
	json_decref(pages);
}

static void score_set(struct bench *b, const char *name,
    void (*one)(struct bench *, struct scores *, const char *, const char *))
{
	static struct scores set;
	struct dirent **names;
	char folder[PATH_MAX];
	int n;

	set.n = 0;
	snprintf(folder, sizeof folder, "%s/html/%s", b->archives, name);
	if ((n = scandir(folder, &names, NULL, alphasort)) < 0) {
		printf("html_%s=skipped\n", name);
		return;
	}
	for (int i = 0; i < n; i++) {
		one(b, &set, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	print_scores(name, &set);
}

static void open_options(struct import_options *o)
{
	static const char *const codes[LANGUAGES] = { "fr", "en", "ln", "sw" };
	const char *source = getenv("DEPECHE_SOURCE");
	struct zone *zone;
	struct error e;

	for (size_t i = 0; i < LANGUAGES; i++) {
		struct words *words;
		char path[PATH_MAX];

		snprintf(path, sizeof path, "%s/capsule/lang/%s.ini", source != NULL ? source : ".",
		    codes[i]);
		if (words_load(path, &words, &e) != ST_OK)
			fail(e.text);
		o->words[o->nwords++] = words;
	}
	if (zone_open("UTC", &zone, &e) != ST_OK)
		fail(e.text);
	o->zone = zone;
}

static void close_options(struct import_options *o)
{
	for (size_t i = 0; i < o->nwords; i++)
		words_free((struct words *)o->words[i]);
	zone_free((struct zone *)o->zone);
}

static void print_article(struct bench *b, const char *path)
{
	const struct article *a;
	struct result r;

	read_page(b, path, &r);
	a = &r.article;
	if (!r.given) {
		printf("rejected: %s\n", r.reason);
		return;
	}
	printf("key: %s\ntitle: %s\nbyline: %s\nday: %d\nlang: %s\nsummary: %s\nthemes:", a->key,
	    a->title, a->byline != NULL ? a->byline : "", a->published.day, a->lang,
	    a->summary != NULL ? a->summary : "");
	for (size_t i = 0; i < a->themes.n; i++)
		printf(" [%s]", a->themes.items[i].name);
	printf("\npartial: %d\n\n%s\n", a->partial, a->body);
	for (size_t k = 0; k < LIST_COUNT; k++)
		for (size_t i = 0; i < a->lists[k].n; i++)
			printf("list %zu: %s -- %s\n", k, a->lists[k].items[i].title,
			    a->lists[k].items[i].teaser != NULL ? a->lists[k].items[i].teaser : "");
	article_clear(&r.article);
}

int main(int argc, char **argv)
{
	static struct bench b;

	open_options(&b.options);
	b.archives = getenv("DEPECHE_ARCHIVES");
	for (int i = 1; i < argc; i++)
		print_article(&b, argv[i]);
	if (argc == 1 && b.archives == NULL)
		puts("html=skipped (DEPECHE_ARCHIVES names no folder)");
	if (argc == 1 && b.archives != NULL) {
		score_set(&b, "readability", score_readability);
		score_set(&b, "fundus", score_fundus);
		score_set(&b, "orange-fr", score_twin);
		score_strings(&b);
		print_scores("all", &b.all);
		printf("html_strings=%zu/%zu\nhtml_titles=%zu/%zu\nhtml_bylines=%zu/%zu\n"
		       "html_dates=%zu/%zu\n",
		    b.strings.right, b.strings.wanted, b.titles.right, b.titles.wanted,
		    b.bylines.right, b.bylines.wanted, b.dates.right, b.dates.wanted);
	}
	close_options(&b.options);
	return EXIT_SUCCESS;
}
