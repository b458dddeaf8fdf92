#include "archive/archive.h"

#include "archive/beginning.h"
#include "archive/copies.h"
#include "archive/cursor.h"
#include "archive/db.h"
#include "archive/digest.h"
#include "archive/likeness.h"
#include "archive/mention.h"
#include "archive/near.h"
#include "archive/place.h"
#include "archive/query.h"
#include "archive/row.h"
#include "archive/search_index.h"
#include "archive/stems.h"
#include "archive/teaser.h"
#include "base/clock.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* An article on its way in. */
struct putting {
	struct archive *a;
	struct article *in;
	struct place place;
	bool over; /* an earlier file of this import gave the key */
	unsigned char content[DIGEST_SIZE];
	char source[PLACE_IDENT + 1];
	struct shingle_sketch sketch; /* of its text, folded in a->fold */
	struct original original;
};

static size_t text_size(const struct article *in)
{
	return strlen(in->title) + (in->body != NULL ? strlen(in->body) : 0);
}

static enum status start(struct putting *p)
{
	struct article *in = p->in;
	enum status st;

	if (in->key == NULL || in->key[0] == '\0' || in->title == NULL || in->title[0] == '\0')
		return ST_INVALID;
	for (size_t i = 0; i < in->themes.n; i++)
		slug_of(in->themes.items[i].name, in->themes.items[i].slug);
	st = article_digest(in, &p->a->scratch, p->content);
	if (st == ST_OK)
		st = place_find(p->a, in, p->content, &p->place);
	if (st != ST_OK)
		return st;
	strcpy(in->id, p->place.id);
	place_source(&p->place, in->key, p->source);
	return ST_OK;
}

/* Of a text and the other one that is there under its key, what becomes of the first. */
static enum status compare_texts(const struct putting *p, enum put_result *out)
{
	const char *body = p->in->body != NULL ? p->in->body : "";
	struct article old;
	enum status st = row_article(p->a, p->place.n, &old);
	bool shorter = false, longer = false, partial = p->in->partial || p->place.partial;

	if (st == ST_OK && old.body != NULL) {
		st = beginning_is(body, old.body, partial, &shorter);
		if (st == ST_OK && !shorter)
			st = beginning_is(old.body, body, partial, &longer);
	}
	longer = longer || (p->place.partial && !p->in->partial);
	*out = shorter ? PUT_UNCHANGED : longer ? PUT_COMPLETED : PUT_UPDATED;
	article_clear(&old);
	return st;
}

/* A part never replaces the whole, nor what is only the beginning of what is there; and of texts
 * under several keys the longer one stays. */
static enum status result_of(const struct putting *p, enum put_result *out)
{
	const struct place *there = &p->place;

	*out = PUT_NEW;
	if (there->n == 0)
		return ST_OK;
	*out = PUT_UNCHANGED;
	if (there->unchanged || there->superseded || (p->in->partial && !there->partial))
		return ST_OK;
	if (p->in->partial == there->partial && strcmp(p->source, there->source) != 0 &&
	    text_size(p->in) <= there->size)
		return ST_OK;
	return compare_texts(p, out);
}

enum status article_compare(struct archive *a, struct article *in, enum put_result *result)
{
	struct putting p = { .a = a, .in = in };
	enum status st = start(&p);

	*result = PUT_NEW;
	return st == ST_OK ? result_of(&p, result) : st;
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

/* The author's row; 0 where none is named. */
static enum status author_row(struct archive *a, const char *byline, int64_t *n)
{
	char slug[SLUG_MAX + 1];

	*n = 0;
	if (byline == NULL || byline[0] == '\0')
		return ST_OK;
	slug_of(byline, slug);
	return name_row(a, SQL_AUTHOR_FIND, SQL_AUTHOR_INSERT, slug, byline, n);
}

static enum status write_body(const struct putting *p)
{
	const char *body = p->in->body != NULL ? p->in->body : "";
	unsigned char sketch[SHINGLE_SKETCH_SIZE];
	struct query q;

	query_start(&q, p->a, SQL_BODY_PUT);
	query_bind_int(&q, p->place.n);
	query_bind_blob(&q, sketch, shingle_write(&p->sketch, sketch));
	query_bind_text(&q, body);
	return query_finish(&q);
}

/* The last columns: when it changed (a text that another of the same import replaces has not), and
 * for a new one its mark. */
static void bind_moment(struct query *q, const struct putting *p, int64_t mark)
{
	if (p->place.n == 0) {
		query_bind_int(q, p->in->published.day != 0 ? 0 : clock_now());
		query_bind_int(q, mark);
	} else {
		query_bind_reference(q, p->over ? 0 : clock_now());
	}
}

static enum status write_row(struct putting *p)
{
	const struct article *in = p->in;
	struct archive *a = p->a;
	const char *body = in->body != NULL ? in->body : "";
	bool dated = in->published.day != 0;
	int64_t author, mark;
	struct query q;
	enum status st = author_row(a, in->byline, &author);

	buf_reset(&a->scratch);
	if (st == ST_OK)
		st = teaser_write(&a->scratch, in);
	if (st == ST_OK)
		st = cursor_mark(a, in->id, &mark);
	if (st != ST_OK)
		return st;
	query_start(&q, a, p->place.n == 0 ? SQL_ARTICLE_INSERT : SQL_ARTICLE_UPDATE);
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
	query_bind_int(&q, (int64_t)text_size(in));
	query_bind_int(
	    &q, (int64_t)utf8_words(in->title, strlen(in->title)) + utf8_words(body, strlen(body)));
	query_bind_reference(&q, author);
	query_bind_blob(&q, p->content, DIGEST_SIZE);
	query_bind_text(&q, p->source[0] != '\0' ? p->source : NULL);
	query_bind_text(&q, buf_str(&a->fold)); /* up to its first NUL: the title */
	query_bind_reference(&q, p->original.n);
	query_bind_int(&q, p->place.removed || p->original.removed);
	query_bind_text(&q, a->scratch.len > 0 ? a->scratch.data : NULL);
	query_bind_int(&q, in->partial);
	bind_moment(&q, p, mark);
	st = query_finish(&q);
	if (st == ST_OK && p->place.n == 0)
		p->place.n = sqlite3_last_insert_rowid(a->db);
	return st == ST_OK ? write_body(p) : st;
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

/* Themes and lists of the old content; a list that the text of another key lacks stays. */
static enum status drop_old(const struct putting *p, bool merging)
{
	struct query q;
	enum status st;

	query_start(&q, p->a, SQL_ARTICLE_THEME_DROP);
	query_bind_int(&q, p->place.n);
	st = query_finish(&q);
	for (int kind = 0; kind < LIST_COUNT && st == ST_OK; kind++) {
		if (merging && p->in->lists[kind].n == 0)
			continue;
		query_start(&q, p->a, SQL_LISTED_DROP);
		query_bind_int(&q, p->place.n);
		query_bind_int(&q, kind);
		st = query_finish(&q);
	}
	return st;
}

static void move_text(char **to, char **from)
{
	if (*to != NULL && **to != '\0')
		return;
	free(*to);
	*to = *from;
	*from = NULL;
}

/* What this document does not say and one under another key did. */
static enum status take_over(const struct putting *p)
{
	struct article *in = p->in, old;
	enum status st = row_article(p->a, p->place.n, &old);

	if (st != ST_OK)
		return st;
	move_text(&in->byline, &old.byline);
	move_text(&in->url, &old.url);
	move_text(&in->summary, &old.summary);
	if (in->lang[0] == '\0')
		memcpy(in->lang, old.lang, sizeof in->lang);
	if (in->published.day == 0)
		in->published = old.published;
	if (in->themes.n == 0) {
		free(in->themes.items);
		in->themes = old.themes;
		old.themes = (struct names){ 0 };
	}
	article_clear(&old);
	return ST_OK;
}

static enum status clear_place(struct putting *p)
{
	bool merging = p->source[0] != '\0' || p->place.source[0] != '\0';
	enum status st = p->over ? place_supersede(p->a, p->place.n) : ST_OK;

	if (st == ST_OK && merging)
		st = take_over(p);

	return st == ST_OK ? drop_old(p, merging) : st;
}

static bool is_shown(const struct putting *p)
{
	return p->original.n == 0 && !p->place.removed && !p->original.removed;
}

/* What its text is found by. */
static enum status write_stems(const struct putting *p)
{
	struct archive *a = p->a;
	enum status st = stems_of(a, p->in->lang, &a->fold);

	if (st == ST_OK)
		st = search_index_new(a, p->place.n, p->in, &a->stems);
	return st == ST_OK ? near_text(a, p->place.n, &a->stems, &p->in->themes) : st;
}

static enum status write_article(struct putting *p)
{
	struct archive *a = p->a;
	bool known = p->place.n != 0;
	enum status st = known ? search_index_drop(a, p->place.n) : ST_OK;

	if (st == ST_OK && known)
		st = clear_place(p);
	if (st == ST_OK)
		st = copies_find(a, p->place.n, &a->fold, &p->sketch, &p->original);
	if (st == ST_OK)
		st = write_row(p);
	if (st == ST_OK)
		st = place_note(a, p->in, &p->place);
	if (st == ST_OK && p->original.n == 0)
		st = likeness_add(a, &p->sketch, p->place.n);
	if (st == ST_OK)
		st = write_themes(a, &p->in->themes, p->place.n);
	if (st == ST_OK && is_shown(p))
		st = write_stems(p);
	for (int kind = 0; kind < LIST_COUNT && st == ST_OK; kind++)
		st = mention_write(a, &p->in->lists[kind], p->place.n, kind);
	if (st == ST_OK && known && p->place.original)
		st = copies_review(a, p->place.n);
	return st;
}

/* Only the names under which it came may be new. */
static enum status note_names(struct putting *p)
{
	return p->place.by_url ? place_note(p->a, p->in, &p->place) : ST_OK;
}

static enum status put(struct archive *a, struct article *in, bool over, enum put_result *result)
{
	struct putting p = { .a = a, .in = in, .over = over };
	enum put_result done;
	enum status st;

	*result = PUT_NEW;
	if (a->broken != ST_OK)
		return a->broken;
	assert(a->mode == ARCHIVE_WRITE && sqlite3_get_autocommit(a->db) == 0);
	if ((st = start(&p)) != ST_OK || (st = result_of(&p, &done)) != ST_OK)
		return st;
	if (done == PUT_UNCHANGED) {
		a->broken = st = note_names(&p);
	} else {
		st = copies_fold(&a->fold, in->title, in->body != NULL ? in->body : "");
		if (st != ST_OK)
			return st;
		shingle_sketch(a->fold.data, a->fold.len, &p.sketch);
		a->changed = true;
		/* If it fails, a half of it may stand there: what is in this transaction cannot be
		 * kept. */
		a->broken = st = write_article(&p);
	}
	if (st == ST_OK)
		*result = done == PUT_NEW && p.original.n != 0 ? PUT_COPY : done;
	return st;
}

enum status article_put(struct archive *a, struct article *in, enum put_result *result)
{
	return put(a, in, false, result);
}

enum status article_put_over(struct archive *a, struct article *in, enum put_result *result)
{
	return put(a, in, true, result);
}
