#include "text/plain.h"

#include <criterion/criterion.h>
#include <string.h>

enum { OUT_MAX = 1 << 20 };

static void expect(const struct doc *d, struct plain_style style, const char *wanted)
{
	struct buf out = BUF(OUT_MAX);

	cr_assert_eq(plain_write(d, &style, &out), ST_OK);
	cr_expect_str_eq(buf_str(&out), wanted);
	buf_clear(&out);
}

Test(plain, lines_look_like_what_they_are)
{
	struct doc d;

	doc_init(&d);
	doc_heading(&d, 1, "Été");
	doc_text(&d, "Un pas, puis l’autre.");
	doc_text(&d, "");
	doc_heading(&d, 2, "Deux");
	doc_item(&d, "un point assez long");
	doc_quote(&d, "dit-elle");
	doc_pre(&d, "  tel  quel, même au-delà");
	doc_link(&d, "/a/x", "Suite", "3 min");
	doc_link(&d, "/b", NULL, NULL);
	expect(&d, (struct plain_style){ CHARSET_UTF8, 16 },
	    "Été\n===\nUn pas, puis\nl’autre.\n\nDeux\n----\n* un point assez\n  long\n> dit-elle\n"
	    "  tel  quel, même au-delà\nSuite [1]\n/b [2]\n");
	expect(&d, (struct plain_style){ CHARSET_ASCII, 40 },
	    "Ete\n===\nUn pas, puis l'autre.\n\nDeux\n----\n* un point assez long\n> dit-elle\n"
	    "  tel  quel, meme au-dela\nSuite [1]\n/b [2]\n");
	doc_clear(&d);
}

Test(plain, what_is_too_much_is_told)
{
	struct buf out = BUF(4);
	struct doc d;

	doc_init(&d);
	doc_text(&d, "Trop long pour si peu.");
	cr_expect_eq(plain_write(&d, &(struct plain_style){ CHARSET_ASCII, 40 }, &out), ST_TOOBIG);
	doc_clear(&d);
	buf_clear(&out);
}
