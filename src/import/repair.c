#include "import/repair.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>

enum {
	NAME_MAX_BYTES = 128, /* of a site, folded */
	LABELS_MAX = 8,       /* of a host name */
};

/* The name as it may stand in a title: folded, without spaces. */
static void squeeze(const char *s, size_t len, struct buf *out)
{
	struct buf folded = BUF(NAME_MAX_BYTES);

	utf8_fold(&folded, s, len);
	for (size_t i = 0; i < folded.len; i++)
		if (folded.data[i] != ' ')
			buf_putc(out, folded.data[i]);
	buf_clear(&folded);
}

static bool same_name(const char *wanted, const char *s, size_t len)
{
	struct buf name = BUF(NAME_MAX_BYTES);
	bool same;

	squeeze(s, len, &name);
	same = name.len > 0 && strcmp(wanted, buf_str(&name)) == 0;
	buf_clear(&name);
	return same;
}

/* Is it the host, or its labels from any one on, with or without the last (the country)? */
static bool names_host(const char *wanted, const char *host, size_t len)
{
	size_t dots[LABELS_MAX], n = 0, starts[LABELS_MAX];

	starts[0] = 0;
	for (size_t i = 0; i < len && n < LABELS_MAX - 1; i++) {
		if (host[i] != '.')
			continue;
		dots[n++] = i;
		starts[n] = i + 1;
	}
	dots[n] = len;
	for (size_t from = 0; from < n; from++)
		for (size_t to = from; to <= n; to++)
			if (same_name(wanted, host + starts[from], dots[to] - starts[from]))
				return true;
	return n == 0 && same_name(wanted, host, len);
}

/* The host of a URL, or the whole of what is none. */
static bool names_site(const char *wanted, const char *site)
{
	const char *host;

	if (site == NULL)
		return false;
	if ((host = strstr(site, "://")) == NULL)
		return same_name(wanted, site, strlen(site)) ||
		    names_host(wanted, site, strcspn(site, "/"));
	host += strlen("://");
	return names_host(wanted, host, strcspn(host, "/:?#"));
}

void repair_title(char *title, const char *url, const char *site)
{
	static const char *const bars[] = { " | ", " - ", " – ", " — ", " :: ", " • " };
	struct buf wanted = BUF(NAME_MAX_BYTES);
	char *cut = NULL, *tail = NULL;

	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
		for (char *p = title; (p = strstr(p, bars[i])) != NULL; p++) {
			if (cut == NULL || p > cut) {
				cut = p;
				tail = p + strlen(bars[i]);
			}
		}
	}
	if (cut == NULL || cut == title)
		return;
	squeeze(tail, strlen(tail), &wanted);
	if (wanted.len > 1 &&
	    (names_site(buf_str(&wanted), url) || names_site(buf_str(&wanted), site)))
		*cut = '\0';
	buf_clear(&wanted);
}

/* How a line after a newline begins. */
enum start {
	START_BLANK,
	START_STRAY, /* "n" before what no word goes on with */
	START_N,     /* "n" before a small letter, an apostrophe, a degree sign */
	START_SMALL, /* within a sentence */
	START_OTHER, /* as a line should */
};

static enum start start_of(const char *s, const char *end)
{
	uint32_t cp;

	while (s < end && (*s == ' ' || *s == '\r'))
		s++;
	if (s == end)
		return START_BLANK;
	if (*s != 'n') {
		utf8_next(s, (size_t)(end - s), &cp);
		return uc_is_general_category(cp, UC_LOWERCASE_LETTER) ? START_SMALL : START_OTHER;
	}
	if (++s == end || *s == '\r' || *s == ' ')
		return START_STRAY;
	utf8_next(s, (size_t)(end - s), &cp);
	if (uc_is_general_category(cp, UC_LOWERCASE_LETTER) || cp == '\'' || cp == 0x2019 ||
	    cp == 0xb0 || cp == '.')
		return START_N;
	return START_STRAY;
}

static const char *line_end(const char *s, const char *end)
{
	const char *eol = memchr(s, '\n', (size_t)(end - s));

	return eol != NULL ? eol : end;
}

void repair_newlines(struct buf *text)
{
	const char *s = buf_str(text), *end = s + text->len, *eol;
	size_t count[START_OTHER + 1] = { 0 };
	bool all;
	char *to;

	for (eol = line_end(s, end); eol < end;) {
		const char *line = eol + 1;

		eol = line_end(line, end);
		count[start_of(line, eol)]++;
	}
	all = count[START_OTHER] + count[START_SMALL] == 0;
	if (count[START_STRAY] == 0)
		return;
	if (!all && count[START_STRAY] <= count[START_OTHER] + count[START_N])
		return;
	to = text->data + (line_end(s, end) - s);
	for (eol = line_end(s, end); eol < end;) {
		const char *line = eol + 1;
		enum start start;

		eol = line_end(line, end);
		start = start_of(line, eol);
		*to++ = '\n';
		if ((start == START_STRAY || (start == START_N && all)) && *line == 'n')
			line++;
		memmove(to, line, (size_t)(eol - line));
		to += eol - line;
	}
	buf_truncate(text, (size_t)(to - text->data));
}
