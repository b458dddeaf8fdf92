#include "archive/archive.h"

#include "archive/entries.h"
#include "archive/query.h"

enum status themes_get(struct archive *a, unsigned limit, struct names *out)
{
	struct query q;

	query_start(&q, a, SQL_THEMES_GET);
	query_bind_int(&q, limit > 0 ? (int64_t)limit : -1);
	return names_fill(&q, out);
}

static enum status by_slug(struct archive *a, enum sql sql, const char *slug, struct names *out)
{
	struct query q;
	enum status st;

	query_start(&q, a, sql);
	query_bind_text(&q, slug);
	st = names_fill(&q, out);
	return st == ST_OK && out->n == 0 ? ST_NOTFOUND : st;
}

enum status theme_get(struct archive *a, const char *slug, struct names *out)
{
	return by_slug(a, SQL_THEME_GET, slug, out);
}

enum status author_get(struct archive *a, const char *slug, struct names *out)
{
	return by_slug(a, SQL_AUTHOR_GET, slug, out);
}
