#include "base/buf.h"
#include "base/mime.h"
#include "import/format.h"
#include "tests/import/helpers.h"

static struct mime *mime;
static struct import_options options;

static void set_up(void)
{
	struct error e;

	cr_assert_eq(mime_open(&mime, &e), ST_OK, "%s", e.text);
	helper_options(&options);
}

static void tear_down(void)
{
	mime_free(mime);
	helper_options_clear(&options);
}

/* Is it taken for what that says, whether this version reads it or not? */
static void expect_what(const char *name, const char *bytes, size_t len, const char *what)
{
	struct input_memory memory = { .bytes = bytes, .len = len };
	const struct format *format;
	struct error why = { "" };
	struct input in;

	cr_assert_eq(input_open(&in, name, name, 0, input_from_memory(&memory), &why), ST_OK);
	format = format_of(&in, mime, &options, &why);
	cr_expect_not_null(strstr(format != NULL ? format->what : why.text, what), "%s: %s: %s",
	    name, bytes, format != NULL ? format->what : why.text);
	input_close(&in);
}

/* The format's name, or the reason that there is none. */
static const char *sniff(const char *name, const char *bytes, size_t len, struct error *why)
{
	struct input_memory memory = { .bytes = bytes, .len = len };
	const struct format *format;
	struct input in;

	cr_assert_eq(input_open(&in, name, name, 0, input_from_memory(&memory), why), ST_OK);
	format = format_of(&in, mime, &options, why);
	input_close(&in);
	if (format == NULL)
		return why->text;
	if (format->name == NULL)
		error_set(why, ST_OK, "(%s)", format->what);
	return format->name != NULL ? format->name : why->text;
}

#define AS_A_PAGE ": not a format of this version; --format html reads it as a page"

static const struct {
	const char *name, *bytes;
	size_t len;
	const char *expected;
} content_cases[] = {
#define CASE(name, s, expected)                                                                    \
	{                                                                                          \
		name, s, sizeof(s) - 1, expected                                                   \
	}
	CASE("a.csv", "Le bac repart\n\nIl pleut, dit-on.\n", "text"),
	CASE("a.html", "Le bac repart\n\nIl pleut.\n", "text"),
	CASE("a.xml", "\xff\xfeL\0e\0 \0b\0a\0c\0\n\0\n\0I\0l\0", "text"),
	CASE("a.txt", "Le b\xe9ret\n\n\xc9t\xe9", "text"),
	CASE("a.txt", "title,text\nUn,Deux\n", "table"),
	CASE("a", "[Tribune] Le bac\n\nIl pleut.", "text"),
	CASE("a", "{Note} Le bac\n\nIl pleut.", "text"),
	CASE("a", "--- Le bac ---\n\nIl pleut.", "text"),
	CASE("a", "import nouveau\n\nimport de riz.\n", "text"),
	CASE("a.txt", "# 1 des ventes\n\nIl pleut.\n", "text"),
	CASE("a.md", "# Le bac\n\nIl pleut.\n", "markdown"),
	CASE("a.txt", "", "empty"),
	CASE("a.txt", " \n\t\n", "nothing is written in it"),
	CASE("a.txt", "<?xml version=\"1.0\"?>\n<!-- x -->\n<rss version=\"2.0\"><channel/></rss>",
	    "feed"),
	CASE("a.txt", "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"></rdf:RDF>", "feed"),
	CASE("a.txt", "\n<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>", "feed"),
	CASE("a.txt", "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"></r:RDF>",
	    "feed"),
	CASE("a.html",
	    "<html><body><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry></entry></feed></body>",
	    "feed"),
	CASE("a.txt",
	    "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">]>\n<rss></rss>",
	    "feed"),
	CASE("a.txt",
	    "<!DOCTYPE rdf:RDF [\n<!ENTITY % HTMLlat1 PUBLIC \"-//X//Latin 1//EN\" "
	    "\"http://x.example/lat1.ent\">\n%HTMLlat1;\n]>\n<rdf:RDF></rdf:RDF>",
	    "feed"),
	CASE("a.txt",
	    "<!DOCTYPE rss [<!ENTITY a '<b>'>]><rss "
	    "xmlns:wp=\"http://wordpress.org/export/1.2/\"></rss>",
	    "wxr"),
	CASE("a.txt", "<!DOCTYPE feed [<!ENTITY e '<entry>'>]><feed></feed>", "feed"),
	CASE("a.txt", "<rssx></rssx>", "html"),
	CASE("a.txt", "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"></rss>", "wxr"),
	CASE("a.txt", "<!DOCTYPE html><title>Le bac</title>", "html"),
	CASE("a.txt", "<div id=\"x\"><p>Le bac</p></div>", "html"),
	CASE("a.txt", "<?xml version=\"1.0\"?><article/>", "looks like XML (<article>)" AS_A_PAGE),
	CASE("a.txt", "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY y '>'>]>\n<x:opml\n/>",
	    "looks like XML (<x:opml>)" AS_A_PAGE),
	CASE("a.txt",
	    "<?xml version=\"1.0\"?>\n<dép\xe2\x80\xae"
	    "êche/>",
	    "looks like XML (<dépêche>)" AS_A_PAGE),
	CASE("a.txt", "<?xml version=\"1.0\"?>\n", "looks like XML: not a format of this version"),
	CASE("a.txt", "{\"title\": \"Le bac\"}\n", "json"),
	CASE("a.txt", "[ {\"title\": \"Le bac\"} ]\n", "json"),
	CASE("a.txt", "---\ntitle: Le bac\n---\nIl pleut.\n", "markdown"),
	CASE("a.txt", "+++\ntitle = \"Le bac\"\n+++\nIl pleut.\n", "markdown"),
	CASE("a.txt", "{\n  \"title\": \"Le bac\"\n}\n\nIl pleut.\n", "markdown"),
	CASE("a.md", "{\n  \"title\": \"Le bac\"\n}\n", "json"),
	CASE("a.md", "{\"title\": \"Le bac\"}\nIl pleut.\n{\"title\": \"Le quai\"}\n", "json"),
	CASE("a.md", "---\ntitle: Le bac\ndraft: true\n\nIl pleut.\n", "markdown"),
	CASE("a.txt", "---\r\n# la page\r\n\r\ntags:\r\n- eau\r\n", "markdown"),
	CASE("a.txt", "+++\ndraft=true\n\nIl pleut.\n", "markdown"),
	CASE("a.txt", "+++\n[extra]\n", "markdown"),
	CASE("a.txt", "---\nLe bac: il pleut.\n\nFin.\n", "text"),
	CASE("a.txt", "---\nRappel : il pleut.\n\nFin.\n", "text"),
	CASE("a.txt", "---\nhttps://j.example/\n\nFin.\n", "text"),
	CASE("a.txt", "---\n\nIl pleut.\n\n---\n\nFin.\n", "text"),
	CASE("a.txt", "+++\nUn bac = un quai\n\nFin.\n", "text"),
	CASE("a.txt", "---", "text"),
	CASE("a.txt", "---\nLe bac repart\n\nIl pleut : il faut attendre.\n---\nFin.\n", "text"),
	CASE("a.txt", "+++\nLe bac\n\nUn = un.\n+++\nFin.\n", "text"),
	CASE("a.txt", "---\n{ title: Le bac,\n draft: true }\n---\nIl pleut.\n", "markdown"),
	CASE("a.txt", "+++\n[extra]\ndraft = true\n+++\nIl pleut.\n", "markdown"),
	CASE("a.txt", "\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\x04\0", "(an archive of files)"),
	CASE("a", "PK\x03\x04\x14\0\0\0\0\0", "(an archive of files)"),
	CASE("a.html", "PK\x05\x06\0\0\0\0\0\0", "(an archive of files)"),
	CASE("a.gz", "\xfd\x37zXZ\0\0\4", "(an archive of files)"),
	CASE("a.zip", "\x28\xb5\x2f\xfd\4\0", "(an archive of files)"),
	CASE("a", "\x04\x22\x4d\x18\0\0", "(an archive of files)"),
	CASE("a", "7z\xbc\xaf\x27\x1c\0\4", "(an archive of files)"),
	CASE("a.gz", "Le bac repart\n\nIl pleut.\n", "text"),
	CASE("a.zip", "title,text\nUn,Deux\n", "table"),
	CASE("a.txt", "BZh est un sigle\n\nIl pleut.\n", "text"),
	CASE("a.txt", "PK est un sigle\n\nIl pleut.\n", "text"),
	CASE("a.zip", "Rar!\x1a\x07\1\0", "looks like a RAR archive: not a format of this version"),
	CASE("a.zip",
	    "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x14\0\0\0\x14\0\0\0\x08\0\0\0mimetype"
	    "application/epub+zip",
	    "looks like an office document or an e-book: not a format of this version"),
	CASE("a.txt", "%PDF-1.4\n%x\n",
	    "looks like a PDF, RTF or PostScript document: not a format of this version"),
	CASE("a.txt", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\0\0\0\0",
	    "(a picture, sound, film or font)"),
	CASE("style.css", "p { color: red; }\n", "(a style sheet or script)"),
	CASE("x.js", "function f() { return 1; }\n", "(a style sheet or script)"),
	CASE("x.js", "var a=1;\n", "(a style sheet or script)"),
	CASE("feed.xsl", "<xsl:stylesheet version=\"1.0\"></xsl:stylesheet>",
	    "(a style sheet or script)"),
	CASE("f/robots.txt", "User-agent: *\nDisallow: /\n", "(a file for programs)"),
	CASE("robots.txt", "Les robots\n\nIl pleut.\n", "text"),
	CASE("package.json", "{\"name\": \"x\", \"version\": \"1.0.0\", \"description\": \"d\"}\n",
	    "(a file for programs)"),
	CASE("package.json", "{\"title\": \"Le bac\", \"body\": \"Il pleut.\"}\n", "json"),
	CASE("_config.yml", "# le site\ntitle: x\nurl: https://j.example\n",
	    "(a file for programs)"),
	CASE("_data/menu.yaml", "---\n- name: x\n", "(a file for programs)"),
	CASE("_data/a.yaml", "---\nname: x\nurl: y\n", "(a file for programs)"),
	CASE("config.toml", "title = \"x\"\n[params]\na = 1\n", "(a file for programs)"),
	CASE("config.toml", "Le bac\n\nIl pleut.\n", "text"),
	CASE("a.yml", "---\ntitle: Le bac\n---\nIl pleut.\n", "markdown"),
	CASE("CNAME", "j.example\n", "(a file for programs)"),
	CASE("sitemap.xml", "<?xml version=\"1.0\"?><urlset><url/></urlset>",
	    "(a file for programs)"),
	CASE("LICENSE", "MIT License\n\nCopyright (c) 2020\n", "(a file about the others)"),
	CASE("COPYING.txt", "The licence of it\n\nAll.\n", "(a file about the others)"),
	CASE("Thumbs.db", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", "(a file for programs)"),
	CASE("README", "Lisez-moi\n\nIl pleut.\n", "(a file about the others)"),
	CASE("licence.txt", "Une patente pour le bac\n\nIl pleut.\n", "text"),
	CASE("license-perdue.txt", "Le copyright\n\nIl pleut.\n", "text"),
	CASE("a.mht",
	    "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: multipart/related;\r\n\tboundary=\"b\"\r\n\r\n--b\r\n",
	    "looks like a saved page in MHTML, or a mail: not a format of this version"),
	CASE("a.txt",
	    "From: a@j.example\nSubject: Le bac\nDate: Wed, 3 May 2023 10:00:00 +0000\n\nIl "
	    "pleut.\n",
	    "looks like a saved page in MHTML, or a mail: not a format of this version"),
	CASE("mbox", "From a@j.example Wed May  3 10:00:00 2023\nReceived: from x\n\tby y\n\na\n",
	    "looks like a saved page in MHTML, or a mail: not a format of this version"),
	CASE("a.eml", "From: Awa\nDate: 3 mai 2023\n\nIl pleut.\n", "text"),
	CASE("x.js", "Le bac\n\nIl pleut.\n", "text"),
	CASE("x.css", "title,text\nUn,Deux\n", "table"),
	CASE("x.txt", "p { color: red; }\n", "text"),
	CASE("a.xml",
	    "<?xml version=\"1.0\"?>\n<rss><channel><title>Le b\0ac</title></channel></rss>",
	    "feed"),
	CASE("a.html", "<!DOCTYPE html><title>Le bac</title>\0<p>Il pleut.</p>", "html"),
	CASE("a.csv", "title,text\nLe bac,Il pl\0eut.\nLe quai,Fin.\n", "table"),
	CASE("a.jsonl", "{\"title\": \"Le bac\", \"text\": \"Il \0pleut.\"}\n", "json"),
	CASE("a.txt", "Le bac repart\n\nIl pleut encore,\x01 dit-on.\n", "text"),
	CASE("a.txt", "Le bac repart\n\nIl \0pleut encore,\x01 dit-on.\n",
	    "looks like binary data (application/octet-stream): not a format of this version"),
	CASE("a.html", "<!DOCTYPE html><meta charset=utf-7><p>Il pleut +AOk-",
	    "in a character set that this version does not read (UTF-7)"),
	CASE("a.html", "<!DOCTYPE html><meta charset=hz-gb-2312><p>~{<:Ky~}",
	    "in a character set that this version does not read (HZ-GB-2312)"),
	CASE("a.html", "<!DOCTYPE html><meta charset=utf-7><p>Il pleut, été", "html"),
	CASE("a.html", "<!DOCTYPE html><meta charset=iso-2022-jp><p>a", "html"),
	CASE("a.txt", "Le bac\0\n\nIl pleut",
	    "looks like binary data (application/octet-stream): not a format of this version"),
#undef CASE
};

Test(sniff, content_tells_the_format_whatever_the_name, .init = set_up, .fini = tear_down)
{
	struct error why;

	for (size_t i = 0; i < sizeof content_cases / sizeof *content_cases; i++) {
		const char *got = sniff(
		    content_cases[i].name, content_cases[i].bytes, content_cases[i].len, &why);

		cr_expect_str_eq(
		    got, content_cases[i].expected, "%s: %s", content_cases[i].bytes, got);
	}
}

/* However many tags it has, one a line, and beyond the head that is looked at: what is told as a
 * text would show its drafts. */
Test(sniff, front_matter_may_have_any_number_of_lines, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *fence, *first, *line, *last;
	} cases[] = {
		{ "---", "title: Le bac\ndraft: true\ntags:\n", "- le fleuve\n", "" },
		{ "+++", "draft = true\ntags = [\n", "\"le fleuve\",\n", "]\n" },
		{ "---", "# ce que dit la page\n\ntags:\n", "  - le fleuve\r\n", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf post = BUF(3 * INPUT_HEAD_MAX);
		struct error why;

		buf_printf(&post, "%s\n%s", cases[i].fence, cases[i].first);
		while (post.len < 2 * INPUT_HEAD_MAX)
			buf_puts(&post, cases[i].line);
		buf_printf(&post, "%s%s\nIl pleut.\n", cases[i].last, cases[i].fence);
		cr_expect_str_eq(sniff("a", post.data, post.len, &why), "markdown", "%zu", i);
		buf_clear(&post);
	}
}

Test(sniff, an_option_overrides_content_but_not_for_binary_data, .init = set_up, .fini = tear_down)
{
	struct error why;

	options.format = "text";
	cr_expect_str_eq(sniff("a", "title,text\nUn,Deux\n", 19, &why), "text");
	cr_expect_not_null(strstr(sniff("a", "a\0b", 3, &why), "binary"));
}

Test(sniff, formats_are_listed_as_the_table_has_them)
{
	size_t n = 0;

	for (const char *const *f = import_formats(); *f != NULL; f++, n++)
		cr_expect_str_eq(format_named(*f)->name, *f);
	cr_expect_eq(n, 7);
	cr_expect_null(format_named("docx"));
}

Test(sniff, names_that_lie_are_not_believed, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *name, *bytes;
		size_t len;
		const char *what;
	} cases[] = {
#define CASE(name, s, what) { name, s, sizeof(s) - 1, what }
		CASE("a.xml", "<!DOCTYPE html>\n<html><body><p>Le bac</p></body></html>",
		    "an HTML page"),
		CASE("a.csv", "<html><head><title>Le bac, le pont</title></head></html>",
		    "an HTML page"),
		CASE("a.json", "\xef\xbb\xbf<html><p>Le bac</p></html>", "an HTML page"),
		CASE("a.html", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel/></rss>",
		    "an RSS feed"),
		CASE("a.json", "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>",
		    "an Atom feed"),
		CASE("a", "\xff\xfe<\0r\0s\0s\0>\0<\0/\0r\0s\0s\0>\0", "an RSS feed"),
		CASE("a", "<\0r\0s\0s\0>\0<\0/\0r\0s\0s\0>\0", "an RSS feed"),
		CASE("a.txt", "{\"title\": \"Le bac\"}\n", "JSON"),
		CASE("a.html", "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}",
		    "JSON"),
		CASE("a.md",
		    "<?xml version=\"1.0\"?><rss "
		    "xmlns:wp=\"http://wordpress.org/export/1.2/\"></rss>",
		    "a WordPress export"),
		CASE(
		    "a.json", "---\ntitle: Le bac\n---\nIl pleut.\n", "Markdown with front matter"),
		CASE("a.html", "title;text\nUn;Deux\nTrois;Quatre\n", "a table"),
		CASE("a.json", "Le bac\n\nIl pleut.\n", "a text"),
		CASE("a.md", "Le bac\n======\n\nIl pleut.\n", "Markdown"),
		CASE("a.md", "Le bac\n---\n\nIl pleut.\n", "Markdown"),
		CASE("a.md", "Il pleut.\n\n## Suite\n\nEncore.\n", "Markdown"),
		CASE("a.md", "Title: Le bac\nDate: 2023-06-14\n\nIl pleut.\n", "Markdown"),
		CASE("a.md", "Le bac: suite\n\nIl pleut.\n", "a text"),
		CASE("a.txt", "Le bac\n======\n\nIl pleut.\n", "a text"),
		CASE("a.txt", "Title: Le bac\nDate: 2023-06-14\n\nIl pleut.\n", "a text"),
		CASE("a.md", "\x1f\x8b\x08\0\0\0\0\0\0\x03", "an archive"),
		CASE("a.gz", "%PDF-1.4\n", "a PDF"),
#undef CASE
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_what(cases[i].name, cases[i].bytes, cases[i].len, cases[i].what);
}
