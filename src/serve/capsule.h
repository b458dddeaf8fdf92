/* serve/capsule.h -- what hangs on one capsule: its words, its zone, what its pages need to know */
#ifndef SERVE_CAPSULE_H
#define SERVE_CAPSULE_H

#include "archive/archive.h"
#include "conf/conf.h"
#include "page/page.h"

#include <stddef.h>

enum { CAPSULE_LANGUAGES_MAX = 16 }; /* as IMPORT_WORDS_MAX */

struct capsule {
	const struct conf *conf;
	/* Every language there is a file for in the capsule's lang folder, else among those that
	 * came with the program; the capsule's own first. What a file lacks is in English: of the
	 * capsule's en.ini, else of the one that came with the program. */
	struct words *languages[CAPSULE_LANGUAGES_MAX];
	size_t nlanguages;
	struct zone *zone;
};

/*
 * Load them. `conf` outlives *out, which the caller ends with capsule_close(). *e says which file
 * or option is wrong.
 */
enum status capsule_open(const struct conf *conf, struct capsule *out, struct error *e);
void capsule_close(struct capsule *c);

/* The zone of [capsule] timezone alone; ended with zone_free(). */
enum status capsule_zone(const struct conf *conf, struct zone **out, struct error *e);

/* What pages of this capsule need to know; everything in it belongs to others. */
struct page_context capsule_pages(const struct capsule *c, struct archive *archive);

/*
 * Where the certificate and its key are: as the INI says, else beside the archive. At most `size`
 * bytes each; ST_TOOBIG.
 */
enum status capsule_identity(
    const struct conf *conf, char *certificate, char *key, size_t size, struct error *e);

#endif
