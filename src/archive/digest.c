#include "archive/digest.h"

#include "archive/archive.h"

#include <string.h>

void digest_number(struct buf *b, int64_t number)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)number >> 8 * i);
	buf_add(b, bytes, sizeof bytes);
}

void digest_text(struct buf *b, const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;

	digest_number(b, text != NULL ? (int64_t)len : -1);
	buf_add(b, text, len);
}

enum status article_digest(const struct article *in, struct buf *b, unsigned char out[DIGEST_SIZE])
{
	enum status st;

	buf_reset(b);
	digest_text(b, in->title);
	digest_text(b, in->byline);
	digest_text(b, in->url);
	digest_text(b, in->summary);
	digest_text(b, in->body);
	digest_text(b, in->lang_told ? NULL : in->lang);
	digest_number(b, in->partial);
	digest_number(b, in->published.time);
	digest_number(b, in->published.day);
	digest_number(b, in->published.precision);
	for (size_t i = 0; i < in->themes.n; i++)
		digest_text(b, in->themes.items[i].name);
	for (int kind = 0; kind < LIST_COUNT; kind++) {
		digest_number(b, kind);
		for (size_t i = 0; i < in->lists[kind].n; i++) {
			digest_text(b, in->lists[kind].items[i].title);
			digest_text(b, in->lists[kind].items[i].teaser);
		}
	}
	st = buf_status(b);
	if (st == ST_OK)
		ident_digest(b->data, b->len, out);
	return st;
}
