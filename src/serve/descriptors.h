/* serve/descriptors.h -- open files: what [limits] connections needs of them, and what there are */
#ifndef SERVE_DESCRIPTORS_H
#define SERVE_DESCRIPTORS_H

#include "conf/conf.h"

/* Besides its connections: listening sockets (twice), both stores, a loop, the file being sent. */
enum { DESCRIPTORS_RESERVE = 128 };

/*
 * How many connections may be open at once: as many as the INI says or, where the hard limit of
 * open files (RLIMIT_NOFILE) leaves room for fewer, so many, and *e says so. At least one.
 */
unsigned descriptors_room(const struct conf *conf, struct error *e);

/*
 * Raise the soft limit to what so many connections need, of this process and of those that it
 * forks: any one worker may have them all.
 */
enum status descriptors_raise(unsigned connections, struct error *e);

#endif
