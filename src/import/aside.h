/* import/aside.h -- files that stand beside the articles of a site or a blog, and are none */
#ifndef IMPORT_ASIDE_H
#define IMPORT_ASIDE_H

#include "import/format.h"

/*
 * Told by content and, where that is not sure, by the name too: never by a name alone. Each has its
 * reader, which leaves the file out under its name.
 */

/* A picture, sound, film or font. */
bool aside_is_media(const struct format_head *head);
enum status aside_leave_media(
    struct input *in, const struct import_options *options, const struct sink *sink);

/* A style sheet or script. */
bool aside_is_code(const struct format_head *head);
enum status aside_leave_code(
    struct input *in, const struct import_options *options, const struct sink *sink);

/* A file for programs: robots.txt, package.json, _config.yml, a site map. */
bool aside_is_settings(const struct format_head *head);
enum status aside_leave_settings(
    struct input *in, const struct import_options *options, const struct sink *sink);

/* A file about the others: LICENSE, README.txt. Those that are Markdown are told by their text,
 * where no front matter says that it is a post. */
extern const char aside_notice[];
bool aside_is_notice_text(const char *path, const char *text, size_t len);
bool aside_is_notice(const struct format_head *head);
enum status aside_leave_notice(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
