#include "import/shortcode.h"

#include "tests/import/helpers.h"

struct shortcode_case {
	const char *in, *out;
};

static void expect_all(const struct shortcode_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf out = BUF(1 << 16);

		cr_assert_eq(shortcode_strip(cases[i].in, strlen(cases[i].in), &out), ST_OK);
		cr_expect_str_eq(
		    buf_str(&out), cases[i].out, "%s: \"%s\"", cases[i].in, buf_str(&out));
		buf_clear(&out);
	}
}

#define EXPECT_ALL(cases) expect_all(cases, sizeof(cases) / sizeof *(cases))

Test(shortcode, what_they_enclose_stays)
{
	static const struct shortcode_case cases[] = {
		{ "", "" },
		{ "no brackets", "no brackets" },
		{ "a[gallery]b", "ab" },
		{ "a [gallery ids=\"1,2\" columns='3'] b", "a  b" },
		{ "[box]inside[/box]", "inside" },
		{ "[box color=red]inside[/box]", "inside" },
		{ "[vc_row css=\".x{a:b}\"]a[/vc_row]", "a" },
		{ "[ad_top]a", "a" },
		{ "[map/]a[map /]", "a" },
		{ "[chart canvas=\"c-1\"]a", "a" },
		{ "[Box]inside[/box]", "inside" },
		{ "[box]never closed", "[box]never closed" },
		{ "closed only[/box]", "closed only[/box]" },
		{ "[/caption]a", "a" },
	};

	EXPECT_ALL(cases);
}

/* A page builder's rows and columns are what paragraphs are elsewhere. */
Test(shortcode, a_run_of_them_parts_paragraphs)
{
	static const struct shortcode_case cases[] = {
		{ "[row][column]a[/column][column]b[/column][/row]", "\n\na\n\nb\n\n" },
		{ "[vc_row][vc_column w=\"1/2\"][vc_column_text]Le bac.[/vc_column_text]"
		  "[/vc_column][vc_column][vc_column_text]Le quai.[/vc_column_text][/vc_column]"
		  "[/vc_row]",
		    "\n\nLe bac.\n\nLe quai.\n\n" },
		{ "a[box]b[/box] [box]c[/box]d", "ab \n\ncd" },
		{ "a[box]b[/box],[box]c[/box]d", "ab,cd" },
		{ "Le [box]bac[/box] part", "Le bac part" },
		{ "[caption id=a]<img src=p> [b]x[/b][i]y[/i][/caption]",
		    "\n\n<figure><img src=p><figcaption> xy</figcaption></figure>\n\n" },
	};

	EXPECT_ALL(cases);
}

/* Raw HTML of page builders. */
Test(shortcode, what_is_encoded_in_them_goes)
{
	static const struct shortcode_case cases[] = {
		{ "a[vc_raw_html]JTNDcCUzRQ==[/vc_raw_html]b", "a\n\nb" },
		{ "a[vc_raw_html]\nJTNDcCUzRUxlJTIwYmFj\n[/vc_raw_html]b", "a\n\n\nb" },
		{ "a[fusion_code]PGRpdj5MZSBiYWM8L2Rpdj4=[/fusion_code]b", "a\n\nb" },
		{ "a[x_raw]TGUgYmFjIHBhcnQgZGVtYWluIDE0IGF2YW50IGxhIHBsdWll[/x_raw]b", "a\n\nb" },
		{ "[box]Anticonstitutionnellement[/box]", "Anticonstitutionnellement" },
		{ "[box]Rentrée2023[/box]", "Rentrée2023" },
		{ "[box]PromoDeNoel2023x[/box]", "PromoDeNoel2023x" },
		{ "[box]JTNDcCUzRQ== part[/box]", "JTNDcCUzRQ== part" },
		{ "[vc_raw]JTNDcCUzRQ==", "JTNDcCUzRQ==" },
	};

	EXPECT_ALL(cases);
}

Test(shortcode, brackets_of_the_text_stay)
{
	static const struct shortcode_case cases[] = {
		{ "[sic]", "[sic]" },
		{ "[...] and […]", "[...] and […]" },
		{ "[1] [2023] [12 %]", "[1] [2023] [12 %]" },
		{ "[the text](https://a.example/)", "[the text](https://a.example/)" },
		{ "[VIDEO] The ferry", "[VIDEO] The ferry" },
		{ "[code] is a word", "[code] is a word" },
		{ "[and/or]", "[and/or]" },
		{ "[peut-être]", "[peut-être]" },
		{ "[total 691]", "[total 691]" },
		{ "[E=mc2] and [x = 5]", "[E=mc2] and [x = 5]" },
		{ "[[Main Page]]", "[[Main Page]]" },
		{ "a[0][1]", "a[0][1]" },
		{ "[", "[" },
		{ "[/", "[/" },
		{ "[gallery", "[gallery" },
		{ "[see [gallery]", "[see " },
		{ "[ gallery ]", "[ gallery ]" },
	};

	EXPECT_ALL(cases);
}

Test(shortcode, nothing_is_touched_within_code_tags_and_comments)
{
	static const struct shortcode_case cases[] = {
		{ "<pre>[gallery]</pre>[gallery]", "<pre>[gallery]</pre>" },
		{ "<PRE class=a>[gallery]</PRE >x", "<PRE class=a>[gallery]</PRE >x" },
		{ "<code>[gallery]</code>", "<code>[gallery]</code>" },
		{ "<script>a[gallery]</script>", "<script>a[gallery]</script>" },
		{ "<a title=\"[gallery]\">b</a>", "<a title=\"[gallery]\">b</a>" },
		{ "<!-- [gallery] -->", "<!-- [gallery] -->" },
		{ "<pre>[gallery]", "<pre>" },
		{ "a < b [gallery]", "a < b " },
	};

	EXPECT_ALL(cases);
}

Test(shortcode, escaped_ones_are_shown)
{
	static const struct shortcode_case cases[] = {
		{ "[[gallery]]", "[gallery]" },
		{ "[[gallery ids=\"1\"]]", "[gallery ids=\"1\"]" },
		{ "[[box]in[/box]] [box]out[/box]", "[box]in[/box] out" },
		{ "[[code]]", "[code]" },
	};

	EXPECT_ALL(cases);
}

Test(shortcode, captions_films_and_code_become_what_html_has_for_them)
{
	static const struct shortcode_case cases[] = {
		{ "[caption id=\"a\" width=\"3\"]<img src=\"p.jpg\"> The quay[/caption]",
		    "\n\n<figure><img src=\"p.jpg\"><figcaption> The quay</figcaption></figure>\n\n" },
		{ "[caption id=a]<a href=\"/q\"> <img src=p> </a> The quay[/caption]after",
		    "\n\n<figure><a href=\"/q\"> <img src=p> </a><figcaption> The "
		    "quay</figcaption></figure>\n\nafter" },
		{ "[caption caption=\"Old\"]<img src=p>[/caption]",
		    "\n\n<figure><img src=p><figcaption>Old</figcaption></figure>\n\n" },
		{ "[caption id=a]only text[/caption]", "\n\nonly text" },
		{ "[caption id=a]<img src=p>open",
		    "\n\n<figure><img src=p><figcaption>open</figcaption></figure>\n\n" },
		{ "[embed]https://v.example/1[/embed]", "\n\nhttps://v.example/1\n\n" },
		{ "[embed width=\"5\"]https://v.example/1[/embed]", "\n\nhttps://v.example/1\n\n" },
		{ "[video src=\"https://v.example/a.mp4\"]", "\n\nhttps://v.example/a.mp4\n\n" },
		{ "[youtube https://v.example/2]", "\n\nhttps://v.example/2\n\n" },
		{ "[youtube=https://v.example/2]", "\n\nhttps://v.example/2\n\n" },
		{ "[code lang=\"c\"]if (a < b[0]) [x][/code]!",
		    "\n\n<pre>if (a &lt; b[0]) [x]</pre>\n\n!" },
		{ "[code]a &lt; b[/code]", "\n\n<pre>a &lt; b</pre>\n\n" },
	};

	EXPECT_ALL(cases);
}

/* Were any of these more than linear, the test would not end. */
Test(shortcode, hostile_texts_cost_what_their_length_costs)
{
	static const char *const pieces[] = { "[", "[[", "[a", "[/a", "[a=b ", "[a b=c", "<a [",
		"<pre>[code a=b]", "[code a=b]", "[[code]", "[caption a=b]<a ", "[caption a=b]",
		"<!-- [/b", "[a][/b]", "[a b=c] ", "[a b=c]JTNDcCUzRQ" };
	enum { BYTES = (SUPPORT_SANITIZED ? 1 : 8) * 256 * 1024 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf in = BUF(2 * BYTES), out = BUF(32 * BYTES);

		while (in.len < BYTES)
			buf_puts(&in, pieces[i]);
		cr_expect_eq(shortcode_strip(in.data, in.len, &out), ST_OK, "%s", pieces[i]);
		buf_clear(&in);
		buf_clear(&out);
	}
}
