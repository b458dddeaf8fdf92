#include "site/route.h"

#include <stdio.h>
#include <string.h>

/* All routes. Where a path fits two patterns, the first is meant: no window of /top is a number. */
static const struct route routes[] = {
	{ "/", page_front, page_front_menu, '1', 0 },
	{ "/a/{id}", page_article, page_card, '1', 0 },
	{ "/a/{id}/{number}", page_article, page_article, '1', 0 },
	{ "/a/{id}.txt", page_text, page_text, '0', ROUTE_TEXT },
	{ "/a/{id}/{number}.txt", page_text, page_text, '0', ROUTE_TEXT },
	{ "/new", page_new, page_new, '1', 0 },
	{ "/new/{number}", page_new, page_new, '1', 0 },
	{ "/feed.xml", page_feed, page_feed_gopher, '0', ROUTE_ASKED | ROUTE_SLOW },
	{ "/t/{slug}/feed.xml", page_feed, page_feed_gopher, '0', ROUTE_ASKED | ROUTE_SLOW },
	{ "/top", page_top, page_top, '1', 0 },
	{ "/top/{number}", page_top, page_top, '1', 0 },
	{ "/top/{slug}", page_top, page_top, '1', 0 },
	{ "/top/{slug}/{number}", page_top, page_top, '1', 0 },
	{ "/how", page_how, page_how, '1', 0 },
	{ "/t", page_themes, page_themes, '1', 0 },
	{ "/t/-/{number}", page_themes, page_themes, '1', 0 },
	{ "/t/{slug}", page_theme, page_theme, '1', 0 },
	{ "/t/{slug}/{number}", page_theme, page_theme, '1', 0 },
	{ "/by/{slug}", page_author, page_author, '1', 0 },
	{ "/by/{slug}/{number}", page_author, page_author, '1', 0 },
	{ "/since/{cursor}", page_since, page_since, '1', 0 },
	{ "/since/{cursor}/{number}", page_since, page_since, '1', 0 },
	{ "/since/{cursor}/t/{slug}", page_since_theme, page_since_theme, '1', 0 },
	{ "/since/{cursor}/t/{slug}/{number}", page_since_theme, page_since_theme, '1', 0 },
	{ "/since/{cursor}/by/{slug}", page_since_author, page_since_author, '1', 0 },
	{ "/since/{cursor}/by/{slug}/{number}", page_since_author, page_since_author, '1', 0 },
	{ "/s", page_search, page_search_menu, '7', ROUTE_ASKED | ROUTE_SLOW },
	{ "/s/{number}", page_search, page_search_menu, '7', ROUTE_ASKED | ROUTE_SLOW },
	{ "/e", page_editions, page_editions, '1', 0 },
	{ "/e/{size}", page_edition, page_edition_text, '0', ROUTE_SLOW },
	{ "/e/{date}", page_edition_day, page_edition_day_text, '0', ROUTE_SLOW },
	{ "/e/{date}/{number}", page_edition_day, page_edition_day_text, '0', ROUTE_SLOW },
	{ "/e/{date}.gpub", page_gempub, page_gempub, '9', ROUTE_SLOW },
	{ "/d", page_years, page_years, '1', 0 },
	{ "/d/{year}", page_months, page_months, '1', 0 },
	{ "/d/{year}/{month}", page_days, page_days, '1', 0 },
	{ "/d/{year}/{month}/{day}", page_day, page_day, '1', 0 },
	{ "/d/{year}/{month}/{day}/{number}", page_day, page_day, '1', 0 },
};

/* The number that s[0..len), of at most 5 characters, is in decimal; -1 if it is none. */
static int decimal(const char *s, size_t len)
{
	int n = 0;

	if (len == 0 || len > 5)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		n = n * 10 + (s[i] - '0');
	}
	return n;
}

/* Exactly `width` digits, `min` to `max`. */
static bool take_digits(const char *s, size_t len, size_t width, int min, int max, int *out)
{
	int n = len == width ? decimal(s, len) : -1;

	*out = n;
	return n >= min && n <= max;
}

static bool take_id(const char *s, size_t len, struct page_args *a)
{
	if (!ident_valid(s, len))
		return false;
	snprintf(a->id, sizeof a->id, "%.*s", (int)len, s);
	return true;
}

static bool take_slug(const char *s, size_t len, struct page_args *a)
{
	if (!slug_valid(s, len))
		return false;
	snprintf(a->slug, sizeof a->slug, "%.*s", (int)len, s);
	return true;
}

static bool take_number(const char *s, size_t len, struct page_args *a)
{
	int n = decimal(s, len);

	if (n < 1 || s[0] == '0')
		return false;
	a->number = (unsigned)n;
	return true;
}

static bool take_year(const char *s, size_t len, struct page_args *a)
{
	return take_digits(s, len, 4, 1000, 9999, &a->year);
}

static bool take_month(const char *s, size_t len, struct page_args *a)
{
	return take_digits(s, len, 2, 1, 12, &a->month);
}

static bool take_day(const char *s, size_t len, struct page_args *a)
{
	return take_digits(s, len, 2, 1, 31, &a->day);
}

/* "16k" */
static bool take_size(const char *s, size_t len, struct page_args *a)
{
	int n = len > 1 && s[len - 1] == 'k' && s[0] != '0' ? decimal(s, len - 1) : -1;

	a->size = n > 0 ? (unsigned)n * PAGE_EDITION_UNIT : 0;
	return n >= PAGE_EDITION_MIN && n <= PAGE_EDITION_MAX;
}

/* "2023-06-14" */
static bool take_date(const char *s, size_t len, struct page_args *a)
{
	return len == 10 && s[4] == '-' && s[7] == '-' && take_year(s, 4, a) &&
	    take_month(s + 5, 2, a) && take_day(s + 8, 2, a);
}

/* Anything: what is no cursor has an answer, too. */
static bool take_cursor(const char *s, size_t len, struct page_args *a)
{
	/* What is longer is no cursor: the page says so. */
	snprintf(a->cursor, sizeof a->cursor, "%.*s", len <= PAGE_CURSOR_MAX ? (int)len : 0, s);
	return len > 0;
}

static const struct placeholder {
	const char *name;
	bool (*take)(const char *s, size_t len, struct page_args *a);
} placeholders[] = {
	{ "{id}", take_id },
	{ "{slug}", take_slug },
	{ "{number}", take_number },
	{ "{year}", take_year },
	{ "{month}", take_month },
	{ "{day}", take_day },
	{ "{size}", take_size },
	{ "{date}", take_date },
	{ "{cursor}", take_cursor },
};

static const struct placeholder *placeholder_at(const char *pattern)
{
	for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++) {
		const struct placeholder *p = &placeholders[i];

		if (strncmp(pattern, p->name, strlen(p->name)) == 0)
			return p;
	}
	return NULL;
}

/* Does path[0..len) fit the pattern? What stands for a placeholder ends at a slash or a dot. */
static bool matches(const char *pattern, const char *path, size_t len, struct page_args *a)
{
	const char *end = path + len;

	*a = (struct page_args){ 0 };
	while (*pattern != '\0') {
		const struct placeholder *p = placeholder_at(pattern);
		size_t n = 0;

		if (p == NULL) {
			if (path == end || *path++ != *pattern++)
				return false;
			continue;
		}
		while (path + n < end && path[n] != '/' && path[n] != '.')
			n++;
		if (!p->take(path, n, a))
			return false;
		path += n;
		pattern += strlen(p->name);
	}
	return path == end;
}

/* Write path[0..len) without the "/1" (or "/-/1") that stands for the first page. */
static void put_first(const char *path, size_t len, char out[ROUTE_PATH_SIZE])
{
	static const char txt[] = ".txt";
	size_t tail = 0;

	if (len > strlen(txt) && memcmp(path + len - strlen(txt), txt, strlen(txt)) == 0)
		tail = strlen(txt);
	len -= tail + strlen("/1");
	if (len > 2 && memcmp(path + len - 2, "/-", 2) == 0)
		len -= 2;
	snprintf(out, ROUTE_PATH_SIZE, "%.*s%s", (int)len, path, tail > 0 ? txt : "");
}

enum route_result route_find(const char *path, struct route_found *out)
{
	size_t len = strlen(path);
	bool slash = len > 1 && path[len - 1] == '/' && path[len - 2] != '/';

	*out = (struct route_found){ 0 };
	if (len >= ROUTE_PATH_SIZE)
		return ROUTE_NONE;
	len -= slash;
	for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
		if (!matches(routes[i].pattern, path, len, &out->args))
			continue;
		out->route = &routes[i];
		if (out->args.number == 1)
			put_first(path, len, out->location);
		else if (slash)
			snprintf(out->location, sizeof out->location, "%.*s", (int)len, path);
		if (out->args.number == 0)
			out->args.number = 1;
		return out->location[0] != '\0' ? ROUTE_MOVED : ROUTE_PAGE;
	}
	out->args = (struct page_args){ 0 };
	return ROUTE_NONE;
}
