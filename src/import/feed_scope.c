#include "import/feed_scope.h"

#include "text/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *feed_scope_base(const struct feed_scope *s)
{
	for (size_t i = s->depth + 1; i-- > 0;)
		if (s->at[i].base != NULL)
			return s->at[i].base;
	return s->home;
}

enum status feed_scope_resolve(const struct feed_scope *s, const char *link, char **out)
{
	char whole[URI_LINK_MAX + 1];

	*out = NULL;
	if (link == NULL || link[strspn(link, " \t\r\n")] == '\0' ||
	    uri_resolve(feed_scope_base(s), link, strlen(link), whole) != ST_OK)
		return ST_OK;
	return (*out = strdup(whole)) != NULL ? ST_OK : ST_NOMEM;
}

enum status feed_scope_push(struct feed_scope *s, const struct xml_attribute *attributes, size_t n)
{
	const char *lang = xml_attribute_of(attributes, n, XML_SPACE, "lang");
	const char *outer = s->at[s->depth].lang;
	char *base;
	enum status st = feed_scope_resolve(
	    s, xml_attribute_of(attributes, n, XML_SPACE, "base"), &base);

	s->depth++;
	s->at[s->depth].base = base;
	snprintf(s->at[s->depth].lang, LANG_SIZE, "%s", lang != NULL ? lang : outer);
	return st;
}

void feed_scope_pop(struct feed_scope *s)
{
	free(s->at[s->depth].base);
	s->at[s->depth--].base = NULL;
}

void feed_scope_clear(struct feed_scope *s)
{
	while (s->depth > 0)
		feed_scope_pop(s);
	free(s->home);
	s->home = NULL;
}
