/* import/saved.h -- pages that a browser saved whole: X.html, and its files in a folder X_files */
#ifndef IMPORT_SAVED_H
#define IMPORT_SAVED_H

#include <stddef.h>

/* What a file in such a folder is called where it is left out. */
extern const char saved_file[];

/* Endings of the pages, NULL-terminated. */
extern const char *const saved_endings[];

/* Of a path that ends like a page (whatever the case), the bytes before that ending; else 0. */
size_t saved_page(const char *path);

/* Of a folder's path[0..len) that ends as browsers write it, in the languages that they have, what
 * its page is called without its ending: bytes of it; else 0. Whether there is such a page is the
 * caller's to look. */
size_t saved_folder(const char *path, size_t len);

#endif
