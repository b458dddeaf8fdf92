/* import/markup_tag.h -- tags of Liquid, Jinja, Hugo, Zola and kramdown in Markdown */
#ifndef IMPORT_MARKUP_TAG_H
#define IMPORT_MARKUP_TAG_H

enum {
	MARKUP_TAG_MAX = 2000, /* bytes: a longer one is no tag, but a brace that was left open */
	MARKUP_TAG_WORD = 32,  /* of a tag's first word, NUL counted */
};

/* The end of the tag at s, or NULL; its first word, without the marks of white space control, with
 * "end" before it where "/" stands there. */
const char *markup_tag_end(const char *s, const char *end, char word[MARKUP_TAG_WORD]);

/* The tag after s whose first word is `word`, and its end; NULL if there is none. */
const char *markup_tag_find(const char *s, const char *end, const char *word, const char **after);

#endif
