/* gopher/wire.h -- what stands on a Gopher connection (RFC 1436, and what clients really send) */
#ifndef GOPHER_WIRE_H
#define GOPHER_WIRE_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	GOPHER_PORT = 70,
	GOPHER_LINE_MAX = 1024,    /* bytes of a request line: selector and search words */
	GOPHER_SELECTOR_MAX = 255, /* RFC 1436, appendix */
	GOPHER_NAME_MAX = 69,      /* columns of an item's name: "should be kept under 70" (3.9) */
};

struct gopher_request {
	char path[GOPHER_SELECTOR_MAX + 2]; /* begins with '/' */
	char search[GOPHER_LINE_MAX + 1];   /* words after a TAB or '?' */
	bool has_search;
};

/*
 * Parse a request line without its line end. An empty selector is "/", one without a slash gets
 * one. ST_INVALID (control bytes, malformed UTF-8) or ST_TOOBIG (over GOPHER_SELECTOR_MAX), with
 * *out zero and the reason in *e.
 */
enum status gopher_parse(const char *line, size_t len, struct gopher_request *out, struct error *e);

/*
 * Append one menu line: type, name, selector, host, port, CR LF. TABs and control bytes in the
 * four texts end them.
 */
void gopher_item(struct buf *out, char type, const char *name, const char *selector,
    const char *host, unsigned port);

/* Append a line that is only read (type i), and one that says what went wrong (type 3). */
void gopher_info(struct buf *out, const char *text);
void gopher_error(struct buf *out, const char *text);

/*
 * Does a client ask for a menu's attributes (Gopher+: a TAB and "$")? UMN gopher begins with that
 * and takes no plain menu for an answer.
 */
bool gopher_wants_attributes(const struct gopher_request *r);

/* Append the lines of the menu s as such an answer: "+-1", then each after "+INFO: ". */
void gopher_attributes(struct buf *out, const char *s, size_t len);

/* Append the end of a menu: "." CR LF. */
void gopher_menu_end(struct buf *out);

/*
 * Append lines of text, each ended by LF in s, with CR LF; a line that begins with a dot gets a
 * space before it, for clients that take a lone dot as the end.
 */
void gopher_text(struct buf *out, const char *s, size_t len);

#endif
