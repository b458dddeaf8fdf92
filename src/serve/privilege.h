/* serve/privilege.h -- from root to the user who serves */
#ifndef SERVE_PRIVILEGE_H
#define SERVE_PRIVILEGE_H

#include "conf/conf.h"

#include <limits.h>
#include <sys/types.h>

/* Paths as they are after privilege_drop(): without the part above [server] chroot. */
struct serving_paths {
	const char *archive, *reads, *root;
};

/*
 * What the paths will be. ST_INVALID if one of them is not below the chroot that the INI names.
 */
enum status privilege_paths(const struct conf *conf, struct serving_paths *out, struct error *e);

/* Is there a [server] user, where one is set? ST_INVALID if not. */
enum status privilege_user(const struct conf *conf, struct error *e);

/*
 * Have the rights of [server] user for a while, until privilege_give_back(): effective ids and
 * groups. Nothing changes where no user is set or this process is that user. ST_NOTFOUND: it cannot
 * be (not root, or no such user). For a process of one thread.
 */
struct privilege_own {
	bool borrowed;
	gid_t gid, groups[NGROUPS_MAX];
	int ngroups;
};
enum status privilege_borrow(const struct conf *conf, struct privilege_own *own);
void privilege_give_back(const struct privilege_own *own);

/*
 * Enter [server] chroot and become [server] user, where they are set, for good (supplementary
 * groups too). ST_INVALID: no such user, or not root; ST_IO. Started as root without a user, the
 * log is warned.
 */
enum status privilege_drop(const struct conf *conf, const struct log *log, struct error *e);

#endif
