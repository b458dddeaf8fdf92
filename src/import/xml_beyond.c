#include "import/xml_beyond.h"

#include <string.h>

static size_t *count_of(struct xml_beyond *b, const char *name, size_t len)
{
	size_t hash = 0;

	for (size_t i = 0; i < len; i++)
		hash = hash * 31 + (unsigned char)name[i];
	return &b->of[hash % XML_BEYOND_NAMES];
}

void xml_beyond_start(struct xml_beyond *b, const char *name, size_t len)
{
	b->n++;
	++*count_of(b, name, len);
}

bool xml_beyond_end(struct xml_beyond *b, const char *name, size_t len)
{
	size_t *count = count_of(b, name, len);

	if (*count == 0)
		return false;
	b->n--;
	--*count;
	return true;
}

void xml_beyond_reset(struct xml_beyond *b)
{
	if (b->n > 0)
		memset(b, 0, sizeof *b);
}
