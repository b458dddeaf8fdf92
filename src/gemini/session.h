/* gemini/session.h -- Gemini's own of a request: how it is parsed, how its answer is framed */
#ifndef GEMINI_SESSION_H
#define GEMINI_SESSION_H

#include "gemini/wire.h"
#include "site/protocol.h"

/* The `ctx` of gemini_protocol. */
struct gemini {
	const struct words *words; /* of the capsule's language */
	struct gemini_hosts hosts;
};

extern const struct protocol_kind gemini_protocol;

#endif
