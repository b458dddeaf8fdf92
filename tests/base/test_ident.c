#include "tests/base/helpers.h"

#include "base/ident.h"

#include <criterion/criterion.h>
#include <string.h>

Test(ident, it_is_the_base32_of_sha_256)
{
	/* SHA-256("abc"), FIPS 180-2 B.1: ba7816bf 8f01cfea 414140de 5dae2223 ... */
	static const unsigned char sha_abc[8] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea };
	unsigned char digest[DIGEST_SIZE];
	char id[IDENT_MAX + 1];

	ident_digest("abc", 3, digest);
	cr_expect_arr_eq(digest, sha_abc, sizeof sha_abc);
	ident_of("abc", 3, id);
	/* 10111 01001 11100 00001 01101 01111 11100 0... */
	cr_expect_eq(strncmp(id, "q9w1dfw", 7), 0, "%s", id);
	cr_expect_eq(strlen(id), IDENT_MAX);
}

Test(ident, an_empty_key_has_one_too)
{
	char id[IDENT_MAX + 1];

	ident_of("", 0, id);
	cr_expect_eq(strlen(id), IDENT_MAX);
	cr_expect(ident_valid(id, IDENT_MAX));
}

Test(ident, every_beginning_of_one_is_valid)
{
	char id[IDENT_MAX + 1];

	ident_of("a key", 5, id);
	for (size_t n = 0; n <= IDENT_MAX; n++)
		cr_expect_eq(ident_valid(id, n), n >= IDENT_MIN, "%zu", n);
}

Test(ident, other_letters_and_lengths_are_none)
{
	static const char *const rows[] = { "", "abcdef", "ABCDEFG", "abcdefi", "abcdefl",
		"abcdefo", "abcdefu", "abc-efg", "abc/efg", "abcdef\xc3\xa9",
		"00000000000000000000000000000000000000000000000000000" };

	for (size_t i = 0; i < LENGTH(rows); i++)
		cr_expect_not(ident_valid(rows[i], strlen(rows[i])), "%s", rows[i]);
	cr_expect_not(ident_valid("abcdef\0", 7));
	cr_expect(ident_valid("k3f9qz1", 7));
}
