/* bench_same_theme.c -- are the articles of the same theme the right ones? key=value lines
 *
 *	bench_same_theme
 *
 * Imports tables of news from the folder that $DEPECHE_ARCHIVES names, and puts the articles into a
 * second archive without their themes and lists, so that only their texts tell what they are about.
 * Of the five articles that each is followed by: how many are of its category, how many of those
 * that its own site links to are among them, and how many are much the same as another, or as it.
 */
#include "archive/copies.h"
#include "archive/shingle.h"
#include "tests/bench/stage.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHOWN = 5, FILES_MAX = 2, PATHS = PATH_MAX + 64, RESULT_MAX = 256 };

static const struct set {
	const char *name;
	const char *files[FILES_MAX];
	const char *bare;  /* a file more, without a header, or NULL */
	const char *links; /* the field of its lines that has the site's own links, or NULL */
} sets[] = {
	{ "french", { "fra/masakhanews-fra-dev.tsv", "fra/masakhanews-fra-train-fewshot50.tsv" },
	    "fra/masakhanews-fra-train-pet50-noheader.tsv", NULL },
	{ "lingala", { "lin/masakhanews-lin-train.tsv", "lin/masakhanews-lin-dev.tsv" }, NULL,
	    NULL },
	{ "swahili", { "swa/masakhanews-swa-dev.tsv" }, NULL, NULL },
	{ "english", { "eng/masakhanews-eng-dev.tsv" }, NULL, NULL },
	{ "orangesum", { "fra/orangesum-2020-05-29_06-12.jsonl" }, NULL, "read_also" },
};

/* An article of a set. */
struct item {
	char id[IDENT_MAX + 1];
	char *category;
	struct shingles shingles;
};

struct items {
	struct item *items;
	size_t n, cap;
};

struct figures {
	unsigned shown, right;  /* of the same category */
	unsigned linked, found; /* by the site */
	unsigned alike;
};

static void check(enum status st, const char *what)
{
	if (st != ST_OK)
		stage_fail(what, status_text(st));
}

/* ---- the articles ---- */

static void run_import(const struct stage *s, const char *const *arguments)
{
	char result[RESULT_MAX];
	int out, status;
	pid_t pid = stage_start(s, arguments, false, &out);

	while (read(out, result, sizeof result) > 0)
		continue;
	close(out);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		stage_fail("import", "not all was taken");
}

static void path_of(const char *file, char out[PATHS])
{
	snprintf(out, PATHS, "%s/news/%s", getenv("DEPECHE_ARCHIVES"), file);
}

static void import(const struct stage *s, const struct set *set)
{
	char paths[FILES_MAX][PATHS];
	const char *arguments[FILES_MAX + 2] = { "import" };

	for (size_t i = 0; i < FILES_MAX && set->files[i] != NULL; i++) {
		path_of(set->files[i], paths[i]);
		arguments[i + 1] = paths[i];
	}
	run_import(s, arguments);
	if (set->bare != NULL) {
		const char *const bare[] = { "import", paths[0], "--columns",
			"theme,title,body,url", NULL };

		path_of(set->bare, paths[0]);
		run_import(s, bare);
	}
}

static struct item *find(const struct items *list, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i].id, id) == 0)
			return &list->items[i];
	return NULL;
}

/* The article of an address, or that which it is a copy of. */
static struct item *find_url(struct archive *from, const struct items *list, const char *url)
{
	char id[IDENT_MAX + 1];
	struct entries one;
	struct item *item = NULL;

	ident_of(url, strlen(url), id);
	id[IDENT_MIN] = '\0';
	if (article_entry(from, id, &one) == ST_OK)
		item = find(list, one.items[0].id);
	entries_clear(&one);
	return item;
}

/* Keep what is known of the article, and put it into the other archive without that. */
static void move(struct archive *to, struct article *a, struct items *list)
{
	struct item *item;
	struct buf fold = BUF(SIZE_MAX / 2);
	enum put_result result;

	if (list->n == list->cap) {
		list->cap = list->cap > 0 ? 2 * list->cap : 1024;
		list->items = reallocarray(list->items, list->cap, sizeof *list->items);
		if (list->items == NULL)
			stage_fail("articles", "out of memory");
	}
	item = &list->items[list->n];
	*item = (struct item){ 0 };
	if (a->themes.n > 0)
		item->category = strdup(a->themes.items[0].name);
	check(copies_fold(&fold, a->title, a->body), a->title);
	check(shingle_all(fold.data, fold.len, &item->shingles), a->title);
	buf_clear(&fold);
	names_clear(&a->themes);
	check(article_put(to, a, &result), a->title);
	if (result == PUT_COPY) {
		free(item->category);
		shingle_clear(&item->shingles);
		return;
	}
	memcpy(item->id, a->id, sizeof item->id);
	list->n++;
}

struct moving {
	struct archive *from, *to;
	struct items *list;
};

static enum status move_listed(void *ctx, const struct listed *one)
{
	struct moving *m = ctx;
	struct article a;

	check(article_get(m->from, one->entry->id, &a), one->entry->id);
	move(m->to, &a, m->list);
	article_clear(&a);
	return ST_OK;
}

static void move_all(struct archive *from, struct archive *to, struct items *list)
{
	struct moving m = { from, to, list };
	const struct listing all = { .limit = 0 };

	check(archive_begin(to), "begin");
	check(listing_each(from, &all, move_listed, &m), "list");
	check(archive_commit(to), "commit");
}

/* ---- the figures ---- */

static unsigned count_alike(const struct item *const *items, size_t n)
{
	unsigned alike = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			alike += shingle_alike(&items[i]->shingles, &items[k]->shingles);
	return alike;
}

/* What the article is followed by: itself first, then these. */
static size_t followers(struct archive *a, const struct items *list, const struct item *self,
    const struct item *out[SHOWN + 1])
{
	struct entries entries;
	size_t n = 0;

	out[n++] = self;
	check(related_get(a, LIST_SAME_THEME, self->id, NULL, SHOWN, &entries), self->id);
	for (size_t i = 0; i < entries.n; i++)
		if ((out[n] = find(list, entries.items[i].id)) != NULL)
			n++;
	entries_clear(&entries);
	return n;
}

static void look_at(
    struct archive *a, const struct items *list, const struct item *self, struct figures *f)
{
	const struct item *items[SHOWN + 1];
	size_t n = followers(a, list, self, items);

	for (size_t i = 1; i < n; i++) {
		f->shown++;
		f->right += self->category != NULL && items[i]->category != NULL &&
		    strcmp(self->category, items[i]->category) == 0;
	}
	f->alike += count_alike(items, n);
}

/* Which of the articles that a line's site links to follow it? */
static void look_at_links(struct archive *from, struct archive *a, const struct items *list,
    const json_t *line, const char *field, struct figures *f)
{
	const char *url = json_string_value(json_object_get(line, "url"));
	const struct item *self = url != NULL ? find_url(from, list, url) : NULL;
	const struct item *items[SHOWN + 1];
	const json_t *link;
	size_t i, n;

	if (self == NULL)
		return;
	n = followers(a, list, self, items);
	json_array_foreach(json_object_get(line, field), i, link)
	{
		const char *to = json_string_value(link);
		const struct item *other = to != NULL ? find_url(from, list, to) : NULL;

		if (other == NULL || other == self)
			continue;
		f->linked++;
		for (size_t k = 1; k < n; k++)
			f->found += items[k] == other;
	}
}

static void look_at_all_links(struct archive *from, struct archive *a, const struct items *list,
    const struct set *set, struct figures *f)
{
	char path[PATHS], *line = NULL;
	size_t cap = 0;
	FILE *file;

	path_of(set->files[0], path);
	if ((file = fopen(path, "r")) == NULL)
		stage_fail(path, "cannot be read");
	while (getline(&line, &cap, file) > 0) {
		json_t *object = json_loads(line, 0, NULL);

		if (object != NULL)
			look_at_links(from, a, list, object, set->links, f);
		json_decref(object);
	}
	free(line);
	fclose(file);
}

static void clear_items(struct items *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->items[i].category);
		shingle_clear(&list->items[i].shingles);
	}
	free(list->items);
}

static struct archive *open_archive(const struct stage *s, enum archive_mode mode)
{
	struct archive *a;
	struct error e;

	if (archive_open(s->articles, s->reads, mode, &a, &e) != ST_OK)
		stage_fail(s->articles, e.text);
	return a;
}

static void run(const struct set *set)
{
	struct stage imported, bare;
	struct archive *from, *to;
	struct items list = { 0 };
	struct figures f = { 0 };

	stage_open(&imported);
	stage_open(&bare);
	stage_write_ini(&imported);
	import(&imported, set);
	from = open_archive(&imported, ARCHIVE_READ);
	to = open_archive(&bare, ARCHIVE_WRITE);
	move_all(from, to, &list);
	for (size_t i = 0; i < list.n; i++)
		look_at(to, &list, &list.items[i], &f);
	if (set->links != NULL)
		look_at_all_links(from, to, &list, set, &f);
	printf("same_theme_articles_%s=%zu\n", set->name, list.n);
	if (set->links == NULL)
		printf("same_theme_precision_at_5_%s=%.4f\n", set->name,
		    f.shown > 0 ? (double)f.right / f.shown : 0);
	else
		printf("same_theme_recall_at_5_%s=%.4f\n", set->name,
		    f.linked > 0 ? (double)f.found / f.linked : 0);
	printf("same_theme_alike_pairs_%s=%u\n", set->name, f.alike);
	fflush(stdout);
	clear_items(&list);
	archive_close(from);
	archive_close(to);
	stage_close(&imported);
	stage_close(&bare);
}

int main(void)
{
	if (getenv("DEPECHE_ARCHIVES") == NULL) {
		puts("same_theme=skipped (no $DEPECHE_ARCHIVES)");
		return EXIT_SUCCESS;
	}
	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
		run(&sets[i]);
	return EXIT_SUCCESS;
}
