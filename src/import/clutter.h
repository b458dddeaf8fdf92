/* import/clutter.h -- boxes among the paragraphs of a page or a feed's text that are no part of it
 */
#ifndef IMPORT_CLUTTER_H
#define IMPORT_CLUTTER_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Is the element, with all in it, one of these: what a class or id says is asking for consent to
 * cookies, the readers' comments or the form for them, WordPress's sharing buttons and related
 * posts; a line or list whose links all go to where pages are shared (the address says so); a line
 * that says no more than "Publicité" or "Partager", or calls for a subscription to the newsletter?
 * Looks at a bounded number of nodes; takes no memory that outlives the call.
 */
bool clutter_is(const GumboNode *element);

/* Is it what comments are headed with: "Commentaires (2)", "Laisser un commentaire"? */
bool clutter_heads_comments(const char *s, size_t len);

#endif
