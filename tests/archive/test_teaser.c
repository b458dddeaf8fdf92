#include "archive/teaser.h"

#include "text/wrap.h"

#include <criterion/criterion.h>
#include <string.h>

Test(teaser, is_the_summary_else_the_first_paragraph)
{
	static const struct {
		const char *summary, *body, *teaser;
	} cases[] = {
		{ "Une crue.", "Le fleuve monte.\n", "Une crue." },
		{ NULL, "Le fleuve monte.\n\nEncore.\n", "Le fleuve monte." },
		{ "", "Le fleuve monte.", "Le fleuve monte." },
		{ NULL, "## Matin\n=> /a Lien\n* point\n> cité\n\nLe fleuve monte.\n",
		    "Le fleuve monte." },
		{ NULL, "```\ncode\n```\nAprès.\n", "Après." },
		{ NULL, "# Rien\n", "" },
		{ NULL, "", "" },
		{ NULL, NULL, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct article a = { .summary = (char *)cases[i].summary,
			.body = (char *)cases[i].body };
		struct buf out = BUF(4096);

		cr_expect_eq(teaser_write(&out, &a), ST_OK);
		cr_expect_str_eq(buf_str(&out), cases[i].teaser, "case %zu: %s", i, buf_str(&out));
		buf_clear(&out);
	}
}

Test(teaser, of_a_long_paragraph_ends_after_a_word)
{
	char body[8192] = "";
	struct article a = { .body = body };
	struct buf out = BUF(4096);

	while (strlen(body) < 6000)
		strcat(body, "crue été ");
	cr_expect_eq(teaser_write(&out, &a), ST_OK);
	cr_expect_leq(wrap_width(out.data, out.len), (unsigned)TEASER_COLUMNS);
	cr_expect_geq(wrap_width(out.data, out.len), (unsigned)TEASER_COLUMNS - 10);
	cr_expect(strcmp(out.data + out.len - 3, "...") == 0, "%s", out.data);
	buf_clear(&out);
}
