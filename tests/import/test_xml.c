#include "base/buf.h"
#include "import/xml.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* What was told, as one line: <uri|name attribute=value>text</>. */
struct told {
	struct buf s;
	size_t texts;       /* bytes of text */
	unsigned long line; /* of the last element */
	size_t stop_after;  /* elements; 0: never */
	const struct xml_fault *fault;
	bool cut; /* as it was known when the last element ended */
};

static void put_name(struct buf *s, const struct xml_name *name)
{
	if (name->uri[0] != '\0')
		buf_printf(s, "%s|", name->uri);
	buf_puts(s, name->local);
}

static enum status on_start(void *ctx, const struct xml_name *name,
    const struct xml_attribute *attributes, size_t n, unsigned long line)
{
	struct told *t = ctx;

	buf_putc(&t->s, '<');
	put_name(&t->s, name);
	for (size_t i = 0; i < n; i++) {
		buf_putc(&t->s, ' ');
		put_name(&t->s, &attributes[i].name);
		buf_printf(&t->s, "=%s", attributes[i].value);
	}
	buf_putc(&t->s, '>');
	t->line = line;
	return t->stop_after > 0 && --t->stop_after == 0 ? ST_BUSY : ST_OK;
}

static enum status on_end(void *ctx, const struct xml_name *name)
{
	struct told *t = ctx;

	(void)name;
	buf_puts(&t->s, "</>");
	t->cut = t->fault->cut;
	return ST_OK;
}

static enum status on_text(void *ctx, const char *s, size_t len)
{
	struct told *t = ctx;

	t->texts += len;
	if (t->s.len < 4096)
		buf_add(&t->s, s, len);
	return ST_OK;
}

/* A source that gives as few bytes as it may: one. */
static ssize_t read_one(void *ctx, void *bytes, size_t n)
{
	struct input_memory *m = ctx;

	return input_from_memory(m).read(m, bytes, n > 0);
}

static enum status read_from(struct input_source source, struct told *t, struct xml_fault *fault)
{
	const struct xml_events events = { on_start, on_end, on_text, t };
	struct input in;
	struct error e = { "" };
	enum status st;

	t->fault = fault;
	buf_init(&t->s, 4 * (size_t)XML_TAG_MAX);
	t->texts = 0;
	cr_assert_eq(input_open(&in, "a.xml", "a.xml", 0, source, &e), ST_OK);
	st = xml_read(&in, &events, fault, &e);
	input_close(&in);
	cr_expect((st != ST_TOOBIG && st != ST_IO) || e.text[0] != '\0', "an error says why");
	return st;
}

static enum status read_bytes(const char *s, size_t len, struct told *t, struct xml_fault *fault)
{
	struct input_memory memory = { .bytes = s, .len = len };

	return read_from(input_from_memory(&memory), t, fault);
}

/* What is told of `s`, whole and byte by byte, is `told`. */
static void expect_told(const char *s, size_t len, const char *told, struct xml_fault *fault)
{
	struct input_memory memory = { .bytes = s, .len = len };
	struct input_source source = input_from_memory(&memory);
	struct told one = { 0 }, two = { 0 };

	cr_expect_eq(read_bytes(s, len, &one, fault), ST_OK, "%s", s);
	cr_expect_str_eq(
	    buf_str(&one.s), told, "\"%s\" is told as\n  %s, not\n  %s", s, buf_str(&one.s), told);
	source.read = read_one;
	cr_expect_eq(read_from(source, &two, fault), ST_OK);
	cr_expect_str_eq(
	    buf_str(&two.s), told, "\"%s\" byte by byte is told as\n  %s", s, buf_str(&two.s));
	buf_clear(&one.s);
	buf_clear(&two.s);
}

Test(xml, what_is_well_formed_is_told_without_a_fault)
{
	static const struct {
		const char *xml, *told;
	} cases[] = {
		{ "<a/>", "<a></>" },
		{ "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<a>\xc3\xa9t\xc3\xa9</a>\n",
		    "<a>\xc3\xa9t\xc3\xa9</>" },
		{ "<a b='1' c=\"x &lt; &quot;y&quot;\">t</a>", "<a b=1 c=x < \"y\">t</>" },
		{ "<a xmlns='u:1' xmlns:p='u:2'><p:b p:c='d' e='f'/></a>",
		    "<u:1|a><u:2|b u:2|c=d e=f></></>" },
		{ "<a xml:lang='fr' xml:base='http://x/'/>",
		    "<a http://www.w3.org/XML/1998/namespace|lang=fr "
		    "http://www.w3.org/XML/1998/namespace|base=http://x/></>" },
		{ "<a>&amp;&lt;&gt;&quot;&apos;&#233;&#xE9;</a>", "<a>&<>\"'\xc3\xa9\xc3\xa9</>" },
		{ "<a><![CDATA[<b>&amp;</b>]]></a>", "<a><b>&amp;</b></>" },
		{ "<a><![CDATA[x]]]]><![CDATA[>y]]></a>", "<a>x]]>y</>" },
		{ "<a><![CDATA[]]></a>", "<a></>" },
		{ "<a>b<!-- <c> & --- -->d<?php echo 1 > 2 ?>e</a>", "<a>bde</>" },
		{ "<!DOCTYPE rss PUBLIC \"-//X//DTD 0.91//EN\" \"http://x/rss.dtd\"><a>b</a>",
		    "<a>b</>" },
		{ "<a\n\tb = \"c\"\n>d</a\n>", "<a b=c>d</>" },
		{ "<a b='it&apos;s' c='say \"no\"'/>", "<a b=it's c=say \"no\"></>" },
		{ "<a>x > y ] ]] z</a>", "<a>x > y ] ]] z</>" },
	};
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_told(cases[i].xml, strlen(cases[i].xml), cases[i].told, &fault);
		cr_expect_eq(fault.line, 0, "%s: %s", cases[i].xml, fault.reason);
	}
}

Test(xml, slips_are_read_as_they_were_meant)
{
	static const struct {
		const char *xml, *told;
	} cases[] = {
		{ "<a>Q & R, &x=1&y=2; &amp;</a>", "<a>Q & R, &x=1&y=2; &</>" },
		{ "<a b='?x=1&y=2&amp;z=3'/>", "<a b=?x=1&y=2&z=3></>" },
		{ "<a>&unknown; &&amp;&#; &#x;</a>", "<a>&unknown; &&&#; &#x;</>" },
		{ "<a>1 < 2 <3 and <= 4</a>", "<a>1 < 2 <3 and <= 4</>" },
		{ "<a>Ann <ann@example.org> <http://example.org/></a>",
		    "<a>Ann <ann@example.org> <http://example.org/></>" },
		{ "<a>lost ]]> nothing</a>", "<a>lost ]]> nothing</>" },
		{ "<a b=c d e='f'>g</a>", "<a b=c d= e=f>g</>" },
		{ "<a b='1' b='2'>c &amp; d</a>", "<a b=1 b=2>c & d</>" },
	};
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_told(cases[i].xml, strlen(cases[i].xml), cases[i].told, &fault);
		cr_expect_eq(fault.line, 1, "%s is not well-formed", cases[i].xml);
		cr_expect_not(fault.cut);
	}
}

Test(xml, names_of_html_are_decoded_and_forbidden_characters_replaced)
{
	static const struct {
		const char *xml, *told;
	} cases[] = {
		{ "<a b='&eacute;'>&nbsp;&hellip;&AMP;</a>",
		    "<a b=\xc3\xa9>\xc2\xa0\xe2\x80\xa6&</>" },
		{ "<a>&#146;&#x92;&#0;&#xfffe;&#xd800;&#x110000;</a>",
		    "<a>\xe2\x80\x99\xe2\x80\x99 \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd</>" },
		{ "<a>\x01\x0b\x1f\x7f.\xef\xbf\xbe.\xef\xbf\xbf</a>",
		    "<a>    .\xef\xbf\xbd.\xef\xbf\xbd</>" },
		{ "<a>it\xc2\x92s</a>", "<a>it\xe2\x80\x99s</>" },
	};
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_told(cases[i].xml, strlen(cases[i].xml), cases[i].told, &fault);
}

/* The beginning says UTF-8: what is none further on is read byte by byte. */
Test(xml, bytes_that_are_no_utf8_are_windows_1252)
{
	static const char tail[] = "\xc3\xa9 \xe9 \x93x\x94 \xe2\x82 \xc3</a>";
	struct buf s = BUF(1 << 20);
	struct xml_fault fault;

	buf_puts(&s, "<a>");
	while (s.len < INPUT_HEAD_MAX)
		buf_puts(&s, "<!-- \xc3\xa9 -->");
	buf_puts(&s, tail);
	expect_told(s.data, s.len,
	    "<a>\xc3\xa9 \xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d \xc3\xa2\xe2\x80\x9a \xc3\x83</>",
	    &fault);
	buf_clear(&s);
}

Test(xml, tags_that_do_not_match_are_balanced)
{
	static const struct {
		const char *xml, *told;
	} cases[] = {
		{ "<a><b><c>d</b><e/></a>", "<a><b><c>d</></><e></></>" },
		{ "<a><b>c</x></b><d/></a>", "<a><b>c</><d></></>" },
		{ "<a>b</a></a><a>c</a>", "<a>b</><a>c</>" },
		{ "<a>b</a> junk <a>c</a>", "<a>b</><a>c</>" },
		{ "</z><a>b</a>", "<a>b</>" },
		{ "<a><b c=\"d>e</b><f/></a>", "<a><b c=d>e></><f></></>" },
		{ "<a><b <c>d</c></b></a>", "<a><b><c>d</></></>" },
	};
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_told(cases[i].xml, strlen(cases[i].xml), cases[i].told, &fault);
		cr_expect(i == 3 || (fault.line == 1 && fault.lost), "%s", cases[i].xml);
		cr_expect_not(fault.cut);
	}
}

Test(xml, what_stands_before_the_document_is_left_out)
{
	static const struct {
		const char *xml, *told;
	} cases[] = {
		{ "\r\n \n<?xml version='1.0'?><a>b</a>", "<a>b</>" },
		{ "Warning: 1 & 2 <?xml version='1.0'?><a>b</a>", "<a>b</>" },
		{ "\xef\xbb\xbf<?xml version='1.0'><a>b</a>", "<a>b</>" },
		{ "", "" },
		{ "no markup", "" },
	};
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_told(cases[i].xml, strlen(cases[i].xml), cases[i].told, &fault);
}

Test(xml, an_end_too_early_ends_what_is_open_and_says_so)
{
	static const char *const cases[] = { "<a><b>c", "<a><b>c<d", "<a><b>c<!-- d",
		"<a><b><![CDATA[c", "<a><b>c<![CDA", "<a><b>c<d e='f" };
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told t = { 0 };

		expect_told(cases[i], strlen(cases[i]), "<a><b>c</></>", &fault);
		cr_expect(fault.cut && fault.lost, "%s", cases[i]);
		cr_expect_eq(fault.line, 1);
		read_bytes(cases[i], strlen(cases[i]), &t, &fault);
		cr_expect(t.cut, "%s: known before the ends are told of", cases[i]);
		buf_clear(&t.s);
	}
}

Test(xml, undeclared_prefixes_are_told_by_their_name)
{
	struct xml_fault fault;
	const char *s = "<a><dc:date x:y='z'>1</dc:date></a>";

	expect_told(s, strlen(s), "<a><dc|date x|y=z>1</></>", &fault);
	s = "<a xmlns:b='not a uri \xc3\xab'><b:c/></a>";
	expect_told(s, strlen(s), "<a><not a uri \xc3\xab|c></></>", &fault);
}

Test(xml, lines_are_those_of_the_input)
{
	static const struct {
		const char *xml;
		unsigned long line;
	} cases[] = {
		{ "<a>\n<b/></a>", 2 },
		{ "\n<?xml\nversion='1.0'?>\n<a>\n<!--\n\n--><b/></a>", 7 },
		{ "<!DOCTYPE a [\n<!ENTITY x 'y'>\n]>\n<a\n b='1'\n c='2\n'\n><b/></a>", 8 },
		{ "<a>\n&#10;&#10;\n<![CDATA[\n\n]]>\n<b/></a>", 6 },
		{ "<a>\n</x\n>\n<y\nz=\"w\n<b/></a>", 6 },
	};
	struct xml_fault fault;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told t = { 0 };

		cr_expect_eq(read_bytes(cases[i].xml, strlen(cases[i].xml), &t, &fault), ST_OK);
		cr_expect_eq(t.line, cases[i].line, "%s: line %lu", cases[i].xml, t.line);
		buf_clear(&t.s);
	}
}

Test(xml, where_it_is_cut_is_told_whatever_was_lost_before)
{
	static const struct {
		const char *xml;
		unsigned long line;
		const char *reason;
	} cases[] = {
		{ "<a>\n<b>c", 2, "it ends within an element" },
		{ "<a>\n<b><![CDATA[c\nd\ne", 4,
		    "it ends within a CDATA section that begins on line 2" },
		{ "<a>\n<b><![CDATA[c", 2, "it ends within a CDATA section" },
		{ "<a>\n<b>c</x>\n<![CDATA[d\ne", 2,
		    "an end tag without its element; line 4: it ends within a CDATA section that begins on "
		    "line 3" },
		{ "<a>\n<b>&amp; & c</b>\n<c", 3, "it ends within a tag" },
	};
	struct xml_fault fault;
	struct told t;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_bytes(cases[i].xml, strlen(cases[i].xml), &t, &fault);
		cr_expect(fault.cut && fault.lost, "%s", cases[i].xml);
		cr_expect_eq(fault.line, cases[i].line, "%s: %lu", cases[i].xml, fault.line);
		cr_expect_str_eq(
		    fault.reason, cases[i].reason, "%s: %s", cases[i].xml, fault.reason);
		buf_clear(&t.s);
	}
}

Test(xml, a_fault_is_the_first_place_that_lost_something)
{
	const char *s = "<a>\n&\n</b>\n</c>\n</a>";
	struct xml_fault fault;

	expect_told(s, strlen(s), "<a>\n&\n\n\n</>", &fault);
	cr_expect_eq(fault.line, 3, "line %lu: %s", fault.line, fault.reason);
	cr_expect(fault.lost);
	s = "<a>\n&\n<\n</a>";
	expect_told(s, strlen(s), "<a>\n&\n<\n</>", &fault);
	cr_expect_eq(fault.line, 2);
	cr_expect_not(fault.lost);
}

/* Entities within entities, a long one many times over, one from a file, one from the network. */
Test(xml, entities_of_the_document_are_never_expanded)
{
	static const char laughs[] = "<!DOCTYPE a [<!ENTITY l 'lol'>"
				     "<!ENTITY m '&l;&l;&l;&l;&l;&l;&l;&l;'>"
				     "<!ENTITY n '&m;&m;&m;&m;&m;&m;&m;&m;'>"
				     "<!ENTITY f SYSTEM 'file:///etc/passwd'>"
				     "<!ENTITY h SYSTEM 'http://127.0.0.1/'>"
				     "<!ENTITY % p SYSTEM 'http://127.0.0.1/'> %p; ]>"
				     "<a b='&n;'>&n;&f;&h;</a>";
	struct xml_fault fault;

	expect_told(laughs, strlen(laughs), "<a b=&n;>&n;&f;&h;</>", &fault);
}

Test(xml, depth_attributes_and_names_are_bounded)
{
	struct buf s = BUF(8 << 20);
	struct xml_fault fault;
	struct told t = { 0 };

	for (int i = 0; i < XML_DEPTH_MAX; i++)
		buf_puts(&s, "<a>");
	cr_expect_eq(read_bytes(s.data, s.len, &t, &fault), ST_OK);
	buf_clear(&t.s);
	buf_puts(&s, "<a>");
	cr_expect_eq(read_bytes(s.data, s.len, &t, &fault), ST_OK);
	cr_expect_eq(fault.deep, 1);
	buf_clear(&t.s);

	/* What is deeper is left out but for its text, and the ends around it are found. */
	buf_reset(&s);
	buf_puts(&s, "<a><b>");
	for (int i = 0; i < XML_DEPTH_MAX - 2; i++)
		buf_puts(&s, "<c>");
	buf_puts(&s, "\n<c>1<d e='f'>2</d><d>3</c>");
	for (int i = 0; i < XML_DEPTH_MAX - 2; i++)
		buf_puts(&s, "</c>");
	buf_puts(&s, "</b>4</a>");
	cr_expect_eq(read_bytes(s.data, s.len, &t, &fault), ST_OK);
	cr_expect_eq(fault.deep, 2, "%lu", fault.deep);
	cr_expect_not_null(strstr(buf_str(&t.s), "123</>"), "%s", buf_str(&t.s));
	cr_expect_not_null(strstr(buf_str(&t.s), "</></>4</>"), "%s", buf_str(&t.s));
	buf_clear(&t.s);

	buf_reset(&s);
	buf_puts(&s, "<a");
	for (int i = 0; i < 3 * XML_ATTRIBUTES_MAX; i++)
		buf_printf(&s, " b%d='c'", i);
	buf_puts(&s, ">d</a>");
	cr_expect_eq(read_bytes(s.data, s.len, &t, &fault), ST_OK);
	cr_expect(strstr(buf_str(&t.s), " b63=c>d</>") != NULL);
	buf_clear(&t.s);

	/* A value longer than a tag may be, and an end tag after it. */
	buf_reset(&s);
	buf_puts(&s, "<a><b c='1' d='");
	for (int i = 0; i < 3 * XML_TAG_MAX / 8; i++)
		buf_puts(&s, "01234567");
	buf_puts(&s, "'>e</b></a>");
	cr_expect_eq(read_bytes(s.data, s.len, &t, &fault), ST_OK);
	cr_expect(strncmp(buf_str(&t.s), "<a><b c=1", 9) == 0);
	cr_expect(t.s.len > 8 && strcmp(t.s.data + t.s.len - 7, "></></>") == 0);
	cr_expect_eq(t.texts, 1);
	buf_clear(&t.s);
	buf_clear(&s);
}

/* Bytes of a document of any length, without the document. */
struct endless {
	const char *head, *piece, *tail;
	size_t pieces;
	size_t at;
};

static ssize_t read_endless(void *ctx, void *bytes, size_t n)
{
	struct endless *d = ctx;
	const char *part = d->head != NULL ? d->head : d->pieces > 0 ? d->piece : d->tail;
	size_t len = part != NULL ? strlen(part) - d->at : 0;

	if (part == NULL)
		return 0;
	n = len < n ? len : n;
	memcpy(bytes, part + d->at, n);
	d->at += n;
	if (n < len)
		return (ssize_t)n;
	d->at = 0;
	if (d->head != NULL)
		d->head = NULL;
	else if (d->pieces > 0)
		d->pieces--;
	else
		d->tail = NULL;
	return (ssize_t)n;
}

/* libxml2 gives up on more than 10 MB of one text, and keeps a CDATA section whole. */
Test(xml, one_long_text_comes_in_pieces)
{
	static const char *const forms[][2] = { { "<a>", "</a>" }, { "<a><![CDATA[", "]]></a>" } };
	struct xml_fault fault;

	for (size_t i = 0; i < 2; i++) {
		struct endless d = { forms[i][0], "0123456789abcdef", forms[i][1], 1 << 21, 0 };
		struct told t = { 0 };

		cr_expect_eq(
		    read_from((struct input_source){ .read = read_endless, .ctx = &d }, &t, &fault),
		    ST_OK);
		cr_expect_eq(t.texts, (size_t)16 << 21);
		cr_expect_eq(fault.line, 0, "%s", fault.reason);
		buf_clear(&t.s);
	}
}

Test(xml, what_an_event_says_ends_the_reading)
{
	struct told t = { .stop_after = 2 };
	struct xml_fault fault;
	const char *s = "<a><b/><c/></a>";

	cr_expect_eq(read_bytes(s, strlen(s), &t, &fault), ST_BUSY);
	cr_expect_str_eq(buf_str(&t.s), "<a><b>");
	buf_clear(&t.s);
}

static ssize_t read_failing(void *ctx, void *bytes, size_t n)
{
	(void)ctx;
	(void)bytes;
	(void)n;
	return -1;
}

Test(xml, an_input_that_fails_is_told)
{
	struct input_memory memory = { .bytes = "<a>", .len = 3 };
	struct input in;
	struct told t = { 0 };
	const struct xml_events events = { on_start, on_end, on_text, &t };
	struct xml_fault fault;
	struct error e = { "" };

	t.fault = &fault;
	buf_init(&t.s, 1 << 10);
	cr_assert_eq(input_open(&in, "a", "a", 0, input_from_memory(&memory), &e), ST_OK);
	in.source.read = read_failing;
	cr_expect_eq(xml_read(&in, &events, &fault, &e), ST_IO);
	cr_expect_neq(e.text[0], '\0');
	input_close(&in);
	buf_clear(&t.s);
}
