#include "import/json_mend.h"

#include "base/buf.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	ESCAPE = 6, /* bytes of "\\ud83d" */
	/* UTF-16: the first of a pair of surrogates, the second, and the bits that tell. */
	HIGH = 0xd800,
	LOW = 0xdc00,
	SURROGATE = 0xfc00,
};

/* The UTF-16 unit whose escape s begins with, or 0. */
static unsigned unit_at(const char *s)
{
	unsigned unit;
	int n = 0;

	return sscanf(s, "\\u%4x%n", &unit, &n) == 1 && n == ESCAPE ? unit : 0;
}

/* How many bytes the escape at s has; *written becomes what stands for one that is half a pair. */
static size_t escape_at(const char *s, const char **written)
{
	unsigned unit = unit_at(s) & SURROGATE, next;

	if (unit != HIGH && unit != LOW)
		return 1 + (s[1] != '\0');
	next = unit_at(s + ESCAPE) & SURROGATE;
	if (unit == HIGH && next == LOW)
		return 2 * (size_t)ESCAPE;
	*written = "\\ufffd";
	return ESCAPE;
}

/* What Python writes for numbers that are none, as null; half a surrogate pair as U+FFFD. */
static void mend(const char *s, struct buf *out)
{
	static const char *const words[] = { "NaN", "-Infinity", "Infinity" };
	bool in_string = false;

	for (size_t n; *s != '\0'; s += n) {
		const char *written = s;

		n = in_string && *s == '\\' ? escape_at(s, &written) : 1;
		if (*s == '"')
			in_string = !in_string;
		for (size_t i = 0; !in_string && i < sizeof words / sizeof *words; i++) {
			if (strncmp(s, words[i], strlen(words[i])) != 0)
				continue;
			n = strlen(words[i]);
			written = "null";
			break;
		}
		buf_add(out, written, written == s ? n : strlen(written));
	}
}

static json_t *load(const char *s, size_t len, json_error_t *why)
{
	return json_loadb(s, len, JSON_ALLOW_NUL | JSON_DECODE_ANY, why);
}

json_t *json_mend_load(const char *s, size_t len, json_error_t *why)
{
	struct buf mended = BUF(2 * len + 64);
	json_t *value = load(s, len, why);

	if (value != NULL)
		return value;
	mend(s, &mended);
	if (buf_status(&mended) == ST_OK)
		value = load(buf_str(&mended), mended.len, why);
	buf_clear(&mended);
	return value;
}
