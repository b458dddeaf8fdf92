#include "serve/ready.h"

#include "serve/privilege.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum who { STARTER, SERVER };
enum needs { READ_FOLDER, WRITE_FILE, WRITE_FILE_AND_FOLDER };

/* A path of the INI and what is done there. */
struct place {
	const char *section, *key;
	size_t offset; /* of the path in struct conf */
	enum who who;
	enum needs needs;
};

static const struct place places[READY_COUNT] = {
	[READY_LOG] = { "log", "file", offsetof(struct conf, log.file), STARTER, WRITE_FILE },
	[READY_PID_FILE] = { "server", "pid_file", offsetof(struct conf, server.pid_file), STARTER,
	    WRITE_FILE },
	/* A store has its journal beside it. */
	[READY_ARCHIVE] = { "archive", "path", offsetof(struct conf, archive.path), SERVER,
	    WRITE_FILE_AND_FOLDER },
	[READY_READS] = { "archive", "reads", offsetof(struct conf, archive.reads), SERVER,
	    WRITE_FILE_AND_FOLDER },
	[READY_ROOT] = { "capsule", "root", offsetof(struct conf, capsule.root), SERVER,
	    READ_FOLDER },
};

static enum status listens(const struct conf *conf, struct error *e)
{
	if (conf->gemini.listen.n > 0 || conf->gopher.listen.n > 0)
		return ST_OK;
	return error_set(
	    e, ST_INVALID, "%s: nothing to listen on: set [gemini] or [gopher] listen", conf->file);
}

/* "user nobody cannot write in /srv/news (reads.db)" */
static enum status refuse(const struct conf *conf, const struct place *p, const char *what,
    const char *path, const char *beside, struct error *e)
{
	const char *user = p->who == SERVER ? conf->server.user : "";

	return error_set(e, ST_IO, "%s: %s%s cannot %s %s%s%s%s",
	    conf_place(conf, p->section, p->key).text, user[0] != '\0' ? "user " : "this user",
	    user, what, path, beside[0] != '\0' ? " (" : "", beside, beside[0] != '\0' ? ")" : "");
}

static enum status look(
    const struct conf *conf, const struct place *p, const char *path, struct error *e)
{
	char folder_of[PATH_MAX], name_of[PATH_MAX];
	const char *folder, *name;
	bool missing;

	if (p->needs == READ_FOLDER)
		return euidaccess(path, R_OK | X_OK) == 0 || errno == ENOENT
		    ? ST_OK
		    : refuse(conf, p, "read", path, "", e);
	snprintf(folder_of, sizeof folder_of, "%s", path);
	snprintf(name_of, sizeof name_of, "%s", path);
	folder = dirname(folder_of);
	name = basename(name_of);
	if (access(folder, F_OK) < 0 && errno == ENOENT)
		return error_set(e, ST_NOTFOUND, "%s: there is no folder %s",
		    conf_place(conf, p->section, p->key).text, folder);
	missing = access(path, F_OK) < 0 && errno == ENOENT;
	if (!missing && euidaccess(path, R_OK | W_OK) < 0)
		return refuse(conf, p, "write", path, "", e);
	if ((missing || p->needs == WRITE_FILE_AND_FOLDER) && euidaccess(folder, W_OK | X_OK) < 0)
		return refuse(conf, p, "write in", folder, name, e);
	return ST_OK;
}

enum status ready_check(const struct conf *conf, enum ready what, struct error *e)
{
	const struct place *p = &places[what];
	struct privilege_own own;
	const char *path;
	enum status st;

	if (what == READY_LISTEN)
		return listens(conf, e);
	if (what == READY_USER)
		return privilege_user(conf, e);
	path = *(char *const *)(const void *)((const char *)conf + p->offset);
	if (path[0] == '\0')
		return ST_OK;
	if (p->who == STARTER)
		return look(conf, p, path, e);
	/* Of a user who does not exist READY_USER has told; of another one nothing is known. */
	if (privilege_borrow(conf, &own) != ST_OK)
		return ST_OK;
	st = look(conf, p, path, e);
	privilege_give_back(&own);
	return st;
}
