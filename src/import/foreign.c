#include "import/foreign.h"

#include "import/declared.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum {
	ICONV_STEP = 1024, /* bytes of UTF-8 made at a time */
	ESCAPE = 0x1b,
};

static const char replacement[] = "\xef\xbf\xbd";

bool foreign_known(const char *charset)
{
	iconv_t cd = iconv_open("UTF-8", charset);

	if (cd == (iconv_t)-1)
		return false;
	iconv_close(cd);
	return true;
}

/* Keep the last escape of s. */
static void note_shift(struct foreign_shift *shift, const char *s, size_t len)
{
	const char *escape = memrchr(s, ESCAPE, len);
	size_t most;

	if (escape == NULL)
		return;
	most = (size_t)(s + len - escape);
	shift->n = most >= FOREIGN_SHIFT && escape[1] == '$' && escape[2] == '('
	    ? FOREIGN_SHIFT
	    : FOREIGN_SHIFT - 1;
	shift->n = shift->n < most ? shift->n : most;
	memcpy(shift->bytes, escape, shift->n);
}

size_t foreign_put(
    struct buf *out, const char *charset, struct foreign_shift *shift, const char *s, size_t len)
{
	iconv_t cd = iconv_open("UTF-8", charset);
	char made[ICONV_STEP], *from = shift->bytes, *to = made;
	size_t left = shift->n, room = sizeof made, n = 0;

	if (cd == (iconv_t)-1) {
		out->failure = ST_NOMEM; /* it was opened before */
		return len;
	}
	if (left > 0)
		iconv(cd, &from, &left, &to, &room);
	from = (char *)s;
	left = len;
	while (left > 0 && buf_status(out) == ST_OK) {
		to = made;
		room = sizeof made;
		n = iconv(cd, &from, &left, &to, &room);
		buf_add(out, made, sizeof made - room);
		if (n != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL && left < FOREIGN_CHAR_MAX)
			break;
		buf_add(out, replacement, sizeof replacement - 1);
		from++;
		left--;
	}
	iconv_close(cd);
	if (strcmp(charset, DECLARED_JIS) == 0)
		note_shift(shift, s, len - left);
	return buf_status(out) == ST_OK ? len - left : len;
}
