#include "page/fit.h"

#include "text/gemtext.h"
#include "text/plain.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	NARROW = 38, /* columns for clients that ask for few */
	/* A link's number may have three more digits than those it is measured with, before which a
	 * line may have to be broken and indented. */
	LINK_SLACK = 12,
};

/* Besides the host and the path, what the address of a link at the end of a text is made of. */
static const char address[] = "[9999] gopher://[]:65535/0\r\n";

size_t fit_gemtext(const struct page_context *c, const struct doc *d)
{
	struct buf text = BUF(PLAIN_MAX);
	size_t size = gemtext_write(d, &text) == ST_OK ? text.len : SIZE_MAX;

	(void)c;
	buf_clear(&text);
	return size;
}

/* A line ends in CR LF, and one that begins with a dot gets a space before it. */
static size_t sent(const struct buf *text)
{
	const char *s = buf_str(text), *end = s + text->len;
	size_t size = text->len;

	for (const char *nl; s < end && (nl = memchr(s, '\n', (size_t)(end - s))) != NULL;
	     s = nl + 1)
		size += *s == '.' ? 2 : 1;
	return size;
}

/* Of a path in an address, whose other bytes than ASCII's are written as three. */
static size_t escaped(const char *url)
{
	size_t size = 0;

	for (; *url != '\0'; url++)
		size += (unsigned char)*url > ' ' && (unsigned char)*url < 0x7f ? 1 : 3;
	return size;
}

static size_t addresses(const struct page_context *c, const struct doc *d)
{
	size_t size = 0, host = strlen(c->gopher.host);

	for (size_t i = 0; i < d->n; i++) {
		if (d->lines[i].type != LINE_LINK)
			continue;
		size += strlen(address) + host + escaped(d->lines[i].url) + LINK_SLACK;
	}
	return size > 0 ? size + FIT_BLANK : 0;
}

size_t fit_text(const struct page_context *c, const struct doc *d)
{
	/* A set that has more letters than ASCII and fewer than Unicode lies between. */
	const struct plain_style styles[] = {
		{ CHARSET_UTF8, c->columns },
		{ CHARSET_ASCII, c->columns },
		{ CHARSET_LATIN1, c->columns },
		{ CHARSET_ASCII, NARROW },
	};
	size_t most = 0;

	for (size_t i = 0; i < sizeof styles / sizeof styles[0] && most < SIZE_MAX; i++) {
		struct buf text = BUF(PLAIN_MAX);

		if (plain_write(d, &styles[i], &text) != ST_OK)
			most = SIZE_MAX;
		else if (sent(&text) > most)
			most = sent(&text);
		buf_clear(&text);
	}
	return most < SIZE_MAX ? most + addresses(c, d) : SIZE_MAX;
}

size_t fit_header(const struct page_context *c, fit_fn fit)
{
	return fit == fit_gemtext
	    ? strlen("20 text/gemini; lang=\r\n") + strlen(words_code(c->words))
	    : 0;
}
