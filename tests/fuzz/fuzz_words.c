/* A language's file that loads can be shown: its formats take what they are given; what it lacks,
 * English lends. */
#include "tests/fuzz/english.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void show(const struct words *w)
{
	char text[4096];
	unsigned index;

	for (int i = 0; i < WORD_COUNT; i++)
		assert(*words_get(w, (enum word)i) != '\0');
	for (unsigned n = 0; n < 130; n++)
		for (int p = 0; p < PLURAL_COUNT; p++)
			snprintf(text, sizeof text, words_plural(w, (enum plural)p, n), n);
	snprintf(text, sizeof text, words_get(w, WORD_PAGE_OF), 1u, 2u);
	snprintf(text, sizeof text, words_get(w, WORD_PART_OF), 1u, 2u);
	snprintf(text, sizeof text, words_get(w, WORD_BY), "somebody");
	for (unsigned i = 0; i < 7; i++)
		assert(*words_weekday(w, i) != '\0');
	for (unsigned i = 0; i < 12; i++)
		assert(*words_month(w, i) != '\0');
	for (size_t room = 1; room < 40; room++) {
		words_date(w, 20230601, text, room);
		assert(strlen(text) < room);
		words_date_weekday(w, 20230614, text, room);
		assert(strlen(text) < room);
		words_date_month(w, 20230600, text, room);
		assert(strlen(text) < room);
		words_price(w, 3140, 500, text, room);
		assert(strlen(text) < room);
	}
	words_match(w, DATE_MONTHS, "juin 2023", &index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error e = { "" };
	struct words *w;
	char path[64];
	enum status st;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	assert(fd >= 0);
	assert(write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	st = words_load_over(path, english(), &w, &e);
	assert((st == ST_OK) == (w != NULL));
	assert(st == ST_OK || strncmp(e.text, path, strlen(path)) == 0);
	if (w != NULL)
		show(w);
	words_free(w);
	close(fd);
	return 0;
}
