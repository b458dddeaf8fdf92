/*
 * A text as WordPress stores it, of any bytes: without its shortcodes, and with its paragraphs, it
 * is as clean as it was, and no longer than what its pieces may become.
 */
#include "base/utf8.h"
#include "import/autop.h"
#include "import/shortcode.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BARE_MAX = 8, PARTED_MAX = 8, SLACK = 256 /* of one figure or link in a short text */ };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf bare = BUF(1 << 26), html = BUF(1 << 26), again = BUF(1 << 26);
	bool clean = utf8_valid((const char *)data, size);

	assert(shortcode_strip((const char *)data, size, &bare) == ST_OK);
	assert(bare.len <= BARE_MAX * size + SLACK);
	assert(!clean || utf8_valid(buf_str(&bare), bare.len));
	assert(autop_write(buf_str(&bare), bare.len, &html) == ST_OK);
	assert(html.len <= PARTED_MAX * bare.len + SLACK);
	assert(!clean || utf8_valid(buf_str(&html), html.len));
	assert(autop_write(buf_str(&html), html.len, &again) == ST_OK);
	buf_clear(&bare);
	buf_clear(&html);
	buf_clear(&again);
	return 0;
}
