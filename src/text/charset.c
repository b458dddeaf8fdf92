#include "text/charset.h"

#include "base/utf8.h"
#include "text/charset_table.h"

#include <stdbool.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

enum {
	LEFT_QUOTE = 0xab, /* « */
	RIGHT_QUOTE = 0xbb,
	FIRST_HIGH = 0x80,
	CLEAN_GROWTH = 3, /* a malformed byte becomes U+FFFD; NFC makes nothing longer than that */
};

/* What stands for a run of characters that the set cannot write. */
static const char marker[] = "[?]";

/* One row a charset: the code points of its bytes from 0x80 on, or NULL if it has none. */
static const struct set {
	const uint16_t *high;
} sets[] = {
	[CHARSET_ASCII] = { NULL },
	[CHARSET_LATIN1] = { charset_table_latin1 },
};

struct writer {
	struct buf *out;
	const struct set *set;
	size_t start;        /* what stands before it in `out` is not ours */
	size_t marked;       /* where the last marker ended; 0: none on this line */
	uint32_t open_quote; /* the quotation mark that waits for its partner, or 0 */
	bool skip_spaces;    /* an opening quotation mark has just been written */
};

/* Marks that the letter before them has not taken in, joiners, soft hyphens, directions. */
static bool is_vanishing(uint32_t cp)
{
	return uc_is_general_category_withtable(
	    cp, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me | UC_CATEGORY_MASK_Cf);
}

static bool is_letter(uint32_t cp)
{
	return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L);
}

/* Append the character in ASCII; false, and nothing appended, if it has no such form. */
static bool spell(struct buf *out, uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	const char *text;
	size_t start = out->len;
	int tag, n;

	if (cp < FIRST_HIGH) {
		buf_putc(out, (char)cp);
		return true;
	}
	if (is_vanishing(cp))
		return true;
	if ((text = charset_table_spelling(cp)) != NULL) {
		buf_puts(out, text);
		return true;
	}
	if ((n = uc_decomposition(cp, &tag, parts)) < 0)
		return false;
	/* "1½" is not "11/2". */
	if (tag == UC_DECOMP_FRACTION && start > 0 &&
	    uc_is_digit((unsigned char)out->data[start - 1]))
		buf_putc(out, ' ');
	for (int i = 0; i < n; i++) {
		if (!spell(out, parts[i])) {
			buf_truncate(out, start);
			return false;
		}
	}
	return true;
}

static bool put_high(struct writer *w, uint32_t cp)
{
	if (w->set->high == NULL)
		return false;
	for (unsigned i = 0; i < CHARSET_TABLE_HIGH; i++) {
		if (w->set->high[i] == cp) {
			buf_putc(w->out, (char)(FIRST_HIGH + i));
			return true;
		}
	}
	return false;
}

/* Where the spaces at the end begin, not before `from`. */
static size_t before_spaces(const struct buf *out, size_t from)
{
	size_t len = out->len;

	while (len > from && out->data[len - 1] == ' ')
		len--;
	return len;
}

/* One marker for a run, the spaces between its words included. */
static void put_marker(struct writer *w)
{
	if (w->marked > 0 && before_spaces(w->out, w->marked) == w->marked) {
		buf_truncate(w->out, w->marked);
		return;
	}
	buf_puts(w->out, marker);
	w->marked = w->out->len;
}

/*
 * « mot » loses the spaces inside; a second mark of the other kind closes, so that »Wort« does not
 * lose those outside.
 */
static void put_quote(struct writer *w, uint32_t cp)
{
	bool closes = w->open_quote != 0 && w->open_quote != cp;

	if (closes && cp == RIGHT_QUOTE)
		buf_truncate(w->out, before_spaces(w->out, w->start));
	w->open_quote = closes ? 0 : cp;
	w->skip_spaces = cp == LEFT_QUOTE && !closes;
	buf_putc(w->out, '"');
}

/* Œuvre is Oeuvre, ŒUVRE is OEUVRE. */
static void lower_tail(struct writer *w, size_t from)
{
	for (size_t i = from + 1; i < w->out->len; i++)
		if (w->out->data[i] >= 'A' && w->out->data[i] <= 'Z')
			w->out->data[i] = (char)(w->out->data[i] - 'A' + 'a');
}

/* A character beyond ASCII; `next` is the one after it, or 0. */
static void put_char(struct writer *w, uint32_t cp, uint32_t next)
{
	size_t at = w->out->len;

	if (uc_is_property_white_space(cp)) {
		if (!w->skip_spaces)
			buf_putc(w->out, ' ');
		return;
	}
	if (is_vanishing(cp))
		return;
	if (put_high(w, cp)) {
		w->skip_spaces = false;
	} else if (cp == LEFT_QUOTE || cp == RIGHT_QUOTE) {
		put_quote(w, cp);
	} else if (spell(w->out, cp)) {
		w->skip_spaces = false;
		if (w->out->len > at + 1 && is_letter(cp) && uc_is_lower(next))
			lower_tail(w, at);
	} else {
		w->skip_spaces = false;
		put_marker(w);
	}
}

/* The ASCII from s on: its length. */
static size_t put_ascii(struct writer *w, const char *s, size_t len)
{
	size_t n = 0, from = 0;

	while (n < len && s[n] != '\n' && (unsigned char)s[n] < FIRST_HIGH)
		n++;
	while (w->skip_spaces && from < n && s[from] == ' ')
		from++;
	if (from < n)
		w->skip_spaces = false;
	buf_add(w->out, s + from, n - from);
	if (n < len && s[n] == '\n') {
		buf_putc(w->out, '\n');
		w->open_quote = 0;
		w->skip_spaces = false;
		w->marked = 0;
		n++;
	}
	return n;
}

enum status charset_write(struct buf *out, enum charset to, const char *s, size_t len)
{
	struct buf clean = BUF(len * CLEAN_GROWTH);
	struct writer w = { .out = out, .start = out->len };
	enum status st;
	uint32_t cp, next;

	if (to == CHARSET_UTF8)
		return utf8_clean(out, s, len);
	w.set = &sets[to];
	if ((st = utf8_clean(&clean, s, len)) != ST_OK)
		goto done;
	s = buf_str(&clean);
	len = clean.len;
	for (size_t i = 0; i < len && buf_status(out) == ST_OK;) {
		if ((unsigned char)s[i] < FIRST_HIGH) {
			i += put_ascii(&w, s + i, len - i);
			continue;
		}
		i += utf8_next(s + i, len - i, &cp);
		next = 0;
		if (i < len)
			utf8_next(s + i, len - i, &next);
		put_char(&w, cp, next);
	}
	st = buf_status(out);
done:
	buf_clear(&clean);
	return st;
}

enum status charset_from_1252(struct buf *out, const char *s, size_t len)
{
	char bytes[4];
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		for (n = 0; i + n < len && (unsigned char)s[i + n] < FIRST_HIGH;)
			n++;
		if (n > 0) {
			buf_add(out, s + i, n);
			continue;
		}
		n = 1;
		cp = charset_table_1252[(unsigned char)s[i] - FIRST_HIGH];
		buf_add(out, bytes, utf8_put(bytes, cp != 0 ? cp : UTF8_REPLACEMENT));
	}
	return buf_status(out);
}
