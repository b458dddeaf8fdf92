/* import/webpage_ld.h -- JSON-LD in a page (schema.org), by jansson */
#ifndef IMPORT_WEBPAGE_LD_H
#define IMPORT_WEBPAGE_LD_H

#include "import/webpage_facts.h"

#include <stddef.h>

enum { WEBPAGE_LD_DEPTH_MAX = 8 /* objects and lists within one another that are looked into */ };

/*
 * Hear what a script of JSON-LD says of the page's article: that of an Article, NewsArticle,
 * BlogPosting or the like, alone, in a list, in @graph or as mainEntity, whose headline is that of
 * the page where there are several; and, as SOURCE_OTHER, of the page itself. What is no JSON is
 * left out.
 */
void webpage_ld(struct webpage_facts *f, const char *json, size_t len);

#endif
