/* import/figure.h -- the figure of Hugo's shortcodes */
#ifndef IMPORT_FIGURE_H
#define IMPORT_FIGURE_H

#include "base/buf.h"

/*
 * Append what the shortcode tag..end ({{< figure src="a.png" caption="The quay" >}}) says as a
 * block of HTML: its caption, else its title, and its picture. Nothing if it has neither.
 */
void figure_put(struct buf *out, const char *tag, const char *end);

#endif
