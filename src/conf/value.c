#include "conf/value.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* Nine digits times the largest unit stay within 63 bits. */
	DIGITS_MAX = 9,
	/* RFC 5646 2.1: a subtag. The whole must fit an article's language field. */
	SUBTAG_MAX = 8,
	LANG_MAX = 15,
};

void *value_member(const struct option *o, void *base)
{
	return (char *)base + o->offset;
}

bool value_digits(const char **text, int64_t *out)
{
	size_t len = strspn(*text, "0123456789");

	*out = 0;
	if (len == 0 || len > DIGITS_MAX)
		return false;
	for (size_t i = 0; i < len; i++)
		*out = *out * 10 + ((*text)[i] - '0');
	*text += len;
	return true;
}

enum status value_keep(char **at, const char *s, size_t len)
{
	char *copy = malloc(len + 1);

	if (copy == NULL)
		return ST_NOMEM;
	memcpy(copy, s, len);
	copy[len] = '\0';
	free(*at);
	*at = copy;
	return ST_OK;
}

static bool in_range(const struct option *o, int64_t n)
{
	return n >= o->min && n <= o->max;
}

/* ---- strings ---- */

void value_string_clear(const struct option *o, void *base)
{
	char **at = value_member(o, base);

	free(*at);
	*at = NULL;
}

static void or_nothing(const struct option *o, struct buf *out)
{
	if (o->min == 0)
		buf_puts(out, ", or nothing");
}

/* Well-formed UTF-8 without anything that may not be shown. */
static bool is_line(const char *s, size_t len)
{
	uint32_t cp;

	if (!utf8_valid(s, len))
		return false;
	for (size_t i = 0; i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		if (!utf8_shown(cp))
			return false;
	}
	return true;
}

static enum status line_parse(const struct option *o, const char *text, void *base)
{
	size_t len = strlen(text);

	if (!in_range(o, (int64_t)len) || !is_line(text, len))
		return ST_INVALID;
	return value_keep(value_member(o, base), text, len);
}

static void line_describe(const struct option *o, struct buf *out)
{
	buf_printf(out, "a line of text in UTF-8 of at most %lld bytes", (long long)o->max);
	or_nothing(o, out);
}

const struct value_type value_line = { line_parse, line_describe, value_string_clear, NULL };

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static enum status word_parse(const struct option *o, const char *text, void *base)
{
	size_t len = strlen(text);

	if (!in_range(o, (int64_t)len))
		return ST_INVALID;
	for (size_t i = 0; i < len; i++)
		if (!is_alnum(text[i]) && strchr(o->chars, text[i]) == NULL)
			return ST_INVALID;
	if (len > 0 && !is_alnum(text[0]) && text[0] != '_')
		return ST_INVALID;
	return value_keep(value_member(o, base), text, len);
}

static void word_describe(const struct option *o, struct buf *out)
{
	buf_printf(
	    out, "a name of at most %lld letters, digits and %s", (long long)o->max, o->chars);
	or_nothing(o, out);
}

const struct value_type value_word = { word_parse, word_describe, value_string_clear, NULL };

static enum status path_parse(const struct option *o, const char *text, void *base)
{
	size_t len = strlen(text);

	if (!in_range(o, (int64_t)len))
		return ST_INVALID;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return ST_INVALID;
	return value_keep(value_member(o, base), text, len);
}

static void path_describe(const struct option *o, struct buf *out)
{
	buf_puts(out, "a path, relative to the folder of this file or absolute");
	or_nothing(o, out);
}

const struct value_type value_path = { path_parse, path_describe, value_string_clear, NULL };

/* Letters of the language, then subtags (RFC 5646 2.1, without its grandfathered tags). */
static bool is_lang(const char *s)
{
	size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyz");

	if (len < 2 || len > 3 || strlen(s) > LANG_MAX)
		return false;
	for (s += len; *s == '-'; s += len) {
		s++;
		for (len = 0; is_alnum(s[len]);)
			len++;
		if (len == 0 || len > SUBTAG_MAX)
			return false;
	}
	return *s == '\0';
}

static enum status lang_parse(const struct option *o, const char *text, void *base)
{
	if (!is_lang(text) && !(o->min == 0 && text[0] == '\0'))
		return ST_INVALID;
	return value_keep(value_member(o, base), text, strlen(text));
}

static void lang_describe(const struct option *o, struct buf *out)
{
	buf_printf(out, "a language code of at most %d bytes, such as fr or pt-BR", LANG_MAX);
	or_nothing(o, out);
}

const struct value_type value_lang = { lang_parse, lang_describe, value_string_clear, NULL };

/* What stands after the scheme is checked by whoever fetches it; here, that it is one URI. */
static enum status url_parse(const struct option *o, const char *text, void *base)
{
	static const char *const schemes[] = { "http://", "https://" };
	size_t len = strlen(text), scheme = 0;

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncmp(text, schemes[i], strlen(schemes[i])) == 0)
			scheme = strlen(schemes[i]);
	if (scheme == 0 || len == scheme || !is_alnum(text[scheme]) || !in_range(o, (int64_t)len))
		return ST_INVALID;
	for (size_t i = 0; i < len; i++)
		if (text[i] <= ' ' || text[i] >= 0x7f)
			return ST_INVALID;
	return value_keep(value_member(o, base), text, len);
}

static void url_describe(const struct option *o, struct buf *out)
{
	buf_printf(out, "an http:// or https:// address in ASCII of at most %lld bytes",
	    (long long)o->max);
}

const struct value_type value_url = { url_parse, url_describe, value_string_clear, NULL };

/* ---- numbers ---- */

static enum status yesno_parse(const struct option *o, const char *text, void *base)
{
	bool *at = value_member(o, base);

	if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		return ST_INVALID;
	*at = text[0] == 'y';
	return ST_OK;
}

static void yesno_describe(const struct option *o, struct buf *out)
{
	(void)o;
	buf_puts(out, "yes or no");
}

const struct value_type value_yesno = { yesno_parse, yesno_describe, NULL, NULL };

static enum status number_parse(const struct option *o, const char *text, void *base)
{
	unsigned *at = value_member(o, base);
	int64_t n;

	if (o->zero != NULL && strcmp(text, o->zero) == 0) {
		*at = 0;
		return ST_OK;
	}
	if (!value_digits(&text, &n) || *text != '\0' || !in_range(o, n))
		return ST_INVALID;
	*at = (unsigned)n;
	return ST_OK;
}

static void number_describe(const struct option *o, struct buf *out)
{
	buf_printf(out, "a number from %lld to %lld", (long long)o->min, (long long)o->max);
	if (o->zero != NULL)
		buf_printf(out, ", or %s", o->zero[0] != '\0' ? o->zero : "nothing");
}

const struct value_type value_number = { number_parse, number_describe, NULL, NULL };

struct unit {
	char name;
	int64_t factor;
};

/* From the largest to the smallest; 0 ends them. */
static const struct unit durations[] = {
	{ 'w', 7 * 24 * 3600 },
	{ 'd', 24 * 3600 },
	{ 'h', 3600 },
	{ 'm', 60 },
	{ 's', 1 },
	{ 0 },
};

static const struct unit sizes[] = {
	{ 'G', 1 << 30 },
	{ 'M', 1 << 20 },
	{ 'k', 1 << 10 },
	{ 0 },
};

static enum status united_parse(
    const struct option *o, const struct unit *units, const char *text, void *base)
{
	int64_t *at = value_member(o, base);
	int64_t n;

	if (!value_digits(&text, &n))
		return ST_INVALID;
	while (units->factor != 0 && units->name != *text)
		units++;
	if (units->factor != 0)
		text++;
	else if (n != 0)
		return ST_INVALID;
	if (*text != '\0' || !in_range(o, n * units->factor))
		return ST_INVALID;
	*at = n * units->factor;
	return ST_OK;
}

static void united_print(const struct unit *units, int64_t n, struct buf *out)
{
	while (units->factor != 0 && (n < units->factor || n % units->factor != 0))
		units++;
	assert(units->factor != 0 || n == 0);
	buf_printf(out, "%lld", (long long)(n == 0 ? 0 : n / units->factor));
	if (n != 0)
		buf_putc(out, units->name);
}

static void united_describe(const struct option *o, const struct unit *units, struct buf *out)
{
	buf_puts(out, "from ");
	united_print(units, o->min, out);
	buf_puts(out, " to ");
	united_print(units, o->max, out);
}

static enum status duration_parse(const struct option *o, const char *text, void *base)
{
	return united_parse(o, durations, text, base);
}

static void duration_describe(const struct option *o, struct buf *out)
{
	buf_puts(out, "a duration in s, m, h, d or w (30s, 10m, 12h, 7d, 2w) ");
	united_describe(o, durations, out);
}

const struct value_type value_duration = { duration_parse, duration_describe, NULL, NULL };

static enum status size_parse(const struct option *o, const char *text, void *base)
{
	return united_parse(o, sizes, text, base);
}

static void size_describe(const struct option *o, struct buf *out)
{
	buf_puts(out, "a size in k, M or G (k is 1024 bytes) ");
	united_describe(o, sizes, out);
}

const struct value_type value_size = { size_parse, size_describe, NULL, NULL };

/* The enums that value_choice fills have no negative member: they are as wide as this. */
static enum status choice_parse(const struct option *o, const char *text, void *base)
{
	for (unsigned i = 0; o->choices[i] != NULL; i++) {
		if (strcmp(text, o->choices[i]) == 0) {
			memcpy(value_member(o, base), &i, sizeof i);
			return ST_OK;
		}
	}
	return ST_INVALID;
}

static void choice_describe(const struct option *o, struct buf *out)
{
	for (size_t i = 0; o->choices[i] != NULL; i++) {
		if (i > 0)
			buf_puts(out, o->choices[i + 1] != NULL ? ", " : " or ");
		buf_puts(out, o->choices[i]);
	}
}

const struct value_type value_choice = { choice_parse, choice_describe, NULL, NULL };

static bool rate_read(const char *text, int64_t *rate, int64_t *burst)
{
	static const char burst_word[] = "/s burst ";

	if (!value_digits(&text, rate) || strncmp(text, burst_word, strlen(burst_word)) != 0)
		return false;
	text += strlen(burst_word);
	return value_digits(&text, burst) && *text == '\0';
}

static enum status rate_parse(const struct option *o, const char *text, void *base)
{
	unsigned *rate = value_member(o, base);
	unsigned *burst = (unsigned *)(void *)((char *)base + o->second);
	int64_t r = 0, b = 0;

	if (strcmp(text, "0") != 0 &&
	    (!rate_read(text, &r, &b) || !in_range(o, r) || !in_range(o, b)))
		return ST_INVALID;
	*rate = (unsigned)r;
	*burst = (unsigned)b;
	return ST_OK;
}

static void rate_describe(const struct option *o, struct buf *out)
{
	buf_printf(out, "N/s burst M, with N and M from %lld to %lld, or 0", (long long)o->min,
	    (long long)o->max);
}

const struct value_type value_rate = { rate_parse, rate_describe, NULL, NULL };
