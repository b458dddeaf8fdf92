#include "archive/title.h"

#include "archive/query.h"

enum {
	FRESH_MIN = 4096, /* titles: the pages that hold them stay in memory */
	FRESH_EACH = 8,   /* or one in so many of all: what is written is bounded by that */
};

enum status title_settle(struct archive *a)
{
	static const enum sql steps[] = { SQL_TITLE_SETTLE, SQL_TITLE_FRESH_DROP };
	int64_t fresh = 0, all = 0;
	struct query q;
	enum status st;

	query_start(&q, a, SQL_TITLE_COUNTS);
	if (query_row(&q)) {
		fresh = query_int(&q, 0);
		all = query_int(&q, 1);
	}
	st = query_end(&q);
	if (fresh < FRESH_MIN || fresh < all / FRESH_EACH)
		return st;
	for (size_t i = 0; i < sizeof steps / sizeof *steps && st == ST_OK; i++)
		st = query_run(a, steps[i]);
	return st;
}
