/* import/webpage_error.h -- titles of the pages that a server shows instead of one */
#ifndef IMPORT_WEBPAGE_ERROR_H
#define IMPORT_WEBPAGE_ERROR_H

#include <stdbool.h>

/*
 * Does the title say that there is no such page, or that it may not be seen? It is one of the
 * titles that such pages have, with a site's name or without; or it says the number of an HTTP
 * error (RFC 9110, 15.5 and 15.6) together with words of one. "1500 teachers" and "a plane that
 * cannot be found" are news.
 */
bool webpage_error_title(const char *title);

#endif
