#include "import/figure.h"

#include <ctype.h>
#include <string.h>

/* The value of `name` ("caption=") among the attributes of a shortcode, *len 0 if there is none. */
static const char *attribute(const char *s, const char *end, const char *name, size_t *len)
{
	const char *from = s, *close;

	*len = 0;
	for (size_t n = strlen(name); (s = memmem(s, (size_t)(end - s), name, n)) != NULL; s++) {
		if (s == from || !isspace((unsigned char)s[-1]) || s + n == end)
			continue;
		s += n;
		if ((*s != '"' && *s != '`') ||
		    (close = memchr(s + 1, *s, (size_t)(end - s - 1))) == NULL)
			return NULL;
		*len = (size_t)(close - s - 1);
		return s + 1;
	}
	return NULL;
}

void figure_put(struct buf *out, const char *tag, const char *end)
{
	size_t len, n;
	const char *src = attribute(tag, end, "src=", &n);
	const char *text = attribute(tag, end, "caption=", &len);

	if (text == NULL)
		text = attribute(tag, end, "title=", &len);
	if (text == NULL || len == 0)
		return;
	buf_puts(out, "\n\n<figure>");
	if (src != NULL && memchr(src, '"', n) == NULL && memchr(src, '\n', n) == NULL)
		buf_printf(out, "<img src=\"%.*s\">", (int)n, src);
	buf_puts(out, "<figcaption>");
	for (size_t i = 0; i < len; i++) /* an empty line would end the block */
		buf_putc(out, text[i] == '\n' ? ' ' : text[i]);
	buf_puts(out, "</figcaption></figure>\n\n");
}
