#include "site/cache.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX = 64 * 1024, KEYS = 200 };

static struct cache *opened(size_t max)
{
	struct cache *c;

	cr_assert_eq(cache_open(max, &c), ST_OK);
	return c;
}

/* `len` bytes of one kind, as the status says, too. */
static void put(struct cache *c, const char *key, size_t len, char byte)
{
	static char bytes[MAX];
	struct reply r = { .bytes = bytes, .len = len, .status = byte, .route = "/" };

	memset(bytes, byte, len);
	strcpy(r.read, "abcdefg");
	cache_put(c, key, &r);
}

static bool has(struct cache *c, const char *key, size_t len, char byte)
{
	const struct reply *r = cache_get(c, key);

	if (r == NULL)
		return false;
	cr_expect_str_eq(r->read, "abcdefg");
	cr_expect_str_eq(r->route, "/");
	cr_expect_eq(r->status, byte);
	cr_assert_eq(r->len, len);
	for (size_t i = 0; i < len; i++)
		cr_assert_eq(r->bytes[i], byte);
	return true;
}

static char *key_of(unsigned n)
{
	static char key[64];

	snprintf(key, sizeof key, "g /a/%u", n);
	return key;
}

Test(cache, never_takes_more_than_it_may)
{
	struct cache *c = opened(MAX);
	size_t lens[KEYS] = { 0 }, fullest = 0;
	unsigned hits = 0;

	srand(7);
	for (unsigned i = 0; i < 50000; i++) {
		unsigned n = (unsigned)rand() % KEYS;

		if (rand() % 8 == 0) {
			cache_drop(c, key_of(n));
			cr_assert_null(cache_get(c, key_of(n)));
		} else if (rand() % 2 == 0) {
			lens[n] = (size_t)rand() % (MAX / 32);
			put(c, key_of(n), lens[n], (char)('a' + n % 26));
		} else {
			hits += has(c, key_of(n), lens[n], (char)('a' + n % 26));
		}
		cr_assert_leq(cache_bytes(c), MAX);
		fullest = cache_bytes(c) > fullest ? cache_bytes(c) : fullest;
	}
	cr_expect_gt(hits, 1000);
	cr_expect_gt(fullest, MAX - MAX / 32, "it is used: %zu", fullest);
	cr_expect_gt(cache_count(c), 20);
	cache_close(c);
}

/* What malloc() has given away, its own bytes counted. */
static size_t allocated(void)
{
	return mallinfo2().uordblks;
}

/* Of sizes for which malloc() keeps no list of freed pieces, which it would count as given away. */
Test(cache, counts_all_that_it_takes)
{
	enum { SMALLEST = 1100, ROUNDS = 5000 };
	size_t before = allocated(), most = 0;
	struct cache *c;
	bool within = true;

	if (SUPPORT_SANITIZED)
		return; /* another malloc() */
	c = opened(MAX);
	for (unsigned i = 0; i < ROUNDS; i++) {
		put(c, key_of(i % KEYS), SMALLEST + i * 7 % 1000, 'x');
		within = within && allocated() - before <= cache_bytes(c);
		most = cache_count(c) > most ? cache_count(c) : most;
	}
	cr_expect(within);
	/* And it does not count much more. */
	cr_expect_gt(allocated() - before, cache_bytes(c) - CACHE_MALLOC * most);
	cache_close(c);
}

Test(cache, what_was_not_asked_for_longest_goes_first)
{
	struct cache *c = opened(MAX);
	unsigned n = 0, left = 0;
	size_t count;

	do {
		count = cache_count(c);
		put(c, key_of(n++), 3000, 'x');
	} while (cache_count(c) > count);
	/* The first made room for the last. */
	cr_expect_null(cache_get(c, key_of(0)));
	cr_assert(has(c, key_of(1), 3000, 'x'));
	put(c, key_of(n++), 3000, 'x');
	cr_expect(has(c, key_of(1), 3000, 'x'), "it was asked for");
	cr_expect_null(cache_get(c, key_of(2)));
	for (unsigned i = 0; i < n; i++)
		left += has(c, key_of(i), 3000, 'x');
	cr_expect_eq(left, n - 2);
	cr_expect_eq(cache_count(c), left);
	cache_close(c);
}

Test(cache, a_key_has_the_last_that_was_put)
{
	struct cache *c = opened(MAX);
	size_t empty = cache_bytes(c), one;

	put(c, "g /", 100, 'x');
	one = cache_bytes(c);
	cr_expect_gt(one, empty + 100);
	put(c, "g /", 200, 'y');
	cr_expect(has(c, "g /", 200, 'y'));
	cr_expect_eq(cache_bytes(c), one + 100);
	cr_expect_eq(cache_count(c), 1);
	cr_expect_null(cache_get(c, "o /"));
	cache_drop(c, "o /");
	cache_drop(c, "g /");
	cr_expect_eq(cache_bytes(c), empty);
	cache_close(c);
}

/* And what the key had was of another time. */
Test(cache, what_takes_more_than_its_share_is_not_kept)
{
	struct cache *c = opened(MAX);
	size_t empty = cache_bytes(c), beside;

	put(c, "g /", 0, 'x');
	beside = cache_bytes(c) - empty;
	put(c, "g /", MAX / CACHE_SHARE - beside, 'x');
	cr_expect_eq(cache_bytes(c) - empty, MAX / CACHE_SHARE);
	put(c, "g /", MAX / CACHE_SHARE - beside + 1, 'x');
	cr_expect_null(cache_get(c, "g /"));
	cr_expect_eq(cache_bytes(c), empty);
	cache_close(c);
}

Test(cache, of_no_size_keeps_nothing)
{
	static const size_t sizes[] = { 0, 1, CACHE_BUCKET - 1 };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct cache *c = opened(sizes[i]);

		put(c, "g /", 0, 'x');
		cr_expect_null(cache_get(c, "g /"));
		cache_drop(c, "g /");
		cr_expect_eq(cache_count(c), 0);
		cache_close(c);
	}
}

Test(cache, keys_of_one_bucket_are_told_apart)
{
	struct cache *c = opened(CACHE_BUCKET);

	for (char n = 'a'; n < 'd'; n++)
		put(c, (char[]){ 'g', n, '\0' }, 1, n);
	for (char n = 'a'; n < 'd'; n++)
		cr_expect(has(c, (char[]){ 'g', n, '\0' }, 1, n));
	cache_close(c);
}
