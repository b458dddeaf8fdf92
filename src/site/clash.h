/* site/clash.h -- static files that no reader can see, because a page has their path */
#ifndef SITE_CLASH_H
#define SITE_CLASH_H

#include "site/site.h"

/*
 * Calls `fn` for each file or folder below `root` whose path a route answers, and for each
 * index.gmi whose folder's does. ST_IO if the root cannot be read; folders below it that cannot
 * are passed over, as they are not served either.
 */
enum status clash_find(int root, site_clash_fn fn, void *ctx);

#endif
