/* text/slug.h -- names as path segments */
#ifndef TEXT_SLUG_H
#define TEXT_SLUG_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { SLUG_MAX = 48 };

/*
 * "Économie & société" gives "economie-societe": ASCII letters and digits in lower case, runs of
 * anything else one hyphen, none at the ends, cut at a word at SLUG_MAX bytes. A name without any
 * such letter, or with letters that have no ASCII spelling, gives the first IDENT_MIN characters
 * of the ident of its folded form: "Москва 2024" and "Київ 2024" are not both "2024".
 */
void slug_of(const char *name, char out[SLUG_MAX + 1]);

/* Could slug_of() have made it? */
bool slug_valid(const char *s, size_t len);

#endif
