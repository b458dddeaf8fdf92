#include "cmd/progress.h"

#include "base/clock.h"

#include <stdio.h>
#include <unistd.h>

enum {
	BAR_WIDTH = 30,
	BAR_EVERY_MS = 200,        /* a slow terminal keeps up */
	LINE_EVERY_MS = 10 * 1000, /* a log stays readable */
	SURE_AFTER_MS = 1000,      /* no rate is told before */
	TEXT_MAX = 120,
};

void progress_start(struct progress *p)
{
	*p = (struct progress){ .terminal = isatty(STDERR_FILENO), .start = clock_monotonic_ms() };
	p->next = p->start + (p->terminal ? BAR_EVERY_MS : LINE_EVERY_MS);
}

void progress_wipe(struct progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}

void progress_text(char *out, unsigned size, int64_t elapsed, unsigned long articles,
    unsigned long long done, unsigned long long total)
{
	unsigned long long rate = 0, left = 0;
	int n = snprintf(out, size, "%lu article%s", articles, articles == 1 ? "" : "s");

	if (elapsed >= SURE_AFTER_MS) {
		rate = articles * 1000ULL / (unsigned long long)elapsed;
		n += snprintf(out + n, size - (unsigned)n, ", %llu/s", rate);
	}
	if (total == 0)
		return;
	n += snprintf(out + n, size - (unsigned)n, " (%u%%", (unsigned)(done * 100 / total));
	if (elapsed >= SURE_AFTER_MS && done > 0) {
		left = (unsigned long long)elapsed / 100 * (total - done) / done / 10;
		n += snprintf(
		    out + n, size - (unsigned)n, ", %llu:%02llu left", left / 60, left % 60);
	}
	snprintf(out + n, size - (unsigned)n, ")");
}

void progress_show(
    struct progress *p, unsigned long articles, unsigned long long done, unsigned long long total)
{
	int64_t now = clock_monotonic_ms();
	char text[TEXT_MAX];
	int filled;

	if (now < p->next)
		return;
	if (done > total)
		done = total; /* some was read twice, or a file has grown */
	progress_text(text, sizeof text, now - p->start, articles, done, total);
	p->next = now + (p->terminal ? BAR_EVERY_MS : LINE_EVERY_MS);
	if (!p->terminal) {
		fprintf(stderr, "%s\n", text);
		return;
	}
	filled = total > 0 ? (int)(done * BAR_WIDTH / total) : 0;
	fprintf(stderr, "\r[%.*s%*s] %s\033[K", filled, "##############################",
	    BAR_WIDTH - filled, "", text);
	p->drawn = true;
}
