/* gemini/session.h -- one Gemini request: parsed, answered by the site, framed */
#ifndef GEMINI_SESSION_H
#define GEMINI_SESSION_H

#include "base/log.h"
#include "gemini/wire.h"
#include "net/conn.h"
#include "net/later.h"
#include "net/served.h"
#include "site/site.h"

/* The `ctx` of connections that speak gemini_protocol; one a worker. */
struct gemini {
	struct site *site;
	struct later *later; /* whose places are sites; NULL: every answer is made at once */
	struct gemini_hosts hosts;
	struct served_sink sink;
	const struct log *log;
};

extern const struct conn_protocol gemini_protocol;

#endif
