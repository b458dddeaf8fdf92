#include "text/html.h"

#include "tests/support.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define BASE "https://journal.example/a/b"

enum { MAX = 1 << 24 };

struct row {
	const char *html, *gemtext;
};

static void expect(const char *html, const char *gemtext)
{
	struct html_options options = { .base = BASE };
	struct buf b = BUF(MAX);
	struct error e = { "" };
	struct doc d;

	doc_init(&d);
	cr_expect_eq(html_read(html, strlen(html), &options, &d, &e), ST_OK, "%s", e.text);
	cr_expect_eq(gemtext_write(&d, &b), ST_OK);
	cr_expect_str_eq(
	    buf_str(&b), gemtext, "%s\n--- gives\n%s--- not\n%s", html, buf_str(&b), gemtext);
	buf_clear(&b);
	doc_clear(&d);
}

static void expect_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect(rows[i].html, rows[i].gemtext);
}

#define EXPECT_ROWS(rows) expect_rows(rows, sizeof(rows) / sizeof *(rows))

Test(html, a_paragraph_is_a_line)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "a", "a\n" },
		{ "<p>a</p><p>b</p>", "a\n\nb\n" },
		{ "<p>a<p>b", "a\n\nb\n" },
		{ "<div>a</div>b", "a\n\nb\n" },
		{ "<div>a <p>b</div>", "a\n\nb\n" },
		{ "<p> a\n\t b  <b> c</b>d</p>", "a b cd\n" },
		{ "<p>a</p> <p>&nbsp;</p><p></p><p>b</p>", "a\n\nb\n" },
		{ "<p>mot&nbsp;: &laquo;&#8239;a&#8239;&raquo;",
		    "mot\u00a0: «\u202f"
		    "a\u202f»\n" },
		{ "<p>a<!-- b -->c", "ac\n" },
		{ "<p># a</p><p>=> b</p><p>* c", " # a\n\n => b\n\n * c\n" },
		{ "<section>a<article>b</article></section><address>c</address>", "a\n\nb\n\nc\n" },
		{ "<body>a<hr>b</body>", "a\n\nb\n" },
		{ "<details><summary>a</summary>b</details>", "a\n\nb\n" },
		{ "a<wbr>b<span>c</span><x-new>d</x-new>", "abcd\n" },
		{ "&lt;p&gt; &amp;amp; &#x26; &eacute;", "<p> &amp; & é\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, two_breaks_part_paragraphs_and_one_is_a_space)
{
	static const struct row rows[] = {
		{ "a<br>b", "a b\n" },
		{ "a<br><br>b", "a\n\nb\n" },
		{ "a<br/> \n <br />b", "a\n\nb\n" },
		{ "a<br>&nbsp;<br>b", "a\n\nb\n" },
		{ "<b>a<br></b><br>b", "a\n\nb\n" },
		{ "a<br><br><br><br>b<br><br>", "a\n\nb\n" },
		{ "<br><br>a", "a\n" },
		{ "<p>a :<br>- b<br>- c<br>d", "a :\n\n- b\n\n- c d\n" },
		{ "<p>a<br>–b", "a –b\n" },
		{ "<h2>a<br><br>b</h2>", "## a\n\n## b\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, headings_begin_below_the_title)
{
	static const struct row rows[] = {
		{ "<h1>a</h1>b<h2>c</h2><h3>d</h3><h4>e</h4><h6>f</h6>g",
		    "## a\n\nb\n\n## c\n\n### d\n\n### e\n\n### f\n\ng\n" },
		{ "<h2></h2>a<h2> </h2>", "a\n" },
		{ "<h2># a</h2>", "## # a\n" },
		{ "<h2>a <a href='#a'>¶</a></h2>b<h3><a href='#b'>#</a> c</h3>",
		    "## a\n\nb\n\n### c\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, lists_are_flattened_and_keep_their_numbers)
{
	static const struct row rows[] = {
		{ "a<ul><li>b<li>c</ul>d", "a\n\n* b\n* c\n\nd\n" },
		{ "<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "* a\n* b\n* c\n* d\n" },
		{ "<ul><li>a</ul><ul><li>b</ul>", "* a\n\n* b\n" },
		{ "<ol><li>a<li>b</ol>", "1. a\n2. b\n" },
		{ "<ol start=9><li>a<li value=20>b<li>c</ol>", "9. a\n20. b\n21. c\n" },
		{ "<ol start=x><li value=99999999999>a</ol>", "1. a\n" },
		{ "<ol><li>a<ul><li>b</ul><li>c</ol>", "1. a\n* b\n2. c\n" },
		{ "<ul><li><p>a</p><p>b</p><li>c</ul>", "* a\nb\n* c\n" },
		{ "<ul><li></li><li> </li></ul>a", "a\n" },
		{ "<ul><li><input type=checkbox checked disabled> a<li><input type=checkbox> b",
		    "* [x] a\n* [ ] b\n" },
		{ "<li>a", "* a\n" },
		{ "<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl>", "a\n\n* b\n* c\n\nd\n\n* e\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, quotes_are_lines_of_quotation)
{
	static const struct row rows[] = {
		{ "a<blockquote>b</blockquote>c", "a\n\n> b\n\nc\n" },
		{ "<blockquote><p>a<p>b</blockquote>", "> a\n> b\n" },
		{ "<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n> b\n> c\n" },
		{ "<blockquote><ul><li>a</ul><ol><li>b</ol></blockquote>", "> - a\n> 1. b\n" },
		{ "<p>a <q>b</q>", "a “b”\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, preformatted_text_keeps_its_spaces)
{
	static const struct row rows[] = {
		{ "a<pre>  b\n c  d\n\n e\n</pre>f", "a\n\n```\n  b\n c  d\n\n e\n```\n\nf\n" },
		{ "<pre><code class='x language-c'>\n\tint a;\n</code></pre>",
		    "```c\n    int a;\n```\n" },
		{ "<pre class=lang-sh>a\tb</pre>", "```sh\na   b\n```\n" },
		{ "<pre>a<br>b<div>c</div><div>d</div></pre>", "```\na\nb\nc\nd\n```\n" },
		{ "<pre>\n \n</pre>a", "a\n" },
		{ "<pre>a</pre><pre>b</pre>", "```\na\n```\n\n```\nb\n```\n" },
		{ "<p><code>a  b</code>", "a b\n" },
		{ "<pre>&lt;p&gt; ```</pre>", "```\n<p> ```\n```\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, links_stand_after_their_paragraph_each_once)
{
	static const struct row rows[] = {
		{ "<p>a <a href=/c>b</a> d <a href='e'>f</a> g<p>h",
		    "a b d f g\n=> https://journal.example/c b\n=> https://journal.example/a/e f\n\nh\n" },
		{ "<p>a <a href=/c>b</a><p><a href=/c>b</a>",
		    "a b\n=> https://journal.example/c b\n\nb\n" },
		{ "<p><a href=/c>b</a><p><a href=/d>e</a>",
		    "=> https://journal.example/c b\n=> https://journal.example/d e\n" },
		{ "<ul><li><a href=/c>b</a><li>e <a href=/d>f</a></ul>",
		    "=> https://journal.example/c b\n* e f\n=> https://journal.example/d f\n" },
		{ "<h2>a <a href=/c>b</a></h2>", "## a b\n=> https://journal.example/c b\n" },
		{ "<a href=/c><h3>a</h3><p>b</p></a>d",
		    "### a\n\nb\n=> https://journal.example/c a b\n\nd\n" },
		{ "<p>a <a href='javascript:x'>b</a> <a href='tel:1'>c</a> <a>d</a>", "a b c d\n" },
		{ "<p>a <a href='#c'>b</a> <a href='" BASE "#c'>d</a>", "a b d\n" },
		{ "<p>a <a href=/c> </a>", "a\n" },
		{ "<p>a <a href='mailto:x@y.example'>b</a>", "a b\n=> mailto:x@y.example b\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, a_relative_link_without_a_base_is_left_out)
{
	struct buf b = BUF(MAX);
	struct doc d;
	static const char html[] = "<p>a <a href=/b>c</a> <a href=http://d.example/>e</a>";

	doc_init(&d);
	cr_expect_eq(html_read(html, strlen(html), NULL, &d, NULL), ST_OK);
	cr_expect_eq(gemtext_write(&d, &b), ST_OK);
	cr_expect_str_eq(buf_str(&b), "a c e\n=> http://d.example/ e\n");
	buf_clear(&b);
	doc_clear(&d);
}

Test(html, pictures_are_links_where_words_say_what_they_show)
{
	static const struct row rows[] = {
		{ "<figure><img src=/a.jpg alt=b><figcaption>c d</figcaption></figure>",
		    "=> https://journal.example/a.jpg c d\n" },
		{ "<figure><a href=/big.jpg><img src=/a.jpg></a><figcaption>c</figcaption></figure>",
		    "=> https://journal.example/a.jpg c\n" },
		{ "<figure><img src=data:x data-src=/a.jpg><figcaption>c</figcaption></figure>",
		    "=> https://journal.example/a.jpg c\n" },
		{ "<figure><img src=data:x srcset='/a.jpg 2x, /b.jpg 3x'><figcaption>c</figure>",
		    "=> https://journal.example/a.jpg c\n" },
		{ "<figure><img src=data:x><figcaption>c</figcaption></figure>", "c\n" },
		{ "<figure><img src=/a.jpg alt='un peu de lecture'></figure>",
		    "=> https://journal.example/a.jpg un peu de lecture\n" },
		{ "<figure><img src=/a.jpg alt=IMG_1.jpg></figure>", "" },
		{ "<figure><pre>a</pre><figcaption>b</figcaption></figure>", "```\na\n```\n\nb\n" },
		{ "<p>a <img src=/a.jpg alt='un peu de lecture'> b",
		    "a b\n=> https://journal.example/a.jpg un peu de lecture\n" },
		{ "<p>a <img src=/a.jpg> b", "a b\n" },
		{ "<p>a <a href=/c><img src=/a.jpg alt='un peu de lecture'></a> b",
		    "a b\n=> https://journal.example/c un peu de lecture\n" },
		{ "<video src=/a.mp4 title=b>c</video>", "=> https://journal.example/a.mp4 b\n" },
		{ "<video><source src=/a.mp4></video>", "=> https://journal.example/a.mp4\n" },
		{ "<iframe src=//v.example/e title=b></iframe>", "=> https://v.example/e b\n" },
		{ "<iframe src=//v.example/e width=560 height=315></iframe>",
		    "=> https://v.example/e\n" },
		{ "<iframe src=//v.example/e width=1 height=1></iframe>", "" },
		{ "<iframe src=https://v.example/embed/e></iframe>",
		    "=> https://v.example/embed/e\n" },
		{ "<iframe src=https://player.example/e></iframe>",
		    "=> https://player.example/e\n" },
		{ "<iframe src=https://v.example/embed/e width=0 height=0></iframe>", "" },
		{ "<iframe src=https://v.example/like.php></iframe>", "" },
	};

	EXPECT_ROWS(rows);
}

Test(html, a_table_of_data_is_aligned)
{
	static const struct row rows[] = {
		{ "<table><tr><th>Nom<th>Voix<tr><td>Abc<td>12<tr><td>D<td>1 234</table>",
		    "```Nom, Voix\nNom   Voix\n---  -----\nAbc     12\nD    1 234\n```\n" },
		{ "<figure><table><tr><td>a<td>b<tr><td>c<td>d</table><figcaption>Le <b>titre</b>"
		  "</figcaption></figure>e",
		    "Le titre\n\n```Le titre\na  b\nc  d\n```\n\ne\n" },
		{ "<figure><figcaption>Le titre</figcaption><table><tr><td>a<td>b<tr><td>c<td>d"
		  "</table></figure>",
		    "Le titre\n\n```Le titre\na  b\nc  d\n```\n" },
		{ "<table><caption>Le <b>titre</b></caption><tr><td>a<td>b<tr><td>c<td>d</table>e",
		    "Le titre\n\n```Le titre\na  b\nc  d\n```\n\ne\n" },
		{ "<table><tr><th colspan=2>abcdef<tr><td rowspan=2>a<td>b<tr><td>c</table>",
		    "```abcdef\nabcdef\n-  -\na  b\n   c\n```\n" },
		{ "<table><tr><td>été<td>b<tr><td>c<td>d</table>", "```\nété  b\nc    d\n```\n" },
		{ "<table><tr><th>a<th>b<tr><td>c <a href=/d>e</a><td>f</table>",
		    "```a, b\na    b\n---  -\nc e  f\n```\n=> https://journal.example/d e\n" },
		{ "<table><tr><td>a<br>b<td>c<tr><td>d<td></table>", "```\na b  c\nd\n```\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, long_cells_are_wrapped_and_what_is_too_wide_is_a_list)
{
	static const struct row rows[] = {
		{ "<table><tr><th>n<th>texte<tr><td>1<td>Une phrase assez longue pour ne pas tenir sur "
		  "une seule ligne de ce tableau, et qui passe donc à la suivante.</table>",
		    "```n, texte\n"
		    "n  texte\n"
		    "-  ----------------------------------------------------------------\n"
		    "1  Une phrase assez longue pour ne pas tenir sur une seule ligne de\n"
		    "   ce tableau, et qui passe donc à la suivante.\n"
		    "```\n" },
		{ "<table><tr><th>a<th>b<th>c<th>d<th>e<th>f<tr>"
		  "<td>aaaaaaaaaaaaa<td>bbbbbbbbbbbbb<td>ccccccccccccc<td>dddddddddddd<td>"
		  "eeeeeeeeeeee<td>ffffffffffff</table>",
		    "* a | b | c | d | e | f\n"
		    "* aaaaaaaaaaaaa | bbbbbbbbbbbbb | ccccccccccccc | dddddddddddd | eeeeeeeeeeee | "
		    "ffffffffffff\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, a_table_that_places_blocks_is_read_as_blocks)
{
	static const struct row rows[] = {
		{ "<table><tr><td>a<td>b</table>", "a\n\nb\n" },
		{ "<table><tr><td>a<tr><td>b</table>", "a\n\nb\n" },
		{ "<table><tr><td>a<td>b<tr><td>c<td><ul><li>d</ul></table>",
		    "a\n\nb\n\nc\n\n* d\n" },
		{ "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
		    "a\n\nb\n\nc\n\nd\n" },
		{ "<table><tr><td>a<td><table><tr><th>b<th>c<tr><td>d<td>e</table></table>",
		    "a\n\n```b, c\nb  c\n-  -\nd  e\n```\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, what_is_never_text_is_left_out)
{
	static const struct row rows[] = {
		{ "<title>a</title><script>b</script><style>c</style><p>d", "d\n" },
		{ "<p>a<noscript>b</noscript><template>c</template>d", "ad\n" },
		{ "<p>a<svg><title>b</title><text>c</text></svg>d", "ad\n" },
		{ "<form><p>a<button>b</button><select><option>c</select><textarea>d</textarea>"
		  "<input value=e>f</p></form>",
		    "af\n" },
		{ "<p hidden>a<p aria-hidden=true>b<p style='display: none'>c"
		  "<p style='color:red;visibility:hidden'>d<p style='display:block'>e",
		    "e\n" },
		{ "<p>a<object>b</object><canvas>c</canvas>d", "ad\n" },
	};

	EXPECT_ROWS(rows);
}

Test(html, figures_above_the_line_stay_above_it)
{
	static const struct row rows[] = {
		{ "10<sup>6</sup> m<sup>2</sup> s<sup>-1</sup>", "10⁶ m² s⁻¹\n" },
		{ "le 2<sup>e</sup>, la 1<sup>re</sup>", "le 2e, la 1re\n" },
		{ "CO<sub>2</sub>", "CO2\n" },
		{ "mot<sup><a href='#fn1'>1</a></sup>.", "mot¹.\n" },
		{ "<sup>2</sup>", "²\n" },
	};

	EXPECT_ROWS(rows);
}

static bool skip_aside(void *ctx, const GumboNode *element)
{
	++*(int *)ctx;
	return element->v.element.tag == GUMBO_TAG_ASIDE;
}

Test(html, the_caller_may_leave_elements_out)
{
	static const char html[] = "<p>a</p><aside>b<p>c</aside><p>d";
	int calls = 0;
	struct html_options options = { .skip = skip_aside, .ctx = &calls };
	struct buf b = BUF(MAX);
	struct doc d;

	doc_init(&d);
	cr_expect_eq(html_read(html, strlen(html), &options, &d, NULL), ST_OK);
	cr_expect_eq(gemtext_write(&d, &b), ST_OK);
	cr_expect_str_eq(buf_str(&b), "a\n\nd\n");
	cr_expect_eq(calls, 6); /* html, head, body, p, aside, p */
	buf_clear(&b);
	doc_clear(&d);
}

/* Open tags without end are a tree as deep as the page is long; each kind is gone through. */
Test(html, no_depth_of_elements_is_too_deep)
{
	static const char *const tags[] = { "<div>", "<b>", "<ul><li>", "<blockquote>",
		"<table><tr><td>", "<figure>", "<dl><dd>", "<span>", "<pre>", "<h2>", "<sup>",
		"<q>", "<a href=/a>" };

	enum { DEPTH = SUPPORT_SANITIZED ? 4000 : 20000 };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		struct html_options options = { .base = BASE };
		struct buf page = BUF(MAX);
		struct doc d;
		enum status st;

		for (int k = 0; k < DEPTH; k++)
			buf_puts(&page, tags[i]);
		buf_puts(&page, "a");
		doc_init(&d);
		st = html_read(page.data, page.len, &options, &d, NULL);
		cr_expect(st == ST_OK || st == ST_TOOBIG, "%s", tags[i]);
		doc_clear(&d);
		buf_clear(&page);
	}
}

Test(html, a_text_alone_is_one_line)
{
	static const struct row rows[] = {
		{ "a &amp; b", "a & b" },
		{ "<p>a</p><p>b</p>", "a b" },
		{ " a <b>b</b>\n<br>c ", "a b c" },
		{ "<h1>a</h1><ul><li>b<li>c</ul>", "a b c" },
		{ "1 < 2 et 3 > 2", "1 < 2 et 3 > 2" },
		{ "<a href=/b>a</a><script>b</script>", "a" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = BUF(MAX);
		const char *html = rows[i].html;

		cr_expect_eq(html_text(html, strlen(html), &b, NULL), ST_OK);
		cr_expect_str_eq(buf_str(&b), rows[i].gemtext, "%s: %s", html, buf_str(&b));
		buf_clear(&b);
	}
}
