/* import/markdown.h -- posts of site generators: Markdown or HTML, with or without front matter */
#ifndef IMPORT_MARKDOWN_H
#define IMPORT_MARKDOWN_H

#include "import/format.h"

/* Is it named as Markdown, and has it a heading or a head (head.h)? What has front matter between
 * marks is told by that, whatever its name. */
bool markdown_looks(const struct format_head *head);

/*
 * One article an input, of at most MARKDOWN_MAX bytes. From the front matter (YAML, TOML, JSON or a
 * head) its title, day, language, themes, byline and summary, under the names that Jekyll, Hugo,
 * Zola, Pelican and MkDocs have for them. What is missing is told from the name of the file and the
 * body: the day from "2023-06-14-name.md" or a path "2023/06/14/name", the title from the first
 * heading, the summary from what stands before <!--more-->.
 *
 * Its key is an id that is one everywhere, else its permalink, else its relative path. Drafts, in
 * all spellings and by their folder, what is private, hidden or not yet due (draft.h) goes to
 * sink->skip.
 */
enum status markdown_import(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
