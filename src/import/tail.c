#include "import/tail.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	NAME_MAX_BYTES = 128, /* of a site, folded */
	LABELS_MAX = 8,       /* of a host name */
};

/* The name as it may stand in a title: folded, without spaces. */
static void squeeze(const char *s, size_t len, struct buf *out)
{
	struct buf folded = BUF(NAME_MAX_BYTES);

	utf8_fold(&folded, s, len);
	for (size_t i = 0; i < folded.len; i++)
		if (folded.data[i] != ' ')
			buf_putc(out, folded.data[i]);
	buf_clear(&folded);
}

static bool same_name(const char *wanted, const char *s, size_t len)
{
	struct buf name = BUF(NAME_MAX_BYTES);
	bool same;

	squeeze(s, len, &name);
	same = name.len > 0 && strcmp(wanted, buf_str(&name)) == 0;
	buf_clear(&name);
	return same;
}

/* Is it the host, or its labels from any one on, with or without the last (the country)? */
static bool names_host(const char *wanted, const char *host, size_t len)
{
	size_t dots[LABELS_MAX], n = 0, starts[LABELS_MAX];

	starts[0] = 0;
	for (size_t i = 0; i < len && n < LABELS_MAX - 1; i++) {
		if (host[i] != '.')
			continue;
		dots[n++] = i;
		starts[n] = i + 1;
	}
	dots[n] = len;
	for (size_t from = 0; from < n; from++)
		for (size_t to = from; to <= n; to++)
			if (same_name(wanted, host + starts[from], dots[to] - starts[from]))
				return true;
	return n == 0 && same_name(wanted, host, len);
}

/* The host of a URL, or the whole of what is none. */
static bool names_site(const char *wanted, const char *site)
{
	const char *host;

	if (site == NULL)
		return false;
	if ((host = strstr(site, "://")) == NULL)
		return same_name(wanted, site, strlen(site)) ||
		    names_host(wanted, site, strcspn(site, "/"));
	host += strlen("://");
	return names_host(wanted, host, strcspn(host, "/:?#"));
}

/*
 * What parts a site's name from the title, and how large a share of titles must have the same tail
 * for it to be one: a dash parts subtitles too, and some of these come back.
 */
static const struct {
	const char *mark;
	unsigned percent;
} bars[] = {
	{ " | ", 10 },
	{ " :: ", 10 },
	{ " • ", 10 },
	{ " - ", 50 },
	{ " – ", 50 },
	{ " — ", 50 },
};

/* The last bar of a title: where it begins and what stands behind it. */
struct bar {
	size_t at;
	const char *tail;
	unsigned percent;
};

static bool last_bar(const char *title, struct bar *out)
{
	*out = (struct bar){ 0 };
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
		size_t n = strlen(bars[i].mark);

		for (const char *p = title; (p = strstr(p, bars[i].mark)) != NULL; p++)
			if ((size_t)(p - title) >= out->at)
				*out = (struct bar){ .at = (size_t)(p - title),
					.tail = p + n,
					.percent = bars[i].percent };
	}
	return out->at > 0 && *out->tail != '\0';
}

void tail_cut(char *title, const char *url, const char *site)
{
	struct buf wanted = BUF(NAME_MAX_BYTES);
	struct bar bar;

	if (!last_bar(title, &bar))
		return;
	squeeze(bar.tail, strlen(bar.tail), &wanted);
	if (wanted.len > 1 &&
	    (names_site(buf_str(&wanted), url) || names_site(buf_str(&wanted), site)))
		title[bar.at] = '\0';
	buf_clear(&wanted);
}

/* ---- learnt from the first articles ---- */

static bool knows(const struct tails *t, const char *name)
{
	for (size_t i = 0; i < t->nlearnt; i++)
		if (strcmp(t->learnt[i], name) == 0)
			return true;
	return false;
}

/* Give the names of the tails that the held titles have, "" for those with none; with it, the
 * share that each bar asks for. */
static void name_tails(const struct tails *t, struct buf names[TAIL_WINDOW], unsigned *percents)
{
	struct bar bar;

	for (size_t i = 0; i < t->n; i++) {
		const char *title = t->held[i].article.title;

		buf_init(&names[i], NAME_MAX_BYTES);
		if (title == NULL || !last_bar(title, &bar) || strlen(bar.tail) > TAIL_BYTES_MAX)
			continue;
		squeeze(bar.tail, strlen(bar.tail), &names[i]);
		percents[i] = bar.percent;
	}
}

static enum status learn(struct tails *t)
{
	struct buf names[TAIL_WINDOW];
	unsigned percents[TAIL_WINDOW] = { 0 };
	enum status st = ST_OK;

	name_tails(t, names, percents);
	for (size_t i = 0; i < t->n && t->nlearnt < TAIL_LEARNT_MAX; i++) {
		size_t same = 0;

		for (size_t k = 0; k < t->n; k++)
			same += strcmp(buf_str(&names[i]), buf_str(&names[k])) == 0;
		if (names[i].len == 0 || same < TAIL_TITLES_MIN ||
		    same * 100 < t->n * percents[i] || knows(t, names[i].data))
			continue;
		if ((t->learnt[t->nlearnt] = strdup(names[i].data)) == NULL)
			st = ST_NOMEM;
		else
			t->nlearnt++;
	}
	for (size_t i = 0; i < t->n; i++)
		buf_clear(&names[i]);
	t->ready = true;
	return st;
}

static void cut_learnt(const struct tails *t, char *title)
{
	struct buf name = BUF(NAME_MAX_BYTES);
	struct bar bar;

	if (t->nlearnt == 0 || !last_bar(title, &bar))
		return;
	squeeze(bar.tail, strlen(bar.tail), &name);
	if (name.len > 0 && knows(t, name.data))
		title[bar.at] = '\0';
	buf_clear(&name);
}

enum status tails_site(struct tails *t, const char *name)
{
	free(t->site);
	return (t->site = strdup(name)) != NULL ? ST_OK : ST_NOMEM;
}

enum status tails_release(struct tails *t, tails_fn fn, void *ctx)
{
	enum status st = ST_OK;

	if (!t->ready)
		st = learn(t);
	for (size_t i = 0; i < t->n; i++) {
		struct held *h = &t->held[i];

		if (st == ST_OK && h->article.title != NULL)
			cut_learnt(t, h->article.title);
		if (st == ST_OK)
			st = fn(ctx, &h->article, h->line);
		article_clear(&h->article);
	}
	t->n = 0;
	return st;
}

enum status tails_take(
    struct tails *t, struct article *a, unsigned long line, tails_fn fn, void *ctx)
{
	if (a->title != NULL)
		tail_cut(a->title, a->url, t->site);
	if (t->ready) {
		if (a->title != NULL)
			cut_learnt(t, a->title);
		return fn(ctx, a, line);
	}
	t->bytes += a->body != NULL ? strlen(a->body) : 0;
	t->held[t->n++] = (struct held){ .article = *a, .line = line };
	*a = (struct article){ 0 };
	return t->n == TAIL_WINDOW || t->bytes > TAIL_WINDOW_BYTES ? tails_release(t, fn, ctx)
								   : ST_OK;
}

void tails_clear(struct tails *t)
{
	for (size_t i = 0; i < t->n; i++)
		article_clear(&t->held[i].article);
	for (size_t i = 0; i < t->nlearnt; i++)
		free(t->learnt[i]);
	free(t->site);
	*t = (struct tails){ 0 };
}
