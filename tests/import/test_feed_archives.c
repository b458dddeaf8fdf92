/*
 * Every feed of the archives of others against its record: how many articles, dates and full texts
 * it has, and the first titles. Skipped where the archives are absent.
 */
#include "base/buf.h"
#include "base/mime.h"
#include "base/utf8.h"
#include "tests/import/helpers.h"

#include <jansson.h>

/* Where the record is not what a reader should get: it counts what another parser makes of a feed.
 */
static const struct {
	const char *path;
	size_t articles, dated, full, rejects;
	const char *why;
} others[] = {
	{ "feedparser/encoding__encoding_attribute_crash_2.xml", 0, 0, 0, 1,
	    "a picture without a caption is no text" },
	{ "feedparser/illformed__aaa_illformed.xml", 0, 0, 0, 1, "it says that it is cut" },
	{ "feedparser/illformed__rss_item_link_corrupted_ampersands.xml", 0, 0, 0, 2,
	    "a link alone" },
	{ "feedparser/wellformed__atom10__entry_content_src.xml", 0, 0, 0, 1, "a link alone" },
	{ "feedparser/wellformed__rss__item_category_multiple.xml", 0, 0, 0, 1,
	    "neither title nor text" },
	{ "feedparser/wellformed__rss__item_dc_creator.xml", 0, 0, 0, 1, "neither title nor text" },
	{ "feedparser/wellformed__rss__item_dc_date.xml", 0, 0, 0, 1, "neither title nor text" },
	{ "feedparser/wellformed__rss__item_guid.xml", 0, 0, 0, 1, "neither title nor text" },
	{ "feedparser/wellformed__rss__item_guid_isPermaLink_conflict_link.xml", 0, 0, 0, 1,
	    "a link alone" },
	{ "feedparser/wellformed__rss__item_guid_not_permalink.xml", 0, 0, 0, 1,
	    "neither title nor text" },
	{ "feedparser/wellformed__rss__item_guid_not_permalink_not_url.xml", 0, 0, 0, 1,
	    "neither title nor text" },
	{ "feedparser/wellformed__rss__item_pubDate.xml", 0, 0, 0, 1, "neither title nor text" },
	{ "feedjira/InvalidDateFormat.xml", 2, 2, 0, 1, "it says that it is cut" },
	{ "reader/empty.rss", 0, 0, 0, 1, "neither title nor text" },
	{ "reader/full.rss", 2, 2, 1, 3, "three entries have nothing but the name of a source" },
	{ "reader/invalid.json", 2, 0, 1, 6,
	    "six entries have nothing but a signature; \"not a date\" is none" },
	{ "picofeed/fulltextrss.xml", 6, 6, 6, 0, "the descriptions are the whole texts" },
	{ "picofeed/jeux-linux.fr.xml", 20, 20, 18, 0, "two texts end with an ellipsis" },
	{ "picofeed/lagrange.xml", 34, 34, 32, 0, "two texts end with an ellipsis" },
	{ "picofeed/rss_10_no_default_namespace.xml", 2, 1, 1, 1, "one is a link alone" },
	{ "picofeed/rss_20_dc.xml", 0, 0, 0, 2, "neither title nor text" },
	{ "picofeed/rss_20_element_preference.xml", 1, 0, 1, 2, "two are links alone" },
	{ "picofeed/rss_20_empty_item.xml", 0, 0, 0, 1, "neither title nor text" },
	{ "node-feedparser/guid-dupes.xml", 1, 1, 1, 0, "the description is the whole text" },
	{ "node-feedparser/iconv.xml", 10, 10, 10, 0,
	    "the whole texts are in an element of their own" },
	{ "node-feedparser/illegally-nested.xml", 10, 10, 0, 0,
	    "each entry has an empty one in it, which is none" },
	{ "node-feedparser/rss-with-relative-urls.xml", 2, 2, 2, 0,
	    "the descriptions are the whole texts" },
};

struct wanted {
	size_t articles, dated, full, rejects;
};

static struct wanted wanted_of(const char *path, const json_t *record)
{
	const json_t *full = json_object_get(record, "full_content");

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].path, path) == 0)
			return (struct wanted){ others[i].articles, others[i].dated, others[i].full,
				others[i].rejects };
	if (full == NULL)
		full = json_object_get(record, "with_body");
	return (struct wanted){ json_integer_value(json_object_get(record, "articles")),
		json_integer_value(json_object_get(record, "dated")), json_integer_value(full), 0 };
}

static void expect_counts(const char *path, const struct wanted *w, const struct collected *c)
{
	size_t dated = 0, full = 0;

	for (size_t i = 0; i < c->n; i++) {
		dated += c->articles[i].published.precision != PRECISION_NONE;
		full += !c->articles[i].partial;
		cr_expect(
		    c->articles[i].title != NULL && c->articles[i].title[0] != '\0', "%s", path);
	}
	cr_expect_eq(c->n, w->articles, "%s: %zu articles, not %zu", path, c->n, w->articles);
	cr_expect_eq(dated, w->dated, "%s: %zu dated, not %zu", path, dated, w->dated);
	cr_expect_eq(full, w->full, "%s: %zu whole texts, not %zu", path, full, w->full);
	cr_expect_eq(c->rejects, w->rejects, "%s: %zu rejects, not %zu: %s", path, c->rejects,
	    w->rejects, c->reason);
}

/* The record has the beginnings of the first two, "" for one without. */
static void expect_titles(const char *path, const json_t *record, const struct collected *c)
{
	const json_t *titles = json_object_get(record, "first_titles");

	for (size_t i = 0; i < json_array_size(titles) && i < c->n; i++) {
		const char *title = json_string_value(json_array_get(titles, i));
		struct buf line = BUF(4096);

		utf8_clean_line(&line, title, strlen(title));
		cr_expect(strncmp(c->articles[i].title, buf_str(&line), line.len) == 0,
		    "%s: \"%s\", not \"%s\"", path, c->articles[i].title, title);
		buf_clear(&line);
	}
}

/* UTF-16 and 32 in archives that hold no article; a page: refused before any reader. */
static bool is_feed(const char *path)
{
	return strstr(path, "encoding__utf") == NULL && strstr(path, "notafeed") == NULL &&
	    strstr(path, "empty_document") == NULL;
}

static void check(
    const char *name, const json_t *record, struct mime *mime, const struct import_options *o)
{
	const char *path = name + strlen("feeds/");
	struct support_path p = support_archives(name);
	struct wanted w = wanted_of(path, record);
	struct input_memory memory;
	const struct format *format;
	struct collected c;
	struct input in;
	struct error e;
	char *bytes;
	size_t n;

	if (p.text[0] == '\0' || !is_feed(path))
		return;
	bytes = support_read(p.text, &n);
	memory = (struct input_memory){ .bytes = bytes, .len = n };
	cr_assert_eq(
	    input_open(&in, name, name, helper_mtime, input_from_memory(&memory), &e), ST_OK);
	format = format_of(&in, mime, o, &e);
	input_close(&in);
	cr_assert(format != NULL && format->read != NULL, "%s: %s", path, e.text);
	helper_read_named(name, format->read, o, bytes, n, &c);
	expect_counts(path, &w, &c);
	/* Without any declaration windows-1252 is read, and no alphabet is guessed. */
	if (c.n == (size_t)json_integer_value(json_object_get(record, "articles")) &&
	    strstr(path, "illformed__chardet") == NULL)
		expect_titles(path, record, &c);
	helper_clear(&c);
	free(bytes);
}

Test(feed_archives, each_feed_gives_what_its_record_says)
{
	struct support_path p = support_archives("EXPECTED.json");
	struct import_options o;
	json_t *all, *record;
	struct mime *mime;
	const char *name;
	struct error e;

	if (p.text[0] == '\0')
		return;
	cr_assert_not_null(all = json_load_file(p.text, 0, NULL));
	cr_assert_eq(mime_open(&mime, &e), ST_OK, "%s", e.text);
	helper_options(&o);
	json_object_foreach(all, name, record) if (strncmp(name, "feeds/", 6) == 0)
	    check(name, record, mime, &o);
	helper_options_clear(&o);
	mime_free(mime);
	json_decref(all);
}

/*
 * A page that goes by the name of a feed. Without --format it is taken as what it is, a page, and
 * becomes an article; as a feed it is refused with a reason.
 */
Test(feed_archives, a_page_is_refused_as_a_feed)
{
	static const char name[] = "feeds/node-feedparser/notafeed.html";
	struct support_path p = support_archives(name);
	struct input_memory memory;
	const struct format *format;
	struct import_options o;
	struct collected c;
	struct mime *mime;
	struct input in;
	struct error e;
	char *bytes;
	size_t n;

	if (p.text[0] == '\0')
		return;
	helper_options(&o);
	cr_assert_eq(mime_open(&mime, &e), ST_OK, "%s", e.text);
	bytes = support_read(p.text, &n);
	memory = (struct input_memory){ .bytes = bytes, .len = n };
	cr_assert_eq(
	    input_open(&in, name, name, helper_mtime, input_from_memory(&memory), &e), ST_OK);
	format = format_of(&in, mime, &o, &e);
	cr_expect(format != NULL && strcmp(format->name, "html") == 0, "%s", e.text);
	o.format = "feed";
	format = format_of(&in, mime, &o, &e);
	input_close(&in);
	cr_assert(format != NULL && strcmp(format->name, "feed") == 0, "%s", e.text);
	helper_read_named(name, format->read, &o, bytes, n, &c);
	cr_expect_eq(c.n, 0);
	cr_expect_eq(c.rejects, 1);
	cr_expect_not_null(strstr(c.reason, "first element is <html>"), "%s", c.reason);
	helper_clear(&c);
	free(bytes);
	mime_free(mime);
	helper_options_clear(&o);
}

/* An archive in JSON Lines: every article has its link and date, most a theme. */
Test(feed_archives, json_lines_give_their_articles)
{
	static const char name[] = "news/fra/orangesum-2020-05-29_06-12.jsonl";
	struct support_path p = support_archives(name);
	size_t themed = 0, monde = 0, n;
	struct import_options o;
	struct collected c;
	char *bytes;

	if (p.text[0] == '\0')
		return;
	helper_options(&o);
	bytes = support_read(p.text, &n);
	helper_read_named(name, format_named("json")->read, &o, bytes, n, &c);
	cr_expect_eq(c.n, 1468);
	cr_expect_eq(c.rejects, 0, "%s", c.reason);
	for (size_t i = 0; i < c.n; i++) {
		const struct article *a = &c.articles[i];

		cr_expect(a->url != NULL && strcmp(a->key, a->url) == 0);
		cr_expect_eq(a->published.precision, PRECISION_SECOND);
		cr_expect_not(a->partial, "%s", a->key);
		themed += a->themes.n > 0;
		monde += a->themes.n > 0 && strcmp(a->themes.items[0].name, "Monde") == 0;
	}
	cr_expect_eq(monde, 346, "%zu", monde);
	cr_expect_geq(themed, 1468 - 85, "%zu", themed);
	/* 2020-05-29T01:07:27+02:00 */
	cr_expect_eq(c.n > 0 ? c.articles[0].published.time : 0, 1590707247);
	helper_clear(&c);
	free(bytes);
	helper_options_clear(&o);
}
