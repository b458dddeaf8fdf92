/* tests/archive/helpers.h -- archives with articles written down in a few words */
#ifndef TESTS_ARCHIVE_HELPERS_H
#define TESTS_ARCHIVE_HELPERS_H

#include "archive/archive.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELPER_MAX = 8 };

/* An article; what is not said is empty. */
struct sketch {
	const char *key, *title, *body, *byline, *summary;
	int day;
	int64_t time; /* 0: noon of a made-up clock in which days follow one another */
	const char *themes[HELPER_MAX];
	const char *lists[LIST_COUNT][HELPER_MAX]; /* "title" or "title|teaser" */
};

/* A folder with its two stores. */
struct place {
	char path[PATH_MAX + 16], reads[PATH_MAX + 16];
};

static inline struct place place_new(void)
{
	struct support_path folder = support_folder();
	struct place p;

	snprintf(p.path, sizeof p.path, "%s/a.db", folder.text);
	snprintf(p.reads, sizeof p.reads, "%s/r.db", folder.text);
	return p;
}

static inline struct archive *place_open(const struct place *p, enum archive_mode mode)
{
	struct archive *a;
	struct error e = { "" };

	cr_assert_eq(archive_open(p->path, p->reads, mode, &a, &e), ST_OK, "%s", e.text);
	return a;
}

static inline void sketch_list(struct entries *list, const char *const *lines)
{
	list->items = calloc(HELPER_MAX, sizeof *list->items);
	for (; list->n < HELPER_MAX && lines[list->n] != NULL; list->n++) {
		const char *line = lines[list->n];
		size_t len = strcspn(line, "|");

		list->items[list->n].title = strndup(line, len);
		if (line[len] == '|')
			list->items[list->n].teaser = strdup(line + len + 1);
	}
}

static inline char *sketch_copy(const char *s)
{
	return s != NULL ? strdup(s) : NULL;
}

/* A body of its own for each key, and no paragraph in it: links to it have no teaser. */
static inline char *sketch_body(const char *key)
{
	char body[64];

	snprintf(body, sizeof body, "# %s\n", key);
	return strdup(body);
}

static inline struct article sketch_article(const struct sketch *s)
{
	struct article a = {
		.key = sketch_copy(s->key),
		.title = sketch_copy(s->title),
		.body = s->body != NULL ? strdup(s->body) : sketch_body(s->key),
		.byline = sketch_copy(s->byline),
		.summary = sketch_copy(s->summary),
	};

	if (s->day != 0) {
		a.published.day = s->day;
		a.published.time = s->time != 0 ? s->time : (int64_t)s->day * 86400 + 43200;
		a.published.precision = PRECISION_SECOND;
	}
	a.themes.items = calloc(HELPER_MAX, sizeof *a.themes.items);
	for (; a.themes.n < HELPER_MAX && s->themes[a.themes.n] != NULL; a.themes.n++)
		a.themes.items[a.themes.n].name = strdup(s->themes[a.themes.n]);
	for (int kind = 0; kind < LIST_COUNT; kind++)
		sketch_list(&a.lists[kind], s->lists[kind]);
	return a;
}

struct id {
	char text[IDENT_MAX + 1];
};

/* Between begin and commit. PUT_NEW stands for a copy too. */
static inline struct id sketch_put_open(
    struct archive *a, const struct sketch *s, enum put_result expected)
{
	struct article article = sketch_article(s);
	enum put_result result;
	struct id id;

	cr_assert_eq(article_put(a, &article, &result), ST_OK, "%s", archive_error(a));
	cr_assert(result == expected || (expected == PUT_NEW && result == PUT_COPY),
	    "%s: %d, not %d", s->key, result, expected);
	snprintf(id.text, sizeof id.text, "%s", article.id);
	article_clear(&article);
	return id;
}

static inline struct id sketch_put_as(
    struct archive *a, const struct sketch *s, enum put_result expected)
{
	struct id id;

	cr_assert_eq(archive_begin(a), ST_OK, "%s", archive_error(a));
	id = sketch_put_open(a, s, expected);
	cr_assert_eq(archive_commit(a), ST_OK, "%s", archive_error(a));
	return id;
}

static inline struct id sketch_put(struct archive *a, const struct sketch *s)
{
	return sketch_put_as(a, s, PUT_NEW);
}

static inline struct archive_counts counts_of(struct archive *a)
{
	struct archive_counts counts;

	cr_assert_eq(archive_counts(a, &counts), ST_OK, "%s", archive_error(a));
	return counts;
}

/* The integrity of both stores, and of all numbers that are kept. */
static inline void expect_whole(struct archive *a)
{
	struct error e = { "" };

	cr_expect_eq(archive_check(a, &e), ST_OK, "%s", e.text);
}

/* Titles joined by "|", "*" before those without a link, ":" and the teaser where there is one. */
static inline void expect_entries(
    enum status st, struct entries *list, const char *expected, const char *what)
{
	char text[4096] = "";
	size_t len = 0;

	cr_expect_eq(st, ST_OK, "%s: %s", what, status_text(st));
	for (size_t i = 0; i < list->n && len < sizeof text; i++) {
		const struct entry *e = &list->items[i];

		len += (size_t)snprintf(text + len, sizeof text - len, "%s%s%s%s%s",
		    i > 0 ? "|" : "", e->id[0] == '\0' ? "*" : "", e->title,
		    e->teaser != NULL ? ":" : "", e->teaser != NULL ? e->teaser : "");
	}
	cr_expect_str_eq(text, expected, "%s: \"%s\", not \"%s\"", what, text, expected);
	entries_clear(list);
}

static inline void expect_listing(
    struct archive *a, const struct listing *which, const char *expected)
{
	struct entries list;
	enum status st = listing_get(a, which, &list);

	expect_entries(st, &list, expected, "listing");
}

static inline void expect_all(struct archive *a, const char *expected)
{
	expect_listing(a, &(struct listing){ .limit = 100 }, expected);
}

/* Statements that no call of the archive makes, into a store that is not open. */
static inline void sql_run(const char *path, const char *sql)
{
	sqlite3 *db;
	char *message = NULL;

	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s", message);
	sqlite3_close(db);
}

#endif
