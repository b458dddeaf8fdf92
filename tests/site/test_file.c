#include "site/file.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* A capsule folder with all that should and should not be reached. */
static int capsule(void)
{
	struct support_path outside = support_folder(), root = support_folder();
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd, s;

	support_file(outside.text, "secret", "x", 1);
	support_file(root.text, "about.gmi", "# À propos\n", 12);
	support_file(root.text, "folder/deep/page.gmi", "# x\n", 4);
	support_file(root.text, ".hidden", "x", 1);
	support_file(root.text, "folder/.git/config", "x", 1);
	support_file(root.text, "lang/fr.ini", "x", 1);
	support_file(root.text, "sample/a.txt", "x", 1);
	support_file(root.text, "front.gmi", "x", 1);
	support_file(root.text, "folder/front.gmi", "x", 1);
	support_file(root.text, "folder/lang/page.gmi", "x", 1);
	support_file(root.text, "language.txt", "x", 1);
	fd = open(root.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	cr_assert(fd >= 0);
	cr_assert_eq(symlinkat(outside.text, fd, "out"), 0);
	cr_assert_eq(symlinkat("about.gmi", fd, "inside.gmi"), 0);
	cr_assert_eq(symlinkat("folder", fd, "link"), 0);
	cr_assert_eq(mkfifoat(fd, "pipe", 0644), 0);
	cr_assert_eq(fchdir(fd), 0);
	strcpy(address.sun_path, "socket");
	s = socket(AF_UNIX, SOCK_STREAM, 0);
	cr_assert_eq(bind(s, (struct sockaddr *)&address, sizeof address), 0);
	close(s);
	return fd;
}

static const struct {
	const char *path;
	enum status status;
	enum file_kind kind;
} cases[] = {
	{ "/about.gmi", ST_OK, FILE_REGULAR },
	{ "/folder/deep/page.gmi", ST_OK, FILE_REGULAR },
	{ "/folder/lang/page.gmi", ST_OK, FILE_REGULAR },
	{ "/language.txt", ST_OK, FILE_REGULAR },
	{ "/folder", ST_OK, FILE_FOLDER },
	{ "/folder/", ST_OK, FILE_FOLDER },
	{ "/", ST_OK, FILE_FOLDER },
	{ "/about.gmi/", ST_NOTFOUND, 0 },
	{ "/about.gmi/x", ST_NOTFOUND, 0 },
	{ "/absent", ST_NOTFOUND, 0 },
	{ "/.hidden", ST_NOTFOUND, 0 },
	{ "/folder/.git/config", ST_NOTFOUND, 0 },
	{ "/..", ST_NOTFOUND, 0 },
	{ "/folder/../about.gmi", ST_NOTFOUND, 0 },
	{ "/folder/./deep/page.gmi", ST_NOTFOUND, 0 },
	{ "//about.gmi", ST_NOTFOUND, 0 },
	{ "/folder//deep", ST_NOTFOUND, 0 },
	{ "about.gmi", ST_NOTFOUND, 0 },
	{ "", ST_NOTFOUND, 0 },
	{ "/lang", ST_NOTFOUND, 0 },
	{ "/lang/", ST_NOTFOUND, 0 },
	{ "/lang/fr.ini", ST_NOTFOUND, 0 },
	{ "/sample/a.txt", ST_NOTFOUND, 0 },
	{ "/front.gmi", ST_NOTFOUND, 0 },
	{ "/folder/front.gmi", ST_OK, FILE_REGULAR },
	{ "/out/secret", ST_NOTFOUND, 0 },
	{ "/out", ST_NOTFOUND, 0 },
	{ "/inside.gmi", ST_NOTFOUND, 0 },
	{ "/link/deep/page.gmi", ST_NOTFOUND, 0 },
	{ "/pipe", ST_NOTFOUND, 0 },
	{ "/socket", ST_NOTFOUND, 0 },
};

Test(file, only_what_is_public_and_below_the_root_is_opened, .timeout = 10)
{
	int root = capsule();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct error e = { "" };
		struct file f = { .fd = 7 };
		enum status st = file_open(root, cases[i].path, &f, &e);

		cr_expect_eq(st, cases[i].status, "%s: %s", cases[i].path, status_text(st));
		cr_expect_eq(f.fd >= 0, st == ST_OK, "%s", cases[i].path);
		if (st == ST_OK)
			cr_expect_eq(f.kind, cases[i].kind, "%s", cases[i].path);
		file_close(&f);
	}
	close(root);
}

Test(file, both_ways_to_resolve_a_path_agree, .timeout = 10)
{
	static const char *const paths[] = { "about.gmi", "folder/deep/page.gmi", "folder",
		"folder/", ".", "about.gmi/", "about.gmi/x", "absent", "out/secret", "out",
		"inside.gmi", "link/deep/page.gmi", "pipe", "socket" };
	int root = capsule();

	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		int one = file_resolve(root, paths[i]);
		int two = file_resolve_stepwise(root, paths[i]);

		cr_expect_eq(one >= 0, two >= 0, "%s: %d and %d", paths[i], one, two);
		if (one >= 0)
			close(one);
		if (two >= 0)
			close(two);
	}
	close(root);
}

Test(file, a_path_of_any_length_is_refused_not_cut)
{
	char path[FILE_PATH_SIZE + 100];
	struct file f;
	int root = capsule();

	memset(path, 'x', sizeof path - 1);
	path[0] = '/';
	path[sizeof path - 1] = '\0';
	cr_expect_eq(file_open(root, path, &f, NULL), ST_NOTFOUND);
	path[FILE_PATH_SIZE - 1] = '\0';
	cr_expect_eq(file_open(root, path, &f, NULL), ST_NOTFOUND);
	close(root);
}

Test(file, bytes_over_the_limit_are_refused)
{
	int root = capsule();
	struct file f;
	struct buf fits = BUF(12), small = BUF(11), head = BUF(5);
	struct error e;

	cr_assert_eq(file_open(root, "/about.gmi", &f, &e), ST_OK);
	cr_expect_eq(file_read(&f, &fits, &e), ST_OK);
	cr_expect_str_eq(buf_str(&fits), "# À propos\n");
	lseek(f.fd, 0, SEEK_SET);
	cr_expect_eq(file_read(&f, &small, &e), ST_TOOBIG);
	lseek(f.fd, 0, SEEK_SET);
	cr_expect_eq(file_head(&f, &head), ST_OK);
	cr_expect_str_eq(buf_str(&head), "# À ");
	buf_clear(&fits);
	buf_clear(&small);
	buf_clear(&head);
	file_close(&f);
	close(root);
}

Test(file, a_file_that_grows_while_it_is_read_is_over_the_limit_too)
{
	int root = capsule(), fd;
	struct file f;
	struct buf b = BUF(12);
	struct error e;

	cr_assert_eq(file_open(root, "/about.gmi", &f, &e), ST_OK);
	fd = openat(root, "about.gmi", O_WRONLY | O_APPEND);
	cr_assert_eq(write(fd, "+", 1), 1);
	close(fd);
	cr_expect_eq(file_read(&f, &b, &e), ST_TOOBIG);
	buf_clear(&b);
	file_close(&f);
	close(root);
}
