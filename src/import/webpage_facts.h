/* import/webpage_facts.h -- what a page says of itself, the best source of each fact */
#ifndef IMPORT_WEBPAGE_FACTS_H
#define IMPORT_WEBPAGE_FACTS_H

#include "archive/archive.h"
#include "import/import.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

enum fact {
	FACT_TITLE,
	FACT_HEADING, /* its h1 */
	FACT_HEAD,    /* its title element */
	FACT_BYLINE,
	FACT_DATE,
	FACT_URL,
	FACT_SUMMARY,
	FACT_SITE,
	FACT_LANG,
	FACT_LOCALE, /* the language again, as another part of the page's program says it */
	FACT_SECTION,
	FACT_TAG,
	FACT_BODY, /* the text, as JSON-LD carries it */
	FACT_KIND, /* "article", "website" */
	FACT_COUNT
};

/* From whom a fact is: the first of these that says it is believed. */
enum fact_source {
	SOURCE_LD,         /* JSON-LD, of an article */
	SOURCE_DUBLIN,     /* Dublin Core: written by librarians, by hand */
	SOURCE_OPEN_GRAPH, /* og:, article: */
	SOURCE_ITEM,       /* microdata: itemprop */
	SOURCE_LINK,       /* rel */
	SOURCE_META,       /* other names of meta elements */
	SOURCE_TWITTER,
	SOURCE_TIME,  /* the time element */
	SOURCE_SEEN,  /* as readers see it */
	SOURCE_OTHER, /* JSON-LD of what is no article; the keywords for search engines */
	SOURCE_NONE
};

struct webpage_facts {
	const struct input *in;
	const struct import_options *options;
	char *value[FACT_COUNT]; /* UTF-8, or NULL; lists: NULL */
	enum fact_source source[FACT_COUNT];
	struct when published;
	struct names sections, tags;
	bool declared; /* it says that it is an article */
	bool closed;   /* it says that the whole of it is for subscribers */
	enum status failure;
};

void webpage_facts_init(
    struct webpage_facts *f, const struct input *in, const struct import_options *options);
void webpage_facts_clear(struct webpage_facts *f);

/*
 * Hear what a source says. It counts where none better has spoken; of the same source the first,
 * but for sections and tags (split at commas where `split`), which all count, and authors of the
 * same source, which are joined. An empty value says nothing, nor does a date that is none, a
 * byline that is a URL, a URL that is not absolute http or the front page of its site. Failures are
 * kept in f->failure.
 */
void webpage_fact(struct webpage_facts *f, enum fact fact, enum fact_source source,
    const char *value, bool split);

/* Is the heading all of a title, or what stands before (or behind) a mark that parts it from more?
 */
enum title_part {
	PART_NONE,
	PART_FIRST,
	PART_LAST,
};
enum title_part webpage_facts_part(const char *title, const char *heading);

/*
 * The title: the best source's, but another's that goes on where it was cut with "...". Where only
 * the title element says one, the site's name is cut off it: what follows the h1, or up to three
 * words after a bar. NULL if there is none.
 */
const char *webpage_facts_title(struct webpage_facts *f);

#endif
