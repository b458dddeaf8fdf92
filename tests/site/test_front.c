/* front.gmi: the capsule's own lines above its front page. */
#include "site/site.h"
#include "tests/page/helpers.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE_BYTES_MAX = 1 << 20 };

/* A newspaper and its capsule folder. */
struct place {
	struct paper paper;
	struct support_path root;
	char front[PATH_MAX + 16]; /* the path of front.gmi */
	struct mime *mime;
	struct site *site;
};

static struct place place_open(void)
{
	struct place p = { .paper = paper_open(), .root = support_folder() };
	struct error e = { "" };

	paper_fill(&p.paper);
	support_file(p.root.text, "about.gmi", "# Ici\n", 6);
	snprintf(p.front, sizeof p.front, "%s/front.gmi", p.root.text);
	cr_assert_eq(mime_open(&p.mime, &e), ST_OK, "%s", e.text);
	cr_assert_eq(
	    site_open(&p.paper.context, p.root.text, p.mime, &p.site, &e), ST_OK, "%s", e.text);
	return p;
}

static void place_close(struct place *p)
{
	site_close(p->site);
	mime_free(p->mime);
	paper_close(&p->paper);
}

static void write_front(const struct place *p, const char *bytes, size_t n)
{
	support_file(p->root.text, "front.gmi", bytes, n);
}

/* The page / as gemtext, to be free()d. */
static char *front_of(struct place *p, enum protocol protocol)
{
	struct buf text = BUF(PAGE_BYTES_MAX);
	struct answer a;
	struct error e = { "" };

	site_answer(p->site, protocol, "/", NULL, &a, &e);
	cr_assert_eq(a.kind, ANSWER_DOC, "%s", e.text);
	cr_assert_eq(gemtext_write(&a.page.doc, &text), ST_OK);
	answer_clear(&a);
	return buf_take(&text);
}

static void expect_front(struct place *p, const char *begins)
{
	for (int i = 0; i < 2; i++) {
		char *text = front_of(p, i == 0 ? PROTOCOL_GEMINI : PROTOCOL_GOPHER);

		cr_expect(strncmp(text, begins, strlen(begins)) == 0, "%s", text);
		cr_expect_not_null(strstr(text, "=> /new "), "%s", text);
		free(text);
	}
}

Test(front_file, its_lines_stand_above_the_front_page)
{
	static const char notice[] = "Coupure mardi.\n=> aide/ Aide\n";
	static const char titled[] = "```\n~~~\n```\n# Le fleuve\nBienvenue.\n";
	struct place p = place_open();

	expect_front(&p, "# La Rive\nLes nouvelles du fleuve\nMercredi 14 juin 2023\n");
	write_front(&p, notice, sizeof notice - 1);
	expect_front(&p, "Coupure mardi.\n=> /aide/ Aide\n\n# La Rive\nLes nouvelles du fleuve\n");
	/* One with a title has the page's. */
	write_front(&p, titled, sizeof titled - 1);
	expect_front(&p, "```\n~~~\n```\n# Le fleuve\nBienvenue.\n\nMercredi 14 juin 2023\n\n## ");
	write_front(&p, "", 0);
	expect_front(&p, "# La Rive\n");
	place_close(&p);
}

/* It once did only after a reader of Gemini had asked for the page. */
Test(front_file, a_menu_leads_to_the_page_about_the_capsule_by_itself)
{
	struct place p = place_open();
	char *text = front_of(&p, PROTOCOL_GOPHER);

	cr_expect_not_null(strstr(text, "\n=> /about.gmi À propos\n"), "%s", text);
	free(text);
	place_close(&p);
}

Test(front_file, more_than_its_bound_is_cut_after_a_line)
{
	static char lines[SITE_ABOVE_MAX + 100];
	struct place p = place_open();
	char *text;

	memset(lines, 'a', sizeof lines);
	for (size_t i = 99; i < sizeof lines; i += 100)
		lines[i] = '\n';
	write_front(&p, lines, sizeof lines);
	text = front_of(&p, PROTOCOL_GEMINI);
	cr_expect_eq(strstr(text, "\n\n# La Rive\n") - text, SITE_ABOVE_MAX / 100 * 100 - 1);
	free(text);
	place_close(&p);
}

Test(front_file, nothing_but_a_file_is_read)
{
	struct place p = place_open();

	cr_assert_eq(symlink("about.gmi", p.front), 0);
	expect_front(&p, "# La Rive\n");
	cr_assert_eq(unlink(p.front), 0);
	cr_assert_eq(mkfifo(p.front, 0644), 0);
	expect_front(&p, "# La Rive\n");
	cr_assert_eq(unlink(p.front), 0);
	cr_assert_eq(mkdir(p.front, 0755), 0);
	expect_front(&p, "# La Rive\n");
	place_close(&p);
}

struct told {
	unsigned n;
	enum clash kind; /* of the last */
	char path[32];
};

static void note(void *ctx, enum clash clash, const char *path, const char *route)
{
	struct told *t = ctx;

	(void)route;
	t->n++;
	t->kind = clash;
	snprintf(t->path, sizeof t->path, "%s", path);
}

Test(front_file, what_of_it_does_not_show_is_told)
{
	static char lines[SITE_ABOVE_MAX + 1];
	struct place p = place_open();
	struct told t = { 0 };

	write_front(&p, lines, SITE_ABOVE_MAX);
	cr_assert_eq(site_clashes(p.site, note, &t), ST_OK);
	cr_expect_eq(t.n, 0);
	write_front(&p, lines, sizeof lines);
	cr_assert_eq(site_clashes(p.site, note, &t), ST_OK);
	cr_expect(t.n == 1 && t.kind == CLASH_LONG);
	cr_expect_str_eq(t.path, "/front.gmi");
	cr_assert_eq(unlink(p.front), 0);
	cr_assert_eq(symlink("about.gmi", p.front), 0);
	cr_assert_eq(site_clashes(p.site, note, &t), ST_OK);
	cr_expect(t.n == 2 && t.kind == CLASH_LINK);
	place_close(&p);
}
