/* text/charset_table.h -- what charset.c looks up: spellings and the bytes of 8-bit sets */
#ifndef TEXT_CHARSET_TABLE_H
#define TEXT_CHARSET_TABLE_H

#include <stdint.h>

/* The code points of the bytes 0x80 to 0xff; 0 where the set has none. */
enum { CHARSET_TABLE_HIGH = 128 };
extern const uint16_t charset_table_1252[CHARSET_TABLE_HIGH];
extern const uint16_t charset_table_latin1[CHARSET_TABLE_HIGH];

/*
 * How a character is written in ASCII, 1 to 5 bytes; NULL for those that the table does not name
 * because Unicode's own decomposition (é: e and an accent, ﬁ: f and i) says it.
 */
const char *charset_table_spelling(uint32_t cp);

#endif
