#include "tests/bench/overlap.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct word {
	const char *s;
	size_t len;
};

struct words {
	struct word *items;
	size_t n;
};

static int compare(const void *a, const void *b)
{
	const struct word *one = a, *other = b;
	size_t len = one->len < other->len ? one->len : other->len;
	int order = memcmp(one->s, other->s, len);

	return order != 0 ? order : (one->len > other->len) - (one->len < other->len);
}

static int is_wide(const char *s, size_t len)
{
	uint32_t cp;

	utf8_next(s, len, &cp);
	return (cp >= 0x2e80 && cp <= 0x9fff) || (cp >= 0xac00 && cp <= 0xd7a3) || cp >= 0x20000;
}

/* The folded words of a text, sorted. They point into `folded`. */
static struct words split(const char *text, struct buf *folded)
{
	struct words w = { 0 };
	const char *s, *end;

	utf8_fold(folded, text, strlen(text));
	s = buf_str(folded);
	end = s + folded->len;
	w.items = calloc(folded->len + 1, sizeof *w.items);
	while (s < end && w.items != NULL) {
		struct word *one = &w.items[w.n];

		one->s = s;
		while (s < end && *s != ' ') {
			uint32_t cp;
			size_t n = utf8_next(s, (size_t)(end - s), &cp);

			if (is_wide(s, n) && s > one->s)
				break;
			s += n;
			if (is_wide(s - n, n))
				break;
		}
		one->len = (size_t)(s - one->s);
		w.n += one->len > 0;
		s += s < end && *s == ' ';
	}
	if (w.items != NULL)
		qsort(w.items, w.n, sizeof *w.items, compare);
	return w;
}

struct overlap overlap_of(const char *wanted, const char *got)
{
	struct buf folded[2] = { BUF(SIZE_MAX / 2), BUF(SIZE_MAX / 2) };
	struct words a = split(wanted, &folded[0]), b = split(got, &folded[1]);
	struct overlap o = { .wanted = a.n, .got = b.n };

	for (size_t i = 0, k = 0; i < a.n && k < b.n;) {
		int order = compare(&a.items[i], &b.items[k]);

		o.common += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	free(a.items);
	free(b.items);
	buf_clear(&folded[0]);
	buf_clear(&folded[1]);
	return o;
}

double overlap_f1(const struct overlap *o)
{
	if (o->wanted + o->got == 0)
		return 1;
	return 2.0 * (double)o->common / (double)(o->wanted + o->got);
}
