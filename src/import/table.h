/* import/table.h -- CSV, TSV and their like: a row is an article */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include "import/format.h"

/* A header that names title and body, or rows too regular for prose. */
bool table_looks(const struct format_head *head);

/*
 * The meaning of the columns comes from the header, where its names are known; else from
 * options->columns, and the first row is an article then. So one --columns serves a folder in which
 * some tables have a header. Each line of a body is a paragraph, unless it was wrapped.
 *
 * The key of an article is its id where that is one everywhere (a URL, URN, tag or UUID), else its
 * URL where that is absolute, else in->key with "#" and the id, the URL or the digest of the title
 * (and of the body too from the second of a title on), so that rows may change their order.
 */
enum status table_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
