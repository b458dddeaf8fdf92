/* page/edition.h -- many articles in full on one page: what all editions have in common */
#ifndef PAGE_EDITION_H
#define PAGE_EDITION_H

#include "page/fit.h"
#include "page/link.h"

/* A page of whole articles being made: its contents and its texts, which become one doc. */
struct edition {
	const struct page_context *c;
	bool text; /* it becomes plain text, in which a link's note is not shown: the text has it */
	struct doc contents, stories;
	unsigned n;     /* articles */
	unsigned words; /* of them */
};

/* An article of it: the line of the contents, a heading with all that follows it. */
struct edition_piece {
	struct doc contents, story;
	unsigned words;
};

void edition_init(struct edition *e, const struct page_context *c, bool text);
void edition_clear(struct edition *e);

/* Make the piece of an article that has `words`, to be the edition's `number`th. Afterwards it is
 * added, or cleared. ST_NOTFOUND or ST_GONE where the article went in between. */
enum status edition_piece(const struct edition *e, unsigned number, const char *id, unsigned words,
    struct edition_piece *out);
void edition_piece_clear(struct edition_piece *p);

/* For those that make pieces: the first failure, `st` or a doc's, after which *p is cleared. */
enum status edition_piece_end(struct edition_piece *p, enum status st);

/* The same, as the first, of the article's beginning: as many paragraphs as `room` bytes have place
 * for, in as far as one has that is longer than all of it, then a link to where it goes on. */
enum status edition_cut(
    const struct edition *e, const char *id, size_t room, fit_fn fit, struct edition_piece *out);

/* Move the piece to the end. */
void edition_add(struct edition *e, struct edition_piece *p);

/* The beginning of such a piece: the article's heading, and what is known of it. */
enum status edition_head(const struct edition *e, const struct article *a, struct doc *d);

/* "2. Title (3 min)". */
void edition_contents(const struct edition *e, unsigned number, const struct article *a,
    unsigned words, struct doc *d);

/* "La Rive · mercredi 14 juin 2023": the name of an edition of that day, 0: none is known. Then the
 * title that it is. */
enum { EDITION_NAME_SIZE = 512 };
void edition_name(const struct page_context *c, int day, char out[EDITION_NAME_SIZE]);
void edition_title(const struct page_context *c, int day, struct doc *d);

/* "12 articles, 30 min". */
enum { EDITION_COUNT_SIZE = LINK_COUNT_SIZE + LINK_PRICE_SIZE + 2 };
void edition_count(
    const struct page_context *c, unsigned n, unsigned words, char out[EDITION_COUNT_SIZE]);

/* Put the title, the line `about` and all pieces; the edition is empty afterwards. */
void edition_put(struct edition *e, int day, const char *about, struct doc *d);

/* What a day's edition costs, about, as it is sent; not known where the day has too many articles
 * to add up for a link. */
struct edition_cost {
	bool known;
	size_t bytes;
	unsigned articles, words;
};
enum status edition_day_cost(const struct page_context *c, int day, struct edition_cost *out);

/* The same as notes of links: "124 ko, 84 min" for the page, "62 ko" for the file; "" if not known.
 */
void edition_page_price(
    const struct page_context *c, const struct edition_cost *cost, char out[LINK_PRICE_SIZE]);
void edition_file_price(
    const struct page_context *c, const struct edition_cost *cost, char out[LINK_PRICE_SIZE]);

/* A link, with a note or none. */
void edition_link(
    const struct edition *e, const char *url, const char *text, const char *note, struct doc *d);

/* "Le meilleur en 16 ko (12 min)": the link to the edition of that many bytes; what it takes to
 * read goes by `sample`, which may be empty. */
void edition_size_link(
    const struct page_context *c, unsigned size, const struct entries *sample, struct doc *d);

/* The latest articles: such a sample. */
enum status edition_sample(const struct page_context *c, struct entries *out);

#endif
