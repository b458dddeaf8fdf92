#include "site/site.h"

#include "site/clash.h"
#include "site/file.h"
#include "site/gemfile.h"
#include "site/route.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes of a file's beginning that tell its type. */
enum { TYPE_BYTES = 64 * 1024 };

static const char index_name[] = "index.gmi";
static const char gemtext_type[] = "text/gemini";

struct site {
	struct page_context context;
	const atomic_bool *given_up;
	int root;
	struct mime *mime;
};

/*
 * The capsule's own lines above its front page; what it has too much of is cut after a line, so
 * that it shows. None where they cannot be read: the page is what matters.
 */
static void read_above(const struct site *s, struct doc *d)
{
	struct buf bytes = BUF(SITE_ABOVE_MAX);
	struct file f;

	doc_init(d);
	if (file_open_own(s->root, FILE_FRONT, &f, NULL) != ST_OK)
		return;
	if (f.kind == FILE_REGULAR && file_head(&f, &bytes) == ST_OK) {
		if (f.size > bytes.len)
			while (bytes.len > 0 && bytes.data[bytes.len - 1] != '\n')
				buf_truncate(&bytes, bytes.len - 1);
		gemfile_read("/" FILE_FRONT, buf_str(&bytes), bytes.len, d);
	}
	if (doc_status(d) != ST_OK)
		doc_clear(d);
	buf_clear(&bytes);
	file_close(&f);
}

static bool has_about(const struct site *s)
{
	struct file f;
	bool found = file_open(s->root, PAGE_ABOUT, &f, NULL) == ST_OK && f.kind == FILE_REGULAR;

	file_close(&f);
	return found;
}

enum status site_open(const struct page_context *context, const char *root, struct mime *mime,
    struct site **out, struct error *e)
{
	struct site *s = calloc(1, sizeof *s);
	enum status st;

	*out = NULL;
	if (s == NULL)
		return error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	s->context = *context;
	s->mime = mime;
	s->root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->root < 0 && errno != ENOENT) {
		st = error_errno(e, "the capsule's folder %s", root);
		site_close(s);
		return st;
	}
	*out = s;
	return ST_OK;
}

void site_close(struct site *s)
{
	if (s == NULL)
		return;
	if (s->root >= 0)
		close(s->root);
	free(s);
}

bool site_has_folder(const struct site *s)
{
	return s->root >= 0;
}

const struct words *site_words(const struct site *s)
{
	return s->context.words;
}

void answer_clear(struct answer *a)
{
	page_clear(&a->page);
	buf_clear(&a->bytes);
	*a = (struct answer){ .kind = ANSWER_NOT_FOUND };
}

const char *request_query(const struct request *r)
{
	return r->asks ? r->query : NULL;
}

struct answer_line answer_line(enum answer_kind kind)
{
	static const struct answer_line lines[] = {
		[ANSWER_NOT_FOUND] = { 51, WORD_NOT_FOUND },
		[ANSWER_GONE] = { 52, WORD_GONE },
		[ANSWER_LATE] = { 40, WORD_LATE },
		[ANSWER_FAILED] = { 41, WORD_FAILED },
		[ANSWER_FOREIGN] = { 53, WORD_FOREIGN },
		[ANSWER_INVALID] = { 59, WORD_BAD_REQUEST },
		[ANSWER_SLOW_DOWN] = { 44, WORD_SLOW_DOWN },
	};

	assert(kind >= ANSWER_NOT_FOUND);
	return lines[kind];
}

static const enum answer_kind kinds[ST_COUNT] = {
	[ST_OK] = ANSWER_DOC,
	[ST_NOTFOUND] = ANSWER_NOT_FOUND,
	[ST_GONE] = ANSWER_GONE,
	[ST_INVALID] = ANSWER_FAILED,
	[ST_TOOBIG] = ANSWER_FAILED,
	[ST_BUSY] = ANSWER_FAILED,
	[ST_IO] = ANSWER_FAILED,
	[ST_DB] = ANSWER_FAILED,
	[ST_CRYPTO] = ANSWER_FAILED,
	[ST_NOMEM] = ANSWER_FAILED,
	[ST_LATE] = ANSWER_LATE,
};

/* An alias of an article: to the same page under the article's own id. */
static void redirect_to_article(const char *path, const char *alias, struct answer *out)
{
	const char *at = strstr(path, alias);
	char id[IDENT_MAX + 1];

	memcpy(id, out->page.moved, sizeof id);
	page_clear(&out->page);
	snprintf(out->location, sizeof out->location, "%.*s%s%s", (int)(at - path), path, id,
	    at + strlen(alias));
	out->kind = ANSWER_REDIRECT;
}

/* A page that is no doc goes the way of files. */
static void take_file(struct answer *out)
{
	buf_clear(&out->bytes);
	out->bytes = out->page.file;
	out->page.file = (struct buf){ 0 };
	snprintf(out->type, sizeof out->type, "%s", out->page.type);
	out->kind = ANSWER_FILE;
}

/* What of the front page are files; one copied in shows at once. */
static void stamp_front(const struct site *s, struct site_basis *b)
{
	b->front = true;
	file_stamp(s->root, FILE_FRONT, &b->above);
	file_stamp(s->root, &PAGE_ABOUT[1], &b->about); /* below the root */
}

static enum status build_front(
    struct site *s, page_fn page, const struct page_args *args, struct page *out)
{
	struct page_context c = s->context;
	struct doc above;
	enum status st;

	read_above(s, &above);
	c.above = &above;
	c.about = has_about(s);
	st = page(&c, args, out);
	doc_clear(&above);
	return st;
}

static enum status build_page(struct site *s, enum protocol protocol,
    const struct route_found *found, struct answer *out, struct error *e)
{
	const struct route *r = found->route;
	page_fn page = protocol == PROTOCOL_GEMINI ? r->gemini : r->gopher;
	enum status st;

	basis_begin(s->context.archive);
	if (r->gemini == page_front) {
		stamp_front(s, &out->basis);
		st = build_front(s, page, &found->args, &out->page);
	} else {
		st = page(&s->context, &found->args, &out->page);
	}
	out->kind = kinds[st];
	if (st == ST_DB || st == ST_BUSY || st == ST_IO)
		error_set(e, st, "%s: %s", status_text(st), archive_error(s->context.archive));
	else if (out->kind == ANSWER_FAILED)
		error_set(e, st, "%s", status_text(st));
	out->lasting = basis_end(s->context.archive, &out->basis.archive) == ST_OK;
	return st;
}

/* A page's route answers finally: what it does not find is not looked for among the files. */
static void answer_page(struct site *s, enum protocol protocol, const char *path,
    const struct route_found *found, struct answer *out, struct error *e)
{
	enum status st = build_page(s, protocol, found, out, e);

	if (st == ST_OK && out->page.prompt != NULL)
		out->kind = ANSWER_PROMPT;
	out->as_text = (found->route->flags & ROUTE_TEXT) != 0 ||
	    (protocol == PROTOCOL_GOPHER && found->route->item == '0');
	if (st == ST_OK && out->page.type != NULL)
		take_file(out);
	/* Gopher has no redirects: it gets the article itself. */
	if (st == ST_OK && protocol == PROTOCOL_GEMINI && out->page.moved[0] != '\0')
		redirect_to_article(path, found->args.id, out);
	out->lasting = out->lasting && (out->kind == ANSWER_DOC || out->kind == ANSWER_FILE);
}

static enum status read_file(
    struct site *s, const struct file *f, const char *path, struct answer *out, struct error *e)
{
	enum status st = file_read(f, &out->bytes, e);

	if (st == ST_TOOBIG)
		return error_set(e, st, "%s has more than %d bytes", path, SITE_FILE_MAX);
	if (st != ST_OK)
		return st;
	mime_of(s->mime, path, buf_str(&out->bytes), out->bytes.len, out->type);
	out->kind = ANSWER_FILE;
	return ST_OK;
}

/* Gopher has no type for gemtext: it goes the way of pages. */
static enum status read_as_page(struct site *s, const char *path, struct answer *out)
{
	enum status st;

	page_begin(&s->context, &out->page);
	st = gemfile_read(path, buf_str(&out->bytes), out->bytes.len, &out->page.doc);
	buf_clear(&out->bytes);
	out->kind = ANSWER_DOC;
	return page_end(&out->page, st);
}

/* A folder asked for without its slash: relative links in its index need it, if it has one. */
static enum status redirect_to_folder(
    const struct site *s, const char *path, struct answer *out, struct error *e)
{
	char index[FILE_PATH_SIZE];
	size_t len = strlen(path);
	struct file f;
	enum status st;

	if (path[len - 1] == '/' || len + sizeof "/" > sizeof out->location)
		return ST_NOTFOUND;
	if ((size_t)snprintf(index, sizeof index, "%s/%s", path, index_name) >= sizeof index)
		return ST_NOTFOUND;
	if ((st = file_open(s->root, index, &f, e)) != ST_OK)
		return st;
	file_close(&f);
	memcpy(out->location, path, len);
	memcpy(out->location + len, "/", sizeof "/");
	out->kind = ANSWER_REDIRECT;
	return ST_OK;
}

static enum status answer_file(
    struct site *s, enum protocol protocol, const char *path, struct answer *out, struct error *e)
{
	char name[FILE_PATH_SIZE];
	size_t len = strlen(path);
	struct file f;
	enum status st;

	if (!file_public(path) || len + sizeof index_name > sizeof name)
		return ST_NOTFOUND;
	snprintf(name, sizeof name, "%s%s", path, path[len - 1] == '/' ? index_name : "");
	if ((st = file_open(s->root, name, &f, e)) != ST_OK)
		return st;
	if (f.kind == FILE_FOLDER) {
		st = redirect_to_folder(s, path, out, e);
	} else {
		st = read_file(s, &f, name, out, e);
		if (st == ST_OK && protocol == PROTOCOL_GOPHER &&
		    strcmp(out->type, gemtext_type) == 0)
			st = read_as_page(s, name, out);
	}
	file_close(&f);
	return st;
}

static void answer_once(struct site *s, enum protocol protocol, const char *path, const char *query,
    struct answer *out, struct error *e)
{
	struct route_found found;
	enum status st;

	*out = (struct answer){ .kind = ANSWER_NOT_FOUND };
	buf_init(&out->bytes, SITE_FILE_MAX);
	switch (route_find(path, &found)) {
	case ROUTE_PAGE:
		out->route = found.route->pattern;
		found.args.query = query;
		found.args.deadline = (struct deadline){ clock_monotonic_ms() + SITE_DEADLINE_MS,
			s->given_up };
		answer_page(s, protocol, path, &found, out, e);
		break;
	case ROUTE_MOVED:
		out->route = found.route->pattern;
		out->kind = ANSWER_REDIRECT;
		snprintf(out->location, sizeof out->location, "%s", found.location);
		break;
	case ROUTE_NONE:
		out->route = "static";
		if ((st = answer_file(s, protocol, path, out, e)) != ST_OK)
			out->kind = kinds[st];
		break;
	}
}

void site_answer(struct site *s, enum protocol protocol, const char *path, const char *query,
    struct answer *out, struct error *e)
{
	char location[sizeof out->location];

	answer_once(s, protocol, path, query, out, e);
	/* Gopher has no redirects: it gets what is there. */
	if (protocol == PROTOCOL_GOPHER && out->kind == ANSWER_REDIRECT) {
		memcpy(location, out->location, sizeof location);
		answer_clear(out);
		answer_once(s, protocol, location, query, out, e);
		if (out->kind == ANSWER_REDIRECT)
			out->kind = ANSWER_NOT_FOUND;
	}
	out->robots = strcmp(path, PAGE_ROBOTS) == 0;
}

bool site_holds(struct site *s, struct site_basis *b)
{
	struct site_basis now = { 0 };
	bool holds;

	if (b->front) {
		stamp_front(s, &now);
		if (memcmp(&now.above, &b->above, sizeof now.above) != 0 ||
		    memcmp(&now.about, &b->about, sizeof now.about) != 0)
			return false;
	}
	return basis_holds(s->context.archive, &b->archive, &holds) != ST_OK || holds;
}

/* Protocol, form, path and query, which hold no control characters. */
_Static_assert((int)SITE_KEY_SIZE >= 2 + (int)ROUTE_PATH_SIZE + 1 + PAGE_QUERY_MAX + 1,
    "the longest key fits");

void site_plan(enum protocol protocol, const struct request *r, struct site_plan *out)
{
	const char *query = request_query(r);
	struct route_found found;
	enum route_result result = route_find(r->path, &found);

	*out = (struct site_plan){ 0 };
	if (result == ROUTE_NONE || (result == ROUTE_MOVED && protocol == PROTOCOL_GEMINI))
		return;
	if ((found.route->flags & ROUTE_ASKED) == 0)
		query = NULL;
	out->slow = (found.route->flags & ROUTE_SLOW) != 0 &&
	    (query != NULL || (found.route->flags & ROUTE_ASKED) == 0);
	snprintf(out->key, sizeof out->key, "%c%c%.*s%s%s", protocol == PROTOCOL_GEMINI ? 'g' : 'o',
	    r->attributes ? '$' : ' ', (int)ROUTE_PATH_SIZE,
	    result == ROUTE_MOVED ? found.location : r->path, query != NULL ? "\n" : "",
	    query != NULL ? query : "");
}

void site_give_up(struct site *s, const atomic_bool *given_up)
{
	s->given_up = given_up;
}

/* Gopher item types by the beginning of a media type; the first that fits. */
static const struct {
	const char *type;
	char item;
} items[] = {
	{ "text/gemini", '1' },
	{ "text/html", 'h' },
	{ "text/", '0' },
	{ "image/gif", 'g' },
	{ "image/", 'I' },
	{ "audio/", 's' },
	{ "", '9' },
};

static char item_of(const char *type)
{
	size_t i = 0;

	while (strncmp(type, items[i].type, strlen(items[i].type)) != 0)
		i++;
	return items[i].item;
}

/* Does the basis of what is shown know of that file? */
static bool is_based_on(const struct answer *shown, const char *path)
{
	return shown->basis.front && strcmp(path, PAGE_ABOUT) == 0;
}

/* Of a page, or '\0'. Where the link itself says what is asked, nothing is left to ask the reader
 * for. */
static char item_of_page(const char *link)
{
	size_t len = strcspn(link, "?");
	char path[ROUTE_PATH_SIZE];
	struct route_found found;

	if (len >= sizeof path)
		return '\0';
	snprintf(path, sizeof path, "%.*s", (int)len, link);
	if (route_find(path, &found) == ROUTE_NONE)
		return '\0';
	return link[len] != '\0' && found.route->item == '7' ? '1' : found.route->item;
}

char site_item_type(struct site *s, const char *path, struct answer *shown)
{
	struct file f;
	struct buf head = BUF(TYPE_BYTES);
	char type[MIME_SIZE], item = '1'; /* what does not exist is answered with a menu */
	char page = item_of_page(path);

	if (page != '\0')
		return page;
	if (!is_based_on(shown, path))
		shown->lasting = false;
	if (file_open(s->root, path, &f, NULL) != ST_OK)
		return item;
	if (f.kind == FILE_REGULAR && file_head(&f, &head) == ST_OK) {
		mime_of(s->mime, path, buf_str(&head), head.len, type);
		item = item_of(type);
	}
	buf_clear(&head);
	file_close(&f);
	return item;
}

enum status site_clashes(struct site *s, site_clash_fn fn, void *ctx)
{
	return s->root >= 0 ? clash_find(s->root, fn, ctx) : ST_OK;
}
