#include "archive/archive.h"

#include "archive/db.h"
#include "archive/query.h"
#include "archive/teaser.h"
#include "base/utf8.h"
#include "text/cut.h"

#include <assert.h>
#include <string.h>

enum {
	/* Bytes kept of the digest by which copies are found: nobody can make two texts that share
	 * 128 bits of SHA-256 and are not copies. */
	SAME_SIZE = 16,
};

/* The row that an article's key has or will have. */
struct row {
	int64_t n;     /* 0: there is none yet */
	bool original; /* no copy of another */
	bool removed;
	bool unchanged; /* its content is the article's */
	unsigned char same[SAME_SIZE];
};

/* ---- digests ---- */

/* The same bytes on every machine, for an archive may move. */
static void add_number(struct buf *b, int64_t number)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)number >> 8 * i);
	buf_add(b, bytes, sizeof bytes);
}

/* The text after its length, so that no two lists of texts look alike; NULL is not "". */
static void add_text(struct buf *b, const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;

	add_number(b, text != NULL ? (int64_t)len : -1);
	buf_add(b, text, len);
}

/* All that the document says, in a fixed order. */
static enum status content_digest(
    struct buf *b, const struct article *in, unsigned char out[DIGEST_SIZE])
{
	enum status st;

	buf_reset(b);
	add_text(b, in->title);
	add_text(b, in->byline);
	add_text(b, in->url);
	add_text(b, in->summary);
	add_text(b, in->body);
	add_text(b, in->lang);
	add_number(b, in->published.time);
	add_number(b, in->published.day);
	add_number(b, in->published.precision);
	for (size_t i = 0; i < in->themes.n; i++)
		add_text(b, in->themes.items[i].name);
	for (int kind = 0; kind < LIST_COUNT; kind++) {
		add_number(b, kind);
		for (size_t i = 0; i < in->lists[kind].n; i++) {
			add_text(b, in->lists[kind].items[i].title);
			add_text(b, in->lists[kind].items[i].teaser);
		}
	}
	st = buf_status(b);
	if (st == ST_OK)
		ident_digest(b->data, b->len, out);
	return st;
}

/* The folded title, its NUL and the folded body go into *b. */
static enum status fold_digest(
    struct buf *b, const struct article *in, unsigned char out[DIGEST_SIZE])
{
	const char *body = in->body != NULL ? in->body : "";
	enum status st;

	buf_reset(b);
	utf8_fold(b, in->title, strlen(in->title));
	buf_putc(b, '\0');
	utf8_fold(b, body, strlen(body));
	if (b->len == 1) {
		/* Nothing but signs is left of it: the signs are what it says. */
		buf_puts(b, in->title);
		buf_putc(b, '\0');
		buf_puts(b, body);
	}
	st = buf_status(b);
	if (st == ST_OK)
		ident_digest(b->data, b->len, out);
	return st;
}

/* ---- the place ---- */

/*
 * The row of in->key, and in->id: the shortest beginning of the key's ident that is its own or
 * nobody's. Rows are never deleted, so that an id once given is found again the same way.
 */
static enum status place(struct archive *a, struct article *in,
    const unsigned char content[DIGEST_SIZE], struct row *out)
{
	char ident[IDENT_MAX + 1];

	*out = (struct row){ 0 };
	ident_of(in->key, strlen(in->key), ident);
	for (size_t len = IDENT_MIN; len <= IDENT_MAX; len++) {
		bool taken = false;
		struct query q;

		query_start(&q, a, SQL_ARTICLE_FIND);
		query_bind_bytes(&q, ident, len);
		if (query_row(&q)) {
			taken = strcmp(query_text(&q, 1), in->key) != 0;
			out->n = taken ? 0 : query_int(&q, 0);
			out->unchanged = query_is_blob(&q, 2, content, DIGEST_SIZE);
			query_copy_blob(&q, 3, out->same, SAME_SIZE);
			out->original = query_is_null(&q, 4);
			out->removed = query_int(&q, 5) != 0;
		}
		if (query_end(&q) != ST_OK)
			return q.status;
		if (!taken) {
			memcpy(in->id, ident, len);
			in->id[len] = '\0';
			return ST_OK;
		}
	}
	/* Two keys with one SHA-256: the second cannot be kept. */
	return ST_INVALID;
}

static enum status compare(
    struct archive *a, struct article *in, unsigned char content[DIGEST_SIZE], struct row *row)
{
	enum status st;

	if (in->key == NULL || in->key[0] == '\0' || in->title == NULL || in->title[0] == '\0')
		return ST_INVALID;
	for (size_t i = 0; i < in->themes.n; i++)
		slug_of(in->themes.items[i].name, in->themes.items[i].slug);
	st = content_digest(&a->scratch, in, content);
	return st == ST_OK ? place(a, in, content, row) : st;
}

static enum put_result result_of(const struct row *row)
{
	if (row->n == 0)
		return PUT_NEW;
	return row->unchanged ? PUT_UNCHANGED : PUT_UPDATED;
}

enum status article_compare(struct archive *a, struct article *in, enum put_result *result)
{
	unsigned char content[DIGEST_SIZE];
	struct row row = { 0 };
	enum status st = compare(a, in, content, &row);

	*result = st == ST_OK ? result_of(&row) : PUT_NEW;
	return st;
}

/* ---- copies ---- */

/*
 * The article's text changes: if others were copies of the old one, the first of them that is shown
 * becomes what the rest are copies of. Who is whose copy follows from the texts alone: of those
 * that are the same, one is the original, and who comes later is a copy of it.
 */
static enum status leave_copies(struct archive *a, const struct row *row)
{
	struct query q;
	int64_t heir;
	enum status st;

	query_start(&q, a, SQL_ORIGINAL_HEIR);
	query_bind_blob(&q, row->same, SAME_SIZE);
	query_bind_int(&q, row->n);
	st = query_number(&q, &heir);
	if (st != ST_OK)
		return st == ST_NOTFOUND ? ST_OK : st;
	query_start(&q, a, SQL_ORIGINAL_CROWN);
	query_bind_int(&q, heir);
	st = query_finish(&q);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_ORIGINAL_FOLLOW);
	query_bind_blob(&q, row->same, SAME_SIZE);
	query_bind_int(&q, row->n);
	query_bind_int(&q, heir);
	return query_finish(&q);
}

/* The original that it is a copy of; 0 if there is none. A copy of what was removed is removed. */
static enum status join_copies(
    struct archive *a, const unsigned char *same, struct row *row, int64_t *original)
{
	struct query q;

	*original = 0;
	query_start(&q, a, SQL_ORIGINAL_FIND);
	query_bind_blob(&q, same, SAME_SIZE);
	query_bind_int(&q, row->n);
	if (query_row(&q)) {
		*original = query_int(&q, 0);
		row->removed = row->removed || query_int(&q, 1) != 0;
	}
	return query_end(&q);
}

/* ---- writing ---- */

/* The row of that slug, made with `name` where there is none. */
static enum status name_row(struct archive *a, enum sql find, enum sql insert, const char *slug,
    const char *name, int64_t *n)
{
	struct query q;
	enum status st;

	query_start(&q, a, find);
	query_bind_text(&q, slug);
	st = query_number(&q, n);
	if (st != ST_NOTFOUND)
		return st;
	query_start(&q, a, insert);
	query_bind_text(&q, slug);
	query_bind_text(&q, name);
	st = query_finish(&q);
	if (st == ST_OK)
		*n = sqlite3_last_insert_rowid(a->db);
	return st;
}

static enum status write_row(struct archive *a, const struct article *in, struct row *row,
    const unsigned char content[DIGEST_SIZE], const unsigned char same[DIGEST_SIZE],
    int64_t original)
{
	const char *body = in->body != NULL ? in->body : "";
	size_t title_size = strlen(in->title), body_size = strlen(body);
	bool dated = in->published.day != 0;
	char slug[SLUG_MAX + 1];
	int64_t author = 0;
	struct query q;
	enum status st = ST_OK;

	if (in->byline != NULL && in->byline[0] != '\0') {
		slug_of(in->byline, slug);
		st = name_row(a, SQL_AUTHOR_FIND, SQL_AUTHOR_INSERT, slug, in->byline, &author);
	}
	buf_reset(&a->scratch);
	if (st == ST_OK)
		st = teaser_write(&a->scratch, in);
	if (st != ST_OK)
		return st;
	query_start(&q, a, row->n == 0 ? SQL_ARTICLE_INSERT : SQL_ARTICLE_UPDATE);
	query_bind_text(&q, in->id);
	query_bind_text(&q, in->key);
	query_bind_text(&q, in->title);
	query_bind_text(&q, in->byline);
	query_bind_text(&q, in->url);
	query_bind_text(&q, in->summary);
	query_bind_text(&q, in->lang);
	query_bind_int(&q, dated ? in->published.time : 0);
	query_bind_int(&q, dated ? in->published.day : 0);
	query_bind_int(&q, dated ? in->published.precision : PRECISION_NONE);
	query_bind_int(&q, (int64_t)(title_size + body_size));
	query_bind_int(
	    &q, (int64_t)utf8_words(in->title, title_size) + utf8_words(body, body_size));
	query_bind_reference(&q, author);
	query_bind_blob(&q, content, DIGEST_SIZE);
	query_bind_blob(&q, same, SAME_SIZE);
	query_bind_text(&q, buf_str(&a->fold)); /* up to its first NUL: the title */
	query_bind_reference(&q, original);
	query_bind_int(&q, row->removed);
	query_bind_text(&q, a->scratch.len > 0 ? a->scratch.data : NULL);
	st = query_finish(&q);
	if (st == ST_OK && row->n == 0)
		row->n = sqlite3_last_insert_rowid(a->db);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_BODY_PUT);
	query_bind_int(&q, row->n);
	query_bind_bytes(&q, body, body_size);
	return query_finish(&q);
}

static enum status write_themes(struct archive *a, const struct names *themes, int64_t n)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < themes->n && st == ST_OK; i++) {
		const struct name *one = &themes->items[i];
		struct query q;
		int64_t theme;

		st = name_row(a, SQL_THEME_FIND, SQL_THEME_INSERT, one->slug, one->name, &theme);
		if (st != ST_OK)
			break;
		query_start(&q, a, SQL_ARTICLE_THEME_INSERT);
		query_bind_int(&q, n);
		query_bind_int(&q, theme);
		query_bind_int(&q, (int64_t)i);
		st = query_finish(&q);
	}
	return st;
}

/* The row of a listed title with its teaser. */
static enum status mention_row(struct archive *a, const struct entry *entry, int64_t *n)
{
	unsigned char digest[DIGEST_SIZE];
	uint64_t variant = 0;
	struct query q;
	enum status st;

	*n = 0;
	buf_reset(&a->scratch);
	add_text(&a->scratch, entry->title);
	add_text(&a->scratch, entry->teaser);
	buf_reset(&a->fold);
	utf8_fold(&a->fold, entry->title, strlen(entry->title));
	st = buf_status(&a->scratch);
	if (st == ST_OK)
		st = buf_status(&a->fold);
	if (st != ST_OK)
		return st;
	ident_digest(a->scratch.data, a->scratch.len, digest);
	for (int i = 0; i < 8; i++)
		variant |= (uint64_t)digest[i] << 8 * i;

	query_start(&q, a, SQL_MENTION_FIND);
	query_bind_text(&q, buf_str(&a->fold));
	query_bind_int(&q, (int64_t)variant);
	st = query_number(&q, n);
	if (st != ST_NOTFOUND)
		return st;
	query_start(&q, a, SQL_MENTION_INSERT);
	query_bind_text(&q, buf_str(&a->fold));
	query_bind_int(&q, (int64_t)variant);
	query_bind_int(&q, cut_mark(entry->title, strlen(entry->title)) > 0);
	query_bind_text(&q, entry->title);
	query_bind_text(&q, entry->teaser);
	st = query_finish(&q);
	if (st == ST_OK)
		*n = sqlite3_last_insert_rowid(a->db);
	return st;
}

static enum status write_list(
    struct archive *a, const struct entries *list, int64_t article, int kind)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < list->n && st == ST_OK; i++) {
		int64_t mention;
		struct query q;

		if (list->items[i].title == NULL)
			continue;
		st = mention_row(a, &list->items[i], &mention);
		if (st != ST_OK)
			break;
		query_start(&q, a, SQL_LISTED_INSERT);
		query_bind_int(&q, article);
		query_bind_int(&q, kind);
		query_bind_int(&q, (int64_t)i);
		query_bind_int(&q, mention);
		st = query_finish(&q);
	}
	return st;
}

/* Themes and lists of the old content. */
static enum status drop_old(struct archive *a, int64_t n)
{
	static const enum sql drops[] = { SQL_ARTICLE_THEME_DROP, SQL_LISTED_DROP };
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof drops / sizeof drops[0] && st == ST_OK; i++) {
		struct query q;

		query_start(&q, a, drops[i]);
		query_bind_int(&q, n);
		st = query_finish(&q);
	}
	return st;
}

static enum status write_article(struct archive *a, const struct article *in, struct row *row,
    const unsigned char content[DIGEST_SIZE], const unsigned char same[DIGEST_SIZE])
{
	int64_t original = 0;
	enum status st = ST_OK;

	if (row->n != 0)
		st = drop_old(a, row->n);
	if (st == ST_OK && row->n != 0 && row->original && memcmp(row->same, same, SAME_SIZE) != 0)
		st = leave_copies(a, row);
	if (st == ST_OK)
		st = join_copies(a, same, row, &original);
	if (st == ST_OK)
		st = write_row(a, in, row, content, same, original);
	if (st == ST_OK)
		st = write_themes(a, &in->themes, row->n);
	for (int kind = 0; kind < LIST_COUNT && st == ST_OK; kind++)
		st = write_list(a, &in->lists[kind], row->n, kind);
	return st;
}

enum status article_put(struct archive *a, struct article *in, enum put_result *result)
{
	unsigned char content[DIGEST_SIZE], same[DIGEST_SIZE];
	struct row row = { 0 };
	enum put_result done;
	enum status st;

	*result = PUT_NEW;
	if (a->broken != ST_OK)
		return a->broken;
	assert(a->mode == ARCHIVE_WRITE && sqlite3_get_autocommit(a->db) == 0);
	st = compare(a, in, content, &row);
	done = result_of(&row);
	if (st == ST_OK && !row.unchanged) {
		st = fold_digest(&a->fold, in, same);
		if (st != ST_OK)
			return st;
		a->changed = true;
		st = write_article(a, in, &row, content, same);
		/* A half of it may stand there: what is in this transaction cannot be kept. */
		a->broken = st;
	}
	if (st == ST_OK)
		*result = done;
	return st;
}
