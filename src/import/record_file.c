#include "import/record_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SIZE_TEXT = 32,  /* bytes of "12 345 kB" */
	NOTE_TEXT = 160, /* and of a media type before it */
};

void record_file_clear(struct record_file *file)
{
	free(file->url);
	free(file->title);
	free(file->type);
	*file = (struct record_file){ 0 };
}

/* "http://x/a/film.mp4" is called film.mp4. */
static const char *file_name(const char *url)
{
	const char *slash = strrchr(url, '/');

	return slash != NULL && slash[1] != '\0' ? slash + 1 : url;
}

void record_file_list(
    const struct record_file *files, size_t n, const struct import_options *o, struct doc *d)
{
	char size[SIZE_TEXT], note[NOTE_TEXT];

	for (size_t i = 0; i < n; i++) {
		const struct record_file *f = &files[i];

		size[0] = '\0';
		if (f->size > 0 && o->nwords > 0)
			words_size(o->words[0], f->size, size, sizeof size);
		snprintf(note, sizeof note, "%s%s%s", f->type != NULL ? f->type : "",
		    f->type != NULL && size[0] != '\0' ? ", " : "", size);
		doc_link(d, f->url, f->title != NULL ? f->title : file_name(f->url),
		    note[0] != '\0' ? note : NULL);
	}
}
