/* import/wxr.h -- WordPress exports: RSS 2.0 with wordpress.org/export/ 1.0 to 1.2 */
#ifndef IMPORT_WXR_H
#define IMPORT_WXR_H

#include "import/format.h"

enum {
	WXR_AUTHORS_MAX = 10000, /* whose names are known; ours */
	WXR_TERMS_MAX = 200,     /* categories and tags of an item; ours */
	WXR_LINE_MAX = 64 * 1024 /* bytes of a title, a link, a name; ours */
};

/*
 * The posts that are published and have no password, and with options->pages the pages; the types
 * of posts that by their name are news are posts too. Drafts, attachments, menus and other types go
 * to sink->skip, comments nowhere. An item without status is rejected. The key is the guid, else
 * the link, else the site's URL with the post's number; a guid that another post had is none. The
 * summary is what stands before <!--more-->, else the excerpt. Categories come before tags, without
 * the one that is for posts without any (unfiled_is). The date is post_date_gmt, else post_date
 * by options->zone, else pubDate.
 */
enum status wxr_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
