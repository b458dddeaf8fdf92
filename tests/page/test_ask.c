#include "page/ask.h"

#include "base/buf.h"

#include <criterion/criterion.h>
#include <string.h>

/* The parts: '-' before what is excluded, t/ and by/ before slugs, bars between. */
static const char *write_parts(const struct search *s, struct buf *out)
{
	static const char *const kinds[] = {
		[SEARCH_TEXT] = "", [SEARCH_THEME] = "t/", [SEARCH_AUTHOR] = "by/"
	};

	buf_reset(out);
	for (size_t i = 0; i < s->nparts; i++)
		buf_printf(out, "%s%s%s%.*s", i > 0 ? "|" : "", s->parts[i].excluded ? "-" : "",
		    kinds[s->parts[i].kind], (int)s->parts[i].len, s->parts[i].text);
	return buf_str(out);
}

Test(ask, a_query_is_taken_apart)
{
	static const struct {
		const char *query, *parts;
		int from, to;
		enum ask_fault fault;
	} rows[] = {
		{ "pont", "pont", 0, 0, ASK_FINE },
		{ "  pont   neuf ", "pont|neuf", 0, 0, ASK_FINE },
		{ "pont\u00a0neuf\tbac", "pont|neuf|bac", 0, 0, ASK_FINE },
		{ "\"pont neuf\" bac", "pont neuf|bac", 0, 0, ASK_FINE },
		{ "«\u00a0pont neuf\u00a0» “grand bac”", "\u00a0pont neuf\u00a0|grand bac", 0, 0,
		    ASK_FINE },
		{ "pont -neuf -\"grand bac\"", "pont|-neuf|-grand bac", 0, 0, ASK_FINE },
		{ "moyen-orient l'eau", "moyen-orient|l'eau", 0, 0, ASK_FINE },
		{ "theme:sport", "t/sport", 0, 0, ASK_FINE },
		{ "Thème:Économie", "t/economie", 0, 0, ASK_FINE },
		{ "theme:\"Société civile\" pont", "t/societe-civile|pont", 0, 0, ASK_FINE },
		{ "-theme:sport by:jean-ilunga", "-t/sport|by/jean-ilunga", 0, 0, ASK_FINE },
		{ "since:2023", "", 20230000, 0, ASK_FINE },
		{ "since:2023-06 before:2024-02-03", "", 20230600, 20240202, ASK_FINE },
		{ "before:2023", "", 0, 20229999, ASK_FINE },
		{ "before:2023-06", "", 0, 20230599, ASK_FINE },
		{ "since:2021 since:2022 before:2024 before:2023", "", 20220000, 20229999,
		    ASK_FINE },
		{ "-before:2023", "", 20230000, 0, ASK_FINE },
		{ "-since:2023", "", 0, 20229999, ASK_FINE },
		{ "before:0001", "", 0, 9999, ASK_FINE },
		{ "pont since:2023", "pont", 20230000, 0, ASK_FINE },
		/* No key of ours: words. */
		{ "http://exemple.org", "http://exemple.org", 0, 0, ASK_FINE },
		{ ":pont theme", ":pont|theme", 0, 0, ASK_FINE },
		{ "\"theme:sport\"", "theme:sport", 0, 0, ASK_FINE },
		/* Unbalanced, and nothing. */
		{ "\"pont neuf", "pont neuf", 0, 0, ASK_FINE },
		{ "pont\"", "pont\"", 0, 0, ASK_FINE },
		{ "theme: pont", "pont", 0, 0, ASK_FINE },
		{ "- -- \"\" pont", "pont", 0, 0, ASK_FINE },
		{ "", "", 0, 0, ASK_EMPTY },
		{ " ... - \"", "", 0, 0, ASK_EMPTY },
		{ "theme:", "", 0, 0, ASK_EMPTY },
		/* As an old machine writes it: Latin-1. */
		{ "caf\xe9", "café", 0, 0, ASK_FINE },
		/* Dates that are none. */
		{ "since:", "", 0, 0, ASK_DATE },
		{ "since:hier", "", 0, 0, ASK_DATE },
		{ "since:23", "", 0, 0, ASK_DATE },
		{ "since:2023-13", "", 0, 0, ASK_DATE },
		{ "since:2023-00", "", 0, 0, ASK_DATE },
		{ "since:2023-6", "", 0, 0, ASK_DATE },
		{ "since:2023-06-32", "", 0, 0, ASK_DATE },
		{ "since:2023-06-14x", "", 0, 0, ASK_DATE },
		{ "before:0000", "", 0, 0, ASK_DATE },
		{ "a b c d e f g h i j k l m n o p", "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p", 0, 0,
		    ASK_FINE },
		{ "a b c d e f g h i j k l m n o p q", "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p", 0, 0,
		    ASK_LONG },
	};
	struct buf parts = BUF(8192);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct ask a;

		cr_expect_eq(ask_parse(rows[i].query, &a), rows[i].fault, "%s", rows[i].query);
		cr_expect_str_eq(write_parts(&a.search, &parts), rows[i].parts, "%s: %s",
		    rows[i].query, buf_str(&parts));
		cr_expect_eq(a.search.from, rows[i].from, "%s: %d", rows[i].query, a.search.from);
		cr_expect_eq(a.search.to, rows[i].to, "%s: %d", rows[i].query, a.search.to);
	}
	buf_clear(&parts);
}

Test(ask, of_a_long_query_the_beginning_counts)
{
	char query[4 * PAGE_QUERY_MAX];
	struct ask a;

	memset(query, 'a', sizeof query - 1);
	query[sizeof query - 1] = '\0';
	cr_expect_eq(ask_parse(query, &a), ASK_FINE);
	cr_expect_eq(a.search.parts[0].len, PAGE_QUERY_MAX);
	/* All of it Latin-1: twice as long. */
	memset(query, 0xe9, sizeof query - 1);
	cr_expect_eq(ask_parse(query, &a), ASK_FINE);
	cr_expect_eq(a.search.parts[0].len, 2 * PAGE_QUERY_MAX);
}
