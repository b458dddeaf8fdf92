/* import/draft.h -- posts of site generators that are not for readers, or not yet */
#ifndef IMPORT_DRAFT_H
#define IMPORT_DRAFT_H

#include "base/clock.h"
#include "import/front.h"

/*
 * Does the front matter, or a folder of the post's path ("_drafts", "drafts"), say that it is not
 * for readers? The reason ("a draft"), static, or NULL. Keys and values count in any case, keys
 * with "_" and "-" or without, and in the sections of front_own_name().
 */
const char *draft_of(const struct front *f, const char *path);

/*
 * The same of its day: what begins a day or more after `now` (clocks and zones differ) is not yet
 * due. `published` is its date; a date that the front matter has for its publication (Hugo's
 * publishDate) counts before it and is parsed with `z`.
 */
const char *draft_not_due(
    const struct front *f, const struct when *published, const struct zone *z, int64_t now);

#endif
