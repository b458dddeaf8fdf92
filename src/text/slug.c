#include "text/slug.h"

#include "base/buf.h"
#include "base/ident.h"
#include "base/utf8.h"
#include "text/charset.h"

#include <stdint.h>
#include <string.h>

/* Folding may make a name longer; what bounds a name is its source. */
static const size_t folded_max = SIZE_MAX / 2;

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters and digits with single hyphens between; false if there are none. */
static bool hyphenate(const char *s, char out[SLUG_MAX + 1])
{
	size_t n = 0, word = 0; /* `word` is where the last whole word ends */

	for (; *s != '\0'; s++) {
		char c = lower(*s);

		if (!is_letter(c)) {
			word = n;
			continue;
		}
		if (n > 0 && word == n) {
			if (n >= SLUG_MAX - 1)
				break;
			out[n++] = '-';
		}
		if (n == SLUG_MAX) {
			n = word > 0 ? word : n;
			break;
		}
		out[n++] = c;
	}
	out[n] = '\0';
	return n > 0;
}

static void slug_of_ident(const char *s, size_t len, char out[SLUG_MAX + 1])
{
	char ident[IDENT_MAX + 1];

	ident_of(s, len, ident);
	memcpy(out, ident, IDENT_MIN);
	out[IDENT_MIN] = '\0';
}

void slug_of(const char *name, char out[SLUG_MAX + 1])
{
	struct buf folded = BUF(folded_max), ascii = BUF(folded_max);

	utf8_fold(&folded, name, strlen(name));
	charset_write(&ascii, CHARSET_ASCII, buf_str(&folded), folded.len);
	/* A folded name has letters, digits and spaces alone: a bracket is the marker's. */
	if (strchr(buf_str(&ascii), '[') != NULL)
		slug_of_ident(buf_str(&folded), folded.len, out);
	else if (!hyphenate(buf_str(&ascii), out))
		slug_of_ident(name, strlen(name), out);
	buf_clear(&folded);
	buf_clear(&ascii);
}

bool slug_valid(const char *s, size_t len)
{
	if (len == 0 || len > SLUG_MAX || s[0] == '-' || s[len - 1] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!is_letter(s[i]) && (s[i] != '-' || s[i - 1] == '-'))
			return false;
	return true;
}
