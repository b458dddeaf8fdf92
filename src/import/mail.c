#include "import/mail.h"

#include "import/block.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	NAME_MAX_BYTES = 32, /* of a field's name; a longer one begins a sentence */
	PROOF = 1 << 0,
	FROM = 1 << 1, /* with an address */
	SUBJECT = 1 << 2,
	DATE = 1 << 3,
	ALL = FROM | SUBJECT | DATE,
};

static const struct {
	const char *name;
	unsigned is;
} fields[] = {
	{ "MIME-Version", PROOF },
	{ "Message-ID", PROOF },
	{ "Received", PROOF },
	{ "Return-Path", PROOF },
	{ "Delivered-To", PROOF },
	{ "Snapshot-Content-Location", PROOF },
	{ "Content-Transfer-Encoding", PROOF },
	{ "From", FROM },
	{ "Subject", SUBJECT },
	{ "Date", DATE },
};

/* The length of the name of the field at s, or 0. */
static size_t name_length(const char *s, const char *eol)
{
	size_t n = 0;

	while (s + n < eol && n < NAME_MAX_BYTES && (isalnum((unsigned char)s[n]) || s[n] == '-'))
		n++;
	return s + n < eol && s[n] == ':' ? n : 0;
}

static unsigned field_is(const char *s, size_t n, const char *eol)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (strlen(fields[i].name) != n || strncasecmp(fields[i].name, s, n) != 0)
			continue;
		if (fields[i].is == FROM && memchr(s, '@', (size_t)(eol - s)) == NULL)
			return 0;
		return fields[i].is;
	}
	return 0;
}

bool mail_looks(const struct format_head *h)
{
	const char *s = h->text, *end = s + h->text_len, *eol = block_line_end(s, end);
	unsigned found = 0;
	size_t n;

	if (eol - s > 5 && memcmp(s, "From ", 5) == 0 && eol < end)
		s = eol + 1;
	for (; s < end; s = eol < end ? eol + 1 : end) {
		eol = block_line_end(s, end);
		if (*s == ' ' || *s == '\t')
			continue;
		if ((n = name_length(s, eol)) == 0)
			break;
		found |= field_is(s, n, eol);
	}
	return (found & PROOF) != 0 || (found & ALL) == ALL;
}
