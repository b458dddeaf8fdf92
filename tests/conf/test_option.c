#include "conf/option.h"

#include "conf/conf.h"
#include "conf/value.h"

#include <criterion/criterion.h>
#include <string.h>

Test(option, each_stands_once_in_a_known_section_with_help)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *o = &option_table[i];

		cr_expect_eq(option_find(o->section, o->key), o, "%s twice", o->key);
		cr_expect(option_has_section(o->section), "%s", o->section);
		cr_expect_eq(o->help[strlen(o->help) - 1], '.', "%s", o->key);
		cr_expect(o->def != NULL || o->example != NULL, "%s", o->key);
	}
}

Test(option, no_two_fill_the_same_member)
{
	for (size_t i = 0; i < option_count; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct option *a = &option_table[i], *b = &option_table[j];
			bool same_struct = (strcmp(a->section, OPTION_SOURCE) == 0) ==
			    (strcmp(b->section, OPTION_SOURCE) == 0);

			cr_expect_not(
			    same_struct && (a->offset == b->offset || a->offset == b->second),
			    "%s and %s", a->key, b->key);
		}
	}
}

Test(option, each_default_is_allowed)
{
	struct conf_source source = { 0 };
	struct conf conf = { 0 };

	for (size_t i = 0; i < option_count; i++) {
		const struct option *o = &option_table[i];
		bool is_source = strcmp(o->section, OPTION_SOURCE) == 0;

		cr_expect_eq(o->type->parse(o, o->def != NULL ? o->def : o->example,
				 is_source ? (void *)&source : &conf),
		    ST_OK, "%s", o->key);
	}
	option_clear(false, &conf);
	option_clear(true, &source);
}

Test(option, each_says_what_is_allowed_on_one_line)
{
	for (size_t i = 0; i < option_count; i++) {
		struct buf b = BUF(400);

		option_table[i].type->describe(&option_table[i], &b);
		cr_expect_eq(buf_status(&b), ST_OK, "%s", option_table[i].key);
		cr_expect(b.len > 5 && strchr(b.data, '\n') == NULL, "%s", option_table[i].key);
		buf_clear(&b);
	}
}

Test(option, what_is_cleared_is_zero_and_may_be_cleared_again)
{
	static const struct conf nothing;
	struct conf c = { 0 };

	cr_assert_eq(option_defaults(false, &c), ST_OK);
	option_clear(false, &c);
	cr_expect_null(c.capsule.name);
	cr_expect_null(c.archive.path);
	cr_expect_eq(memcmp(&c.capsule, &nothing.capsule, sizeof c.capsule), 0);
	option_clear(false, &c);
}
