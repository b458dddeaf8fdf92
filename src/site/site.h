/* site/site.h -- a path in, an answer out, whatever the protocol */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/buf.h"
#include "base/mime.h"
#include "page/page.h"

#include <stdbool.h>
#include <stddef.h>

enum protocol {
	PROTOCOL_GEMINI,
	PROTOCOL_GOPHER,
};

enum {
	SITE_FILE_MAX = 16 * 1024 * 1024, /* a static file's size, bytes */
	SITE_ABOVE_MAX = 16 * 1024, /* of front.gmi above the front page: as an article's part */
};

enum answer_kind {
	ANSWER_DOC,      /* `page`; as_text: plain text, else a page with links (a Gopher menu) */
	ANSWER_FILE,     /* `bytes` of media type `type`: a static file, a page that is no doc */
	ANSWER_REDIRECT, /* to the path `location` */
	ANSWER_NOT_FOUND,
	ANSWER_GONE,
	ANSWER_PROMPT, /* none: the reader is asked for a query, in the words of page.prompt */
	ANSWER_LATE,   /* it took too long */
	ANSWER_FAILED, /* the archive cannot answer now */
};

struct answer {
	enum answer_kind kind;
	struct page page;
	bool as_text;
	struct buf bytes;
	char type[MIME_SIZE];
	char location[1024]; /* decoded, as paths are given: each protocol writes it its way */
	const char *route; /* the pattern that answered, for the log; "static" for a file; static */
	bool robots;       /* PAGE_ROBOTS was asked for, whether there is one or not */
};

void answer_clear(struct answer *a);

struct site; /* one per worker */

/*
 * `context` is copied (but for `about` and `above`, which are found out here), `mime` is used and
 * stays the caller's. `root` is the capsule folder; its static files are served from below it
 * alone, through a descriptor taken here. Without such a folder there are none. ST_IO (it cannot be
 * read) or ST_NOMEM.
 */
enum status site_open(const struct page_context *context, const char *root, struct mime *mime,
    struct site **out, struct error *e);
void site_close(struct site *s);

/* Was there a capsule folder when the site was opened? */
bool site_has_folder(const struct site *s);

/*
 * Answer the decoded path (begins with '/'), e.g. "/a/k3f9qz1", and for pages the query (page.h),
 * or NULL. Always fills *out. *e says why an answer is ANSWER_FAILED, for the log.
 */
void site_answer(struct site *s, enum protocol protocol, const char *path, const char *query,
    struct answer *out, struct error *e);

/*
 * Does an answer to that take so long that others should not wait for it? Then it is made by a
 * site of its own, in another thread: it gives up (ANSWER_LATE) once *given_up is set, which may be
 * NULL.
 */
bool site_is_slow(const char *path, const char *query);
void site_give_up(struct site *s, const atomic_bool *given_up);

/* The Gopher item type of a path of this site (RFC 1436 3.8): '1' a menu, '0' text, 'g' 'I' '9'
 * 'h' files by their kind. */
char site_item_type(struct site *s, const char *path);

/* The words for the capsule's language, for status lines. */
const struct words *site_words(const struct site *s);

/* Why a file or folder of the capsule does not show as one would think. */
enum clash {
	CLASH_PAGE,    /* a page has its path: it is never served */
	CLASH_BETWEEN, /* a folder whose files are served, but between pages whose paths look alike
			*/
	CLASH_LINK,    /* a symbolic link: none is followed */
	CLASH_KIND,    /* neither a file nor a folder */
	CLASH_LONG,    /* front.gmi has more than SITE_ABOVE_MAX bytes */
};

/* Calls `fn` with each of them, and the pattern of the route that is in its way, or "". For
 * `check`. */
typedef void (*site_clash_fn)(void *ctx, enum clash clash, const char *path, const char *route);
enum status site_clashes(struct site *s, site_clash_fn fn, void *ctx);

#endif
