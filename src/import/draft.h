/* import/draft.h -- posts of site generators that are not for readers, or not yet */
#ifndef IMPORT_DRAFT_H
#define IMPORT_DRAFT_H

#include "base/clock.h"
#include "import/front.h"

/*
 * What a file is that stands so below the folder that is imported, where generators (Jekyll, Hugo,
 * Eleventy) do not publish it as a post, whatever its format: in a folder of drafts ("_drafts"), of
 * layouts or data, an error page or a section's own page by its name. Static, or NULL.
 */
const char *draft_path(const char *path);

/*
 * Does the front matter, or where the post stands (draft_path(), or a folder "drafts"), say that it
 * is not for readers? The reason ("a draft"), static, or NULL. Keys and values count in any case,
 * keys with "_" and "-" or without, and in the sections of front_own_name().
 */
const char *draft_of(const struct front *f, const char *path);

/*
 * The same of its days: what begins a day or more after `now` (clocks and zones differ) is not yet
 * due, what ends a day or more before it (Hugo's expiryDate) has expired. `published` is its date;
 * a date that the front matter has for its publication (Hugo's publishDate) counts before it and is
 * parsed with `z`, as is its end.
 */
const char *draft_by_date(
    const struct front *f, const struct when *published, const struct zone *z, int64_t now);

#endif
