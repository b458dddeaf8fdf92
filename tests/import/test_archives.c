/* The archives of others: every count that their record states. Skipped where they are absent. */
#include "import/markdown.h"
#include "import/table.h"
#include "import/text.h"
#include "import/wxr.h"
#include "tests/import/helpers.h"

#include <jansson.h>

static bool read_archive(const char *path,
    enum status (*read)(struct input *, const struct import_options *, const struct sink *),
    const struct import_options *o, struct collected *out)
{
	struct support_path p = support_archives(path);
	char *bytes;
	size_t n;

	*out = (struct collected){ 0 };
	if (p.text[0] == '\0')
		return false;
	bytes = support_read(p.text, &n);
	helper_read(read, o, bytes, n, out);
	free(bytes);
	return true;
}

static size_t count_guessed(const struct collected *c, enum precision precision)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->articles[i].published.precision == precision;
	return n;
}

Test(archives, each_table_gives_its_articles)
{
	static const struct {
		const char *path, *columns;
		size_t articles, themed, days, seconds, urls;
	} tables[] = {
		{ "news/eng/masakhanews-eng-dev.tsv", NULL, 472, 472, 0, 0, 0 },
		{ "news/fra/masakhanews-fra-dev.tsv", NULL, 211, 211, 0, 0, 211 },
		{ "news/fra/masakhanews-fra-train-fewshot50.tsv", NULL, 250, 250, 0, 0, 0 },
		{ "news/fra/masakhanews-fra-train-pet50-noheader.tsv", "category,title,body,url",
		    250, 250, 0, 0, 250 },
		{ "news/fra/rdc-2024-11-06-news.csv", NULL, 79, 0, 42, 37, 79 },
		{ "news/fra/rdc-2025-08-18-news.csv", NULL, 47, 0, 1, 46, 0 },
		{ "news/fra/rdc-2025-08-19-news.csv", NULL, 59, 0, 2, 57, 0 },
		{ "news/lin/masakhanews-lin-dev.tsv", NULL, 87, 87, 0, 0, 87 },
		{ "news/lin/masakhanews-lin-train.tsv", NULL, 608, 608, 0, 0, 608 },
		{ "news/swa/masakhanews-swa-dev.tsv", NULL, 237, 237, 0, 0, 237 },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		size_t themed = 0, urls = 0;

		o.columns = tables[i].columns;
		if (!read_archive(tables[i].path, table_read, &o, &c))
			continue;
		for (size_t k = 0; k < c.n; k++) {
			themed += c.articles[k].themes.n == 1;
			urls += c.articles[k].url != NULL;
			cr_expect_null(strstr(c.articles[k].title, " | "), "%s: %s", tables[i].path,
			    c.articles[k].title);
			cr_expect_null(strstr(c.articles[k].body, "\nnL"), "%s", tables[i].path);
		}
		cr_expect_eq(c.n, tables[i].articles, "%s: %zu articles", tables[i].path, c.n);
		cr_expect_eq(c.rejects, 0, "%s: %lu: %s", tables[i].path, c.reject_line, c.reason);
		cr_expect_eq(themed, tables[i].themed, "%s: %zu themed", tables[i].path, themed);
		cr_expect_eq(urls, tables[i].urls, "%s: %zu urls", tables[i].path, urls);
		cr_expect_eq(count_guessed(&c, PRECISION_DAY), tables[i].days, "%s: %zu days",
		    tables[i].path, count_guessed(&c, PRECISION_DAY));
		cr_expect_eq(
		    count_guessed(&c, PRECISION_SECOND), tables[i].seconds, "%s", tables[i].path);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(archives, a_table_without_header_or_columns_says_what_to_do)
{
	struct import_options o;
	struct collected c;

	helper_options(&o);
	if (read_archive("news/fra/masakhanews-fra-train-pet50-noheader.tsv", table_read, &o, &c)) {
		cr_expect_eq(c.n, 0);
		cr_expect_not_null(strstr(c.reason, "--columns"), "%s", c.reason);
	}
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(archives, the_seed_gives_its_parts)
{
	struct import_options o;
	struct collected c;

	helper_options(&o);
	if (read_archive("seed/000_0c0923076112f1db.txt", text_read, &o, &c)) {
		cr_assert_eq(c.n, 1, "%s", c.reason);
		cr_expect_str_eq(c.articles[0].byline, "Dinho Kazadi");
		cr_expect_eq(helper_paragraphs(c.articles[0].body), 5);
		cr_expect_eq(c.articles[0].published.day, 20230614);
		cr_expect_eq(c.articles[0].published.precision, PRECISION_GUESS);
		for (enum list_kind k = 0; k < LIST_COUNT; k++) {
			cr_assert_eq(c.articles[0].lists[k].n, 5);
			for (size_t i = 0; i < 5; i++)
				cr_expect_not_null(c.articles[0].lists[k].items[i].teaser);
		}
	}
	helper_clear(&c);
	helper_options_clear(&o);
}

/* The value of the next `"key": ` after *at, a JSON string, number or null, decoded into out. */
static bool next_value(const char **at, const char *end, const char *key, char *out, size_t size)
{
	char name[32];
	const char *s;
	size_t n = 0;

	snprintf(name, sizeof name, "\"%s\": ", key);
	if ((s = strstr(*at, name)) == NULL || s >= end)
		return false;
	s += strlen(name);
	if (*s == '"') {
		for (s++; *s != '"' && n + 1 < size; s++) {
			if (*s == '\\')
				s++;
			out[n++] = *s;
		}
	} else {
		while (*s != ',' && *s != '\n' && n + 1 < size)
			out[n++] = *s++;
	}
	out[n] = '\0';
	*at = s;
	return true;
}

/* Compare the titles of one list, a JSON array of strings that begins at s. */
static void expect_titles(const char *file, const char *s, const struct entries *list)
{
	char title[1024];
	size_t n = 0;

	for (s = strchr(s, '[') + 1; s[strspn(s, " \n,")] == '"'; n++) {
		size_t len = 0;

		for (s += strspn(s, " \n,") + 1; *s != '"'; s++) {
			if (*s == '\\')
				s++;
			title[len++] = *s;
		}
		title[len] = '\0';
		s++;
		cr_assert_lt(n, list->n, "%s: no entry %s", file, title);
		cr_expect_str_eq(list->items[n].title, title, "%s: \"%s\" is not \"%s\"", file,
		    list->items[n].title, title);
	}
	cr_expect_eq(list->n, n, "%s: %zu entries, not %zu", file, list->n, n);
}

static size_t missing_teasers(const struct article *a)
{
	size_t n = 0;

	for (enum list_kind k = 0; k < LIST_COUNT; k++)
		for (size_t i = 0; i < a->lists[k].n; i++)
			n += a->lists[k].items[i].teaser == NULL;
	return n;
}

static void expect_document(const char *at, const char *end, const struct import_options *o)
{
	char path[512] = "seedlike/", file[256], variant[64], value[1024];
	struct collected c;
	const char *s = at;

	cr_assert(next_value(&s, end, "file", file, sizeof file));
	cr_assert(next_value(&s, end, "variant", variant, sizeof variant));
	strncat(path, file, sizeof path - strlen(path) - 1);
	if (!read_archive(path, text_read, o, &c))
		return;
	cr_assert_eq(c.n, 1, "%s: %s", file, c.reason);
	cr_assert(next_value(&s, end, "title", value, sizeof value));
	cr_expect_str_eq(c.articles[0].title, value);
	cr_assert(next_value(&s, end, "paragraphs", value, sizeof value));
	cr_expect_eq(helper_paragraphs(c.articles[0].body), strtoul(value, NULL, 10),
	    "%s: %zu, not %s", file, helper_paragraphs(c.articles[0].body), value);
	cr_assert(next_value(&s, end, "byline", value, sizeof value));
	if (strcmp(value, "null") == 0)
		cr_expect_null(c.articles[0].byline, "%s: %s", file, c.articles[0].byline);
	else
		cr_expect_str_eq(c.articles[0].byline, value, "%s", file);
	while (next_value(&s, end, "heading", value, sizeof value))
		expect_titles(file, s,
		    &c.articles[0].lists[value[0] == 'L' ? LIST_MOST_READ : LIST_SAME_THEME]);
	cr_expect_eq(missing_teasers(&c.articles[0]) > 0, strstr(variant, "without teaser") != NULL,
	    "%s: %s", file, variant);
	helper_clear(&c);
}

Test(archives, documents_like_the_seed_give_what_their_record_says)
{
	struct support_path p = support_archives("seedlike/expected.json");
	struct import_options o;
	size_t n = 0;
	char *json;

	if (p.text[0] == '\0')
		return;
	helper_options(&o);
	json = support_read(p.text, NULL);
	for (const char *s = json; (s = strstr(s, "\"file\": ")) != NULL; n++) {
		const char *next = strstr(s + 1, "\"file\": ");

		expect_document(s, next != NULL ? next : s + strlen(s), &o);
		s++;
	}
	cr_expect_gt(n, 0);
	free(json);
	helper_options_clear(&o);
}

/* One post: what its record says of it. True if it is one that is published. */
static bool expect_post(const char *path, json_t *record, const struct import_options *o)
{
	const char *title = json_string_value(json_object_get(record, "title"));
	const char *date = json_string_value(json_object_get(record, "date"));
	const char *named = json_string_value(json_object_get(record, "filename_date"));
	struct collected c;
	struct when when;
	char *bytes;
	size_t n;

	bytes = support_read(support_archives(path).text, &n);
	helper_read_named(path, markdown_import, o, bytes, n, &c);
	free(bytes);
	cr_expect_eq(c.rejects, 0, "%s: %s", path, c.reason);
	if (json_is_true(json_object_get(record, "draft"))) {
		cr_expect_eq(c.n, 0, "%s: a draft", path);
		helper_clear(&c);
		return false;
	}
	cr_assert_eq(c.n, 1, "%s", path);
	cr_expect_str_eq(c.articles[0].title, title, "%s: %s", path, c.articles[0].title);
	date = date != NULL ? date : named;
	if (date == NULL) {
		cr_expect_neq(c.articles[0].published.day, 0, "%s: its path has a day", path);
	} else {
		cr_assert(clock_parse(date, strlen(date), o->zone, &when), "%s: %s", path, date);
		cr_expect_eq(c.articles[0].published.day, when.day, "%s: %d, not %d", path,
		    c.articles[0].published.day, when.day);
	}
	helper_clear(&c);
	return true;
}

Test(archives, each_post_in_markdown_gives_its_title_and_day)
{
	struct support_path p = support_archives("EXPECTED.json");
	const char *path;
	json_t *all, *record;
	struct import_options o;
	size_t posts = 0, drafts = 0;

	if (p.text[0] == '\0')
		return;
	helper_options(&o);
	cr_assert_not_null(all = json_load_file(p.text, 0, NULL));
	json_object_foreach(all, path, record)
	{
		/* One has no front matter: it is a text, and read as such. */
		if (strncmp(path, "markdown/", 9) != 0 || json_object_get(record, "title") == NULL)
			continue;
		if (expect_post(path, record, &o))
			posts++;
		else
			drafts++;
	}
	cr_expect_eq(posts, 71 + 40 + 18, "%zu posts", posts);
	cr_expect_eq(drafts, 36, "%zu drafts", drafts);
	json_decref(all);
	helper_options_clear(&o);
}

/* ---- WordPress exports ---- */

static size_t count_themes(const struct collected *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->articles[i].themes.n;
	return n;
}

/* How many different keys: articles with the same would be one. */
static size_t count_keys(const struct collected *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t k = 0;

		while (k < i && strcmp(c->articles[k].key, c->articles[i].key) != 0)
			k++;
		n += k == i;
	}
	return n;
}

/*
 * As the record has them, but: malformed-simple.xml and malformed.xml have no articles there
 * either, but what is wrong with them is said, which counts as a reject; crazy-cdata.xml is read as
 * it was meant, with nothing lost, so nothing is said. In namespace-edge-cases.xml one item has
 * another namespace under the prefix wp: it says nowhere that it is published, and is rejected. The
 * two of themeunittestdata that have the guid of another are told apart by their links. The record
 * counts items without title or text as articles: they are ones, named by their first words, or
 * with the link to where they were published for a text. Themes
 * are counted as they stand there, twice where a category is a tag too, without the one for posts
 * that have none.
 */
Test(archives, each_wordpress_export_gives_its_posts)
{
	static const struct {
		const char *path;
		size_t articles, pages, rejects, dated, themes;
		int first, last;
		const char *title; /* of the first */
	} exports[] = {
		{ "bitcoinfrance.wordpress", 78, 10, 0, 78, 275, 20111031, 20160827,
		    "Le chemin de Goldman Sachs à la BCE passe-t-il par la Grèce ?" },
		{ "blank-lines", 1, 0, 0, 0, 0, 0, 0, "Post with blanks" },
		{ "cdata-edge", 1, 0, 0, 0, 0, 0, 0, "Edge" },
		{ "crazy-cdata-escaped", 1, 0, 0, 1, 0, 20120105, 20120105, "Hello world!" },
		{ "crazy-cdata", 1, 0, 0, 1, 0, 20120105, 20120105, "Hello world!" },
		{ "malformed-simple", 0, 0, 2, 0, 0, 0, 0, NULL },
		{ "malformed", 0, 0, 1, 0, 0, 0, 0, NULL },
		{ "missing-version-tag", 0, 0, 0, 0, 0, 0, 0, NULL },
		{ "namespace-edge-cases", 5, 0, 1, 0, 0, 0, 0, "Mixed Namespaces" },
		{ "post-content-blank-lines", 1, 0, 0, 1, 0, 20101016, 20101016, "Hello world!" },
		{ "slashes", 1, 0, 0, 1, 1, 20110118, 20110118, "Hello world!" },
		{ "small-export", 5, 4, 0, 5, 29, 20110118, 20110118, "Hello world!" },
		{ "term-formats", 0, 0, 0, 0, 0, 0, 0, NULL },
		{ "themeunittestdata.wordpress", 48, 21, 0, 48, 325, 20090515, 20181103,
		    "Keyboard navigation" },
		{ "valid-wxr-1.0", 3, 3, 0, 3, 10, 20101020, 20101020, "Hello world!" },
		{ "valid-wxr-1.1", 1, 1, 0, 1, 2, 20101016, 20101016, "Hello world!" },
		{ "wxr-simple", 1, 0, 0, 1, 0, 20240605, 20240605,
		    "\"The Road Not Taken\" by Robert Frost" },
		{ "wxr-utf-8-challenges", 1, 0, 0, 1, 0, 20240605, 20240605, NULL },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
		const char *name = exports[i].path;
		int first = 0, last = 0;
		char path[128];

		snprintf(path, sizeof path, "wxr/%s.xml", name);
		o.pages = false;
		if (!read_archive(path, wxr_read, &o, &c))
			continue;
		cr_expect_eq(c.n, exports[i].articles, "%s: %zu articles", name, c.n);
		cr_expect_eq(c.rejects, exports[i].rejects, "%s: %s", name, c.reason);
		cr_expect_eq(count_keys(&c), c.n, "%s: %zu keys", name, count_keys(&c));
		cr_expect_eq(count_guessed(&c, PRECISION_SECOND), exports[i].dated, "%s", name);
		cr_expect_eq(
		    count_themes(&c), exports[i].themes, "%s: %zu themes", name, count_themes(&c));
		for (size_t k = 0; k < c.n; k++) {
			int day = c.articles[k].published.day;

			first = k == 0 || day < first ? day : first;
			last = day > last ? day : last;
			cr_expect_gt(helper_paragraphs(c.articles[k].body), 0, "%s", name);
		}
		cr_expect_eq(first, exports[i].first, "%s: %d", name, first);
		cr_expect_eq(last, exports[i].last, "%s: %d", name, last);
		if (exports[i].title != NULL && c.n > 0)
			cr_expect_str_eq(c.articles[0].title, exports[i].title, "%s", name);
		helper_clear(&c);
		o.pages = true;
		if (read_archive(path, wxr_read, &o, &c))
			cr_expect_eq(
			    c.n, exports[i].articles + exports[i].pages, "%s: %zu", name, c.n);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}
