#include "serve/privilege.h"

#include <assert.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

static const char *below(const struct conf *conf, const char *path)
{
	const char *top = conf->server.chroot;
	size_t n = strlen(top);

	while (n > 0 && top[n - 1] == '/')
		n--;
	if (strncmp(path, top, n) != 0)
		return NULL;
	if (path[n] == '\0')
		return "/";
	return path[n] == '/' ? path + n : NULL;
}

enum status privilege_paths(const struct conf *conf, struct serving_paths *out, struct error *e)
{
	*out = (struct serving_paths){
		.archive = below(conf, conf->archive.path),
		.reads = below(conf, conf->archive.reads),
		.root = below(conf, conf->capsule.root),
	};
	if (out->archive != NULL && out->reads != NULL && out->root != NULL)
		return ST_OK;
	*out = (struct serving_paths){ 0 };
	return error_set(e, ST_INVALID,
	    "%s: [archive] path, reads and [capsule] root must lie below [server] chroot = %s",
	    conf->file, conf->server.chroot);
}

static enum status find_user(const struct conf *conf, struct passwd **out, struct error *e)
{
	*out = NULL;
	if (conf->server.user[0] == '\0')
		return ST_OK;
	if ((*out = getpwnam(conf->server.user)) == NULL)
		return error_set(e, ST_INVALID, "%s = %s: there is no such user",
		    conf_place(conf, "server", "user").text, conf->server.user);
	return ST_OK;
}

enum status privilege_user(const struct conf *conf, struct error *e)
{
	struct passwd *user;

	return find_user(conf, &user, e);
}

enum status privilege_borrow(const struct conf *conf, struct privilege_own *own)
{
	struct passwd *user;

	*own = (struct privilege_own){ .gid = getegid() };
	if (find_user(conf, &user, NULL) != ST_OK)
		return ST_NOTFOUND;
	if (user == NULL || user->pw_uid == geteuid())
		return ST_OK;
	own->ngroups = getgroups(NGROUPS_MAX, own->groups);
	if (geteuid() != 0 || own->ngroups < 0)
		return ST_NOTFOUND;
	own->borrowed = true;
	if (initgroups(user->pw_name, user->pw_gid) == 0 && setegid(user->pw_gid) == 0 &&
	    seteuid(user->pw_uid) == 0)
		return ST_OK;
	privilege_give_back(own);
	return ST_NOTFOUND;
}

void privilege_give_back(const struct privilege_own *own)
{
	bool back;

	if (!own->borrowed)
		return;
	back = seteuid(0) == 0 && setegid(own->gid) == 0 &&
	    setgroups((size_t)own->ngroups, own->groups) == 0;
	assert(back); /* root's by right: the real user id never changed */
	(void)back;
}

static enum status enter_chroot(const struct conf *conf, struct error *e)
{
	const char *top = conf->server.chroot;

	if (top[0] == '\0')
		return ST_OK;
	if (chroot(top) < 0 || chdir("/") < 0)
		return error_errno(e, "cannot enter [server] chroot = %s", top);
	return ST_OK;
}

enum status privilege_drop(const struct conf *conf, const struct log *log, struct error *e)
{
	struct passwd *user;
	enum status st = find_user(conf, &user, e);

	if (st != ST_OK)
		return st;
	if (geteuid() != 0 && user != NULL && user->pw_uid != geteuid())
		return error_set(e, ST_INVALID, "%s = %s: only root can become another user",
		    conf_place(conf, "server", "user").text, user->pw_name);
	if (geteuid() == 0 && user == NULL)
		log_write(log, LEVEL_WARN, "running as root: set [server] user");
	/* The groups before the chroot, where their file is not. */
	if (user != NULL && geteuid() == 0 && initgroups(user->pw_name, user->pw_gid) < 0)
		return error_errno(
		    e, "cannot take the groups of [server] user = %s", user->pw_name);
	if ((st = enter_chroot(conf, e)) != ST_OK || user == NULL || geteuid() != 0)
		return st;
	if (setresgid(user->pw_gid, user->pw_gid, user->pw_gid) < 0 ||
	    setresuid(user->pw_uid, user->pw_uid, user->pw_uid) < 0)
		return error_errno(e, "cannot become [server] user = %s", user->pw_name);
	return ST_OK;
}
