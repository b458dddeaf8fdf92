/* text/html_media.h -- pictures, films and frames of HTML as links */
#ifndef TEXT_HTML_MEDIA_H
#define TEXT_HTML_MEDIA_H

#include "text/html_lines.h"

#include <gumbo.h>
#include <stdbool.h>

/* A picture's alt text, if it is worth reading: several words, no name of a file; else NULL. */
const char *html_media_alt(const GumboNode *image);

/* A link to the picture, with that text; false if it has no address to follow. */
bool html_media_image(struct html_lines *l, const GumboNode *image, const char *text);

/*
 * A link to what an <audio>, <video> or <iframe> shows, with its title, if it has one. A frame
 * without a title must be large or, where it has no size, show a film by its address.
 */
void html_media_film(struct html_lines *l, const GumboNode *film);

#endif
