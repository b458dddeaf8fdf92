/* tests/support.h -- what tests of every layer share: places */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <limits.h>
#include <stddef.h>

/*
 * Are the tests built with the address sanitizer? It makes everything slow and keeps what was
 * freed: what shows something by its mere amount (kills, megabytes) does so in the plain build, and
 * is shorter with it.
 */
#if defined __SANITIZE_ADDRESS__
enum { SUPPORT_SANITIZED = 1 };
#elif defined __has_feature
#if __has_feature(address_sanitizer)
enum { SUPPORT_SANITIZED = 1 };
#else
enum { SUPPORT_SANITIZED = 0 };
#endif
#else
enum { SUPPORT_SANITIZED = 0 };
#endif

struct support_path {
	char text[PATH_MAX];
};

/* A file of the source tree by its path from the top: support_source("tests/fixtures/a.txt").text
 */
struct support_path support_source(const char *path);

/*
 * A file of the archives of others that the tests may read but the project does not ship:
 * $DEPECHE_ARCHIVES, else ../shared/archives beside the source tree. `text` is "" where it is
 * absent, and a line on stderr says that the test is skipped.
 */
struct support_path support_archives(const char *path);

/* A new, empty folder; removed with all in it when the process ends. */
struct support_path support_folder(void);

/* Write bytes to folder/name, making it; returns its path. */
struct support_path support_file(const char *folder, const char *name, const void *bytes, size_t n);

/* The whole file, NUL-terminated, to be free()d; *n (may be NULL) its length. Fails the test if it
 * cannot be read. */
char *support_read(const char *path, size_t *n);

#endif
