#include "net/served.h"

#include "tests/net/scene.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TIMEOUT = 60, LARGE = 32 * 1024 * 1024 };

/* What the sink was told, kept beyond the call. */
struct told {
	unsigned times;
	struct served last;
	char line[SERVED_LINE_MAX + 1], read[IDENT_MAX + 1], route[32];
};

static struct told told;

static void tell(void *ctx, const struct served *s)
{
	struct told *t = ctx;

	t->times++;
	t->last = *s;
	memcpy(t->line, s->line, s->line_len);
	t->line[s->line_len] = '\0';
	snprintf(t->read, sizeof t->read, "%s", s->read);
	snprintf(t->route, sizeof t->route, "%s", s->route);
}

static const struct served_sink sink = { tell, &told };

static void request(void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how)
{
	struct scene *s = ctx;
	struct buf bytes = BUF(LARGE);

	(void)how;
	s->requests++;
	served_begin(c, line, len);
	served_answer(c, 20, "/a/{id}", "k3f9qz1", true);
	for (size_t i = 0; i < s->answer_size; i++)
		buf_putc(&bytes, scene_byte(i));
	conn_send(c, &bytes);
	sem_post(&s->asked);
}

static void ended(void *ctx, struct conn *c, bool delivered)
{
	struct scene *s = ctx;

	served_end(c, "test", delivered, &sink);
	s->ends++;
}

static void client_asks(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a/k3f9qz1\n", 11);
	scene_hear(s, fd, 4096, 0);
	close(fd);
}

static void client_goes_away(struct scene *s)
{
	struct linger at_once = { .l_onoff = 1 };
	int fd = scene_connect(s);

	scene_say(fd, "/a/k3f9qz1\n", 11);
	sem_wait(&s->asked);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
}

static void run(void (*client)(struct scene *s), size_t size)
{
	struct scene s = scene_new(client);

	s.protocol.request = request;
	s.protocol.ended = ended;
	s.answer_size = size;
	scene_run(&s);
	scene_free(&s);
}

Test(served, request_is_told_once_with_its_answer, .timeout = TIMEOUT)
{
	static const unsigned char loopback[16] = { [10] = 0xff, [11] = 0xff, 127, 0, 0, 1 };

	run(client_asks, 6);
	cr_assert_eq(told.times, 1);
	cr_expect_str_eq(told.last.protocol, "test");
	cr_expect_eq(memcmp(told.last.client.address, loopback, sizeof loopback), 0);
	cr_expect_str_eq(told.line, "/a/k3f9qz1");
	cr_expect_eq(told.last.status, 20);
	cr_expect_str_eq(told.route, "/a/{id}");
	cr_expect_str_eq(told.read, "k3f9qz1");
	cr_expect(told.last.robots);
	cr_expect_eq(told.last.bytes, 6);
	cr_expect(told.last.delivered);
}

Test(served, article_that_was_cut_is_not_read, .timeout = TIMEOUT)
{
	run(client_goes_away, LARGE);
	cr_assert_eq(told.times, 1);
	cr_expect_eq(told.last.status, 20);
	cr_expect_str_eq(told.read, "");
	cr_expect(told.last.robots, "it asked, whatever it got");
	cr_expect(!told.last.delivered);
}
