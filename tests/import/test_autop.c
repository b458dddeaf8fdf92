#include "import/autop.h"

#include "import/fragment.h"
#include "tests/import/helpers.h"
#include "text/gemtext.h"

/* What a reader sees: the gemtext that the HTML becomes. */
static void read_lines(const char *s, struct buf *out)
{
	struct buf html = BUF(1 << 16);
	struct doc d;
	struct error e;

	doc_init(&d);
	cr_assert_eq(autop_write(s, strlen(s), &html), ST_OK);
	cr_assert_eq(fragment_write(buf_str(&html), html.len, FRAGMENT_LINES, NULL, &d, &e), ST_OK);
	cr_assert_eq(gemtext_write(&d, out), ST_OK);
	doc_clear(&d);
	buf_clear(&html);
}

Test(autop, newlines_are_what_wordpress_makes_of_them)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "one", "one\n" },
		{ "one\n\ntwo", "one\n\ntwo\n" },
		{ "one\r\n\r\ntwo", "one\n\ntwo\n" },
		{ "one\n \t\n\n\ntwo\n\n", "one\n\ntwo\n" },
		{ "one\n&nbsp;\ntwo", "one\n\ntwo\n" },
		{ "12 quai du Port\nKinshasa\n\nafter", "12 quai du Port\nKinshasa\n\nafter\n" },
		{ "- a\n- b\n- c", "- a\n- b\n- c\n" },
		{ "a<br />\nb<br>c", "a\nb\nc\n" },
		{ "a<br />\n\nb", "a\n\nb\n" },
		{ "a <em>b\n\nc</em> d", "a b\n\nc d\n" },
		{ "a\n<strong>b</strong>\nc", "a\nb\nc\n" },
		{ "a\n</em>b", "a\nb\n" },
		{ "a\n<h2>b</h2>\nc", "a\n\n## b\n\nc\n" },
		{ "a\n<ul>\n\n<li>b</li>\n\n<li>c</li>\n</ul>\nd", "a\n\n* b\n* c\n\nd\n" },
		{ "<blockquote>a\n\nb</blockquote>c", "> a\n> b\n\nc\n" },
		{ "<div>\na\n\nb\n</div>\nc", "a\n\nb\n\nc\n" },
		{ "<p>a\nb</p>\n<p>c</p>", "a\nb\n\nc\n" },
		{ "<pre>a\n\n  b</pre>\nc", "```\na\n\n  b\n```\n\nc\n" },
		{ "<script>\nx\n\ny</script>\na", "a\n" },
		{ "a\n\n<!-- c -->\n\nb", "a\n\nb\n" },
		{ "a\n\n<script src=\"x\"></script>\n\nb", "a\n\nb\n" },
		{ "a\n<script>\nx\n</script>\nb", "a\n\nb\n" },
		{ "a\n\n<style>p {}</style>\n\n\n<script>x</script>\nb", "a\n\nb\n" },
		{ "a\n\n<iframe src=\"https://ads.example/1\"></iframe>\n\nb", "a\n\nb\n" },
		{ "a\n\n<noscript><img src=\"x\"></noscript>\n\nb", "a\n\nb\n" },
		{ "a\n\n<object data=\"x\">\n<param name=\"y\" />\n</object>\n\nb", "a\n\nb\n" },
		{ "a <script>x</script> b", "a b\n" },
		{ "a\n\n<video src=\"https://a.example/f.mp4\"></video>\n\nb",
		    "a\n=> https://a.example/f.mp4\n\nb\n" },
		{ "a\n\n<audio>\n\n<source src=\"x\">\n\nc</audio>b", "a\n\nb\n" },
		{ "a<!--more-->b", "ab\n" },
		{ "a<!--nextpage-->b", "a\n\nb\n" },
		{ "a < b\n\nc", "a < b\n\nc\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF(1 << 16);

		read_lines(cases[i].in, &out);
		cr_expect_str_eq(
		    buf_str(&out), cases[i].out, "%s: \"%s\"", cases[i].in, buf_str(&out));
		buf_clear(&out);
	}
}

Test(autop, a_paragraph_that_was_wrapped_is_one_line)
{
	struct buf out = BUF(1 << 16);

	read_lines("The ferry that crosses the river twice a day has been out\n"
		   "of order since the storms of last week, and those who have\n"
		   "to cross wait for the boats of the fishermen, which take\n"
		   "six people at most and no goods.\n"
		   "\nAfter.",
	    &out);
	cr_expect_str_eq(buf_str(&out),
	    "The ferry that crosses the river twice a day has been out of order since the storms of last week, and those who have to cross wait for the boats of the fishermen, which take six people at most and no goods.\n\nAfter.\n");
	buf_clear(&out);
}

Test(autop, in_blocks_of_the_newer_editor_newlines_are_spaces)
{
	struct buf out = BUF(1 << 16);

	read_lines("<!-- wp:paragraph {\"align\":\"left\"} -->\n<p>a\nb\n\nc<br>d</p>\n"
		   "<!-- /wp:paragraph -->\n\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n"
		   "<!-- wp:latest-posts /-->\n\ne\nf\n\ng",
	    &out);
	cr_expect_str_eq(buf_str(&out), "a b c\nd\n\ne\nf\n\ng\n", "%s", buf_str(&out));
	buf_clear(&out);
}

Test(autop, a_url_on_a_line_of_its_own_is_a_link)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "a\n\nhttps://v.example/1\n\nb", "a\n\n=> https://v.example/1\n\nb\n" },
		{ "<div class=w>\nhttps://v.example/1\n</div>", "=> https://v.example/1\n" },
		{ "see https://v.example/1", "see https://v.example/1\n" },
		{ "https://v.example/1 is it", "https://v.example/1 is it\n" },
		{ "<a href=\"https://v.example/2\">https://v.example/1</a>",
		    "=> https://v.example/2 https://v.example/1\n" },
		{ "https://v.example/\"onclick=x", "https://v.example/\"onclick=x\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF(1 << 16);

		read_lines(cases[i].in, &out);
		cr_expect_str_eq(
		    buf_str(&out), cases[i].out, "%s: \"%s\"", cases[i].in, buf_str(&out));
		buf_clear(&out);
	}
}

/* Were any of these more than linear, the test would not end. */
Test(autop, hostile_texts_cost_what_their_length_costs)
{
	static const char *const pieces[] = { "<", "<a", "<!--", "<pre>", "\n", "a\n",
		"\n\nhttp://a<b", "</pre", "<!-- wp:a -->", "\n&nbsp;", "a\n\n<script>" };
	enum { BYTES = 2 * 1024 * 1024 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf in = BUF(2 * BYTES), out = BUF(16 * BYTES);

		while (in.len < BYTES)
			buf_puts(&in, pieces[i]);
		cr_expect_eq(autop_write(in.data, in.len, &out), ST_OK, "%s", pieces[i]);
		buf_clear(&in);
		buf_clear(&out);
	}
}
