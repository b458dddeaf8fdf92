#include "import/block.h"

#include "base/utf8.h"
#include "text/cut.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

enum {
	WRAP_MIN = 30,  /* characters; texts are broken at 60 to 80, letters to 100 */
	WRAP_MAX = 120, /* a longer line was not broken by anybody */
	NUMBER_DIGITS = 2,
};

/* Zero-width space and joiners, direction marks, BOM: nothing to see. */
static bool is_invisible(uint32_t cp)
{
	return (cp >= 0x200b && cp <= 0x200f) || cp == 0xfeff || cp == 0xad;
}

static bool is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return uc_is_property_white_space(cp) || is_invisible(cp);
}

/* The character that ends s[0..len), and where it begins. */
static uint32_t last_char(const char *s, size_t len, size_t *at)
{
	uint32_t cp;

	*at = len - 1;
	while (*at > 0 && ((unsigned char)s[*at] & 0xc0) == 0x80)
		--*at;
	utf8_next(s + *at, len - *at, &cp);
	return cp;
}

static struct span trim(const char *s, size_t len)
{
	size_t n, at;
	uint32_t cp;

	while (len > 0) {
		n = utf8_next(s, len, &cp);
		if (!is_space(cp))
			break;
		s += n;
		len -= n;
	}
	while (len > 0 && is_space(last_char(s, len, &at)))
		len = at;
	return (struct span){ .s = s, .len = len };
}

/* Lines that are not empty: what a text of newlines alone must not take memory for. */
static size_t count_lines(const char *text, size_t len)
{
	size_t n = 1;

	for (size_t i = 1; i < len; i++)
		n += text[i] != '\n' && text[i - 1] == '\n';
	return n;
}

const char *block_line_end(const char *s, const char *end)
{
	const char *eol = memchr(s, '\n', (size_t)(end - s));

	return eol != NULL ? eol : end;
}

enum status block_split(const char *text, size_t len, struct blocks *out)
{
	size_t most = count_lines(text, len), nlines = 0;
	const char *end = text + len, *eol;
	bool open = false;
	unsigned long line = 0;
	struct span one;

	*out = (struct blocks){ 0 };
	out->lines = calloc(most, sizeof *out->lines);
	out->items = calloc(most, sizeof *out->items);
	if (out->lines == NULL || out->items == NULL) {
		block_clear(out);
		return ST_NOMEM;
	}
	for (const char *p = text; p < end; p = eol + 1) {
		eol = block_line_end(p, end);
		one = trim(p, (size_t)(eol - p));
		one.line = ++line;
		if (one.len == 0) {
			open = false;
			continue;
		}
		if (!open)
			out->items[out->n++].lines = out->lines + nlines;
		open = true;
		out->items[out->n - 1].n++;
		out->lines[nlines++] = one;
	}
	return ST_OK;
}

void block_clear(struct blocks *b)
{
	free(b->lines);
	free(b->items);
	*b = (struct blocks){ 0 };
}

enum ending block_ending(const char *s, size_t len)
{
	size_t at;

	if (len == 0)
		return ENDING_OPEN;
	if (cut_mark(s, len) > 0)
		return ENDING_ELLIPSIS;
	switch (last_char(s, len, &at)) {
	case ',':
	case ';':
	case ':':
		return ENDING_PAUSE;
	case '.':
	case 0x3002: /* ideographic full stop */
		return ENDING_STOP;
	case '?':
	case '!':
	case '"':
	case 0xbb:   /* » */
	case 0x201d: /* ” */
		return ENDING_ASKS;
	default:
		return ENDING_OPEN;
	}
}

size_t block_bullet(const char *s, size_t len)
{
	static const char *const bullets[] = { "- ", "* ", "• ", "‣ ", "· ", "▪ ", "●", "►" };

	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
		size_t n = strlen(bullets[i]);

		if (len > n && memcmp(s, bullets[i], n) == 0)
			return n;
	}
	return 0;
}

size_t block_number(const char *s, size_t len, unsigned *number)
{
	size_t n = 0;

	*number = 0;
	while (n < len && n < NUMBER_DIGITS && s[n] >= '0' && s[n] <= '9')
		*number = *number * 10 + (unsigned)(s[n++] - '0');
	if (n == 0 || n + 2 >= len || (s[n] != '.' && s[n] != ')') || s[n + 1] != ' ')
		return 0;
	return n + 2;
}

static uint32_t first_char(const char *s, size_t len)
{
	uint32_t cp = 0;

	if (len > 0)
		utf8_next(s, len, &cp);
	return cp;
}

bool block_begins_small(const char *s, size_t len)
{
	return uc_is_general_category(first_char(s, len), UC_LOWERCASE_LETTER);
}

bool block_begins_capital(const char *s, size_t len)
{
	return uc_is_general_category(first_char(s, len), UC_UPPERCASE_LETTER);
}

static size_t characters(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

static size_t first_word(const struct span *line)
{
	const char *space = memchr(line->s, ' ', line->len);

	return characters(line->s, space != NULL ? (size_t)(space - line->s) : line->len);
}

/*
 * Whoever breaks lines to a width puts as many words on each as fit. So in such a block the first
 * word of a line would not have fitted on the line before (but for a few, broken by hand), and
 * most lines end within a sentence.
 */
bool block_is_wrapped(const struct block *b)
{
	size_t longest = 0, early = 0, ended = 0, n;

	if (b->n < 2)
		return false;
	for (size_t i = 0; i < b->n; i++) {
		if (b->lines[i].len > WRAP_MAX * 4)
			return false;
		n = characters(b->lines[i].s, b->lines[i].len);
		longest = n > longest ? n : longest;
		if (i > 0 && block_bullet(b->lines[i].s, b->lines[i].len) > 0)
			return false;
	}
	if (longest < WRAP_MIN || longest > WRAP_MAX)
		return false;
	for (size_t i = 0; i + 1 < b->n; i++) {
		const struct span *line = &b->lines[i];
		enum ending how = block_ending(line->s, line->len);

		early += characters(line->s, line->len) + 1 + first_word(line + 1) <= longest;
		ended += how != ENDING_OPEN && how != ENDING_PAUSE;
	}
	return early * 4 <= b->n - 1 && ended * 2 <= b->n - 1;
}

void block_join(const struct block *b, struct buf *out)
{
	for (size_t i = 0; i < b->n; i++) {
		if (i > 0)
			buf_putc(out, ' ');
		buf_add(out, b->lines[i].s, b->lines[i].len);
	}
}

static bool has_bullet(const struct block *b, size_t i)
{
	return i < b->n && block_bullet(b->lines[i].s, b->lines[i].len) > 0;
}

/* Is line i one of at least two with bullets that follow each other? */
static bool is_item(const struct block *b, size_t i)
{
	return has_bullet(b, i) && ((i > 0 && has_bullet(b, i - 1)) || has_bullet(b, i + 1));
}

static void write_lines(const struct block *b, struct doc *d, struct buf *one)
{
	bool item, was_item = false;
	size_t skip;

	for (size_t i = 0; i < b->n; i++) {
		item = is_item(b, i);
		skip = item ? block_bullet(b->lines[i].s, b->lines[i].len) : 0;
		if (!item || !was_item)
			doc_blank(d);
		buf_reset(one);
		buf_add(one, b->lines[i].s + skip, b->lines[i].len - skip);
		if (item)
			doc_item(d, buf_str(one));
		else
			doc_text(d, buf_str(one));
		was_item = item;
	}
}

static void write_block(const struct block *b, struct doc *d, struct buf *one)
{
	if (!block_is_wrapped(b)) {
		write_lines(b, d, one);
		return;
	}
	doc_blank(d);
	buf_reset(one);
	block_join(b, one);
	doc_text(d, buf_str(one));
}

enum status block_write(const struct block *b, struct doc *d)
{
	struct buf one = BUF(SIZE_MAX / 2);
	enum status st;

	write_block(b, d, &one);
	st = buf_status(&one);
	buf_clear(&one);
	return st != ST_OK ? st : doc_status(d);
}

enum status block_write_text(const char *text, size_t len, struct doc *d)
{
	struct buf one = BUF(SIZE_MAX / 2);
	struct blocks blocks;
	enum status st;

	if ((st = block_split(text, len, &blocks)) != ST_OK)
		return st;
	for (size_t i = 0; i < blocks.n; i++)
		write_block(&blocks.items[i], d, &one);
	st = buf_status(&one);
	buf_clear(&one);
	block_clear(&blocks);
	return st != ST_OK ? st : doc_status(d);
}
