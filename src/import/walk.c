#include "import/walk.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "import/decode.h"
#include "import/draft.h"
#include "import/saved.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void problem(const struct walk *w, const char *path, const char *reason)
{
	if (w->problem != NULL)
		w->problem(w->ctx, path, reason);
}

static void skip(const struct walk *w, const char *path, const char *what)
{
	if (w->skip != NULL)
		w->skip(w->ctx, path, what);
}

static int is_entry(const struct dirent *d)
{
	return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* A name of any encoding as UTF-8 in NFC. */
static enum status clean_name(const char *name, struct buf *out)
{
	struct buf wide = BUF(4 * (size_t)PATH_MAX);
	enum status st;

	if ((st = decode_field(&wide, name, strlen(name))) == ST_OK)
		st = utf8_clean_line(out, buf_str(&wide), wide.len);
	buf_clear(&wide);
	return st;
}

static enum status give_file(
    const struct walk *w, const char *path, const char *below, const struct stat *st, bool linked)
{
	struct buf key = BUF(4 * (size_t)PATH_MAX);
	enum status result;

	if ((result = clean_name(below, &key)) == ST_OK)
		result = w->file(w->ctx, path, buf_str(&key), st, linked);
	buf_clear(&key);
	return result;
}

/* Is it the folder of the files of a page that stands beside it? */
static bool is_of_page(const char *folder)
{
	size_t n = saved_folder(folder, strlen(folder));
	bool found = false;
	char *page;

	for (const char *const *ending = saved_endings; n > 0 && *ending != NULL && !found;
	     ending++) {
		if (asprintf(&page, "%.*s%s", (int)n, folder, *ending) < 0)
			return false;
		found = access(page, F_OK) == 0;
		free(page);
	}
	return found;
}

/* Where in a walk a folder is. */
struct place {
	size_t base; /* of a path, what stands before the key */
	int depth;
	const char
	    *apart; /* what all in it is that is left out ("a file of a saved page"); or NULL */
};

static enum status walk_folder(const struct walk *w, const char *path, struct place at);

static enum status walk_entry(const struct walk *w, const char *path, struct place at)
{
	struct stat st;

	if (strrchr(path, '/')[1] == '.') {
		skip(w, path, "a dot file");
		return ST_OK;
	}
	if (lstat(path, &st) != 0) {
		problem(w, path, strerror(errno));
		return ST_OK;
	}
	if (S_ISLNK(st.st_mode)) {
		skip(w, path, "a link");
		return ST_OK;
	}
	if (S_ISDIR(st.st_mode)) {
		at.depth++;
		if (at.apart == NULL && is_of_page(path))
			at.apart = saved_file;
		return walk_folder(w, path, at);
	}
	if (at.apart == NULL)
		at.apart = draft_path(path + at.base);
	if (at.apart != NULL) {
		skip(w, path, at.apart);
		return ST_OK;
	}
	if (S_ISREG(st.st_mode))
		return give_file(w, path, path + at.base, &st, false);
	problem(w, path, "not a file or folder");
	return ST_OK;
}

static enum status walk_folder(const struct walk *w, const char *path, struct place at)
{
	struct dirent **names = NULL;
	enum status st = ST_OK;
	char *below;
	int n;

	if (at.depth > WALK_DEPTH_MAX) {
		problem(w, path, "too many folders within folders");
		return ST_OK;
	}
	if ((n = scandir(path, &names, is_entry, by_name)) < 0) {
		problem(w, path, strerror(errno));
		return ST_OK;
	}
	for (int i = 0; i < n; i++) {
		if (st == ST_OK && asprintf(&below, "%s/%s", path, names[i]->d_name) < 0)
			st = ST_NOMEM;
		if (st == ST_OK) {
			st = walk_entry(w, below, at);
			free(below);
		}
		free(names[i]);
	}
	free(names);
	return st;
}

enum status walk_path(const struct walk *walk, const char *path)
{
	const char *name = strrchr(path, '/');
	size_t len = strlen(path);
	enum status result;
	struct stat st;
	char *folder;

	if (stat(path, &st) != 0) {
		problem(walk, path, strerror(errno));
		return ST_OK;
	}
	if (S_ISREG(st.st_mode))
		return give_file(walk, path, name != NULL ? name + 1 : path, &st, true);
	if (!S_ISDIR(st.st_mode)) {
		problem(walk, path, "not a file or folder");
		return ST_OK;
	}
	while (len > 1 && path[len - 1] == '/')
		len--;
	if ((folder = strndup(path, len)) == NULL)
		return ST_NOMEM;
	result = walk_folder(walk, folder, (struct place){ .base = len + 1 });
	free(folder);
	return result;
}
