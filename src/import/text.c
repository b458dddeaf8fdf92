#include "import/text.h"

#include "base/utf8.h"
#include "import/block.h"
#include "import/byline.h"
#include "import/decode.h"
#include "import/listed.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	TITLE_LINES_MAX = 4,
	TITLE_BYTES_MAX = 500,   /* a longer first block is a paragraph, no title */
	DATED_PARAGRAPHS = 2,    /* a date in these is the article's own */
	DAY_SECONDS = 24 * 3600, /* what clocks and zones may be apart */
	KEY_CHARACTERS = 16,     /* of a digest: 80 bits */
	TOP_BLOCKS = 3,          /* byline and date stand within these after the title */
};

/* A document in parts. */
struct document {
	const struct import_options *options;
	struct input *in;
	struct blocks blocks;
	struct block *parts; /* blocks, headings of lists on their own */
	size_t nparts;
	struct block *body; /* paragraphs */
	size_t nbody;
	size_t before_lists; /* of the body, those before the first list */
	struct article article;
};

bool text_looks(const struct format_head *head)
{
	(void)head;
	return true;
}

static bool is_heading(const struct document *doc, const struct block *b, enum list_kind *kind)
{
	return b->n == 1 &&
	    listed_heading(b->lines, doc->options->words, doc->options->nwords, kind);
}

static void add_part(struct document *doc, const struct span *lines, size_t n)
{
	if (n > 0)
		doc->parts[doc->nparts++] = (struct block){ .lines = lines, .n = n };
}

/*
 * Is line k of a block a heading on its own? In small letters it may be the rest of a sentence: it
 * is one at the start of a block, after what ends a sentence, and once the lists have begun.
 */
static bool is_heading_within(
    const struct document *doc, const struct block *b, size_t k, bool begun)
{
	struct block one = { .lines = b->lines + k, .n = 1 };
	const struct span *before = one.lines - 1;
	enum list_kind kind;

	if (!is_heading(doc, &one, &kind))
		return false;
	if (k == 0 || begun || !block_begins_small(one.lines->s, one.lines->len))
		return true;
	return block_ending(before->s, before->len) >= ENDING_STOP;
}

/* Headings that stand in a block with their list are parted from it. */
static enum status split_parts(struct document *doc)
{
	size_t most = 1;
	bool begun = false;

	for (size_t i = 0; i < doc->blocks.n; i++)
		most += doc->blocks.items[i].n;
	doc->parts = calloc(most, sizeof *doc->parts);
	doc->body = calloc(most, sizeof *doc->body);
	if (doc->parts == NULL || doc->body == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.items[i];
		bool whole = block_is_wrapped(b);
		size_t from = 0;

		for (size_t k = 0; k < b->n && !whole; k++) {
			if ((i == 0 && k == 0) || !is_heading_within(doc, b, k, begun))
				continue;
			add_part(doc, b->lines + from, k - from);
			add_part(doc, b->lines + k, 1);
			from = k + 1;
			begun = true;
		}
		add_part(doc, b->lines + from, b->n - from);
	}
	return ST_OK;
}

static bool is_rule(const struct span *line)
{
	return strspn(line->s, "=-~") >= line->len;
}

/* The date of a line that says little else, as machines or as people write it. */
static bool read_dateline(const struct document *doc, const char *s, size_t len, struct when *out)
{
	const struct import_options *o = doc->options;

	return byline_is_dateline(s, len, o->words, o->nwords) &&
	    (clock_parse(s, len, o->zone, out) ||
		clock_written(s, len, true, o->words, o->nwords, doc->in->mtime, o->zone, out));
}

/* Is the first of n lines of a block a byline or a date? A name alone is one above a date. */
static bool begins_head(const struct document *doc, const struct span *line, size_t n)
{
	struct buf who = BUF(BYLINE_BYTES_MAX);
	struct when when = { 0 };
	enum byline sure;

	if (read_dateline(doc, line->s, line->len, &when))
		return true;
	sure = byline_of(line->s, line->len, &who);
	buf_clear(&who);
	return sure == BYLINE_SIGNED ||
	    (sure == BYLINE_NAME && n > 1 && read_dateline(doc, line[1].s, line[1].len, &when));
}

/* How many lines of the first block are the title: more than one only where it was broken. */
static size_t title_lines(const struct document *doc, const struct block *first)
{
	struct block title = *first;
	const struct span *second = first->lines + 1;

	for (title.n = 1; title.n < first->n && !is_rule(&first->lines[title.n]) &&
	     !begins_head(doc, &first->lines[title.n], first->n - title.n);)
		title.n++;
	if (title.n == 1 || title.n > TITLE_LINES_MAX)
		return 1;
	if (block_begins_small(second->s, second->len) || block_is_wrapped(&title))
		return title.n;
	return 1;
}

/* Take the title off the first part; it may have been underlined. */
static enum status take_title(struct document *doc)
{
	struct block *first = &doc->parts[0], title = *first;
	struct buf b = BUF(SIZE_MAX / 2);

	title.n = title_lines(doc, first);
	/* Where nothing else is there, no blank line parts it from the text. */
	if (doc->nparts == 1 && title.n == first->n && title.n > 1 &&
	    block_begins_capital(first->lines[1].s, first->lines[1].len))
		title.n = 1;
	block_join(&title, &b);
	doc->article.title = buf_take(&b);
	first->lines += title.n;
	first->n -= title.n;
	if (first->n > 0 && is_rule(first->lines)) {
		first->lines++;
		first->n--;
	}
	return doc->article.title != NULL ? ST_OK : ST_NOMEM;
}

/*
 * The list under the heading parts[*at], up to the next heading; *at moves behind what was taken.
 * A heading without a list is a paragraph like others, unless nothing at all stands under it.
 */
static enum status take_list(struct document *doc, size_t *at, enum list_kind kind)
{
	struct entries *list = &doc->article.lists[kind];
	size_t from = *at + 1, until = from, used;
	enum list_kind other;
	enum status st;

	while (until < doc->nparts && !is_heading(doc, &doc->parts[until], &other))
		until++;
	if ((st = listed_read(doc->parts + from, until - from, list, &used)) != ST_OK)
		return st;
	if (used == 0 && list->n == 0 && until > from)
		doc->body[doc->nbody++] = doc->parts[*at];
	else if (doc->before_lists == 0)
		doc->before_lists = doc->nbody;
	*at = from + used;
	return ST_OK;
}

static enum status take_parts(struct document *doc)
{
	size_t i = doc->parts[0].n > 0 ? 0 : 1;
	enum list_kind kind;
	enum status st;

	while (i < doc->nparts) {
		if (i > 0 && is_heading(doc, &doc->parts[i], &kind)) {
			if ((st = take_list(doc, &i, kind)) != ST_OK)
				return st;
		} else {
			doc->body[doc->nbody++] = doc->parts[i++];
		}
	}
	if (doc->before_lists == 0)
		doc->before_lists = doc->nbody;
	return ST_OK;
}

static void drop_paragraph(struct document *doc, size_t i)
{
	memmove(doc->body + i, doc->body + i + 1, (doc->nbody - i - 1) * sizeof *doc->body);
	doc->nbody--;
	if (i < doc->before_lists)
		doc->before_lists--;
}

/*
 * The date after the first comma of a line: "Par Jo Ilunga, le 14 juin 2023", whose name is taken
 * with it, or "Boma, le 14 juin 2023", which stays in the text for the place.
 */
static bool take_date_after_comma(struct document *doc, size_t i)
{
	const struct span *line = doc->body[i].lines;
	const char *comma = memchr(line->s, ',', line->len), *after = comma;
	struct buf who = BUF(BYLINE_BYTES_MAX);

	if (comma == NULL || utf8_words(line->s, (size_t)(comma - line->s)) > BYLINE_WORDS_MAX)
		return false;
	while (++after < line->s + line->len && *after == ' ')
		;
	if (!read_dateline(
		doc, after, line->len - (size_t)(after - line->s), &doc->article.published))
		return false;
	if (doc->article.byline == NULL &&
	    byline_of(line->s, (size_t)(comma - line->s), &who) == BYLINE_SIGNED &&
	    (doc->article.byline = buf_take(&who)) != NULL)
		drop_paragraph(doc, i);
	buf_clear(&who);
	return true;
}

/* The date that the line at i says and little else, if it does. */
static bool take_dateline(struct document *doc, size_t i)
{
	const struct span *line = doc->body[i].lines;

	if (doc->body[i].n != 1 || doc->nbody < 2)
		return false;
	if (!read_dateline(doc, line->s, line->len, &doc->article.published))
		return take_date_after_comma(doc, i);
	drop_paragraph(doc, i);
	return true;
}

/* The byline at i, if there is one and it is at least as sure as `least`. */
static bool take_byline(struct document *doc, size_t i, enum byline least)
{
	const struct span *line = doc->body[i].lines;
	struct buf who = BUF(BYLINE_BYTES_MAX);
	bool taken = false;

	if (doc->body[i].n == 1 && doc->nbody > 1 && byline_of(line->s, line->len, &who) >= least) {
		doc->article.byline = buf_take(&who);
		drop_paragraph(doc, i);
		taken = true;
	}
	buf_clear(&who);
	return taken;
}

/* Lines of the head that no blank line parts from what is under them are blocks of their own. */
static void part_head(struct document *doc)
{
	for (size_t i = 0; i < TOP_BLOCKS && i < doc->before_lists; i++) {
		struct block *b = &doc->body[i];

		if (b->n == 1 || !begins_head(doc, b->lines, b->n))
			continue;
		memmove(b + 1, b, (doc->nbody - i) * sizeof *b);
		b->n = 1;
		b[1].lines++;
		b[1].n--;
		doc->nbody++;
		doc->before_lists++;
	}
}

/*
 * Byline and date of the document: what says that it is one before what looks like one, and the
 * place before the lists before that under the title.
 */
static void take_lines(struct document *doc)
{
	bool dated = false, named = false;

	for (size_t i = 0; i < TOP_BLOCKS && i < doc->before_lists;) {
		if (!dated && (dated = take_dateline(doc, i)))
			named = doc->article.byline != NULL;
		else if (!named && take_byline(doc, i, BYLINE_SIGNED))
			named = true;
		else
			i++;
	}
	for (int i = 0; i < 2 && doc->before_lists > 1; i++) {
		if (!dated)
			dated = take_dateline(doc, doc->before_lists - 1);
		named = doc->article.byline != NULL;
		if (!named && doc->before_lists > 1)
			named = take_byline(doc, doc->before_lists - 1, BYLINE_NAME);
	}
	if (!named && doc->before_lists > 1)
		named = take_byline(doc, 0, BYLINE_NAME);
	if (!dated && named && doc->before_lists > 1)
		take_dateline(doc, 0);
}

/* A date in running text may be that of what it tells; one to come is none. */
static void date_by_text(struct document *doc)
{
	const struct import_options *o = doc->options;
	struct buf text = BUF(IMPORT_ARTICLE_MAX);
	struct when found;

	if (doc->article.published.precision != PRECISION_NONE)
		return;
	for (size_t i = 0; i < DATED_PARAGRAPHS && i < doc->before_lists; i++) {
		buf_reset(&text);
		block_join(&doc->body[i], &text);
		if (!clock_written(buf_str(&text), text.len, false, o->words, o->nwords,
			doc->in->mtime, o->zone, &found))
			continue;
		if (found.time <= doc->in->mtime + DAY_SECONDS) {
			doc->article.published = found;
			break;
		}
	}
	buf_clear(&text);
}

static enum status write_body(struct document *doc)
{
	struct buf body = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	enum status st = ST_OK;
	struct doc lines;

	doc_init(&lines);
	for (size_t i = 0; i < doc->nbody && st == ST_OK; i++)
		st = block_write(&doc->body[i], &lines);
	if (st == ST_OK && (st = gemtext_write(&lines, &body)) == ST_OK) {
		doc->article.body = buf_take(&body);
		st = doc->article.body != NULL ? ST_OK : ST_NOMEM;
	}
	doc_clear(&lines);
	buf_clear(&body);
	return st;
}

/* The relative path; a text from standard input has none, and its title names it. */
static enum status take_key(struct document *doc)
{
	struct buf key = BUF(IMPORT_ARTICLE_MAX);
	char ident[IDENT_MAX + 1];

	buf_puts(&key, doc->in->key);
	if (strcmp(doc->in->key, INPUT_STDIN) == 0) {
		ident_of(doc->article.title, strlen(doc->article.title), ident);
		buf_printf(&key, "#%.*s", KEY_CHARACTERS, ident);
	}
	doc->article.key = buf_take(&key);
	return doc->article.key != NULL ? ST_OK : ST_NOMEM;
}

/*
 * "lake-rescue.en.txt" is in English: a language that there are words for, between the last two
 * dots of the name, as translations are named for other programs too.
 */
static void take_lang(struct document *doc)
{
	const char *name = input_name(doc->in->key), *end, *start;

	if ((end = strrchr(name, '.')) == NULL)
		return;
	for (start = end; start > name && start[-1] != '.'; start--)
		;
	if (start == name)
		return;
	for (size_t i = 0; i < doc->options->nwords; i++) {
		const char *code = words_code(doc->options->words[i]);

		if (strlen(code) == (size_t)(end - start) && memcmp(code, start, strlen(code)) == 0)
			snprintf(doc->article.lang, sizeof doc->article.lang, "%s", code);
	}
}

/* The article of a text, or why it is none. */
static enum status take_article(struct document *doc, const char *text, size_t len, struct error *e)
{
	enum status st;

	if ((st = block_split(text, len, &doc->blocks)) != ST_OK)
		return st;
	if (doc->blocks.n == 0)
		return error_set(e, ST_INVALID, "nothing is written in it");
	if ((st = split_parts(doc)) != ST_OK || (st = take_title(doc)) != ST_OK ||
	    (st = take_parts(doc)) != ST_OK)
		return st;
	if (strlen(doc->article.title) > TITLE_BYTES_MAX)
		return error_set(e, ST_INVALID,
		    "no title: the first block has %zu bytes, a title at most %d",
		    strlen(doc->article.title), TITLE_BYTES_MAX);
	if (doc->nbody == 0)
		return error_set(e, ST_INVALID, "no text below the title: a blank line parts them");
	part_head(doc);
	take_lines(doc);
	take_lang(doc);
	date_by_text(doc);
	if ((st = take_key(doc)) != ST_OK)
		return st;
	return write_body(doc);
}

enum status text_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct document doc = { .options = options, .in = in };
	struct buf text = BUF(3 * (size_t)IMPORT_ARTICLE_MAX);
	struct error e = { "" };
	enum status st;

	if ((st = decode_all(in, IMPORT_ARTICLE_MAX, DECODE_TAB_SPACE, &text, &e)) == ST_OK &&
	    (st = take_article(&doc, buf_str(&text), text.len, &e)) == ST_OK) {
		st = sink->article(sink->ctx, &doc.article, doc.blocks.items[0].lines->line);
		goto done;
	}
	st = format_failed(sink, st, &e);
done:
	article_clear(&doc.article);
	block_clear(&doc.blocks);
	free(doc.parts);
	free(doc.body);
	buf_clear(&text);
	return st;
}
