/* import/shortcode.h -- WordPress's shortcodes: "[gallery ids="1,2"]", "[box]text[/box]" */
#ifndef IMPORT_SHORTCODE_H
#define IMPORT_SHORTCODE_H

#include "base/buf.h"
#include "base/status.h"

#include <stddef.h>

enum {
	SHORTCODE_TAG_MAX = 64 * 1024, /* bytes of one, its attributes counted; ours */
	SHORTCODE_NAMES_MAX = 64,      /* names told by their closing tags; ours */
	SHORTCODE_ESCAPED_MAX = 4096,  /* bytes of "[[name]text[/name]]"; ours */
};

/*
 * Append s[0..len), HTML as WordPress stores it, without its shortcodes (Shortcode API, "Output"):
 * what they enclose stays, unless it is one word of base64, and where two stand beside each other,
 * as those of page builders do, a paragraph ends; a caption and its picture become a figure; a URL
 * that is to be embedded or played becomes a paragraph; [code] becomes <pre>; "[[name]]" becomes
 * "[name]". A shortcode is what has attributes, or is closed, or is known to stand alone: "[sic]",
 * "[...]", "[1]" and
 * "[text](url)" stay. Nothing is touched within a tag, a comment, and <pre>, <code>, <script> and
 * <style>. The time is linear in len. ST_OK, ST_TOOBIG or ST_NOMEM, as buf_status().
 */
enum status shortcode_strip(const char *s, size_t len, struct buf *out);

#endif
