/* import/withheld.h -- what its software keeps from readers: drafts, private posts */
#ifndef IMPORT_WITHHELD_H
#define IMPORT_WITHHELD_H

#include "import/record.h"

/* What a post of that status (WordPress's names, and Ghost's "scheduled") is called to people, "a
 * draft"; NULL where the status is none that keeps it from readers, or not known. */
const char *withheld_state(const char *status);

/* The same of what a record says of itself: its status, whether it is a draft, or published. */
const char *withheld_record(const struct record *r);

#endif
