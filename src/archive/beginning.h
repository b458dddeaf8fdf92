/* archive/beginning.h -- a text that is only the beginning of another; for archive/ only */
#ifndef ARCHIVE_BEGINNING_H
#define ARCHIVE_BEGINNING_H

#include "base/status.h"

#include <stdbool.h>

/*
 * Is `body`, gemtext, only the beginning of the longer `there`: does that begin with the same
 * letters and digits (utf8_fold(), so that an ellipsis and spaces say nothing), the links after
 * `body` left out? `partial` says that one of both is known to be no whole text; else `body` must
 * end with an ellipsis: what an editor took out at the end is a change. ST_OK, ST_TOOBIG or
 * ST_NOMEM; *is is false unless ST_OK.
 */
enum status beginning_is(const char *body, const char *there, bool partial, bool *is);

#endif
