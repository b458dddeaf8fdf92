#include "serve/descriptors.h"

#include <sys/resource.h>

unsigned descriptors_room(const struct conf *conf, struct error *e)
{
	unsigned wanted = conf->limits.connections;
	rlim_t needed = (rlim_t)wanted + DESCRIPTORS_RESERVE, room;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_max >= needed)
		return wanted;
	room = limit.rlim_max > DESCRIPTORS_RESERVE ? limit.rlim_max - DESCRIPTORS_RESERVE : 1;
	error_set(e, ST_TOOBIG,
	    "%s = %u needs %llu open files, and the hard limit is %llu (ulimit -Hn): %llu "
	    "connections at most",
	    conf_place(conf, "limits", "connections").text, wanted, (unsigned long long)needed,
	    (unsigned long long)limit.rlim_max, (unsigned long long)room);
	return (unsigned)room;
}

enum status descriptors_raise(unsigned connections, struct error *e)
{
	rlim_t needed = (rlim_t)connections + DESCRIPTORS_RESERVE;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return error_errno(e, "cannot tell how many files may be open");
	if (limit.rlim_cur >= needed)
		return ST_OK;
	limit.rlim_cur = needed < limit.rlim_max ? needed : limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
		return error_errno(e, "cannot open %llu files", (unsigned long long)needed);
	return ST_OK;
}
