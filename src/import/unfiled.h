/* import/unfiled.h -- the theme that software gives to what has none: "Uncategorized" */
#ifndef IMPORT_UNFILED_H
#define IMPORT_UNFILED_H

#include <stdbool.h>

/* Does the name, or the slug, say in any of WordPress's languages that nobody chose a category? */
bool unfiled_is(const char *name);

#endif
