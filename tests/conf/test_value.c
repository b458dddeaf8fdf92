#include "tests/conf/helpers.h"

#include "conf/option.h"
#include "conf/value.h"

#include <criterion/criterion.h>
#include <inttypes.h>

/* Values of `section`'s `key` that are taken, and what they mean. */
static const struct number_row {
	const char *section, *key, *text;
	int64_t value;
} numbers[] = {
	{ "pages", "per_page", "1", 1 },
	{ "pages", "per_page", "200", 200 },
	{ "pages", "per_page", "007", 7 },
	{ "pages", "most_read", "0", 0 },
	{ "server", "workers", "auto", 0 },
	{ "server", "workers", "256", 256 },
	{ "gopher", "port", "", 0 },
	{ "gopher", "port", "65535", 65535 },
	{ "limits", "connections", "1000000", 1000000 },
	{ "log", "level", "error", LEVEL_ERROR },
	{ "log", "level", "warn", LEVEL_WARN },
	{ "log", "level", "info", LEVEL_INFO },
	{ "log", "level", "debug", LEVEL_DEBUG },
	{ "log", "clients", "anonymous", CLIENTS_ANONYMOUS },
	{ "log", "clients", "full", CLIENTS_FULL },
	{ "log", "clients", "none", CLIENTS_NONE },
	{ "gemini", "tickets", "auto", TICKETS_AUTO },
	{ "gemini", "tickets", "off", TICKETS_OFF },
};

Test(value, numbers_and_choices_are_read)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const struct option *o = option_find(numbers[i].section, numbers[i].key);
		struct conf c = { 0 };
		unsigned n;

		cr_assert_not_null(o);
		memset(value_member(o, &c), 0xff, sizeof n);
		cr_expect_eq(o->type->parse(o, numbers[i].text, &c), ST_OK, "%s", numbers[i].text);
		memcpy(&n, value_member(o, &c), sizeof n);
		cr_expect_eq(
		    n, numbers[i].value, "%s = %s gives %u", numbers[i].key, numbers[i].text, n);
	}
}

static const struct number_row wides[] = {
	{ "pages", "window", "60m", 3600 },
	{ "pages", "window", "1h", 3600 },
	{ "pages", "window", "12h", 12 * 3600 },
	{ "pages", "window", "7d", 7 * 86400 },
	{ "pages", "window", "2w", 14 * 86400 },
	{ "pages", "window", "366d", 366 * 86400 },
	{ "limits", "request", "1s", 1 },
	{ "limits", "stall", "1h", 3600 },
	{ "pages", "edition", "8k", 8192 },
	{ "pages", "edition", "1M", 1048576 },
	{ "server", "cache", "0", 0 },
	{ "server", "cache", "0k", 0 },
	{ "server", "cache", "4G", INT64_C(4294967296) },
};

Test(value, durations_and_sizes_are_read)
{
	for (size_t i = 0; i < sizeof wides / sizeof *wides; i++) {
		const struct option *o = option_find(wides[i].section, wides[i].key);
		struct conf c = { 0 };
		int64_t *at;

		cr_assert_not_null(o);
		at = value_member(o, &c);
		*at = -1;
		cr_expect_eq(o->type->parse(o, wides[i].text, &c), ST_OK, "%s", wides[i].text);
		cr_expect_eq(*at, wides[i].value, "%s = %s gives %" PRId64, wides[i].key,
		    wides[i].text, *at);
	}
}

static const struct text_row {
	const char *section, *key, *text;
} texts[] = {
	{ "capsule", "name", "La Dépêche\xc2\xa0: «\xc2\xa0tout\xc2\xa0»" },
	{ "capsule", "lang", "fr" },
	{ "capsule", "lang", "pt-BR" },
	{ "capsule", "lang", "zh-Hant-TW" },
	{ "capsule", "timezone", "America/Argentina/Buenos_Aires" },
	{ "capsule", "timezone", "Etc/GMT+1" },
	{ "capsule", "root", "/srv/a b/ç" },
	{ "capsule", "description", "" },
	{ "server", "user", "_depeche" },
	{ "server", "user", "" },
	{ "gopher", "host", "" },
};

Test(value, texts_are_kept_as_they_are)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct option *o = option_find(texts[i].section, texts[i].key);
		struct conf c = { 0 };

		cr_assert_not_null(o);
		cr_expect_eq(o->type->parse(o, texts[i].text, &c), ST_OK, "%s", texts[i].text);
		cr_assert_not_null(*(char **)value_member(o, &c), "%s", texts[i].text);
		cr_expect_str_eq(*(char **)value_member(o, &c), texts[i].text);
		option_clear(false, &c);
	}
}

Test(value, a_bad_text_leaves_what_was_there)
{
	const struct option *o = option_find("capsule", "name");
	struct conf c = { 0 };

	cr_assert_eq(option_defaults(false, &c), ST_OK);
	cr_expect_eq(o->type->parse(o, "a\x1b[2J", &c), ST_INVALID);
	cr_expect_str_eq(c.capsule.name, "depeche");
	o = option_find("capsule", "host");
	cr_expect_eq(o->type->parse(o, "news.example news.example", &c), ST_INVALID);
	cr_assert_eq(c.capsule.host.n, 1);
	cr_expect_str_eq(c.capsule.host.items[0], "localhost");
	option_clear(false, &c);
}

Test(value, the_bounds_of_a_text_are_its_bytes)
{
	const struct option *o = option_find("capsule", "name");
	struct conf c = { 0 };
	char name[122];

	memset(name, 'n', sizeof name);
	name[120] = '\0';
	cr_expect_eq(o->type->parse(o, name, &c), ST_OK);
	name[120] = 'n';
	name[121] = '\0';
	cr_expect_eq(o->type->parse(o, name, &c), ST_INVALID);
	cr_expect_eq(strlen(c.capsule.name), 120);
	option_clear(false, &c);
}

static const struct rate_row {
	const char *text;
	unsigned rate, burst;
} rates[] = {
	{ "20/s burst 100", 20, 100 },
	{ "1/s burst 1000000", 1, 1000000 },
	{ "0", 0, 0 },
};

Test(value, a_rate_is_two_numbers_or_none)
{
	const struct option *o = option_find("limits", "rate");

	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		struct conf c = { .limits = { .rate = 7, .burst = 7 } };

		cr_expect_eq(o->type->parse(o, rates[i].text, &c), ST_OK, "%s", rates[i].text);
		cr_expect_eq(c.limits.rate, rates[i].rate, "%s", rates[i].text);
		cr_expect_eq(c.limits.burst, rates[i].burst, "%s", rates[i].text);
	}
}
