/* import/webpage.h -- a saved HTML page as an article */
#ifndef IMPORT_WEBPAGE_H
#define IMPORT_WEBPAGE_H

#include "import/format.h"

/*
 * Title, byline, date, themes and the like are those of webpage_meta.h, the title also that of
 * webpage_heading.h; the text that of
 * webpage_body.h, without title and byline. Boxes headed as options->words know ("Les plus lus")
 * are the article's lists. The key is the page's canonical URL, else in->key. What holds no
 * article, such as a front page or a list of links, is rejected.
 */
enum status webpage_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
