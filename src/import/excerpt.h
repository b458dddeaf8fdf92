/* import/excerpt.h -- a text that is only the beginning of an article, and what feeds put after it
 */
#ifndef IMPORT_EXCERPT_H
#define IMPORT_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is `body`, gemtext, only the beginning of what stands at `url` (may be NULL): does it end with an
 * ellipsis, or with "Read more" and the like? What publishing software puts after a text ("The post
 * ... appeared first on ...", "Lire la suite", the link that goes with it) is cut off, in place;
 * the ellipsis stays. A body that is nothing but such lines stays as it is.
 */
bool excerpt_trim(char *body, const char *url);

/*
 * A text given as a summary is the whole one where it has EXCERPT_PARAGRAPHS or EXCERPT_WORDS: no
 * teaser has (the longest of the teasers of news sites have 80 words).
 */
enum { EXCERPT_PARAGRAPHS = 3, EXCERPT_WORDS = 150 };
bool excerpt_is_short(const char *body);

#endif
