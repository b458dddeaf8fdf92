#include "archive/near_list.h"

#include "archive/bytes.h"
#include "archive/query.h"

#include <string.h>

enum { ENTRY = 6 }; /* bytes: the article, then the score */

static bool is_before(struct near_entry a, struct near_entry b)
{
	return a.score != b.score ? a.score > b.score : a.article > b.article;
}

static void drop(struct near_list *list, size_t i)
{
	list->n--;
	memmove(&list->items[i], &list->items[i + 1], (list->n - i) * sizeof list->items[0]);
}

bool near_list_add(struct near_list *list, uint32_t article, uint32_t score)
{
	struct near_entry e = { article, score };
	bool was_there = false;
	size_t at;

	for (size_t i = 0; i < list->n && !was_there; i++) {
		if (list->items[i].article != article)
			continue;
		if (list->items[i].score == score)
			return false;
		drop(list, i);
		was_there = true;
	}
	for (at = list->n; at > 0 && is_before(e, list->items[at - 1]); at--)
		continue;
	if (score < NEAR_LEAST || at == NEAR_MAX)
		return was_there;
	list->n += list->n < NEAR_MAX;
	memmove(&list->items[at + 1], &list->items[at], (list->n - at - 1) * sizeof list->items[0]);
	list->items[at] = e;
	return true;
}

enum status near_list_get(struct archive *a, int64_t article, struct near_list *out)
{
	struct query q;

	out->n = 0;
	query_start(&q, a, SQL_NEAR_LIST_GET);
	query_bind_int(&q, article);
	if (query_row(&q)) {
		size_t len;
		const unsigned char *p = query_blob(&q, 0, &len);

		if (len % ENTRY != 0 || len > NEAR_MAX * ENTRY)
			query_fail(&q, ST_DB);
		for (size_t i = 0; i < len / ENTRY && q.status == ST_OK; i++, p += ENTRY)
			out->items[out->n++] = (struct near_entry){ bytes_get32(p),
				bytes_get16(p + 4) };
	}
	return query_end(&q);
}

enum status near_list_put(struct archive *a, int64_t article, const struct near_list *list)
{
	unsigned char bytes[NEAR_MAX * ENTRY];
	struct query q;

	for (size_t i = 0; i < list->n; i++) {
		bytes_put32(bytes + ENTRY * i, list->items[i].article);
		bytes_put16(bytes + ENTRY * i + 4, list->items[i].score);
	}
	query_start(&q, a, SQL_NEAR_LIST_PUT);
	query_bind_int(&q, article);
	query_bind_blob(&q, bytes, ENTRY * list->n);
	return query_finish(&q);
}
