#include "base/plural.h"

#include <stdlib.h>
#include <string.h>

static const char excluding[] = "not";
static const char digits[] = "0123456789";

/* Decimal digits at *s, which is moved past them. */
static bool read_number(const char **s, unsigned *out)
{
	size_t n = strspn(*s, digits);

	if (n == 0 || n > PLURAL_DIGITS_MAX)
		return false;
	*out = (unsigned)strtoul(*s, NULL, 10);
	*s += n;
	return true;
}

/* "2" or "2-4" at *s. */
static bool read_range(const char **s, struct plural_range *r)
{
	if (!read_number(s, &r->from))
		return false;
	r->to = r->from;
	if (**s != '-')
		return true;
	++*s;
	return read_number(s, &r->to) && r->to >= r->from;
}

/* Up to the bar or the end after a rule; one range at least says what it is for. */
static bool read_rule(const char **s, struct plural_rule *rule)
{
	struct plural_range now = { 0 };

	for (*s += strspn(*s, " "); **s != '\0' && **s != '|'; *s += strspn(*s, " ")) {
		if (strncmp(*s, excluding, strlen(excluding)) == 0) {
			if (now.excluded || rule->n == 0)
				return false;
			now = (struct plural_range){ .excluded = true };
			*s += strlen(excluding);
		} else if (**s == '%') {
			++*s;
			if (!read_number(s, &now.modulo) || now.modulo == 0)
				return false;
		} else {
			if (rule->n == PLURAL_RANGES_MAX || !read_range(s, &now))
				return false;
			rule->ranges[rule->n++] = now;
		}
		if (strchr(" |", **s) == NULL)
			return false;
	}
	return rule->n > 0;
}

bool plural_read(const char *s, struct plural_rules *out)
{
	*out = (struct plural_rules){ 0 };
	if (s[strspn(s, " ")] == '\0')
		return true;
	for (;; s++) {
		if (out->n == PLURAL_FORMS_MAX - 1 || !read_rule(&s, &out->items[out->n++])) {
			*out = (struct plural_rules){ 0 };
			return false;
		}
		if (*s == '\0')
			return true;
	}
}

static bool fits(const struct plural_rule *rule, unsigned n)
{
	bool fit = false;

	for (size_t i = 0; i < rule->n; i++) {
		const struct plural_range *r = &rule->ranges[i];
		unsigned looked_at = r->modulo > 0 ? n % r->modulo : n;

		if (looked_at < r->from || looked_at > r->to)
			continue;
		if (r->excluded)
			return false;
		fit = true;
	}
	return fit;
}

size_t plural_form(const struct plural_rules *rules, unsigned n)
{
	size_t form = 0;

	while (form < rules->n && !fits(&rules->items[form], n))
		form++;
	return form;
}
