#include "import/xml_root.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool begins(const char *s, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - s) >= n && strncasecmp(s, with, n) == 0;
}

/* Behind the next `mark` in s..end; end if there is none. */
static const char *skip_to(const char *s, const char *end, const char *mark)
{
	const char *at = memmem(s, (size_t)(end - s), mark, strlen(mark));

	return at != NULL ? at + strlen(mark) : end;
}

/* Behind the "]" of an internal subset: not one in a literal, comment or instruction. */
static const char *skip_subset(const char *s, const char *end)
{
	while (s < end) {
		if (*s == ']')
			return s + 1;
		if (begins(s, end, "<!--"))
			s = skip_to(s + 4, end, "-->");
		else if (begins(s, end, "<?"))
			s = skip_to(s, end, "?>");
		else if (*s == '"' || *s == '\'')
			s = skip_to(s + 1, end, *s == '"' ? "\"" : "'");
		else
			s++;
	}
	return end;
}

static const char *skip_doctype(const char *s, const char *end)
{
	char quote = '\0';

	while (s < end && *s != '>') {
		if (quote == '\0' && *s == '[') {
			s = skip_subset(s + 1, end);
			continue;
		}
		if (quote != '\0')
			quote = *s == quote ? '\0' : quote;
		else if (*s == '"' || *s == '\'')
			quote = *s;
		s++;
	}
	return s < end ? s + 1 : end;
}

const char *xml_root(const char *s, const char *end)
{
	for (;;) {
		while (s < end && isspace((unsigned char)*s))
			s++;
		if (begins(s, end, "<?xml")) /* in which people forget the "?" */
			s = skip_to(s, end, ">");
		else if (begins(s, end, "<?"))
			s = skip_to(s, end, "?>");
		else if (begins(s, end, "<!--")) /* "<!-->" is one, in HTML */
			s = skip_to(s + 2, end, "-->");
		else if (begins(s, end, "<!DOCTYPE"))
			s = skip_doctype(s, end);
		else if (begins(s, end, "<!"))
			s = skip_to(s, end, ">");
		else
			return s;
	}
}

size_t xml_root_name(const char *s, const char *end, const char **name)
{
	size_t n = 0;

	*name = s;
	if (end - s < 2 || *s != '<' ||
	    !(isalpha((unsigned char)s[1]) || s[1] == '_' || (signed char)s[1] < 0))
		return 0;
	for (*name = ++s; s + n < end && n <= XML_ROOT_NAME_MAX; n++)
		if (isspace((unsigned char)s[n]) || s[n] == '/' || s[n] == '>')
			return n;
	return 0;
}

bool xml_root_is(const char *s, const char *end, const char *local)
{
	const char *name, *colon;
	size_t n = xml_root_name(s, end, &name);

	if (n > 0 && (colon = memchr(name, ':', n)) != NULL) {
		n -= (size_t)(colon + 1 - name);
		name = colon + 1;
	}
	return n == strlen(local) && strncasecmp(name, local, n) == 0;
}
