/*
 * Any bytes as a text: see readers.h. It is one article or one reject; the article is within the
 * limits and its paragraphs are no markup.
 */
#include "import/text.h"
#include "tests/fuzz/readers.h"
#include "text/gemtext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct article *a)
{
	struct doc d;

	assert(a->title[0] != '\0' && strchr(a->title, '\n') == NULL);
	assert(a->byline == NULL || a->byline[0] != '\0');
	for (enum list_kind k = 0; k < LIST_COUNT; k++)
		assert(a->lists[k].n <= IMPORT_LIST_MAX);
	doc_init(&d);
	assert(gemtext_read(a->body, strlen(a->body), &d) == ST_OK);
	for (size_t i = 0; i < d.n; i++)
		assert(d.lines[i].type == LINE_TEXT || d.lines[i].type == LINE_ITEM);
	doc_clear(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = { .read = text_read, .article = check };
	struct reading r = reader_check(&reader, data, size);

	assert(r.articles + r.rejects == 1);
	return 0;
}
