/* Queries from outside, and what an archive finds by them: an answer to any, never an error of
 * SQLite's or FTS5's. */
#include "page/ask.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(struct archive *a, const char *key, const char *lang, const char *title, int day)
{
	struct article in = { .key = strdup(key), .title = strdup(title), .body = strdup(title) };
	enum put_result result;

	snprintf(in.lang, sizeof in.lang, "%s", lang);
	in.published.day = day;
	in.published.precision = PRECISION_DAY;
	if (article_put(a, &in, &result) != ST_OK)
		abort();
	article_clear(&in);
}

/* Its files are gone as soon as they are open. */
static struct archive *make_archive(void)
{
	char folder[] = "/tmp/fuzz_ask.XXXXXX", path[64], reads[64], file[80];
	static const char *const tails[] = { "", "-wal", "-shm" };
	struct archive *a;

	if (mkdtemp(folder) == NULL)
		abort();
	snprintf(path, sizeof path, "%s/a.db", folder);
	snprintf(reads, sizeof reads, "%s/r.db", folder);
	if (archive_open(path, reads, ARCHIVE_WRITE, &a, NULL) != ST_OK ||
	    archive_begin(a) != ST_OK)
		abort();
	put(a, "a", "fr", "Le pont de bois sur le fleuve", 20230614);
	put(a, "b", "en", "The market by the river", 20230701);
	put(a, "c", "ln", "Zando ya monene na libongo", 20240102);
	if (archive_commit(a) != ST_OK)
		abort();
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(file, sizeof file, "%s%s", path, tails[i]);
		unlink(file);
	}
	rmdir(folder);
	return a;
}

static void check(const struct ask *a)
{
	assert(a->search.nparts <= SEARCH_PARTS_MAX);
	for (size_t i = 0; i < a->search.nparts; i++) {
		const struct search_part *p = &a->search.parts[i];

		if (p->kind == SEARCH_TEXT)
			assert(p->text >= a->text && p->text + p->len <= a->text + strlen(a->text));
		else
			assert(slug_valid(p->text, p->len));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct archive *archive;
	struct buf near = BUF(4 * PAGE_QUERY_MAX);
	char query[PAGE_QUERY_MAX + 1];
	struct search_found found;
	struct ask ask;
	enum status st;

	if (archive == NULL)
		archive = make_archive();
	size = size < PAGE_QUERY_MAX ? size : PAGE_QUERY_MAX;
	memcpy(query, data, size);
	query[size] = '\0';
	if (ask_parse(query, &ask) != ASK_FINE)
		return 0;
	check(&ask);
	ask.search.limit = 20;
	st = search_get(archive, &ask.search, &found);
	assert(st == ST_OK);
	assert(found.total <= 3 && found.entries.n == found.total);
	search_found_clear(&found);
	if (ask.search.nparts > 0 && ask.search.parts[0].kind == SEARCH_TEXT) {
		st = search_nearest(
		    archive, NULL, ask.search.parts[0].text, ask.search.parts[0].len, &near);
		assert(st == ST_OK || st == ST_NOTFOUND);
	}
	buf_clear(&near);
	return 0;
}
