#include "text/html_media.h"

#include "base/utf8.h"
#include "text/html_tree.h"

#include <stdlib.h>
#include <string.h>

enum {
	ALT_WORDS_MIN = 4,   /* fewer say "photo", a logo, or whose it is */
	FRAME_SIZE_MIN = 64, /* pixels; smaller frames count readers */
};

const char *html_media_alt(const GumboNode *image)
{
	const char *alt = html_tree_attribute(image, "alt");

	return alt != NULL && utf8_words(alt, strlen(alt)) >= ALT_WORDS_MIN ? alt : NULL;
}

/* The first of a srcset: "a.jpg 1x, b.jpg 2x". */
static bool link_first(struct html_lines *l, const char *srcset, const char *text)
{
	size_t n = strcspn(srcset + strspn(srcset, " \t\r\n"), " \t\r\n");
	char *url = strndup(srcset + strspn(srcset, " \t\r\n"), n);
	bool kept;

	if (url == NULL) {
		l->failure = ST_NOMEM;
		return false;
	}
	kept = n > 0 && html_lines_link(l, url, text);
	free(url);
	return kept;
}

/* Is it the address of a page or file, rather than the bytes of a place holder? */
static bool is_address(const char *src)
{
	return src != NULL && src[strspn(src, " \t\r\n")] != '\0';
}

bool html_media_image(struct html_lines *l, const GumboNode *image, const char *text)
{
	/* The real picture first, where scripts put it in the place of an empty one. */
	static const char *const names[] = { "data-src", "data-original", "data-lazy-src", "src" };
	const char *value;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		value = html_tree_attribute(image, names[i]);
		if (is_address(value) && html_lines_link(l, value, text))
			return true;
	}
	value = html_tree_attribute(image, "srcset");
	return value != NULL && link_first(l, value, text);
}

/* The address of a film: its own, or of the first of its <source>s. */
static const char *source_of(const GumboNode *film)
{
	const GumboVector *children = &film->v.element.children;
	const char *src = html_tree_attribute(film, "src");

	for (unsigned i = 0; !is_address(src) && i < children->length; i++) {
		const GumboNode *child = children->data[i];

		if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_SOURCE)
			src = html_tree_attribute(child, "src");
	}
	return src;
}

static bool is_large(const char *size)
{
	return size != NULL && (atoi(size) >= FRAME_SIZE_MIN || strchr(size, '%') != NULL);
}

/* Words in the addresses of frames that show a film; those of buttons and counters have none. */
static bool shows_film(const char *src)
{
	static const char *const words[] = { "/embed", "player", "video" };

	for (size_t i = 0; src != NULL && i < sizeof words / sizeof *words; i++)
		if (strcasestr(src, words[i]) != NULL)
			return true;
	return false;
}

/* Is the frame there to be looked at? Style sheets often give it its size. */
static bool is_seen(const GumboNode *frame, const char *src)
{
	const char *width = html_tree_attribute(frame, "width");
	const char *height = html_tree_attribute(frame, "height");

	if (width == NULL && height == NULL)
		return shows_film(src);
	return is_large(width) && is_large(height);
}

void html_media_film(struct html_lines *l, const GumboNode *film)
{
	const char *src = source_of(film), *title = html_tree_attribute(film, "title");

	if (film->v.element.tag == GUMBO_TAG_IFRAME && title == NULL && !is_seen(film, src))
		return;
	if (is_address(src))
		html_lines_link(l, src, title);
}
