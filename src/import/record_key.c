#include "import/record_key.h"

#include "base/utf8.h"
#include "import/cell.h"

#include <string.h>

/* The digest of the folded title with `more`, as a key below in->key. */
static void digest_key(struct records *all, const char *more, struct buf *key)
{
	char ident[IDENT_MAX + 1];

	buf_puts(&all->scratch, more);
	ident_of(buf_str(&all->scratch), all->scratch.len, ident);
	buf_printf(key, "%s#%.16s", all->home != NULL ? all->home : all->in->key, ident);
}

/* The digest of the folded title, in a feed with the day: what stands in its window today stands
 * elsewhere in it tomorrow, so that the key cannot be by order. Else that of the body too where the
 * title was met before. */
static enum status title_key(struct records *all, const struct article *a, struct buf *key)
{
	enum status st;
	uint64_t digest;
	bool met, same;
	char day[CLOCK_DAY_SIZE];

	buf_reset(&all->scratch);
	utf8_fold(&all->scratch, a->title, strlen(a->title));
	if (all->feed) {
		clock_day_text(a->published.day, day);
		buf_puts(&all->scratch, day);
		digest_key(all, "", key);
		return buf_status(&all->scratch);
	}
	digest = seen_digest(buf_str(&all->scratch), all->scratch.len);
	st = seen_add_content(
	    &all->titles, digest, seen_digest(a->body, strlen(a->body)), &met, &same);
	if (st != ST_OK)
		return st;
	digest_key(all, met && !same ? a->body : "", key);
	return buf_status(&all->scratch);
}

/* Is it the id of one article alone, as far as this input says? */
static enum status is_identity(
    struct records *all, const char *id, const char *url, const char **identity)
{
	enum status st;
	bool met, same;

	*identity = NULL;
	if (id == NULL)
		return ST_OK;
	url = url != NULL ? url : "";
	st = seen_add_content(
	    &all->ids, seen_digest(id, strlen(id)), seen_digest(url, strlen(url)), &met, &same);
	if (st == ST_OK && (!met || same))
		*identity = id;
	return st;
}

enum status record_key(struct records *all, const struct record *r, struct article *a)
{
	struct buf key = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	const char *id = r->of[COLUMN_ID], *url = r->of[COLUMN_URL];
	const char *place = all->home != NULL ? all->home : all->in->key;
	enum status st = ST_OK;

	if (all->feed && (st = is_identity(all, id, url, &id)) != ST_OK)
		return st;
	if (id != NULL && cell_is_global_id(id))
		buf_puts(&key, id);
	else if (id != NULL && all->feed)
		buf_printf(&key, "%s#%s", place, id);
	else if (url != NULL && cell_is_link(url))
		buf_puts(&key, url);
	else if (id != NULL || url != NULL)
		buf_printf(&key, "%s#%s", place, id != NULL ? id : url);
	else
		st = title_key(all, a, &key);
	if (st == ST_OK && (a->key = buf_take(&key)) == NULL)
		st = ST_NOMEM;
	buf_clear(&key);
	return st;
}
