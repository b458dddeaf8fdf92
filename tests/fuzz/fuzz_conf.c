/* tests/fuzz/fuzz_conf.c -- an INI file of any bytes: refused with one line, or within all bounds
 */
#include "conf/conf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_path(const char *path)
{
	assert(path != NULL && (path[0] == '\0' || path[0] == '/'));
}

static void check_listen(const struct conf_list *listen)
{
	char address[CONF_ADDRESS_SIZE];
	unsigned port;

	assert(listen->n <= 16);
	for (size_t i = 0; i < listen->n; i++) {
		assert(conf_address(listen->items[i], address, &port));
		assert(port <= 65535);
	}
}

static void check_hosts(const struct conf_list *hosts)
{
	assert(hosts->n >= 1 && hosts->n <= 32);
	for (size_t i = 0; i < hosts->n; i++) {
		size_t n = strspn(hosts->items[i], "abcdefghijklmnopqrstuvwxyz0123456789-.:");

		assert(n > 0 && n <= 253 && hosts->items[i][n] == '\0');
	}
}

static void check_pages(const struct conf *c)
{
	assert(c->pages.per_page >= 1 && c->pages.per_page <= 200);
	assert(c->pages.window >= 3600);
	assert(c->pages.edition >= 4096 && c->pages.edition <= 1 << 20);
	assert(c->pages.nfront >= 1 && c->pages.nfront <= CONF_FRONT_MAX);
	for (size_t i = 0; i < c->pages.nfront; i++)
		assert(c->pages.front[i].part <= CONF_FRONT_SEARCH &&
		    (c->pages.front[i].theme[0] != '\0') ==
			(c->pages.front[i].part == CONF_FRONT_THEME));
}

static void check_sources(const struct conf *c)
{
	assert(c->nsources <= 256);
	for (size_t i = 0; i < c->nsources; i++) {
		const struct conf_source *s = &c->sources[i];

		assert(strncmp(s->url, "http", 4) == 0 && s->theme != NULL && s->lang != NULL);
		assert(s->every >= 60 && s->keep >= 0 && s->line > 0);
		for (size_t j = 0; j < i; j++)
			assert(strcmp(s->name, c->sources[j].name) != 0);
	}
}

static void check_conf(const struct conf *c)
{
	const char *paths[] = { c->file, c->capsule.root, c->archive.path, c->archive.reads,
		c->gemini.certificate, c->gemini.key, c->server.chroot, c->server.pid_file,
		c->log.file };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		check_path(paths[i]);
	assert((c->gemini.certificate[0] == '\0') == (c->gemini.key[0] == '\0'));
	assert(c->capsule.name[0] != '\0' && strchr(c->capsule.name, '\n') == NULL);
	assert(strchr(c->capsule.lang, '/') == NULL && strlen(c->capsule.lang) >= 2);
	assert(c->gopher.port <= 65535 && c->gopher.columns >= 30 && c->gopher.columns <= 200);
	assert(c->server.workers <= 256 && c->server.cache >= 0);
	assert((c->limits.rate == 0) == (c->limits.burst == 0));
	assert(c->limits.request >= 1 && c->limits.stall >= 1);
	assert(c->log.level <= LEVEL_DEBUG && c->log.clients <= CLIENTS_NONE);
	check_listen(&c->gemini.listen);
	check_listen(&c->gopher.listen);
	check_hosts(&c->capsule.host);
	check_pages(c);
	check_sources(c);
}

/* What is told of a mistake is one line that begins with the file's path. */
static void check_error(const char *path, const struct error *e)
{
	assert(strncmp(e->text, path, strlen(path)) == 0);
	for (const char *s = e->text; *s != '\0'; s++)
		assert((unsigned char)*s >= ' ' && *s != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	struct conf *c = NULL;
	struct error e = { "" };
	char path[64];
	enum status st;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	st = conf_load(path, &c, &e);
	assert((st == ST_OK) == (c != NULL));
	assert(st == ST_OK || st == ST_INVALID);
	if (st == ST_OK)
		check_conf(c);
	else
		check_error(path, &e);
	conf_free(c);
	close(fd);
	return 0;
}
