/* man/depeche.ini.5 against the table of options. */
#include "conf/option.h"
#include "conf/value.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From `heading` to the next line that begins with `end`, as one line; "" if it is not there. */
static char *part_of(const char *text, const char *heading, const char *end)
{
	const char *from = strstr(text, heading), *to;
	char *part;

	if (from == NULL)
		return strdup("");
	from += strlen(heading) - 1;
	to = strstr(from, end);
	part = strndup(from, to != NULL ? (size_t)(to - from) + 1 : strlen(from));
	cr_assert_not_null(part);
	return part;
}

static void on_one_line(char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\n')
			*text = ' ';
}

static void expect_part(const struct option *o, const char *entry)
{
	struct buf want = BUF(1000);

	buf_puts(&want, " Allowed: ");
	o->type->describe(o, &want);
	buf_puts(&want, ". ");
	cr_expect(strstr(entry, buf_str(&want)) != NULL, "%s in [%s] lacks:%s", o->key, o->section,
	    buf_str(&want));
	buf_reset(&want);
	if (o->def == NULL)
		buf_puts(&want, " There is no default. ");
	else if (o->def[0] == '\0')
		buf_puts(&want, " Default: nothing. ");
	else
		buf_printf(&want, " Default: .Ql %s . ", o->def);
	cr_expect(strstr(entry, buf_str(&want)) != NULL, "%s in [%s] lacks:%s", o->key, o->section,
	    buf_str(&want));
	cr_expect_eq(strstr(entry, " It takes effect with a later release. ") != NULL, o->later,
	    "%s in [%s]: later or not", o->key, o->section);
	buf_clear(&want);
}

Test(manual, each_option_stands_there_with_what_is_allowed_and_its_default)
{
	char *page = support_read(support_source("man/depeche.ini.5").text, NULL);
	char heading[128];

	for (size_t i = 0; i < option_count; i++) {
		const struct option *o = &option_table[i];
		char *section, *entry;

		snprintf(heading, sizeof heading, "\n.Ss %s%s\n", o->section,
		    strcmp(o->section, OPTION_SOURCE) == 0 ? ".NAME" : "");
		section = part_of(page, heading, "\n.S");
		snprintf(heading, sizeof heading, "\n.It Cm %s\n", o->key);
		entry = part_of(section, heading, "\n.It ");
		cr_expect(entry[0] != '\0', "%s in [%s] is missing", o->key, o->section);
		on_one_line(entry);
		expect_part(o, entry);
		free(entry);
		free(section);
	}
	free(page);
}

Test(manual, no_option_stands_there_that_there_is_not)
{
	char *page = support_read(support_source("man/depeche.ini.5").text, NULL);
	const char *s = strstr(page, "\n.Sh SECTIONS\n");
	size_t n = 0;

	cr_assert_not_null(s);
	for (; (s = strstr(s + 1, "\n.It Cm ")) != NULL;)
		n++;
	cr_expect_eq(n, option_count, "%zu in the page, %zu in the table", n, option_count);
	free(page);
}
