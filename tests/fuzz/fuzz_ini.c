/* Whatever a file holds: entries have a key, lines only rise, and a refusal is said with a place.
 */
#include "base/ini.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status check(void *ctx, const struct ini_entry *entry, struct error *e)
{
	unsigned *line = ctx;

	(void)e;
	assert(entry->line > *line);
	*line = entry->line;
	if (entry->key == NULL) {
		assert(*entry->section != '\0');
		return ST_OK;
	}
	assert(*entry->key != '\0' && strchr(entry->key, '=') == NULL &&
	    strchr(entry->key, ':') == NULL);
	assert(strlen(entry->value) <= INI_VALUE_MAX);
	assert(utf8_valid(entry->value, strlen(entry->value)));
	assert(strchr(entry->value, '\n') == NULL);
	return ST_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error e = { "" };
	unsigned line = 0;
	char path[64];
	enum status st;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	assert(fd >= 0);
	assert(write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	st = ini_read(path, check, &line, &e);
	assert(st == ST_OK || st == ST_INVALID);
	assert(st == ST_OK || strncmp(e.text, path, strlen(path)) == 0);
	close(fd);
	return 0;
}
