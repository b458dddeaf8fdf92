#include "import/member.h"

#include "base/utf8.h"
#include "import/decode.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/*
 * Zip's own charset is CP437, and what programs wrote is that of their DOS window: CP850 in western
 * Europe and where its languages are written. Both have the accented letters of these at 0x80 to
 * 0xa5, where windows-1252 has punctuation that no file name needs.
 */
enum { DOS_FIRST = 0x80, DOS_LAST = 0xa5 };
static const char dos_charset[] = "CP850";

static enum status decode_name(const char *name, size_t len, struct buf *out)
{
	bool dos = false;

	for (size_t i = 0; i < len && !dos; i++)
		dos = (unsigned char)name[i] >= DOS_FIRST && (unsigned char)name[i] <= DOS_LAST;
	if (dos && !utf8_valid(name, len) &&
	    decode_charset(out, dos_charset, name, len) != ST_INVALID)
		return buf_status(out);
	return decode_field(out, name, len);
}

/* One segment of n bytes: appended, unless it says nothing. */
static enum member_kind add_segment(const char *s, size_t n, struct buf *out)
{
	if (n == 0 || (n == 1 && *s == '.'))
		return MEMBER_FILE;
	if (n == 2 && memcmp(s, "..", 2) == 0)
		return MEMBER_ABOVE;
	if (out->len > 0)
		buf_putc(out, '/');
	buf_add(out, s, n);
	return *s == '.' || (n == 8 && memcmp(s, "__MACOSX", 8) == 0) ? MEMBER_HIDDEN : MEMBER_FILE;
}

enum member_kind member_name(const char *name, size_t len, struct buf *out)
{
	struct buf wide = BUF(4 * (size_t)MEMBER_NAME_MAX), line = BUF(4 * (size_t)MEMBER_NAME_MAX);
	enum member_kind kind = MEMBER_FILE, one;
	const char *s, *end;

	if (len > MEMBER_NAME_MAX)
		return MEMBER_LONG;
	decode_name(name, len, &wide);
	utf8_clean_line(&line, buf_str(&wide), wide.len);
	s = buf_str(&line);
	if (isalpha((unsigned char)s[0]) && s[1] == ':')
		s += 2;
	for (; *s != '\0' && kind != MEMBER_ABOVE; s = *end != '\0' ? end + 1 : end) {
		end = s + strcspn(s, "/\\");
		if ((one = add_segment(s, (size_t)(end - s), out)) != MEMBER_FILE)
			kind = one;
	}
	if (kind != MEMBER_ABOVE && out->len == 0)
		kind = MEMBER_NAMELESS;
	else if (line.len > MEMBER_NAME_MAX)
		kind = MEMBER_LONG;
	buf_clear(&wide);
	buf_clear(&line);
	return kind;
}

size_t member_bare(const char *name)
{
	static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst", ".lz4", ".lzma",
		".Z" };
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);

		if (len > n && strcasecmp(name + len - n, endings[i]) == 0 &&
		    name[len - n - 1] != '/')
			return len - n;
	}
	return len;
}
