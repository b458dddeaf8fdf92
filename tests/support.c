#include "tests/support.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct support_path join(const char *folder, const char *name)
{
	struct support_path p;
	int n = snprintf(p.text, sizeof p.text, "%s/%s", folder, name);

	cr_assert(n > 0 && (size_t)n < sizeof p.text, "path too long: %s/%s", folder, name);
	return p;
}

static const char *source_root(void)
{
	const char *root = getenv("DEPECHE_SOURCE");

	return root != NULL ? root : ".";
}

struct support_path support_source(const char *path)
{
	return join(source_root(), path);
}

struct support_path support_archives(const char *path)
{
	const char *root = getenv("DEPECHE_ARCHIVES");
	struct support_path p = root != NULL ? join(root, path)
					     : join(source_root(), "../shared/archives");

	if (root == NULL)
		p = join(p.text, path);
	if (access(p.text, R_OK) != 0) {
		fprintf(stderr, "skipped: %s is not here (DEPECHE_ARCHIVES names its folder)\n",
		    p.text);
		p.text[0] = '\0';
	}
	return p;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

/* One folder a process: Criterion runs each test in its own. */
static struct support_path folder_made;
static pid_t folder_owner;

static void remove_folder(void)
{
	if (getpid() == folder_owner)
		nftw(folder_made.text, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

struct support_path support_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	static unsigned serial;
	char name[32];
	struct support_path p;

	if (folder_owner != getpid()) {
		folder_made = join(tmp != NULL ? tmp : "/tmp", "depeche-test-XXXXXX");
		cr_assert_not_null(mkdtemp(folder_made.text));
		folder_owner = getpid();
		atexit(remove_folder);
	}
	snprintf(name, sizeof name, "%u", serial++);
	p = join(folder_made.text, name);
	cr_assert_eq(mkdir(p.text, 0755), 0);
	return p;
}

struct support_path support_file(const char *folder, const char *name, const void *bytes, size_t n)
{
	struct support_path p = join(folder, name);
	FILE *f;

	for (char *s = p.text + strlen(folder) + 1; (s = strchr(s, '/')) != NULL; s++) {
		*s = '\0';
		mkdir(p.text, 0755);
		*s = '/';
	}
	f = fopen(p.text, "wb");
	cr_assert_not_null(f, "cannot write %s", p.text);
	cr_assert_eq(fwrite(bytes, 1, n, f), n);
	cr_assert_eq(fclose(f), 0);
	return p;
}

char *support_read(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *bytes;
	long len;

	cr_assert_not_null(f, "cannot read %s", path);
	cr_assert_eq(fseek(f, 0, SEEK_END), 0);
	len = ftell(f);
	cr_assert(len >= 0);
	rewind(f);
	bytes = malloc((size_t)len + 1);
	cr_assert_not_null(bytes);
	cr_assert_eq(fread(bytes, 1, (size_t)len, f), (size_t)len);
	bytes[len] = '\0';
	fclose(f);
	if (n != NULL)
		*n = (size_t)len;
	return bytes;
}
