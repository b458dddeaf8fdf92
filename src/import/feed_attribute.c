#include "import/feed_attribute.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { RANK_KIND = 1 };

static const char *attribute(const struct xml_attribute *attributes, size_t n, const char *name)
{
	return xml_attribute_of(attributes, n, "", name);
}

static bool ends(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);

	return n >= k && strcmp(s + n - k, with) == 0;
}

/* A copy of what is said, owned, or NULL. */
static enum status copy(const char *s, char **out)
{
	*out = s != NULL && *s != '\0' ? strdup(s) : NULL;
	return s != NULL && *s != '\0' && *out == NULL ? ST_NOMEM : ST_OK;
}

static enum status add_file(struct feed_item *item, const struct feed_scope *scope, const char *url,
    const char *title, const char *type, const char *size)
{
	struct record_file file = { .size = size != NULL ? strtoull(size, NULL, 10) : 0 };
	enum status st = feed_scope_resolve(scope, url, &file.url);

	if (st != ST_OK || file.url == NULL)
		return st;
	if ((st = copy(title, &file.title)) != ST_OK || (st = copy(type, &file.type)) != ST_OK) {
		record_file_clear(&file);
		return st;
	}
	record_add_file(&item->record, &file);
	item->given = true;
	return ST_OK;
}

enum status feed_attribute_file(struct feed_item *item, const struct feed_scope *scope,
    const struct feed_element *element, const struct xml_attribute *a, size_t n)
{
	const char *type = attribute(a, n, "type"), *medium = attribute(a, n, "medium");
	const char *size = attribute(a, n, "length");

	if (element->space[0] != '\0') {
		size = attribute(a, n, "fileSize");
		medium = medium != NULL ? medium : type != NULL ? type : "";
		if (strncasecmp(medium, "audio", 5) != 0 && strncasecmp(medium, "video", 5) != 0)
			return ST_OK;
	}
	return add_file(item, scope, attribute(a, n, "url"), NULL, type, size);
}

enum status feed_attribute_link(struct feed_item *item, const struct feed_scope *scope,
    const struct feed_element *element, const struct xml_attribute *a, size_t n)
{
	const char *rel = attribute(a, n, "rel"), *type = attribute(a, n, "type");
	const char *href = attribute(a, n, "href");
	bool is_page = type == NULL || strcasestr(type, "html") != NULL;
	enum status st;
	char *url;

	rel = rel != NULL && *rel != '\0' ? rel : "alternate";
	if (strcasecmp(rel, "enclosure") == 0)
		return add_file(
		    item, scope, href, attribute(a, n, "title"), type, attribute(a, n, "length"));
	if (strcasecmp(rel, "alternate") != 0)
		return ST_OK;
	if ((st = feed_scope_resolve(scope, href, &url)) == ST_OK)
		feed_item_set(item, COLUMN_URL, element->rank - !is_page, url);
	return st;
}

enum status feed_attribute_source(
    struct feed_item *item, const struct feed_scope *scope, const struct xml_attribute *a, size_t n)
{
	return add_file(item, scope, attribute(a, n, "src"), NULL, attribute(a, n, "type"), NULL);
}

enum status feed_attribute_category(
    struct feed_item *item, const struct xml_attribute *a, size_t n, bool *said)
{
	const char *scheme = attribute(a, n, "scheme"), *term = attribute(a, n, "term");
	const char *label = attribute(a, n, "label"), *kind;

	*said = term != NULL || (label != NULL && *label != '\0');
	if (term != NULL && scheme != NULL && ends(scheme, "#kind")) {
		kind = strrchr(term, '#');
		return feed_item_copy(item, COLUMN_TYPE, RANK_KIND, kind != NULL ? kind + 1 : term);
	}
	return *said ? feed_item_add_theme(item, label != NULL && *label != '\0' ? label : term)
		     : ST_OK;
}
