/* site/clash.h -- static files that no reader can see, or that stand between pages */
#ifndef SITE_CLASH_H
#define SITE_CLASH_H

#include "site/site.h"

/*
 * Calls `fn` for each file or folder below `root` whose path a route answers, for each index.gmi
 * whose folder's does, for each folder below which a route has pages, and for what is never opened.
 * What is not public (file_public) is passed over: it is meant so; but FILE_FRONT is looked at.
 * ST_IO if the root cannot be read; folders below it that cannot are passed over, as they are not
 * served either.
 */
enum status clash_find(int root, site_clash_fn fn, void *ctx);

#endif
