#include "site/clash.h"

#include "site/file.h"
#include "site/route.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in folders: a capsule made by hand has few. */
enum { DEPTH_MAX = 16 };

struct walk {
	site_clash_fn fn;
	void *ctx;
	char path[FILE_PATH_SIZE]; /* where it is now */
};

/* A name that is an article's id, a slug and a number: a route with one below a folder has it. */
static const char any_name[] = "0000000";

/* Report the path that is shown, where a route answers the path asked for. */
static bool look(const struct walk *w, enum clash clash, const char *asked)
{
	struct route_found found;
	bool answered = route_find(asked, &found) != ROUTE_NONE;

	if (answered)
		w->fn(w->ctx, clash, w->path, found.route->pattern);
	return answered;
}

static void look_below(const struct walk *w)
{
	char asked[FILE_PATH_SIZE + sizeof any_name];

	snprintf(asked, sizeof asked, "%s/%s", w->path, any_name);
	look(w, CLASH_BETWEEN, asked);
}

/* What file_open() would not open, whatever its path. */
static void look_at_kind(const struct walk *w, int folder, const char *name)
{
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (S_ISLNK(st.st_mode))
		w->fn(w->ctx, CLASH_LINK, w->path, "");
	else if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		w->fn(w->ctx, CLASH_KIND, w->path, "");
}

static void look_at_index(const struct walk *w, size_t folder)
{
	char asked[FILE_PATH_SIZE];

	snprintf(asked, sizeof asked, "%.*s", (int)folder, w->path);
	look(w, CLASH_PAGE, asked);
}

/* `len` bytes of w->path are the folder `fd`, with a slash at their end. Closes fd. */
static enum status walk_folder(struct walk *w, int fd, size_t len, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	if (dir == NULL) {
		close(fd);
		return ST_IO;
	}
	while ((entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name);
		bool hidden;
		int below;

		if (len + n + 1 >= sizeof w->path)
			continue;
		memcpy(w->path + len, entry->d_name, n + 1);
		if (!file_public(w->path))
			continue;
		hidden = look(w, CLASH_PAGE, w->path);
		if (!hidden)
			look_at_kind(w, dirfd(dir), entry->d_name);
		if (strcmp(entry->d_name, "index.gmi") == 0)
			look_at_index(w, len);
		below = openat(dirfd(dir), entry->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (below < 0)
			continue;
		if (!hidden)
			look_below(w);
		if (depth < DEPTH_MAX) {
			memcpy(w->path + len + n, "/", sizeof "/");
			walk_folder(w, below, len + n + 1, depth + 1);
		} else {
			close(below);
		}
	}
	closedir(dir);
	return ST_OK;
}

/* It is no page of its own, and all the same to be seen. */
static void look_at_front(struct walk *w, int root)
{
	struct file f;

	snprintf(w->path, sizeof w->path, "/%s", FILE_FRONT);
	look_at_kind(w, root, FILE_FRONT);
	if (file_open_own(root, FILE_FRONT, &f, NULL) == ST_OK && f.size > SITE_ABOVE_MAX)
		w->fn(w->ctx, CLASH_LONG, w->path, "");
	file_close(&f);
}

enum status clash_find(int root, site_clash_fn fn, void *ctx)
{
	struct walk w = { .fn = fn, .ctx = ctx, .path = "/" };
	int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	look_at_front(&w, root);
	strcpy(w.path, "/");
	return fd >= 0 ? walk_folder(&w, fd, strlen(w.path), 0) : ST_IO;
}
