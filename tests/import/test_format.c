#include "import/feed.h"
#include "import/json.h"
#include "import/markdown.h"
#include "import/table.h"
#include "import/text.h"
#include "import/webpage.h"
#include "import/wxr.h"
#include "tests/import/helpers.h"

/* What each reader gives one article of. */
static const struct {
	const char *what;
	enum status (*read)(struct input *, const struct import_options *, const struct sink *);
	const char *bytes;
} readers[] = {
	{ "text", text_read, "Le bac\n\nIl pleut sur le fleuve.\n" },
	{ "table", table_read, "title\ttext\nLe bac\tIl pleut sur le fleuve.\n" },
	{ "json", json_read, "{\"title\": \"Le bac\", \"text\": \"Il pleut sur le fleuve.\"}\n" },
	{ "markdown", markdown_import, "---\ntitle: Le bac\n---\nIl pleut sur le fleuve.\n" },
	{ "webpage", webpage_read,
	    "<title>Le bac</title><h1>Le bac</h1><p>Il pleut sur le fleuve depuis trois jours.</p>" },
	{ "feed", feed_read,
	    "<rss version=\"2.0\"><channel><item><title>Le bac</title>"
	    "<description>Il pleut sur le fleuve.</description></item></channel></rss>" },
	{ "wxr", wxr_read,
	    "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\""
	    " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
	    "<wp:wxr_version>1.2</wp:wxr_version><item><title>Le bac</title>"
	    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
	    "<content:encoded>Il pleut sur le fleuve.</content:encoded></item></channel></rss>" },
};

/* An archive on a full disk. */
static enum status refuse(void *ctx, struct article *a, unsigned long line)
{
	(void)a;
	(void)line;
	++*(unsigned *)ctx;
	return ST_IO;
}

static void no_reject(void *ctx, unsigned long line, const char *reason)
{
	(void)ctx;
	cr_expect_fail("line %lu: %s", line, reason);
}

static void ignore_site(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

Test(format, what_the_archive_refuses_ends_the_reading_and_is_no_reject)
{
	struct import_options o;

	helper_options(&o);
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		struct input_memory memory = { .bytes = readers[i].bytes,
			.len = strlen(readers[i].bytes) };
		unsigned taken = 0;
		const struct sink sink = {
			.article = refuse, .reject = no_reject, .site = ignore_site, .ctx = &taken
		};
		struct input in;
		struct error e;

		cr_assert_eq(
		    input_open(&in, "a", "a", helper_mtime, input_from_memory(&memory), &e), ST_OK);
		cr_expect_eq(readers[i].read(&in, &o, &sink), ST_IO, "%s", readers[i].what);
		cr_expect_eq(taken, 1, "%s", readers[i].what);
		input_close(&in);
	}
	helper_options_clear(&o);
}

/* With --format nobody asks whether it is one. */
Test(format, what_is_no_xml_or_other_xml_is_rejected_with_its_reason)
{
	static const struct {
		enum status (*read)(
		    struct input *, const struct import_options *, const struct sink *);
		const char *text, *reason;
	} rows[] = {
		{ wxr_read, "# Un titre\n\nDu texte.\n",
		    "not a WordPress export: it has no element" },
		{ wxr_read, "<html><p>a</p></html>",
		    "not a WordPress export: its first element is <html>, not rss" },
		{ wxr_read, "<rss><channel></channel></rss>", "" },
		{ feed_read, "# Un titre\n\nDu texte.\n", "not a feed: it has no element" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		helper_read(rows[i].read, &o, rows[i].text, strlen(rows[i].text), &c);
		cr_expect_eq(c.n, 0, "%s", rows[i].text);
		cr_expect_str_eq(c.reason, rows[i].reason, "%s: %s", rows[i].text, c.reason);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}
