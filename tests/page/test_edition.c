/* The best of the moment in so many bytes, and the page that leads to it. */
#include "gopher/menu.h"
#include "tests/bench/generate.h"
#include "tests/page/helpers.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	KB = PAGE_EDITION_UNIT,
	OUT_MAX = 1 << 22,
	FULL_PERCENT = 85, /* of its bytes that an edition uses where there are articles enough */
	NOW = 1686830400,  /* 2023-06-15 */
};

static struct page_args sized(unsigned kb)
{
	return (struct page_args){ .number = 1, .size = kb * KB };
}

/* ---- as it is sent ---- */

static char type_of(void *ctx, const char *path)
{
	(void)ctx;
	return path[1] == 'a' ? '1' : '0';
}

static size_t sent_gemini(struct paper *p, unsigned kb)
{
	char *text = paper_page(p, page_edition, sized(kb));
	size_t size = strlen("20 text/gemini; lang=fr\r\n") + strlen(text);

	free(text);
	return size;
}

static size_t sent_gopher(struct paper *p, unsigned kb, enum charset charset, unsigned columns)
{
	struct gopher_style style = { .host = p->context.gopher.host,
		.port = 65535,
		.columns = columns,
		.charset = charset,
		.type_of = type_of };
	struct page_args args = sized(kb);
	struct buf out = BUF(OUT_MAX);
	struct page page;
	size_t size;

	cr_assert_eq(page_edition_text(&p->context, &args, &page), ST_OK);
	cr_assert_eq(menu_write_text(&page.doc, &style, &out), ST_OK);
	size = out.len;
	page_clear(&page);
	buf_clear(&out);
	return size;
}

/* Every character set, at the capsule's columns and, in ASCII, at few. */
static void expect_within(struct paper *p, unsigned kb, const char *what)
{
	static const unsigned columns[] = { 30, 67, 200 };
	size_t size = sent_gemini(p, kb);

	cr_expect_leq(size, kb * KB, "%s: %u kB on Gemini: %zu bytes", what, kb, size);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		p->context.columns = columns[i];
		for (enum charset set = CHARSET_UTF8; set <= CHARSET_LATIN1; set++) {
			size = sent_gopher(p, kb, set, columns[i]);
			cr_expect_leq(size, kb * KB, "%s: %u kB, set %d, %u columns: %zu bytes",
			    what, kb, (int)set, columns[i], size);
		}
		size = sent_gopher(p, kb, CHARSET_ASCII, 38);
		cr_expect_leq(size, kb * KB, "%s: %u kB, narrow: %zu bytes", what, kb, size);
	}
	p->context.columns = 67;
}

/* What grows, shrinks and breaks when it is written. */
static const char *const pieces[] = {
	"Le fleuve a monté d’un mètre ½ pendant la nuit, et l’école a fermé : « On attend », dit-il. ",
	"\n\n.début\n.\n..\n",
	"\n\n## Un titre qui est bien assez long pour devoir être plié sur plus d’une ligne, et même "
	"sur trois\n\n",
	"\n=> /a/0000000 un lien\n=> https://exemple.example/%C3%A9t%C3%A9 et un autre, "
	"plus long que la ligne\n",
	"\n```code\n  int main(void)\n```\n",
	"\n> une citation\n* un point\n",
	"㎉㎈㏒㏑№℡™©®æœßﬃĳ¼¾⅓ ",
	"سوق المدينة مفتوح منذ الفجر ",
	"市場は夜明けから開いている。",
	"ŋɛ́ ɔ̀ mɔ̌kɔ ",
	"\n\n",
	"anticonstitutionnellementinterminablementinextricablementincompréhensiblementlong",
	"😀😀😀 ",
	"\n=> gopher://ailleurs.example/0/x\n",
	"x ",
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 16;
}

/* Articles of up to `most` such pieces, of a few themes; some have no day. */
static void add_odd(struct paper *p, unsigned n, unsigned most, unsigned seed)
{
	for (unsigned i = 0; i < n; i++) {
		struct buf body = BUF(OUT_MAX), title = BUF(4096);
		char key[32], theme[32];
		struct story s = { .key = key, .themes = { theme } };

		snprintf(key, sizeof key, "%u/%u", seed, i);
		snprintf(theme, sizeof theme, "Thème %u", next(&seed) % 5);
		buf_printf(&title, "%u %s", i, next(&seed) % 4 == 0 ? pieces[0] : "Titre");
		for (unsigned k = 1 + next(&seed) % most; k > 0; k--)
			buf_puts(&body, pieces[next(&seed) % PIECES]);
		/* Not the same as another: it would be its copy. */
		for (unsigned k = 0; k < 12; k++)
			buf_printf(&body, " mot%u", next(&seed));
		s.title = buf_str(&title);
		s.body = buf_str(&body);
		if (next(&seed) % 5 != 0) {
			s.day = 20230101 + (int)(next(&seed) % 28);
			s.precision = PRECISION_DAY;
		}
		paper_add(p, &s);
		buf_clear(&title);
		buf_clear(&body);
	}
}

Test(edition, no_byte_is_sent_beyond_its_size_whatever_the_articles_say)
{
	static const struct {
		unsigned n, most;
	} archives[] = { { 1, 3 }, { 30, 10 }, { 30, 60 }, { 12, 400 } };
	static const unsigned sizes[] = { 4, 8, 16, 64 };

	for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++) {
		struct paper p = paper_open();
		char what[32];

		snprintf(what, sizeof what, "archive %zu", i);
		add_odd(&p, archives[i].n, archives[i].most, (unsigned)i + 7);
		for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++)
			expect_within(&p, sizes[k], what);
		paper_close(&p);
	}
}

Test(edition, it_is_full_where_there_are_articles_enough)
{
	static const unsigned sizes[] = { 4, 8, 16, 33, 64, 300 };
	struct paper p = paper_open();

	cr_assert_eq(generate_archive(p.archive, 300, 5), ST_OK);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		unsigned kb = sizes[i], least = kb * KB / 100 * FULL_PERCENT;

		expect_within(&p, kb, "generated");
		cr_expect_geq(
		    sent_gemini(&p, kb), least, "%u kB: %zu bytes", kb, sent_gemini(&p, kb));
		cr_expect_geq(sent_gopher(&p, kb, CHARSET_ASCII, 67), least,
		    "%u kB in ASCII: %zu bytes", kb, sent_gopher(&p, kb, CHARSET_ASCII, 67));
		cr_expect_geq(sent_gopher(&p, kb, CHARSET_UTF8, 67), least,
		    "%u kB in UTF-8: %zu bytes", kb, sent_gopher(&p, kb, CHARSET_UTF8, 67));
	}
	paper_close(&p);
}

/* ---- what is in it ---- */

Test(edition, it_has_a_title_contents_and_whole_articles)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_edition, sized(8), "edition.gmi");
	paper_expect(&p, page_edition_text, sized(8), "edition.gmi");
	paper_expect(&p, page_editions, (struct page_args){ 0 }, "editions.gmi");
	paper_close(&p);
}

Test(edition, an_empty_archive_says_so)
{
	struct paper p = paper_open();

	paper_expect(&p, page_edition, sized(8), "edition-empty.gmi");
	paper_expect(&p, page_editions, (struct page_args){ 0 }, "editions-empty.gmi");
	paper_close(&p);
}

/* Does `text` have these lines of contents, in this order, and no more? */
static void expect_contents(const char *text, const char *const *titles, size_t n)
{
	const char *at = text;
	char line[128];

	for (size_t i = 0; i < n; i++) {
		snprintf(line, sizeof line, "\n%zu. %s (", i + 1, titles[i]);
		at = strstr(at, line);
		cr_assert_not_null(at, "no line%s in:\n%s", line, text);
	}
	snprintf(line, sizeof line, "\n%zu. ", n + 1);
	cr_expect_null(strstr(text, line), "more than %zu:\n%s", n, text);
}

#define EXPECT_CONTENTS(text, ...)                                                                 \
	expect_contents((text), (const char *const[]){ __VA_ARGS__ },                              \
	    sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void add_simple(struct paper *p, const char *title, const char *theme, int day, size_t size)
{
	char *body = calloc(1, size + 1);
	struct story s = { .key = title,
		.title = title,
		.day = day,
		.precision = PRECISION_DAY,
		.themes = { theme },
		.body = body };
	unsigned seed = 0;

	cr_assert_not_null(body);
	for (const char *c = title; *c != '\0'; c++)
		seed = seed * 31 + (unsigned char)*c;
	for (size_t i = 0; i < size; i++)
		body[i] = i % 7 == 6 ? (i % 350 == 349 ? '\n' : ' ')
				     : (char)('a' + next(&seed) % 26);
	paper_add(p, &s);
	free(body);
}

Test(edition, the_newest_come_first_and_themes_take_turns)
{
	struct paper p = paper_open();
	char *text;

	add_simple(&p, "B ancien", "Bac", 20230101, 300);
	add_simple(&p, "C ancien", "Crue", 20230102, 300);
	for (int i = 1; i <= 4; i++) {
		char title[16];

		snprintf(title, sizeof title, "A %d", i);
		add_simple(&p, title, "Aviron", 20230200 + i, 300);
	}
	add_simple(&p, "Sans thème", NULL, 20230203, 300);
	text = paper_page(&p, page_edition, sized(4));
	EXPECT_CONTENTS(text, "A 4", "Sans thème", "C ancien", "B ancien", "A 3", "A 2", "A 1");
	free(text);
	paper_close(&p);
}

Test(edition, the_most_read_come_before_the_newest)
{
	static const char *const read[] = { "L 5", "L 4", "L 3", "L 2", "L 1" };
	struct paper p = paper_open();
	char *text;

	for (size_t i = 5; i-- > 0;)
		add_simple(&p, read[i], "Lu", 20230101, 300);
	add_simple(&p, "Neuf", "Lu", 20230301, 300);
	for (size_t i = 0; i < 5; i++)
		paper_read(&p, read[i], 7 - (unsigned)i, NOW);
	paper_rank(&p, NOW);
	text = paper_page(&p, page_edition, sized(4));
	EXPECT_CONTENTS(text, "L 5", "L 4", "L 3", "L 2", "L 1", "Neuf");
	free(text);
	paper_close(&p);
}

Test(edition, a_copy_is_not_in_it)
{
	struct paper p = paper_open();
	static const char body[] =
	    "Le bac de Lisasa a repris ses traversées lundi matin, après trois semaines d’arrêt, avec "
	    "un moteur neuf et deux mariniers de plus, a fait savoir la régie du fleuve dans la soirée.";
	struct story s = { .key = "un", .title = "Le bac repart", .body = body };
	char *text;

	paper_add(&p, &s);
	s.key = "deux";
	paper_add(&p, &s);
	text = paper_page(&p, page_edition, sized(4));
	EXPECT_CONTENTS(text, "Le bac repart");
	free(text);
	paper_close(&p);
}

Test(edition, what_is_too_long_gives_way_to_the_next_of_its_theme)
{
	struct paper p = paper_open();
	char *text;

	add_simple(&p, "Court", "Aviron", 20230101, 500);
	add_simple(&p, "Long", "Aviron", 20230102, 20000);
	add_simple(&p, "Autre", "Bac", 20230103, 500);
	text = paper_page(&p, page_edition, sized(4));
	EXPECT_CONTENTS(text, "Autre", "Court");
	free(text);
	text = paper_page(&p, page_edition, sized(64));
	EXPECT_CONTENTS(text, "Autre", "Long", "Court");
	free(text);
	paper_close(&p);
}

Test(edition, what_is_older_fills_what_the_newest_leave)
{
	struct paper p = paper_open();
	char *text;

	add_simple(&p, "Vieux", "Aviron", 20230101, 500);
	for (int i = 0; i < 60; i++) {
		char title[32];

		snprintf(title, sizeof title, "Long %d", i);
		add_simple(&p, title, "Aviron", 20230201 + i % 28, 6000);
	}
	add_simple(&p, "Neuf", "Aviron", 20230301, 500);
	text = paper_page(&p, page_edition, sized(4));
	EXPECT_CONTENTS(text, "Neuf", "Vieux");
	free(text);
	paper_close(&p);
}

Test(edition, where_none_fits_the_first_goes_as_far_as_it_does)
{
	struct paper p = paper_open();
	char *text, *id;

	add_simple(&p, "Le plus ancien", "Aviron", 20230101, 90000);
	add_simple(&p, "Long", "Aviron", 20230102, 60000);
	text = paper_page(&p, page_edition, sized(8));
	EXPECT_CONTENTS(text, "Long");
	cr_expect_not_null(strstr(text, " Lire la suite (reste 5"));
	cr_expect_geq(strlen(text), 8 * KB / 100 * FULL_PERCENT);
	id = strstr(text, "=> /a/");
	cr_assert_not_null(id);
	cr_expect_null(
	    strchr(strtok(id, "\n") + strlen("=> /a/"), '/'), "not its first part: %s", id);
	free(text);
	text = paper_page(&p, page_edition, sized(24));
	cr_expect_not_null(strstr(text, "/2 Lire la suite (reste 3"));
	free(text);
	text = paper_page(&p, page_edition_text, sized(24));
	cr_expect_not_null(strstr(text, "/2.txt Lire la suite (reste 3"));
	free(text);
	expect_within(&p, 8, "cut");
	expect_within(&p, 24, "cut");
	paper_close(&p);
}

Test(edition, a_paragraph_longer_than_all_of_it_is_cut_after_a_word)
{
	struct paper p = paper_open();
	struct buf body = BUF(OUT_MAX);
	struct story s = { .key = "un", .title = "D’un seul trait" };
	char *text;

	for (unsigned i = 0; i < 3000; i++)
		buf_printf(&body, "été%u ", i);
	s.body = buf_str(&body);
	paper_add(&p, &s);
	text = paper_page(&p, page_edition, sized(4));
	cr_expect_not_null(strstr(text, "…\n\n=> /a/"), "%s", text);
	free(text);
	expect_within(&p, 4, "one paragraph");
	buf_clear(&body);
	paper_close(&p);
}

Test(edition, what_titles_say_is_no_markup)
{
	struct paper p = paper_open();
	struct buf huge = BUF(OUT_MAX);
	struct story s = { .key = "a", .body = "Un texte.\n\n# Un titre de trop\n\n## Un autre\n" };
	char *text;

	s.title = "=> /ailleurs\x1b[31m un\nlien";
	paper_add(&p, &s);
	for (unsigned i = 0; i < 5000; i++)
		buf_printf(&huge, "mot%u ", i);
	s.key = "b";
	s.title = buf_str(&huge);
	s.body = "Un autre texte, tout à fait différent du premier.\n";
	paper_add(&p, &s);
	text = paper_page(&p, page_edition, sized(64));
	cr_expect_null(strstr(text, "\n=> /ailleurs"), "%s", text);
	cr_expect_null(strchr(text, '\x1b'), "%s", text);
	cr_expect_not_null(strstr(text, "\n## => /ailleurs"), "%s", text);
	cr_expect_not_null(strstr(text, "\n### Un titre de trop\n\n### Un autre\n"), "%s", text);
	cr_expect_null(strstr(text, "mot200 "), "a title of 45 kB: %zu bytes", strlen(text));
	free(text);
	expect_within(&p, 4, "titles");
	buf_clear(&huge);
	paper_close(&p);
}

Test(edition, nobody_waits_for_it_any_more)
{
	struct paper p = paper_open();
	atomic_bool given_up = true;
	struct page_args args = sized(8);
	struct page page;

	paper_fill(&p);
	args.deadline.given_up = &given_up;
	cr_expect_eq(page_edition(&p.context, &args, &page), ST_LATE);
	page_clear(&page);
	paper_close(&p);
}

/* ---- the ways to it ---- */

Test(edition, the_size_of_the_ini_stands_among_the_others)
{
	static const struct {
		unsigned kb;
		const char *lines;
	} cases[] = {
		{ 4, "\n=> /e/4k Le meilleur en 4,1 ko (" },
		{ 40, "\n=> /e/40k Le meilleur en 41 ko (" },
		{ 1024, "\n=> /e/1024k Le meilleur en 1049 ko (" },
	};
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		p.context.edition = cases[i].kb * KB;
		text = paper_page(&p, page_editions, (struct page_args){ 0 });
		cr_expect_not_null(strstr(text, cases[i].lines), "%s", text);
		cr_expect_not_null(strstr(text, "\n=> /e/16k "), "%s", text);
		free(text);
	}
	p.context.front[0] = (struct front_item){ FRONT_EDITIONS, 0, "" };
	p.context.nfront = 1;
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_expect_not_null(
	    strstr(text, "\n\n=> /e/1024k Le meilleur en 1049 ko (") /* and once: */, "%s", text);
	cr_expect_not_null(strstr(text, "\n=> /e Éditions\n\n=> /new"), "%s", text);
	cr_expect_null(strstr(strstr(text, "=> /e ") + 1, "=> /e "), "twice:\n%s", text);
	free(text);
	paper_close(&p);
}
