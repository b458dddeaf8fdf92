#include "tests/page/helpers.h"

#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_MAX = 1 << 20, WEEK = 7 * 86400 };

static struct archive *open_as(const struct paper *p, enum archive_mode mode)
{
	struct archive *a;
	struct error e = { "" };

	cr_assert_eq(
	    archive_open(p->articles.text, p->reads.text, mode, &a, &e), ST_OK, "%s", e.text);
	return a;
}

struct paper paper_open(void)
{
	struct support_path folder = support_folder();
	struct support_path lang = support_source("capsule/lang/fr.ini");
	struct paper p = { 0 };
	struct error e = { "" };

	snprintf(p.articles.text, sizeof p.articles.text, "%.4000s/articles.db", folder.text);
	snprintf(p.reads.text, sizeof p.reads.text, "%.4000s/reads.db", folder.text);
	/* The store of reads is made by the one that writes it, once there are articles. */
	p.archive = open_as(&p, ARCHIVE_WRITE);
	archive_close(p.archive);
	archive_close(open_as(&p, ARCHIVE_READS));
	p.archive = open_as(&p, ARCHIVE_WRITE);
	cr_assert_eq(words_load(lang.text, &p.words, &e), ST_OK, "%s", e.text);
	cr_assert_eq(zone_open("Africa/Kinshasa", &p.zone, &e), ST_OK, "%s", e.text);
	p.context = (struct page_context){ .archive = p.archive,
		.words = p.words,
		.zone = p.zone,
		.name = "La Rive",
		.description = "Les nouvelles du fleuve",
		.gemini = { "la-rive.example", 0 },
		.gopher = { "la-rive.example", 0 },
		.per_page = 20,
		.most_read = 5,
		.same_theme = 5,
		.edition = 16 * PAGE_EDITION_UNIT,
		.columns = 67,
		.front = { { FRONT_LATEST, 10, "" }, { FRONT_MOST_READ, 5, "" },
		    { FRONT_THEMES, 0, "" } },
		.nfront = 3 };
	return p;
}

void paper_close(struct paper *p)
{
	archive_close(p->archive);
	words_free(p->words);
	zone_free(p->zone);
}

/* "" and NULL are nothing. */
static char *copy(const char *s)
{
	char *c = s != NULL && s[0] != '\0' ? strdup(s) : NULL;

	cr_assert(s == NULL || s[0] == '\0' || c != NULL);
	return c;
}

static struct entries listed(const char *const pairs[12])
{
	struct entries list = { .items = calloc(6, sizeof *list.items) };

	cr_assert_not_null(list.items);
	for (; list.n < 6 && pairs[2 * list.n] != NULL; list.n++) {
		list.items[list.n].title = copy(pairs[2 * list.n]);
		list.items[list.n].teaser = copy(pairs[2 * list.n + 1]);
	}
	return list;
}

void paper_add(struct paper *p, const struct story *s)
{
	struct article a = { .key = copy(s->key),
		.title = copy(s->title),
		.byline = copy(s->byline),
		.summary = copy(s->summary),
		.body = strdup(s->body),
		.lists = { [LIST_MOST_READ] = listed(s->most_read),
		    [LIST_SAME_THEME] = listed(s->same_theme) },
		.themes = { .items = calloc(8, sizeof *a.themes.items) } };
	enum put_result result;

	cr_assert(a.body != NULL && a.themes.items != NULL);
	if (s->lang != NULL)
		snprintf(a.lang, sizeof a.lang, "%s", s->lang);
	if (s->day != 0)
		a.published = (struct when){ clock_day_start(p->zone, s->day), s->day,
			s->precision };
	for (; a.themes.n < 8 && s->themes[a.themes.n] != NULL; a.themes.n++)
		a.themes.items[a.themes.n].name = copy(s->themes[a.themes.n]);
	cr_assert_eq(archive_begin(p->archive), ST_OK);
	cr_assert_eq(article_put(p->archive, &a, &result), ST_OK, "%s", archive_error(p->archive));
	cr_assert_eq(archive_commit(p->archive), ST_OK);
	article_clear(&a);
}

void paper_series(struct paper *p, unsigned n)
{
	char key[32], title[64], body[64];

	for (unsigned i = 1; i <= n; i++) {
		struct story s = { .key = key,
			.title = title,
			.body = body,
			.day = 20230100 + (int)i,
			.precision = PRECISION_DAY,
			.themes = { "Série" } };

		snprintf(key, sizeof key, "serie/%u", i);
		snprintf(title, sizeof title, "Article numéro %u", i);
		snprintf(body, sizeof body, "Le texte de l’article numéro %u.\n", i);
		paper_add(p, &s);
	}
}

struct paper_id paper_id_of(const char *key)
{
	struct paper_id id;

	ident_of(key, strlen(key), id.text);
	id.text[IDENT_MIN] = '\0';
	return id;
}

void paper_read(struct paper *p, const char *key, unsigned times, int64_t now)
{
	struct archive *a = open_as(p, ARCHIVE_READS);

	cr_assert_eq(archive_begin(a), ST_OK);
	for (unsigned i = 0; i < times; i++)
		cr_assert_eq(reads_add(a, paper_id_of(key).text, now - 3600), ST_OK);
	cr_assert_eq(archive_commit(a), ST_OK);
	archive_close(a);
}

void paper_rank(struct paper *p, int64_t now)
{
	struct archive *a = open_as(p, ARCHIVE_READS);

	cr_assert_eq(reads_rank(a, now, WEEK), ST_OK, "%s", archive_error(a));
	archive_close(a);
}

char *paper_page(struct paper *p, page_fn fn, struct page_args args)
{
	struct page page;
	struct buf text = BUF(PAGE_MAX);
	enum status st;

	if (args.number == 0)
		args.number = 1;
	st = fn(&p->context, &args, &page);
	cr_assert_eq(st, ST_OK, "%s: %s", status_text(st), archive_error(p->archive));
	cr_assert_eq(gemtext_write(&page.doc, &text), ST_OK);
	page_clear(&page);
	return buf_take(&text);
}

void paper_expect(struct paper *p, page_fn fn, struct page_args args, const char *name)
{
	char path[128];
	char *wanted, *got = paper_page(p, fn, args);

	snprintf(path, sizeof path, "tests/fixtures/page/%s", name);
	wanted = support_read(support_source(path).text, NULL);
	cr_expect(strcmp(wanted, got) == 0, "%s is not the page, which is:\n%s", name, got);
	free(wanted);
	free(got);
}
