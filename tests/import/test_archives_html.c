/* Saved pages of others: what their record says of each. Skipped where they are absent. */
#include "base/utf8.h"
#include "import/webpage.h"
#include "tests/import/helpers.h"

#include <jansson.h>

static bool holds(const char *text, const char *part)
{
	struct buf a = BUF(SIZE_MAX / 2), b = BUF(SIZE_MAX / 2);
	bool found;

	utf8_fold(&a, text, strlen(text));
	utf8_fold(&b, part, strlen(part));
	found = strstr(buf_str(&a), buf_str(&b)) != NULL;
	buf_clear(&a);
	buf_clear(&b);
	return found;
}

/* The record's `first` is cut within a word. */
static void expect_first(const char *path, const char *body, const char *first)
{
	char words[512];
	char *space;

	snprintf(words, sizeof words, "%s", first);
	if ((space = strrchr(words, ' ')) != NULL)
		*space = '\0';
	cr_expect(holds(body, words), "%s: no \"%s\" in %.200s", path, words, body);
}

static void expect_page(const char *path, const json_t *record, const struct import_options *o)
{
	struct support_path p = support_archives(path);
	char day[CLOCK_DAY_SIZE];
	struct collected c;
	char *bytes;
	size_t n;

	if (p.text[0] == '\0')
		return;
	bytes = support_read(p.text, &n);
	helper_read_named(path, webpage_read, o, bytes, n, &c);
	free(bytes);
	cr_assert_eq(c.n, 1, "%s: %s", path, c.reason);
	cr_expect(holds(c.articles[0].title, json_string_value(json_object_get(record, "title"))),
	    "%s: %s", path, c.articles[0].title);
	clock_day_text(c.articles[0].published.day, day);
	cr_expect_str_eq(day, json_string_value(json_object_get(record, "date")), "%s", path);
	expect_first(path, c.articles[0].body, json_string_value(json_object_get(record, "first")));
	helper_clear(&c);
}

Test(archives, each_saved_page_gives_its_title_day_and_beginning)
{
	static const char under[] = "html/orange-fr/";
	struct support_path p = support_archives("EXPECTED.json");
	struct import_options o;
	json_t *records, *one;
	const char *path;
	size_t pages = 0;

	if (p.text[0] == '\0')
		return;
	helper_options(&o);
	records = json_load_file(p.text, 0, NULL);
	cr_assert_not_null(records);
	json_object_foreach(records, path, one)
	{
		if (strncmp(path, under, sizeof under - 1) != 0)
			continue;
		expect_page(path, one, &o);
		pages++;
	}
	cr_expect_gt(pages, 0);
	json_decref(records);
	helper_options_clear(&o);
}
