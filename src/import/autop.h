/* import/autop.h -- WordPress's automatic paragraphs (the effect of its wpautop()) */
#ifndef IMPORT_AUTOP_H
#define IMPORT_AUTOP_H

#include "base/buf.h"
#include "base/status.h"

#include <stddef.h>

/*
 * Append s[0..len), HTML as WordPress stores it, with what its newlines mean: a blank line parts
 * paragraphs (<p>), a newline within one is a <br>, unless the paragraph was wrapped to a width
 * (block_is_wrapped). Elements that nobody sees, or that stand alone (<script>, <iframe>), part
 * nothing, and the newlines around them do. Newlines beside block elements and explicit <br>s mean
 * nothing; <pre>, <script>, <style> and <textarea> stay as they are. Within the blocks of the newer
 * editor
 * ("<!-- wp:paragraph -->") newlines are spaces. Comments go, <!--nextpage--> parts paragraphs. A
 * URL that is a line of its own becomes a link, as WordPress embeds it. The time is linear in len.
 * ST_OK, ST_TOOBIG or ST_NOMEM, as buf_status().
 */
enum status autop_write(const char *s, size_t len, struct buf *out);

#endif
