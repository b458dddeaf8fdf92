/* gopher/session.h -- one Gopher request: parsed, answered by the site, written down */
#ifndef GOPHER_SESSION_H
#define GOPHER_SESSION_H

#include "base/log.h"
#include "gopher/menu.h"
#include "net/conn.h"
#include "net/later.h"
#include "net/served.h"
#include "site/site.h"

/* The `ctx` of connections that speak gopher_protocol; one a worker. */
struct gopher {
	struct site *site;
	struct later *later; /* whose places are sites; NULL: every answer is made at once */
	struct gopher_style style;
	struct served_sink sink;
	const struct log *log;
};

extern const struct conn_protocol gopher_protocol;

#endif
