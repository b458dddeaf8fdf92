#include "serve/privilege.h"

#include "tests/serve/helpers.h"

#include <stdio.h>

enum { INI_SIZE = 512 };

static const struct {
	const char *chroot, *archive, *reads, *root; /* of the INI */
	enum status st;
	const char *archive_in, *reads_in, *root_in; /* after the drop */
} cases[] = {
	{ "", "/srv/news/n.db", "/var/reads.db", "/srv/capsule", ST_OK, "/srv/news/n.db",
	    "/var/reads.db", "/srv/capsule" },
	{ "/", "/srv/news/n.db", "/var/reads.db", "/srv/capsule", ST_OK, "/srv/news/n.db",
	    "/var/reads.db", "/srv/capsule" },
	{ "/srv", "/srv/news/n.db", "/srv/reads.db", "/srv/capsule", ST_OK, "/news/n.db",
	    "/reads.db", "/capsule" },
	{ "/srv/", "/srv/news/n.db", "/srv/reads.db", "/srv/capsule", ST_OK, "/news/n.db",
	    "/reads.db", "/capsule" },
	{ "/srv", "/srv/n.db", "/srv/r.db", "/srv", ST_OK, "/n.db", "/r.db", "/" },
	{ "/srv", "/var/n.db", "/srv/r.db", "/srv/capsule", ST_INVALID, NULL, NULL, NULL },
	{ "/srv", "/srv/n.db", "/var/r.db", "/srv/capsule", ST_INVALID, NULL, NULL, NULL },
	{ "/srv", "/srv/n.db", "/srv/r.db", "/var/capsule", ST_INVALID, NULL, NULL, NULL },
	{ "/srv", "/srv2/n.db", "/srv/r.db", "/srv/capsule", ST_INVALID, NULL, NULL, NULL },
};

Test(privilege, paths_are_those_below_the_chroot)
{
	struct support_path folder = support_folder();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char ini[INI_SIZE];
		struct serving_paths p = { "x", "y", "z" };
		struct error e = { "" };
		struct conf *c;
		enum status st;

		snprintf(ini, sizeof ini,
		    "[capsule]\nroot = %s\n[archive]\npath = %s\nreads = %s\n"
		    "[server]\nchroot = %s\n",
		    cases[i].root, cases[i].archive, cases[i].reads, cases[i].chroot);
		c = conf_of(&folder, ini);
		st = privilege_paths(c, &p, &e);
		cr_expect_eq(st, cases[i].st, "case %zu: %s", i, e.text);
		if (st != ST_OK) {
			cr_expect(
			    p.archive == NULL && p.reads == NULL && p.root == NULL, "case %zu", i);
			cr_expect_not_null(strstr(e.text, cases[i].chroot), "%s", e.text);
		} else if (cases[i].st == ST_OK) {
			cr_expect_str_eq(p.archive, cases[i].archive_in);
			cr_expect_str_eq(p.reads, cases[i].reads_in);
			cr_expect_str_eq(p.root, cases[i].root_in);
		}
		conf_free(c);
	}
}

Test(privilege, user_that_does_not_exist_is_an_error)
{
	struct support_path folder = support_folder();
	struct conf *c = conf_of(&folder, "[server]\nuser = nobody-of-that-name\n");
	struct log log = { .fd = -1, .level = LEVEL_ERROR };
	struct error e = { "" };

	cr_expect_eq(privilege_drop(c, &log, &e), ST_INVALID);
	cr_expect_not_null(strstr(e.text, "nobody-of-that-name"), "%s", e.text);
	conf_free(c);
}
