/* import/json.h -- JSON Feed, JSON Lines, and other JSON with articles in it */
#ifndef IMPORT_JSON_H
#define IMPORT_JSON_H

#include "import/format.h"

/*
 * Each object that json_values_each() finds is an article: its members mean what columns of a
 * table of that name do (column_named); json_record.h says which values are understood. Key,
 * missing titles and what is partial: record_take(), of a feed where the input is one (JSON Feed
 * 1.0 and 1.1, by its version), whose site, language and authors are those of its items then.
 * What is broken, or no object, is rejected with its line, and the rest goes on.
 */
enum status json_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
