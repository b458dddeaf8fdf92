#include "import/markup_tag.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *open, *close;
} tags[] = { { "{%", "%}" }, { "{{<", ">}}" }, { "{{%", "%}}" }, { "{{", "}}" }, { "{#", "#}" },
	{ "{:", "}" } };

const char *markup_tag_end(const char *s, const char *end, char word[MARKUP_TAG_WORD])
{
	bool slash = false;
	const char *close;
	size_t n;

	if ((size_t)(end - s) > MARKUP_TAG_MAX)
		end = s + MARKUP_TAG_MAX;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		n = strlen(tags[i].open);
		if ((size_t)(end - s) < n || memcmp(s, tags[i].open, n) != 0)
			continue;
		s += n;
		close = memmem(s, (size_t)(end - s), tags[i].close, strlen(tags[i].close));
		if (close == NULL)
			return NULL;
		while (s < close && strchr(" \t\n-+/", *s) != NULL)
			slash = *s++ == '/' || slash;
		/* "/highlight" is how Hugo ends what "highlight" began. */
		snprintf(word, MARKUP_TAG_WORD, "%s%.*s", slash ? "end" : "",
		    (int)strcspn(s, " \t\n-%}>("), s);
		return close + strlen(tags[i].close);
	}
	return NULL;
}

const char *markup_tag_find(const char *s, const char *end, const char *word, const char **after)
{
	char found[MARKUP_TAG_WORD];

	for (; (s = memchr(s, '{', (size_t)(end - s))) != NULL; s++)
		if ((*after = markup_tag_end(s, end, found)) != NULL && strcmp(found, word) == 0)
			return s;
	return NULL;
}
