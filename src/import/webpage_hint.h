/* import/webpage_hint.h -- what the words in an element's class and id say of it */
#ifndef IMPORT_WEBPAGE_HINT_H
#define IMPORT_WEBPAGE_HINT_H

#include "import/webpage_node.h"

enum webpage_hint {
	HINT_UNLIKELY = 1, /* to be text: menus, comments, advertising */
	HINT_MAYBE = 2,    /* and yet: "column", "main" */
	HINT_SHARE = 4,
	HINT_BYLINE = 8,
	HINT_LEAD = 16,
};

/* Sets hints and weight (WEBPAGE_WEIGHT for or against, for class and id each) of every element. */
enum { WEBPAGE_WEIGHT = 25 };
void webpage_hints(struct webpage_nodes *n);

#endif
