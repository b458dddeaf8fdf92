/* base/status.h -- how a call ended, and the sentence that says why */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stddef.h>

enum status {
	ST_OK,
	ST_NOTFOUND, /* there is no such thing */
	ST_GONE,     /* there was, and it has been removed on purpose */
	ST_INVALID,  /* the input breaks its own rules */
	ST_TOOBIG,   /* over a named limit */
	ST_BUSY,     /* held by another process; trying again may help */
	ST_IO,       /* the system refused: errno was captured in the error */
	ST_DB,       /* the store refused */
	ST_CRYPTO,   /* OpenSSL refused */
	ST_NOMEM,
	ST_LATE, /* it took longer than it may */
	ST_COUNT
};

/* The longest sentence of an error, its NUL counted; longer ones are cut. */
#define ERROR_MAX 512

/*
 * What went wrong, in words for the person who can mend it: what, where and what is allowed.
 * One line, no full stop, no newline. Set where the error is known, printed where it is handled.
 */
struct error {
	char text[ERROR_MAX];
};

/* "not found", "out of memory": never NULL, for any value. */
const char *status_text(enum status st);

/*
 * Write the sentence into *e (which may be NULL) and return `st`, so that a failing function ends
 * with `return error_set(e, ST_INVALID, ...)`. errno is left as it was.
 */
enum status error_set(struct error *e, enum status st, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, with ": " and strerror(errno) at the end; the status is ST_IO, or ST_NOMEM for ENOMEM.
 */
enum status error_errno(struct error *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
