#include "text/html_pre.h"

#include "base/utf8.h"
#include "text/html_tree.h"

#include <stdint.h>
#include <string.h>

/* "language-c" or "lang-c" among the classes, as the HTML standard (4.5.15) recommends. */
static size_t language_of(const GumboNode *node, const char **language)
{
	static const char *const marks[] = { "language-", "lang-" };
	const char *s = html_tree_attribute(node, "class");

	for (size_t n; s != NULL && *s != '\0'; s += n + strspn(s + n, " \t\r\n")) {
		n = strcspn(s, " \t\r\n");
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			if (n <= strlen(marks[i]) || memcmp(s, marks[i], strlen(marks[i])) != 0)
				continue;
			*language = s + strlen(marks[i]);
			return n - strlen(marks[i]);
		}
	}
	return 0;
}

static size_t alt_of_pre(const GumboNode *pre, const char **alt)
{
	const GumboVector *children = &pre->v.element.children;
	const GumboNode *code = children->length > 0 ? children->data[0] : NULL;
	size_t n = language_of(pre, alt);

	if (n == 0 && code != NULL && code->type == GUMBO_NODE_ELEMENT &&
	    code->v.element.tag == GUMBO_TAG_CODE)
		n = language_of(code, alt);
	return n;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

enum status html_pre_write(const GumboNode *pre, const char *s, size_t len, struct doc *d)
{
	const char *end = s + len, *alt = "", *first;
	size_t alt_len = alt_of_pre(pre, &alt), n;
	struct buf line = BUF(SIZE_MAX / 4);
	enum status st;

	while (end > s && is_space(end[-1]))
		end--;
	/* Lines before the first that says something go; its own spaces stay. */
	for (first = s; first < end && is_space(*first); first++)
		if (*first == '\n')
			s = first + 1;
	for (first = s; s < end; s += n + 1) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));

		n = (size_t)((nl != NULL ? nl : end) - s);
		buf_reset(&line);
		utf8_expand_tabs(&line, s, n);
		if (s == first)
			doc_pre_begin(d, alt, alt_len, buf_str(&line), line.len);
		else
			doc_add(d, LINE_PRE, buf_str(&line), line.len);
	}
	st = buf_status(&line);
	buf_clear(&line);
	return st != ST_OK ? st : doc_status(d);
}
