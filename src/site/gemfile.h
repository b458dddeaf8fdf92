/* site/gemfile.h -- a gemtext file of the capsule as a page */
#ifndef SITE_GEMFILE_H
#define SITE_GEMFILE_H

#include "text/doc.h"

#include <stddef.h>

/*
 * Append the lines of s[0..len), the file with the decoded path `path`. Links relative to it become
 * paths from the capsule's root, percent-encoded, as pages have them; one that leads out of the
 * capsule or is no reference stays as it is written.
 */
enum status gemfile_read(const char *path, const char *s, size_t len, struct doc *d);

#endif
