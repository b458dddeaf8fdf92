/* import/record_key.h -- the key of the article that a record becomes; for record.c */
#ifndef IMPORT_RECORD_KEY_H
#define IMPORT_RECORD_KEY_H

#include "import/record.h"

/*
 * Set a->key, as record_take() says it: by the record's id and URL, else by the title, day and body
 * that *a has. Ids and titles are noted in *all. ST_OK or ST_NOMEM.
 */
enum status record_key(struct records *all, const struct record *r, struct article *a);

#endif
