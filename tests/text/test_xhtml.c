#include "base/buf.h"
#include "text/gemtext.h"
#include "text/xhtml.h"
#include "text/xml_text.h"

#include <criterion/criterion.h>
#include <string.h>

enum { OUT_MAX = 1 << 16 };

Test(xml_text, what_xml_has_no_place_for_is_escaped_or_left_out)
{
	static const struct {
		const char *text, *written;
	} cases[] = {
		{ "", "" },
		{ "Le pont, l’été", "Le pont, l’été" },
		{ "a < b & c > d", "a &lt; b &amp; c &gt; d" },
		{ "]]>", "]]&gt;" },
		{ "\"oui\" 'non'", "&quot;oui&quot; 'non'" },
		{ "&amp;", "&amp;amp;" },
		{ "a\x01\x02\x1f\x0b\x0c"
		  "b",
		    "ab" },
		{ "a\tb\nc\rd", "a\tb\nc&#13;d" },
		{ "\xef\xbf\xbe\xef\xbf\xbf", "" },
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xff", "\xef\xbf\xbd" },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = BUF(OUT_MAX);

		xml_text(&out, cases[i].text, strlen(cases[i].text));
		cr_expect_str_eq(buf_str(&out), cases[i].written, "%zu: %s", i, buf_str(&out));
		buf_clear(&out);
	}
}

Test(xhtml, each_type_of_line_has_its_element)
{
	static const struct {
		const char *gemtext, *written;
	} cases[] = {
		{ "", "" },
		{ "Un\n\nDeux\n", "<p>Un</p><p>Deux</p>" },
		{ "# A\n## B\n### C\n", "<h1>A</h1><h2>B</h2><h3>C</h3>" },
		{ "* un\n* deux\nTrois\n", "<ul><li>un</li><li>deux</li></ul><p>Trois</p>" },
		{ "* un\n\n* deux\n", "<ul><li>un</li></ul><ul><li>deux</li></ul>" },
		{ "> un\n> deux\n", "<blockquote><p>un</p><p>deux</p></blockquote>" },
		{ "```\n a <b>\n\nc\n```\n", "<pre> a &lt;b&gt;\n\nc\n</pre>" },
		{ "```x\na\n```\n```y\nb\n```\n", "<pre>a\n</pre><pre>b\n</pre>" },
		{ "=> https://example.org/?a=1&b=2 Un \"lien\"\n",
		    "<p><a href=\"https://example.org/?a=1&amp;b=2\">Un &quot;lien&quot;</a></p>" },
		{ "=> /a/k3f9qz1\n", "<p><a href=\"gemini://x.org/a/k3f9qz1\">/a/k3f9qz1</a></p>" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = BUF(OUT_MAX);
		struct doc d;

		doc_init(&d);
		cr_assert_eq(gemtext_read(cases[i].gemtext, strlen(cases[i].gemtext), &d), ST_OK);
		cr_expect_eq(xhtml_write(&d, "gemini://x.org", &out), ST_OK);
		cr_expect_str_eq(buf_str(&out), cases[i].written, "%zu: %s", i, buf_str(&out));
		buf_clear(&out);
		doc_clear(&d);
	}
}

Test(xhtml, what_does_not_fit_fails)
{
	struct buf out = BUF(8);
	struct doc d;

	doc_init(&d);
	doc_text(&d, "Un paragraphe.");
	cr_expect_eq(xhtml_write(&d, "", &out), ST_TOOBIG);
	buf_clear(&out);
	doc_clear(&d);
}
