/* base/ident.h -- names made from content: article ids and digests (SHA-256 by OpenSSL) */
#ifndef BASE_IDENT_H
#define BASE_IDENT_H

#include <stdbool.h>
#include <stddef.h>

enum {
	IDENT_MIN = 7,  /* characters of an article's id, longer on a clash */
	IDENT_MAX = 52, /* all of SHA-256 in base32: 256 bits, 5 a character */
	DIGEST_SIZE = 32,
};

/* All IDENT_MAX characters of the lower-case Crockford base32 of SHA-256(key), NUL-terminated. */
void ident_of(const void *key, size_t len, char out[IDENT_MAX + 1]);

/* Could this be an article's id: IDENT_MIN to IDENT_MAX characters of that alphabet? */
bool ident_valid(const char *s, size_t len);

/* The digit of 0 to 31 in that alphabet; the value of a digit, -1 for any other character. */
char ident_digit(unsigned value);
int ident_value(char digit);

void ident_digest(const void *bytes, size_t len, unsigned char out[DIGEST_SIZE]);

#endif
