/* import/wxr_item.h -- one item of an export: which it is, and as a record; for wxr.c */
#ifndef IMPORT_WXR_ITEM_H
#define IMPORT_WXR_ITEM_H

#include "base/buf.h"
#include "import/record.h"
#include "import/wxr_author.h"

/* What is collected of an item, as it stands there. */
enum wxr_field {
	WXR_TITLE,
	WXR_LINK,
	WXR_GUID,
	WXR_PUBDATE,
	WXR_CREATOR,
	WXR_BODY,
	WXR_EXCERPT,
	WXR_ID,
	WXR_DATE, /* by the site's clock */
	WXR_DATE_GMT,
	WXR_STATUS,
	WXR_TYPE,
	WXR_PASSWORD,
	WXR_FIELDS
};

/* What a <category> is, by its domain; themes in this order. */
enum wxr_term { WXR_CATEGORY, WXR_TAG, WXR_PLAIN /* no domain: before 3.0 */, WXR_TERMS };

struct wxr_item {
	unsigned long line;
	struct buf of[WXR_FIELDS];
	struct names terms[WXR_TERMS];
};

/* Ready for the first item; for the next; and the memory freed. */
void wxr_item_init(struct wxr_item *item);
void wxr_item_reset(struct wxr_item *item);
void wxr_item_clear(struct wxr_item *item);

/* Append a category or tag, unless it says that there is none. ST_OK or ST_NOMEM. */
enum status wxr_item_term(
    struct wxr_item *item, enum wxr_term term, const char *name, const char *slug);

/*
 * Give it to records->sink as an article, or as something else (sink->skip, sink->reject). `lang`
 * is the site's, or "". ST_OK, ST_NOMEM or what the sink returned.
 */
enum status wxr_item_take(
    struct wxr_item *item, struct records *records, struct wxr_authors *authors, const char *lang);

#endif
