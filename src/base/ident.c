#include "base/ident.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

/* Crockford's base32 in lower case: without i, l, o and u. */
static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

enum { BITS_A_CHARACTER = 5 };

char ident_digit(unsigned value)
{
	return alphabet[value & 31];
}

int ident_value(char digit)
{
	const char *at = digit != '\0' ? strchr(alphabet, digit) : NULL;

	return at != NULL ? (int)(at - alphabet) : -1;
}

void ident_digest(const void *bytes, size_t len, unsigned char out[DIGEST_SIZE])
{
	/* Only want of memory makes it fail, and a wrong name would stay in the archive for ever.
	 */
	if (EVP_Digest(bytes, len, out, NULL, EVP_sha256(), NULL) != 1)
		abort();
}

void ident_of(const void *key, size_t len, char out[IDENT_MAX + 1])
{
	unsigned char digest[DIGEST_SIZE];
	unsigned bits = 0, nbits = 0;
	size_t at = 0;

	ident_digest(key, len, digest);
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		bits = (bits << 8 | digest[i]) & 0xffff;
		for (nbits += 8; nbits >= BITS_A_CHARACTER; nbits -= BITS_A_CHARACTER)
			out[at++] = alphabet[bits >> (nbits - BITS_A_CHARACTER) & 31];
	}
	if (nbits > 0)
		out[at++] = alphabet[bits << (BITS_A_CHARACTER - nbits) & 31];
	out[at] = '\0';
}

bool ident_valid(const char *s, size_t len)
{
	if (len < IDENT_MIN || len > IDENT_MAX)
		return false;
	for (size_t i = 0; i < len; i++)
		if (ident_value(s[i]) < 0)
			return false;
	return true;
}
