#include "serve/ready.h"

#include "tests/serve/helpers.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A row's INI, in a folder that has a folder "ici" and nothing else; `said` NULL: nothing wrong. */
static const struct {
	const char *ini;
	enum ready what;
	const char *said;
} rows[] = {
	{ "", READY_LISTEN, NULL },
	{ "[gemini]\nlisten =\n[gopher]\nlisten =\n", READY_LISTEN, "nothing to listen on" },
	{ "", READY_USER, NULL },
	{ "[server]\nuser = personne-de-ce-nom\n", READY_USER,
	    "depeche.ini:2: [server] user = personne-de-ce-nom: there is no such user" },
	{ "", READY_LOG, NULL },
	{ "[log]\nfile = ici/journal.log\n", READY_LOG, NULL },
	{ "[log]\nfile = nulle/journal.log\n", READY_LOG,
	    "depeche.ini:2: [log] file: there is no" },
	{ "[server]\npid_file = nulle/x.pid\n", READY_PID_FILE,
	    "depeche.ini:2: [server] pid_file: there is no folder" },
	{ "[archive]\npath = ici/a.db\nreads = nulle/r.db\n", READY_ARCHIVE, NULL },
	{ "[archive]\npath = nulle/a.db\n", READY_ARCHIVE,
	    "depeche.ini:2: [archive] path: there is no folder" },
	{ "[archive]\nreads = nulle/r.db\n", READY_READS,
	    "depeche.ini:2: [archive] reads: there is no folder" },
	{ "[capsule]\nroot = nulle\n", READY_ROOT, NULL },
};

Test(ready, tells_what_is_missing_and_which_option_leads_there)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct support_path folder = support_folder();
		struct conf *conf = conf_of(&folder, rows[i].ini);
		struct error e = { "" };
		enum status st;

		support_file(folder.text, "ici/x", "", 0);
		st = ready_check(conf, rows[i].what, &e);
		cr_expect_eq(st == ST_OK, rows[i].said == NULL, "row %zu: %s", i, e.text);
		if (rows[i].said != NULL)
			cr_expect_not_null(strstr(e.text, rows[i].said), "row %zu: %s", i, e.text);
		conf_free(conf);
	}
}

static const struct {
	mode_t folder, file; /* file 0: there is none */
	const char *said;
} rights[] = {
	{ 0777, 0666, NULL },
	{ 0777, 0, NULL },
	{ 0755, 0, "[archive] reads: user nobody cannot write in " },
	{ 0755, 0666, "[archive] reads: user nobody cannot write in " }, /* its journal */
	{ 0777, 0644, "[archive] reads: user nobody cannot write " },
	{ 0700, 0666, "[archive] reads: user nobody cannot write " },
};

Test(ready, tells_what_the_user_cannot_write)
{
	if (geteuid() != 0)
		cr_skip_test("only root can look with the rights of another user");
	for (size_t i = 0; i < sizeof rights / sizeof rights[0]; i++) {
		struct support_path folder = support_folder(), file;
		struct conf *conf = conf_of(
		    &folder, "[archive]\nreads = ici/reads.db\n[server]\nuser = nobody\n");
		char above[sizeof folder.text + 3];
		struct error e = { "" };
		enum status st;

		file = support_file(folder.text, "ici/reads.db", "", 0);
		cr_assert_eq(chmod(folder.text, 0755), 0);
		snprintf(above, sizeof above, "%s/..", folder.text);
		cr_assert_eq(chmod(above, 0755), 0);
		if (rights[i].file == 0)
			unlink(file.text);
		else
			cr_assert_eq(chmod(file.text, rights[i].file), 0);
		*strrchr(file.text, '/') = '\0';
		cr_assert_eq(chmod(file.text, rights[i].folder), 0);
		st = ready_check(conf, READY_READS, &e);
		cr_expect_eq(geteuid(), 0);
		cr_expect_eq(st == ST_OK, rights[i].said == NULL, "row %zu: %s", i, e.text);
		if (rights[i].said != NULL) {
			cr_expect_not_null(
			    strstr(e.text, rights[i].said), "row %zu: %s", i, e.text);
			cr_expect_not_null(strstr(e.text, "reads.db"), "row %zu: %s", i, e.text);
		}
		conf_free(conf);
	}
}
