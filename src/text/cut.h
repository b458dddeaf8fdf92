/* text/cut.h -- text cut short: doing it, and telling that it was done */
#ifndef TEXT_CUT_H
#define TEXT_CUT_H

#include <stddef.h>

enum { CUT_MIN = 8 }; /* bytes; less says nothing */

/*
 * `s` whole if it has at most `max` bytes, else cut after a word (within one, at a character, only
 * where it fills half of it), with an ellipsis that counts. `out` holds at least `max` + 1 bytes,
 * or is s itself; max is at least CUT_MIN.
 */
void cut_text(const char *s, size_t max, char *out);

/* The bytes of the mark of a cut at the end of s[0..len): "...", an ellipsis character, either
 * before a closing bracket, ".. ."; 0: it is whole. */
size_t cut_mark(const char *s, size_t len);

#endif
