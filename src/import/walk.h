/* import/walk.h -- a file, or a folder with all below it, in the order of names */
#ifndef IMPORT_WALK_H
#define IMPORT_WALK_H

#include "base/status.h"

#include <stdbool.h>
#include <sys/stat.h>

enum { WALK_DEPTH_MAX = 64 }; /* folders within folders; ours */

struct walk {
	/* Gets each regular file; a status other than ST_OK ends the walk with it. `key` is its
	 * path below the folder given, or its own name: UTF-8 in NFC. `linked`: it was given by
	 * name, so it may be a symbolic link. */
	enum status (*file)(
	    void *ctx, const char *path, const char *key, const struct stat *st, bool linked);
	/* Gets what cannot be read, with the reason. May be NULL. */
	void (*problem)(void *ctx, const char *path, const char *reason);
	/* Gets what is left out within folders, and what that is ("a link"). May be NULL. */
	void (*skip)(void *ctx, const char *path, const char *what);
	void *ctx;
};

/*
 * Walk `path`. Within folders, names that begin with a dot, symbolic links, and one by one the
 * files of saved pages (saved.h) and what site generators do not publish (draft_path()) are left
 * out; devices, sockets and the like are problems. ST_OK, ST_NOMEM or what walk->file returned.
 */
enum status walk_path(const struct walk *walk, const char *path);

#endif
