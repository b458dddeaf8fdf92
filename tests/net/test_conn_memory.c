/* Connections for which there is no memory. */
#include "tests/net/scene.h"

#include <criterion/criterion.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
	STEP = 64 * 1024,
	TIMEOUT = 60, /* seconds, for a machine under load */
	TURNED_AWAY = 5,
};

static atomic_uint refused_callocs; /* how many of the next calls fail */

void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);

/* The linker sends the calls of the program and of this test here. */
void *__wrap_calloc(size_t n, size_t size)
{
	unsigned left = atomic_load(&refused_callocs);

	while (left > 0)
		if (atomic_compare_exchange_weak(&refused_callocs, &left, left - 1))
			return NULL;
	return __real_calloc(n, size);
}

static void client_comes_when_memory_is_short(struct scene *s)
{
	int turned_away[TURNED_AWAY], fd;

	atomic_store(&refused_callocs, TURNED_AWAY);
	for (size_t i = 0; i < TURNED_AWAY; i++)
		turned_away[i] = scene_connect(s);
	for (size_t i = 0; i < TURNED_AWAY; i++) {
		scene_hear(s, turned_away[i], STEP, 0);
		close(turned_away[i]);
	}
	fd = scene_connect(s);
	scene_say(fd, "/a\n", 3);
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

/* libuv waits for ever for a client that it told of to be taken. */
Test(conn, a_listener_hears_again_after_memory_was_short, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_comes_when_memory_is_short);

	scene_run(&s);
	cr_expect_eq(s.requests, 1);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}
