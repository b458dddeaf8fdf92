#include "gopher/session.h"

#include <criterion/criterion.h>
#include <string.h>

Test(session, a_request_line_is_taken_apart_or_refused)
{
	static const struct {
		const char *line, *path, *query; /* path NULL: refused */
		bool attributes;
	} cases[] = {
		{ "", "/", NULL, false },
		{ "new", "/new", NULL, false },
		{ "/s\tle pont", "/s", "le pont", false },
		{ "/s?le pont", "/s", "le pont", false },
		{ "/s\t", "/s", "", false },
		{ "/new\t$", "/new", NULL, true },
		{ "/new\t$+INFO", "/new", NULL, true },
		{ "/n\x01w", NULL, NULL, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct request r;
		enum answer_kind why;
		bool good = gopher_protocol.parse(
		    NULL, cases[i].line, strlen(cases[i].line), 70, &r, &why);

		cr_expect_eq(good, cases[i].path != NULL, "%s", cases[i].line);
		if (!good) {
			cr_expect_eq(why, ANSWER_INVALID);
			continue;
		}
		cr_expect_str_eq(r.path, cases[i].path);
		cr_expect_eq(r.asks, cases[i].query != NULL, "%s", cases[i].line);
		cr_expect_str_eq(r.query, r.asks ? cases[i].query : "");
		cr_expect_eq(r.attributes, cases[i].attributes, "%s", cases[i].line);
	}
}
