/* site/site.h -- a path in, an answer out, whatever the protocol */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/buf.h"
#include "base/mime.h"
#include "page/page.h"
#include "site/file.h"

#include <stdbool.h>
#include <stddef.h>

enum protocol {
	PROTOCOL_GEMINI,
	PROTOCOL_GOPHER,
	PROTOCOLS,
};

enum {
	SITE_DEADLINE_MS = 2000,          /* of a page that takes long: then it is ANSWER_LATE */
	SITE_FILE_MAX = 16 * 1024 * 1024, /* a static file's size, bytes */
	SITE_ABOVE_MAX = 16 * 1024, /* of front.gmi above the front page: as an article's part */
};

/* What is asked for, however it was written. */
enum { REQUEST_PATH_MAX = 1024 }; /* bytes: a Gemini URI (0.24.1) */
struct request {
	char path[REQUEST_PATH_MAX + 1]; /* decoded, begins with '/' */
	char query[PAGE_QUERY_MAX + 1];
	bool asks;       /* there is a query, be it empty: page.h */
	bool attributes; /* Gopher+: of the menu, its attributes */
};

/* The query, as pages take it: NULL where there is none. */
const char *request_query(const struct request *r);

enum answer_kind {
	ANSWER_DOC,      /* `page`; as_text: plain text, else a page with links (a Gopher menu) */
	ANSWER_FILE,     /* `bytes` of media type `type`: a static file, a page that is no doc */
	ANSWER_REDIRECT, /* to the path `location`, and what was asked for; never on Gopher */
	ANSWER_PROMPT,   /* none: the reader is asked for a query, in the words of page.prompt */
	/* From here on all that is answered is that it is so. */
	ANSWER_NOT_FOUND,
	ANSWER_GONE,
	ANSWER_LATE,   /* it took too long */
	ANSWER_FAILED, /* the archive cannot answer now */
	/* What no site is asked for: */
	ANSWER_FOREIGN,   /* it is somebody else's */
	ANSWER_INVALID,   /* no request that one could read */
	ANSWER_SLOW_DOWN, /* its client is over the rate */
};

/* How that is said: Gemini's number, which is the log's for Gopher too, and the words. */
struct answer_line {
	int status;
	enum word word;
};
struct answer_line answer_line(enum answer_kind kind); /* from ANSWER_NOT_FOUND on */

/* What a page was made from: the archive and, of the front page, files. */
struct site_basis {
	struct basis archive;
	bool front;
	struct file_stamp above, about; /* of the front page */
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
	bool lasting;      /* it is the same for all as long as `basis` holds */
	struct site_basis basis;
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

/* Does it still hold? Where that cannot be found out, it does: what was there is better than
 * nothing. */
bool site_holds(struct site *s, struct site_basis *b);

/* What is known of an answer before it is made. */
enum { SITE_KEY_SIZE = 1152 }; /* bytes, NUL counted: a page's longest path, and a query */
struct site_plan {
	/* It takes so long that others should not wait for it: it is made by a site of its own, in
	 * another thread. */
	bool slow;
	char key[SITE_KEY_SIZE]; /* the same for what is answered by the same bytes; "": none is */
};
void site_plan(enum protocol protocol, const struct request *r, struct site_plan *out);

/* Answers are given up (ANSWER_LATE) once *given_up is set, from another thread; NULL: never. */
void site_give_up(struct site *s, const atomic_bool *given_up);

/* The Gopher item type of a path of this site (RFC 1436 3.8): '1' a menu, '0' text, 'g' 'I' '9'
 * 'h' files by their kind. It is for a link of *shown, which lasts no longer where that depends on
 * a file that is not in its basis. */
char site_item_type(struct site *s, const char *path, struct answer *shown);

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
