#include "import/markdown.h"
#include "tests/import/helpers.h"

#include <time.h>

static struct import_options options;

static void read_post(const char *name, const char *text, struct collected *out)
{
	helper_read_named(name, markdown_import, &options, text, strlen(text), out);
}

static void setup(void)
{
	helper_options(&options);
}

static void teardown(void)
{
	helper_options_clear(&options);
}

TestSuite(markdown, .init = setup, .fini = teardown);

static void expect_str(const char *got, const char *wanted, const char *of)
{
	if (wanted == NULL)
		cr_expect_null(got, "%s: %s", of, got);
	else
		cr_expect(got != NULL && strcmp(got, wanted) == 0, "%s: %s, not %s", of,
		    got != NULL ? got : "nothing", wanted);
}

Test(markdown, a_post_has_the_fields_of_its_front_matter)
{
	struct collected c;
	struct article *a;

	read_post("posts/a.md",
	    "---\ntitle: Un titre\ndate: 2023-06-14T09:30:00+01:00\nlang: fr\n"
	    "categories: [Politique]\ntags: eau, routes\nauthors:\n- name: Awa Sarr\n- name: Jo Doe\n"
	    "description: De quoi il s'agit\ncanonical_url: https://j.example/2023/un-titre\n---\n"
	    "# Un titre\n\nDu *texte* et [un lien](autre).\n\n## Suite\n\n- a\n- b\n",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	a = &c.articles[0];
	expect_str(a->title, "Un titre", "title");
	expect_str(a->lang, "fr", "lang");
	expect_str(a->byline, "Awa Sarr, Jo Doe", "byline");
	expect_str(a->summary, "De quoi il s'agit", "summary");
	expect_str(a->url, "https://j.example/2023/un-titre", "url");
	expect_str(a->key, "https://j.example/2023/un-titre", "key");
	expect_str(a->body,
	    "Du texte et un lien.\n=> https://j.example/2023/autre un lien\n\n## Suite\n\n* a\n* b\n",
	    "body");
	cr_expect_eq(a->published.day, 20230614);
	cr_expect_eq(a->published.precision, PRECISION_SECOND);
	cr_assert_eq(a->themes.n, 3);
	expect_str(a->themes.items[0].name, "Politique", "theme");
	expect_str(a->themes.items[2].name, "routes", "theme");
	helper_clear(&c);
}

Test(markdown, toml_says_the_same_in_its_own_way)
{
	struct collected c;

	read_post("posts/a.md",
	    "+++\ntitle = \"Un titre\"\npath = \"2023/06/14/un-titre\"\nauthors = [\"Awa Sarr\"]\n"
	    "[taxonomies]\ntags = [\"eau, routes\"]\n[extra]\nlang = \"sw\"\n+++\nDu texte.\n",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	expect_str(c.articles[0].key, "2023/06/14/un-titre", "key");
	expect_str(c.articles[0].byline, "Awa Sarr", "byline");
	expect_str(c.articles[0].lang, "sw", "lang");
	cr_expect_eq(c.articles[0].published.day, 20230614);
	cr_expect_eq(c.articles[0].published.precision, PRECISION_DAY);
	cr_assert_eq(c.articles[0].themes.n, 1);
	expect_str(c.articles[0].themes.items[0].name, "eau, routes", "an item of a list is whole");
	helper_clear(&c);
}

/* Names of files and what they say where the front matter does not. */
Test(markdown, what_is_missing_is_told_by_the_name_and_the_body)
{
	static const struct {
		const char *name, *text, *title;
		int day;
	} rows[] = {
		{ "_posts/2009-01-13-un-titre.md", "---\nlayout: post\n---\nTexte.\n", "Un titre",
		    20090113 },
		{ "_posts/2009-01-13_un_titre.md", "---\nlayout: post\n---\nTexte.\n", "Un titre",
		    20090113 },
		{ "a/revue_2022-01-07.md", "---\na: b\n---\n# Revue\n\nTexte.\n", "Revue",
		    20220107 },
		{ "2025/04/08/titre.md", "---\na: b\n---\nTexte.\n", "Titre", 20250408 },
		{ "a.md", "---\naliases: [/2025/04/08/a]\ntitle: T\n---\nTexte.\n", "T", 20250408 },
		{ "a.md", "---\ndate: null\ntitle: T\n---\nTexte.\n", "T", 0 },
		{ "12023-01-01.md", "# T\n\nTexte.\n", "T", 0 },
		{ "a.md", "## Deuxième\n\nTexte.\n", "Deuxième", 0 },
		{ "2009-02-31-a.md", "# T\n\nTexte.\n", "T", 0 },
		{ "a.md", "---\ntitle: T\ndate: 2023-06-14\n---\nTexte.\n", "T", 20230614 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct collected c;

		read_post(rows[i].name, rows[i].text, &c);
		cr_assert_eq(c.n, 1, "%s: %s", rows[i].name, c.reason);
		expect_str(c.articles[0].title, rows[i].title, rows[i].name);
		expect_str(c.articles[0].body, "Texte.\n", rows[i].name);
		cr_expect_eq(c.articles[0].published.day, rows[i].day, "%s: %d", rows[i].name,
		    c.articles[0].published.day);
		helper_clear(&c);
	}
}

Test(markdown, drafts_are_left_out_however_they_are_spelt)
{
	static const struct {
		const char *name, *front, *what;
	} rows[] = {
		{ "a.md", "draft: true", "a draft" },
		{ "a.md", "draft: \"true\"", "a draft" },
		{ "a.md", "Draft: Yes", "a draft" },
		{ "a.md", "draft: y", "a draft" },
		{ "a.md", "draft: T", "a draft" },
		{ "a.md", "draft: ON", "a draft" },
		{ "a.md", "draft: 1", "a draft" },
		{ "a.md", "isDraft: true", "a draft" },
		{ "a.md", "is_draft: yes", "a draft" },
		{ "a.md", "extra:\n  draft: true", "a draft" },
		{ "a.md", "params: {draft: true}", "a draft" },
		{ "a.md", "wip: true", "a draft" },
		{ "a.md", "published: false", "a draft" },
		{ "a.md", "published: n", "a draft" },
		{ "a.md", "published: No", "a draft" },
		{ "a.md", "published: 0", "a draft" },
		{ "a.md", "published: off", "a draft" },
		{ "a.md", "status: draft", "a draft" },
		{ "a.md", "post_status: draft", "a draft" },
		{ "a.md", "status: Unpublished", "a draft" },
		{ "a.md", "state: DRAFT", "a draft" },
		{ "a.md", "status: Private", "a private post" },
		{ "a.md", "private: true", "a private post" },
		{ "a.md", "visibility: private", "a private post" },
		{ "a.md", "status: pending", "a post that waits for review" },
		{ "a.md", "status: future", "a post that is not yet due" },
		{ "a.md", "date: 9999-01-01", "a post that is not yet due" },
		{ "a.md", "publishDate: 9999-01-01T08:00:00Z", "a post that is not yet due" },
		{ "a.md", "date: 2020-01-01\npublishDate: 9999-01-01",
		    "a post that is not yet due" },
		{ "a.md", "status: trash", "a post in the trash" },
		{ "a.md", "status: hidden", "a hidden post" },
		{ "a.md", "hidden: true", "a hidden post" },
		{ "a.md", "visible: false", "a hidden post" },
		{ "a.md", "_build:\n  render: never", "a hidden post" },
		{ "a.md", "build: {render: never}", "a hidden post" },
		{ "_drafts/a.md", "title: b", "a draft" },
		{ "site/drafts/a.md", "title: b", "a draft" },
		{ "_posts/9999-01-01-a.md", "title: b", "a post that is not yet due" },
		{ "a.md", "date: 2020-01-01\nexpiryDate: 2020-02-01", "a post that has expired" },
		{ "a.md", "unpublishdate: 2020-02-01T08:00:00Z", "a post that has expired" },
	};
	char text[128];
	struct collected c;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(text, sizeof text, "---\n%s\n---\nTexte.\n", rows[i].front);
		read_post(rows[i].name, text, &c);
		cr_expect_eq(c.n, 0, "%s", rows[i].front);
		cr_expect_eq(c.rejects, 0, "%s", rows[i].front);
		cr_expect_str_eq(c.skipped, rows[i].what, "%s: %s", rows[i].front, c.skipped);
		helper_clear(&c);
	}
	read_post("f/LICENSE.md", "# Une licence\n\nCopyright 2020.\n", &c);
	cr_expect_str_eq(c.skipped, "a file about the others, not a post");
	helper_clear(&c);
	read_post("f/license.md", "# La patente\n\nLe bac l'a perdue.\n", &c);
	cr_expect_eq(c.n, 1);
	helper_clear(&c);
	read_post("README.md", "# Lisez-moi\n\nComment ranger ces fiches.\n", &c);
	cr_expect_eq(c.n + c.rejects, 0);
	cr_expect_eq(c.skips, 1);
	helper_clear(&c);
}

Test(markdown, what_is_published_is_no_draft)
{
	static const char *const fronts[] = { "draft: false\npublished: true\nstatus: publish",
		"draft: no\nhidden: off\nvisible: 1", "status: archived", "published: 2020-01-01",
		"build: {render: always}", "date: 9999-01-01\npublishDate: 2020-01-01",
		"state: Kongo Central", "other.draft: true",
		"date: 2020-01-01\nexpiryDate: 9999-01-01", "expiryDate: bientôt" };
	char text[128];
	struct collected c;

	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		snprintf(text, sizeof text, "---\n%s\n---\nTexte.\n", fronts[i]);
		read_post("a.md", text, &c);
		cr_expect_eq(c.n, 1, "%s: %s", fronts[i], c.skipped);
		helper_clear(&c);
	}
}

/* What is due within a day is: the clocks of those who wrote it differ. */
Test(markdown, a_post_of_today_is_due)
{
	time_t now = time(NULL), later = now + 3600;
	char text[128];
	struct collected c;
	struct tm tm;

	cr_assert_not_null(gmtime_r(&later, &tm));
	strftime(text, sizeof text, "---\ntitle: T\ndate: %Y-%m-%dT%H:%M:%SZ\n---\nTexte.\n", &tm);
	read_post("a.md", text, &c);
	cr_expect_eq(c.n, 1, "%s", text);
	helper_clear(&c);
}

/* Jekyll's rule for a plain string; commas part as ever, and an item of a list is whole. */
Test(markdown, json_says_the_same_in_its_own_way)
{
	struct collected c;

	read_post("a.md",
	    "{\n\"title\": \"Le bac\",\n\"date\": \"2023-06-14\",\n\"tags\": [\"eau\"]\n}\n\nIl "
	    "*pleut*.\n",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	expect_str(c.articles[0].title, "Le bac", "title");
	expect_str(c.articles[0].body, "Il pleut.\n", "body");
	cr_expect_eq(c.articles[0].published.day, 20230614);
	cr_assert_eq(c.articles[0].themes.n, 1);
	helper_clear(&c);
	read_post("a.md", "{\n\"title\": \"Le bac\",\n\"draft\": true\n}\nIl pleut.\n", &c);
	cr_expect_str_eq(c.skipped, "a draft");
	helper_clear(&c);
}

Test(markdown, front_matter_may_be_longer_than_the_head_that_is_looked_at)
{
	struct buf post = BUF(3 * INPUT_HEAD_MAX);
	struct collected c;

	buf_puts(&post, "---\nx: ");
	while (post.len < 2 * INPUT_HEAD_MAX)
		buf_puts(&post, "un bac et ");
	buf_puts(&post, "\ndraft: yes\n---\nIl pleut.\n");
	read_post("a.md", buf_str(&post), &c);
	cr_expect_eq(c.n, 0);
	cr_expect_str_eq(c.skipped, "a draft");
	helper_clear(&c);
	buf_clear(&post);
}

Test(markdown, tags_of_a_plain_string_are_parted_at_spaces)
{
	static const struct {
		const char *text, *themes;
	} rows[] = {
		{ "---\ntags: eau routes  ponts\n---\nTexte.\n", "eau|routes|ponts" },
		{ "---\ncategories: eau routes\n---\nTexte.\n", "eau|routes" },
		{ "---\ntags: vie locale, routes\n---\nTexte.\n", "vie locale|routes" },
		{ "---\ntags: [vie locale]\n---\nTexte.\n", "vie locale" },
		{ "---\ncategory: vie locale\n---\nTexte.\n", "vie locale" },
		{ "+++\ntags = \"vie locale\"\n+++\nTexte.\n", "vie locale" },
		{ "Title: T\nTags: vie locale\n\nTexte.\n", "vie locale" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = BUF(1024);
		struct collected c;

		read_post("a.md", rows[i].text, &c);
		cr_assert_eq(c.n, 1, "%s: %s", rows[i].text, c.reason);
		for (size_t k = 0; k < c.articles[0].themes.n; k++)
			buf_printf(
			    &b, "%s%s", k > 0 ? "|" : "", c.articles[0].themes.items[k].name);
		expect_str(buf_str(&b), rows[i].themes, rows[i].text);
		buf_clear(&b);
		helper_clear(&c);
	}
}

Test(markdown, a_post_of_the_section_yields_to_its_own_fields)
{
	struct collected c;

	read_post(
	    "a.md", "---\nextra:\n  title: B\n  date: 2020-01-01\nname: A\n---\nTexte.\n", &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	expect_str(c.articles[0].title, "A", "title");
	cr_expect_eq(c.articles[0].published.day, 20200101);
	helper_clear(&c);
}

Test(markdown, the_head_of_pelican_and_multimarkdown_is_front_matter)
{
	struct collected c;
	struct article *a;

	read_post("a.md",
	    "Title: La crue: un bilan\nDate: 2023-06-14 09:30\nCategory: Politique\n"
	    "Tags: eau,\n    routes\nAuthors: Awa Sarr, Jo Doe\nSummary: Sur deux\n    lignes\n"
	    "Lang: fr\nSlug: la-crue\n\nTexte.\n",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	a = &c.articles[0];
	expect_str(a->title, "La crue: un bilan", "title");
	expect_str(a->byline, "Awa Sarr, Jo Doe", "byline");
	expect_str(a->summary, "Sur deux lignes", "summary");
	expect_str(a->lang, "fr", "lang");
	expect_str(a->body, "Texte.\n", "body");
	cr_expect_eq(a->published.day, 20230614);
	cr_expect_eq(a->themes.n, 3);
	helper_clear(&c);
	read_post("a.md", "Title: T\nStatus: draft\n\nTexte.\n", &c);
	cr_expect_eq(c.n + c.rejects, 0);
	cr_expect_str_eq(c.skipped, "a draft");
	helper_clear(&c);
}

Test(markdown, what_is_longer_than_its_limit_is_told_so_in_kilobytes)
{
	struct buf b = BUF(1 << 20);
	struct collected c;

	while (b.len <= 512 * 1024)
		buf_puts(&b, "Un texte. ");
	helper_read_named("a.md", markdown_import, &options, b.data, b.len, &c);
	cr_expect_eq(c.n, 0);
	cr_expect_str_eq(c.reason, "more than 512 kB: too long for one article");
	helper_clear(&c);
	buf_clear(&b);
}

Test(markdown, the_key_is_an_id_a_permalink_or_the_path)
{
	static const struct {
		const char *front, *key;
	} rows[] = {
		{ "title: a", "p/a.md" },
		{ "id: 12", "p/a.md" },
		{ "slug: a", "p/a.md" },
		{ "permalink: /:categories/:title/", "p/a.md" },
		{ "permalink: /2023/a/", "/2023/a/" },
		{ "permalink: https://j.example/a", "https://j.example/a" },
		{ "permalink: /a\nguid: https://j.example/?p=1", "https://j.example/?p=1" },
	};
	char text[128];
	struct collected c;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(text, sizeof text, "---\n%s\n---\nTexte.\n", rows[i].front);
		read_post("p/a.md", text, &c);
		cr_assert_eq(c.n, 1, "%s", rows[i].front);
		expect_str(c.articles[0].key, rows[i].key, rows[i].front);
		helper_clear(&c);
	}
}

Test(markdown, what_is_no_post_is_rejected_with_its_reason)
{
	static const struct {
		const char *name, *text, *reason;
	} rows[] = {
		{ "a.md", "---\ntitle: a\n---\n", "no text" },
		{ "a.md", "# A\n", "no text" },
		{ "a.md", "---\ntitle: a\ndraft: true\n\nText\n",
		    "front matter that does not end: " },
		{ "a.md", "+++\ntitle = 'a'\n---\nText\n", "front matter that does not end: " },
		{ "a.md", "---\na: [b\n---\nText\n", "front matter that is no YAML: line " },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		read_post(rows[i].name, rows[i].text, &c);
		cr_expect_eq(c.n, 0);
		cr_expect_not_null(
		    strstr(c.reason, rows[i].reason), "%s: %s", rows[i].name, c.reason);
		helper_clear(&c);
	}
}

/* A body below front matter, and the gemtext that it becomes. */
static const struct {
	const char *name, *in, *out;
} bodies[] = {
	{ "a.md", "a {% include b.html %}c\n", "a c\n" },
	{ "a.md", "a {{ site.url }} b {{< c \"d\" >}}e{{< /c >}} {{% f %}}g{{% /f %}}\n",
	    "a b e g\n" },
	{ "a.md", "`{{ a }}` ``b ` {% c %}``\n", "{{ a }} b ` {% c %}\n" },
	{ "a.md", "```\n{% a %}\n```\n", "```\n{% a %}\n```\n" },
	{ "a.md", "~~~~ x\n```\n{{ a }}\n~~~~\n{{ b }}c\n", "```x\n ```\n{{ a }}\n```\n\nc\n" },
	{ "a.md", "a\n\n    {{ b }}\n    {{ c }}\n", "a\n\n```\n{{ b }}\n{{ c }}\n```\n" },
	{ "a.md", "a\n{% highlight c %}\nint *b*;\n{% endhighlight %}\nd\n",
	    "a\n\n```\nint *b*;\n```\n\nd\n" },
	{ "a.md", "{{< highlight sh >}}\nls *a*\n{{< /highlight >}}\n", "```\nls *a*\n```\n" },
	{ "a.md", "{% raw %}a {{ b }}{% endraw %} c\n", "a {{ b }} c\n" },
	{ "a.md", "```\n{% raw %}\n{{ a }} {% b %}\n{%- endraw -%}\n```\n",
	    "```\n{{ a }} {% b %}\n```\n" },
	{ "a.md", "```\n{% raw %}{{ a }}{% endraw %}\n```\n\n~~~\n{% raw %}b{% endraw %}\n~~~\n",
	    "```\n{{ a }}\n```\n\n```\nb\n```\n" },
	{ "a.md", "`{% raw %}{{ a }}{% endraw %}` b\n", "{{ a }} b\n" },
	{ "a.md", "a\n\n    {% raw %}{{ b }}{% endraw %}\n", "a\n\n```\n{{ b }}\n```\n" },
	{ "a.md", "{% highlight c %}\n{% raw %}{{ b }}{% endraw %}\n{% endhighlight %}\n",
	    "```\n{{ b }}\n```\n" },
	{ "a.md", "```\n{% raw %}\n```\n", "```\n{% raw %}\n```\n" },
	{ "a.md", "```\n{% raw %}{% raw %}{% endraw %}\n```\n", "```\n{% raw %}\n```\n" },
	{ "a.md", "a{% comment %} b\n c{% endcomment %}d\n", "ad\n" },
	{ "a.md", "a { b } {% c\n", "a { b } {% c\n" },
	{ "a.md", "![x](/a.png){: .left width=3 }a{: #b }\n", "a\n" },
	{ "a.md", "# S {: #s }\n\na\n{: .b }\n\n1. c\n\n    d{: loading=lazy }\n",
	    "## S\n\na\n\n1. c\nd\n" },
	{ "a.md", "* TOC\n{:toc}\n\na\n\n1. x\n{: toc .b }\nb\n", "a\n\nb\n" },
	{ "a.md", "* a\n\n      {{ b }}\n\nc\n\n    {{ d }}\n",
	    "* a\n\n```\n{{ b }}\n```\n\nc\n\n```\n{{ d }}\n```\n" },
	{ "a.md", "et ![image seule](https://j.example/a.png).\n",
	    "et image seule.\n=> https://j.example/a.png image seule\n" },
	{ "a.md", "et ![](https://j.example/a.png) fin\n", "et fin\n" },
	{ "a.md", "fin. ![b](https://j.example/a.png)\n", "fin.\n" },
	{ "a.md", "[et ![b](https://j.example/a.png)](https://j.example/b)\n",
	    "=> https://j.example/b et\n" },
	{ "a.md", ":fontawesome-solid-comments: a :material-check: b 8:a-b-c:d :a-b:\n",
	    "a b 8:a-b-c:d :a-b:\n" },
	{ "a.md",
	    "a\n\n{{< figure src=\"https://j.example/a.png\" title=\"T\" caption=\"Le quai\" >}}\n\nb\n",
	    "a\n\n=> https://j.example/a.png Le quai\n\nb\n" },
	{ "a.md", "a {{< figure src=\"/a.png\" title=\"Le quai\" >}} b\n", "a\n\nLe quai\n\nb\n" },
	{ "a.md", "## S {#s .t}\n\n[l](https://j.example/){ .b x=\"y z\" } {#d} {x=1} { c }\n",
	    "## S\n\nl {#d} {x=1} { c }\n=> https://j.example/ l\n" },
	{ "a.md", "a {#b c#} d {# e #}{ .f }\n", "a d\n" },
	{ "a.md", "[TOC]\n\na\n\n[[toc]]\n", "a\n" },
	{ "a.md", "!!! note \"Titre\"\n    a *b*\n\n    c\n\nd\n", "Titre\n\na b\n\nc\n\nd\n" },
	{ "a.md", "??? tip\n    a\n\n    !!! b\n        c\n", "a\n\nc\n" },
	{ "a.md", "!!!note\n    a\n\n!!!tip \"T\"\n    b\n\n!!!non\n\n!!!oui et non\n",
	    "a\n\nT\n\nb\n\n!!!oui et non\n" },
	{ "a.md", "=== \"Onglet\"\n\n    ```c\n    a;\n    ```\n", "Onglet\n\n```c\na;\n```\n" },
	{ "a.md", "a[^1]\n\n[^1]: b\n", "a¹\n\n1. b\n" },
	{ "a.md", "| a | b |\n|---|---|\n| c | d |\n", "```a, b\na  b\n-  -\nc  d\n```\n" },
	{ "a.md", "<div><p>a</p>\n<b>b</b></div>\n", "a\n\nb\n" },
	{ "a.md", ":smile: a\n", ":smile: a\n" },
	{ "a.md", "a <!-- more --> b\n", "a b\n" },
	{ "a.md", "a\tb\n\n\tint c;\n\t\treturn;\n", "a b\n\n```\nint c;\n    return;\n```\n" },
	{ "a.md", "```\n\ta\n\t\tb\tc\n```\n", "```\n    a\n        b   c\n```\n" },
	{ "a.md", "!!! note \"Titre\"\n\ta *b*\n\n\tc\n\nd\n", "Titre\n\na b\n\nc\n\nd\n" },
	{ "a.md", "-\ta\tb\n\n\tc\n", "* a b\nc\n" },
	{ "a.html", "<p>a\n\n    b</p>\n{{ c }}<pre>d</pre>", "a b\n\n```\nd\n```\n" },
};

/* YAML has no tabs in its indentation; people do. */
Test(markdown, tabs_in_front_matter_are_spaces)
{
	struct collected c;

	read_post("a.md", "---\ntitle:\tLe\tbac\ntags:\n\t- eau\n\t- routes\n---\na\n", &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_null(strchr(c.articles[0].title, '\t'), "%s", c.articles[0].title);
	cr_assert_eq(c.articles[0].themes.n, 2);
	expect_str(c.articles[0].themes.items[1].name, "routes", "theme");
	helper_clear(&c);
}

Test(markdown, what_generators_write_into_it_is_taken_out)
{
	char text[512];
	struct collected c;

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		snprintf(text, sizeof text, "---\ntitle: T\n---\n%s", bodies[i].in);
		read_post(bodies[i].name, text, &c);
		cr_assert_eq(c.n, 1, "%s: %s", bodies[i].in, c.reason);
		expect_str(c.articles[0].body, bodies[i].out, bodies[i].in);
		helper_clear(&c);
	}
}

Test(markdown, what_stands_before_more_is_the_summary)
{
	struct collected c;

	read_post("a.md", "---\ntitle: T\n---\nUn *début*.\n\n<!--  More-->\n\nLa suite.\n", &c);
	cr_assert_eq(c.n, 1);
	expect_str(c.articles[0].summary, "Un début.", "summary");
	expect_str(c.articles[0].body, "Un début.\n\nLa suite.\n", "body");
	helper_clear(&c);
	read_post("a.md", "---\ntitle: T\nsummary: S\n---\na\n<!-- more -->\nb\n", &c);
	cr_assert_eq(c.n, 1);
	expect_str(c.articles[0].summary, "S", "summary");
	helper_clear(&c);
}
