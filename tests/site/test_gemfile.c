#include "site/gemfile.h"

#include <criterion/criterion.h>
#include <string.h>

Test(gemfile, relative_links_become_paths_from_the_root)
{
	static const struct {
		const char *path, *link, *url;
	} cases[] = {
		{ "/about.gmi", "news.gmi", "/news.gmi" },
		{ "/help/index.gmi", "gopher.gmi", "/help/gopher.gmi" },
		{ "/help/index.gmi", "../about.gmi", "/about.gmi" },
		{ "/help/index.gmi", "./a%20b.txt", "/help/a%20b.txt" },
		{ "/à propos/index.gmi", "x.gmi", "/%C3%A0%20propos/x.gmi" },
		{ "/about.gmi", "/new", "/new" },
		{ "/about.gmi", "gemini://example.org/x", "gemini://example.org/x" },
		{ "/about.gmi", "mailto:a@example.org", "mailto:a@example.org" },
		/* Above the root, or with a query, there is nothing to make better. */
		{ "/about.gmi", "../x.gmi", "../x.gmi" },
		{ "/about.gmi", "x?y", "x?y" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct doc d;
		char text[128];

		doc_init(&d);
		strcat(strcat(strcpy(text, "# Titre\n=> "), cases[i].link), " un lien\n");
		cr_assert_eq(gemfile_read(cases[i].path, text, strlen(text), &d), ST_OK);
		cr_assert_eq(d.n, 2);
		cr_expect_str_eq(d.lines[1].url, cases[i].url, "%s in %s: %s", cases[i].link,
		    cases[i].path, d.lines[1].url);
		doc_clear(&d);
	}
}
