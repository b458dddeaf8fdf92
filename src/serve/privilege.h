/* serve/privilege.h -- from root to the user who serves */
#ifndef SERVE_PRIVILEGE_H
#define SERVE_PRIVILEGE_H

#include "conf/conf.h"

/* Paths as they are after privilege_drop(): without the part above [server] chroot. */
struct serving_paths {
	const char *archive, *reads, *root;
};

/*
 * What the paths will be. ST_INVALID if one of them is not below the chroot that the INI names.
 */
enum status privilege_paths(const struct conf *conf, struct serving_paths *out, struct error *e);

/*
 * Enter [server] chroot and become [server] user, where they are set, for good (supplementary
 * groups too). ST_INVALID: no such user, or not root; ST_IO. Started as root without a user, the
 * log is warned.
 */
enum status privilege_drop(const struct conf *conf, const struct log *log, struct error *e);

#endif
