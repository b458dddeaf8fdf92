/* import/record_file.h -- a file that came with an article: a podcast's sound, a film */
#ifndef IMPORT_RECORD_FILE_H
#define IMPORT_RECORD_FILE_H

#include "import/import.h"
#include "text/doc.h"

#include <stddef.h>

/* Strings owned, NULL: not said. */
struct record_file {
	char *url, *title, *type;
	unsigned long long size; /* bytes; 0: not said */
};

void record_file_clear(struct record_file *file);

/* Append a line for each of n files, "=> url film.mp4 (video/mp4, 12 MB)", in the words of the
 * capsule's language. */
void record_file_list(
    const struct record_file *files, size_t n, const struct import_options *options, struct doc *d);

#endif
