/* base/plural.h -- which form of a counted word a number takes */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include <stdbool.h>
#include <stddef.h>

/* Unicode's CLDR knows six forms at most (Arabic, Welsh), and no rule of its plural rules for whole
 * numbers needs more ranges than these. */
enum {
	PLURAL_FORMS_MAX = 6,
	PLURAL_RANGES_MAX = 16,
	PLURAL_DIGITS_MAX = 7, /* of a number in a rule: some languages count millions apart */
};

struct plural_range {
	unsigned modulo; /* of the number, the remainder of this division is looked at; 0: itself */
	unsigned from, to;
	bool excluded; /* what lies in it does not take the form */
};

struct plural_rule {
	struct plural_range ranges[PLURAL_RANGES_MAX];
	size_t n;
};

/* One rule a form, the first that fits; the last form has none and is for all other numbers. */
struct plural_rules {
	struct plural_rule items[PLURAL_FORMS_MAX - 1];
	size_t n;
};

/*
 * Read "1 | %10 2-4 not %100 12-14": rules divided by `|`, each of numbers and ranges with blanks
 * between them, of which one must fit. `%10` has those after it looked up in the remainder of the
 * number's division by 10; none of those after `not` may fit. "" is no rule: one form for all.
 * False, and *out zero, for anything else.
 */
bool plural_read(const char *s, struct plural_rules *out);

/* The form that `n` takes, from 0. */
size_t plural_form(const struct plural_rules *rules, unsigned n);

#endif
