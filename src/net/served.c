#include "net/served.h"

#include <bsd/string.h>
#include <stdlib.h>
#include <string.h>

struct note {
	int status;
	const char *route;
	char read[IDENT_MAX + 1];
	bool robots;
	size_t len;
	char line[];
};

void served_begin(struct conn *c, const char *line, size_t len)
{
	size_t kept = len < SERVED_LINE_MAX ? len : SERVED_LINE_MAX;
	struct note *n = malloc(sizeof *n + kept);

	if (n != NULL) {
		*n = (struct note){ .route = "", .len = kept };
		memcpy(n->line, line, kept);
	}
	conn_attach(c, n);
}

void served_answer(struct conn *c, int status, const char *route, const char *read, bool robots)
{
	struct note *n = conn_data(c);

	if (n == NULL)
		return;
	n->status = status;
	n->route = route;
	n->robots = robots;
	strlcpy(n->read, read, sizeof n->read);
}

void served_end(
    struct conn *c, const char *protocol, bool delivered, const struct served_sink *sink)
{
	struct note *n = conn_data(c);

	if (n == NULL)
		return;
	sink->tell(sink->ctx,
	    &(struct served){
		.protocol = protocol,
		.client = *conn_client(c),
		.line = n->line,
		.line_len = n->len,
		.status = n->status,
		.route = n->route,
		.read = delivered ? n->read : "",
		.robots = n->robots,
		.bytes = conn_sent(c),
		.ms = conn_age_ms(c),
		.delivered = delivered,
	    });
	free(n);
	conn_attach(c, NULL);
}
