#include "tests/base/helpers.h"

#include "base/buf.h"
#include "base/ini.h"
#include "base/utf8.h"
#include "base/words.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char *const codes[] = { "fr", "en", "ln", "sw" };

Test(words, every_language_loads_and_names_itself)
{
	static const char *const names[] = { "français", "English", "lingála", "Kiswahili" };

	for (size_t i = 0; i < LENGTH(codes); i++) {
		struct words *w = words_of(codes[i]);

		cr_expect_str_eq(words_code(w), codes[i]);
		cr_expect_str_eq(words_name(w), names[i]);
		for (int k = 0; k < WORD_COUNT; k++)
			cr_expect(strlen(words_get(w, (enum word)k)) > 0);
		words_free(w);
	}
}

Test(words, plurals_follow_the_language)
{
	static const struct {
		const char *code;
		unsigned n;
		const char *articles;
	} rows[] = {
		{ "fr", 0, "0 article" },
		{ "fr", 1, "1 article" },
		{ "fr", 2, "2 articles" },
		{ "en", 0, "0 articles" },
		{ "en", 1, "1 article" },
		{ "en", 2, "2 articles" },
		{ "sw", 2, "makala 2" },
		{ "ln", 1, "nsango 1" },
		{ "ln", 2, "bansango 2" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct words *w = words_of(rows[i].code);
		struct buf text = BUF(64);

		buf_printf(&text, words_plural(w, PLURAL_ARTICLES, rows[i].n), rows[i].n);
		cr_expect_str_eq(buf_str(&text), rows[i].articles);
		buf_clear(&text);
		words_free(w);
	}
}

static bool is_heading(const struct words *w, const char *heading, enum list_kind *kind)
{
	struct buf folded = BUF(256);
	bool is;

	utf8_fold(&folded, heading, strlen(heading));
	is = words_is_heading(w, buf_str(&folded), kind);
	buf_clear(&folded);
	return is;
}

Test(words, headings_are_known_however_they_are_written)
{
	static const struct {
		const char *code, *heading;
		enum list_kind kind; /* LIST_COUNT: none */
	} rows[] = {
		{ "fr", "Les plus lus", LIST_MOST_READ },
		{ "fr", "LES PLUS LUS\xc2\xa0:", LIST_MOST_READ },
		{ "fr", "A la une", LIST_COUNT },
		{ "fr", "Sur le meme theme", LIST_SAME_THEME },
		{ "fr", "À lire aussi", LIST_SAME_THEME },
		{ "fr", "Les plus", LIST_COUNT },
		{ "fr", "Les plus lus de la semaine", LIST_COUNT },
		{ "fr", "", LIST_COUNT },
		{ "en", "Most Read:", LIST_MOST_READ },
		{ "en", "Related", LIST_SAME_THEME },
		{ "en", "Les plus lus", LIST_COUNT },
		{ "ln", "Na likámbo mɔ̌kɔ́", LIST_SAME_THEME },
		{ "sw", "Zinazosomwa zaidi", LIST_MOST_READ },
		{ "sw", "SOMA PIA", LIST_SAME_THEME },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct words *w = words_of(rows[i].code);
		enum list_kind kind = LIST_COUNT;

		cr_expect_eq(is_heading(w, rows[i].heading, &kind), rows[i].kind != LIST_COUNT,
		    "%s", rows[i].heading);
		cr_expect_eq(kind, rows[i].kind, "%s", rows[i].heading);
		words_free(w);
	}
}

Test(words, the_headings_that_pages_show_are_known_as_such)
{
	for (size_t i = 0; i < LENGTH(codes); i++) {
		struct words *w = words_of(codes[i]);
		enum list_kind kind = LIST_COUNT;

		cr_expect(is_heading(w, words_get(w, WORD_MOST_READ), &kind), "%s", codes[i]);
		cr_expect_eq(kind, LIST_MOST_READ);
		cr_expect(is_heading(w, words_get(w, WORD_SAME_THEME), &kind), "%s", codes[i]);
		cr_expect_eq(kind, LIST_SAME_THEME);
		words_free(w);
	}
}

struct heading_check {
	struct words *languages[LENGTH(codes)];
	unsigned seen;
};

/* Every heading of a file, whatever language it is looked up in, is of its kind or of none. */
static enum status check_headings(void *ctx, const struct ini_entry *entry, struct error *e)
{
	struct heading_check *check = ctx;
	char list[INI_VALUE_MAX + 1], *rest = list, *heading;
	enum list_kind wanted, kind;

	(void)e;
	if (entry->key == NULL || strcmp(entry->section, "headings") != 0)
		return ST_OK;
	wanted = strcmp(entry->key, "most_read") == 0 ? LIST_MOST_READ : LIST_SAME_THEME;
	snprintf(list, sizeof list, "%s", entry->value);
	while ((heading = strsep(&rest, "|")) != NULL) {
		bool known = false;

		for (size_t i = 0; i < LENGTH(codes); i++) {
			if (!is_heading(check->languages[i], heading, &kind))
				continue;
			known = true;
			cr_expect_eq(kind, wanted, "\"%s\" in %s", heading, codes[i]);
		}
		cr_expect(known, "%s", heading);
		check->seen++;
	}
	return ST_OK;
}

Test(words, no_heading_means_another_list_in_another_language)
{
	struct heading_check check = { .seen = 0 };

	for (size_t i = 0; i < LENGTH(codes); i++)
		check.languages[i] = words_of(codes[i]);
	for (size_t i = 0; i < LENGTH(codes); i++) {
		char path[64];

		snprintf(path, sizeof path, "capsule/lang/%s.ini", codes[i]);
		cr_expect_eq(
		    ini_read(support_source(path).text, check_headings, &check, NULL), ST_OK);
	}
	cr_expect_gt(check.seen, 40);
	for (size_t i = 0; i < LENGTH(codes); i++)
		words_free(check.languages[i]);
}

Test(words, names_of_days_and_months_are_matched_as_whole_words)
{
	static const struct {
		const char *code;
		enum date_name kind;
		const char *folded;
		size_t len;
		unsigned index;
	} rows[] = {
		{ "fr", DATE_WEEKDAYS, "mercredi 14 juin", 8, 2 },
		{ "fr", DATE_WEEKDAYS, "mercredis", 0, 0 },
		{ "fr", DATE_WEEKDAYS, "mercr", 0, 0 },
		{ "fr", DATE_WEEKDAYS, "", 0, 0 },
		{ "fr", DATE_MONTHS, "aout", 4, 7 },
		{ "fr", DATE_MONTHS, "janv 2023", 4, 0 },
		{ "en", DATE_MONTHS, "december", 8, 11 },
		{ "ln", DATE_WEEKDAYS, "mokolo ya misato 14", 16, 2 },
		{ "ln", DATE_MONTHS, "sanza ya zomi na mibale", 23, 11 },
		{ "ln", DATE_MONTHS, "sanza ya zomi 2023", 13, 9 },
		{ "ln", DATE_MONTHS, "septembe", 8, 8 },
		{ "sw", DATE_WEEKDAYS, "jumatano", 8, 2 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct words *w = words_of(rows[i].code);
		unsigned index = 0;

		cr_expect_eq(words_match(w, rows[i].kind, rows[i].folded, &index), rows[i].len,
		    "row %zu", i);
		cr_expect_eq(index, rows[i].index, "row %zu", i);
		words_free(w);
	}
}

Test(words, a_day_is_written_as_the_language_does)
{
	static const struct {
		const char *code;
		int day;
		const char *text;
	} rows[] = {
		{ "fr", 20230601, "1er juin 2023" },
		{ "fr", 20230802, "2 août 2023" },
		{ "en", 20230614, "14 June 2023" },
		{ "en", 20230601, "1 June 2023" },
		{ "ln", 20231231, "31 dɛsɛ́mbɛ 2023" },
		{ "sw", 20230614, "14 Juni 2023" },
		{ "fr", 0, "" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct words *w = words_of(rows[i].code);
		char text[64];

		words_date(w, rows[i].day, text, sizeof text);
		cr_expect_str_eq(text, rows[i].text);
		words_date(w, rows[i].day, text, 4);
		cr_expect(strlen(text) < 4);
		words_free(w);
	}
}

Test(words, sizes_and_prices_round_as_the_header_says)
{
	static const struct {
		size_t bytes;
		unsigned nwords;
		const char *price;
	} rows[] = {
		{ 0, 0, "0,1 ko, 1 min" },
		{ 49, 1, "0,1 ko, 1 min" },
		{ 150, 1, "0,2 ko, 1 min" },
		{ 3140, 500, "3,1 ko, 3 min" },
		{ 3150, 220, "3,2 ko, 1 min" },
		{ 3150, 221, "3,2 ko, 2 min" },
		{ 9949, 1, "9,9 ko, 1 min" },
		{ 9950, 1, "10 ko, 1 min" },
		{ 12499, 1, "12 ko, 1 min" },
		{ 12500, 1, "13 ko, 1 min" },
		{ 1000000, 1, "1000 ko, 1 min" },
	};
	struct words *w = words_of("fr");

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char price[64];

		words_price(w, rows[i].bytes, rows[i].nwords, price, sizeof price);
		cr_expect_str_eq(price, rows[i].price);
		words_price(w, rows[i].bytes, rows[i].nwords, price, 5);
		cr_expect(strlen(price) < 5);
	}
	words_free(w);
}

/* What only the English file says is said of another in English, and its plurals by its rules. */
static const char partial[] =
    "[language]\ncode = qx\nname = Qx\n"
    "[words]\nhome = Ty\n"
    "[plurals]\nsingular = 1 | %10 2-4 not %100 12-14\n"
    "articles = %u tekst | %u teksty | %u tekst\xc3\xb3w\n"
    "[dates]\nmonths = ua | ub | uc | ud | ue | uf | ug | uh | ui | uj | uk | ul\n"
    "months_alone = a | b | c | d | e | f | g | h | i | j | k | l\n"
    "format = %y.%m.%d\nformat_month = %y %m\n"
    "[numbers]\nminute = %u minuta | %u minuty | %u minut\nkilobyte = kilo %s\n";

static struct words *words_of_text(const char *text)
{
	struct support_path path = support_file(
	    support_folder().text, "qx.ini", text, strlen(text));
	struct words *lender = words_of("en"), *w;
	struct error e = { "" };

	cr_assert_eq(words_load_over(path.text, lender, &w, &e), ST_OK, "%s", e.text);
	words_free(lender);
	return w;
}

Test(words, what_a_file_lacks_is_lent_by_english)
{
	struct words *w = words_of_text(partial), *en = words_of("en");
	const char *section, *key;
	size_t at = 0, lent = 0;
	enum list_kind kind;

	cr_expect_str_eq(words_get(w, WORD_HOME), "Ty");
	cr_expect_str_eq(words_get(w, WORD_THEMES), words_get(en, WORD_THEMES));
	cr_expect_str_eq(words_weekday(w, 0), "Monday");
	cr_expect(words_is_heading(w, "related", &kind));
	while (words_lent(w, &at, &section, &key)) {
		lent++;
		cr_expect_str_neq(key, "home");
		cr_expect_str_neq(key, "months");
	}
	cr_expect_gt(lent, WORD_COUNT);
	at = 0;
	cr_expect_not(words_lent(en, &at, &section, &key));
	words_free(en);
	words_free(w);
}

Test(words, the_first_key_that_is_lent_is_named)
{
	struct words *w = words_of_text(partial);
	const char *section = "", *key = "";
	size_t at = 0;

	cr_assert(words_lent(w, &at, &section, &key));
	cr_expect_str_eq(section, "words");
	cr_expect_str_eq(key, "latest");
	words_free(w);
}

static void expect_count(const struct words *w, enum plural plural, unsigned n, const char *wanted)
{
	char text[64];

	snprintf(text, sizeof text, words_plural(w, plural, n), n);
	cr_expect_str_eq(text, wanted);
}

Test(words, a_language_may_have_as_many_plurals_as_it_has)
{
	struct words *w = words_of_text(partial);

	expect_count(w, PLURAL_ARTICLES, 1, "1 tekst");
	expect_count(w, PLURAL_ARTICLES, 23, "23 teksty");
	expect_count(w, PLURAL_ARTICLES, 13, "13 tekst\xc3\xb3w");
	/* Lent, with the rules that they were made for. */
	expect_count(w, PLURAL_READS, 1, "1 read");
	expect_count(w, PLURAL_READS, 23, "23 reads");
	words_free(w);
}

Test(words, a_form_may_say_its_number_itself_and_one_may_do_for_all)
{
	struct words *w = words_of_text("[language]\ncode = qx\nname = Qx\n[plurals]\n"
					"singular = 0 | 1 | 2 | %100 3-10 | %100 11-99\n"
					"articles = none | one | two | %u few | %u many | %u\n"
					"reads = read %u times\n");

	expect_count(w, PLURAL_ARTICLES, 2, "two");
	expect_count(w, PLURAL_ARTICLES, 1003, "1003 few");
	expect_count(w, PLURAL_ARTICLES, 200, "200");
	expect_count(w, PLURAL_READS, 2, "read 2 times");
	words_free(w);
	w = words_of_text("[language]\ncode = qx\nname = Qx\n[plurals]\n"
			  "singular =\narticles = \xe8\xa8\x98\xe4\xba\x8b%u\n");
	expect_count(w, PLURAL_ARTICLES, 1,
	    "\xe8\xa8\x98\xe4\xba\x8b"
	    "1");
	expect_count(w, PLURAL_READS, 1, "1 read");
	words_free(w);
}

Test(words, dates_sizes_and_minutes_stand_as_the_language_writes_them)
{
	struct words *w = words_of_text(partial);
	char text[64];

	words_date(w, 20230614, text, sizeof text);
	cr_expect_str_eq(text, "2023.uf.14");
	words_date_month(w, 20230600, text, sizeof text);
	cr_expect_str_eq(text, "2023 f");
	words_date_weekday(w, 20230614, text, sizeof text);
	cr_expect_str_eq(text, "Wednesday 14 uf 2023");
	words_price(w, 3140, 500, text, sizeof text);
	cr_expect_str_eq(text, "kilo 3.1, 3 minuty");
	words_price(w, 3140, 5000, text, sizeof text);
	cr_expect_str_eq(text, "kilo 3.1, 23 minuty");
	words_free(w);
}

/* Load the English file with each `from` in it replaced by `to`. */
static enum status load_changed(const char *from, const char *to, struct error *e)
{
	char *file = support_read(support_source("capsule/lang/en.ini").text, NULL);
	char *at = strstr(file, from);
	struct buf changed = BUF(65536);
	struct support_path path;
	struct words *w;
	enum status st;

	cr_assert_not_null(at, "no \"%s\" in the file", from);
	buf_add(&changed, file, (size_t)(at - file));
	buf_puts(&changed, to);
	buf_puts(&changed, at + strlen(from));
	path = support_file(support_folder().text, "en.ini", changed.data, changed.len);
	st = words_load(path.text, &w, e);
	cr_expect_eq(w == NULL, st != ST_OK);
	words_free(w);
	buf_clear(&changed);
	free(file);
	return st;
}

Test(words, a_file_that_is_not_right_is_refused)
{
	static const struct {
		const char *from, *to, *what;
	} rows[] = {
		{ "home = Home\n", "", "[words] home is missing, and there is no whole en.ini" },
		{ "code = en\n", "", "[language] code is missing" },
		{ "home = Home", "home =", "[words] home: is empty" },
		{ "home = Home", "home = Home\nhome = House", "stands in line" },
		{ "home = Home", "home = Home\nhouse = House", "is no key" },
		{ "[numbers]", "[figures]", "is no key" },
		{ "page %u of %u", "page %u of %s", "%-directives" },
		{ "page %u of %u", "page %u", "%-directives" },
		{ "page %u of %u", "page %u of %u %u", "%-directives" },
		{ "page %u of %u", "page %2$u of %u", "%-directives" },
		{ "page %u of %u", "page %u of %u%", "%-directives" },
		{ "Articles by %s", "Articles", "%-directives" },
		{ "Articles by %s", "Articles by %n", "%-directives" },
		{ "home = Home", "home = %s", "%-directives" },
		{ "home = Home", "home = 100 %", "%-directives" },
		{ "%u article | %u articles", "%u %u article | articles", "must be 2 forms" },
		{ "%u article | %u articles", "%u articles, %u", "must be 2 forms" },
		{ "%u article | %u articles", "%u | %u |", "must be 2 forms" },
		{ "%u article | %u articles", "%u | %s", "must be 2 forms" },
		{ "singular = 1", "singular = 1 | 2", "must be 3 forms" },
		{ "minute = min", "minute = %u a | %u b | %u c", "must be 2 forms" },
		{ "minute = min", "minute = %s min", "must be 2 forms" },
		{ "kilobyte = kB", "kilobyte = %u kB", "one %s" },
		{ "kilobyte = kB", "kilobyte = %s kB %s", "one %s" },
		{ "decimal = .", "decimal = point", "one mark" },
		{ "singular = 1", "singular = one", "numbers" },
		{ "singular = 1", "singular = 1,2", "numbers" },
		{ "format = %d %m %y", "format = %d %m", "%d, %m and %y" },
		{ "format = %d %m %y", "format = %d %m %d", "%d, %m and %y" },
		{ "format = %d %m %y", "format = %d %m %y %", "%d, %m and %y" },
		{ "format = %d %m %y", "format = %d %m %s", "%d, %m and %y" },
		{ "format = %d %m %y", "format = %w %d %m %y", "%d, %m and %y" },
		{ "= %w %d %m %y", "= %d %m %y", "%w, %d, %m and %y" },
		{ "= %m %y", "= %d %m %y", "needs %m and %y" },
		{ "months_alone =", "months_alone = one | two", "twelve months" },
		{ "Saturday/Sat | Sunday/Sun", "Saturday", "seven weekdays" },
		{ "Saturday/Sat | Sunday/Sun", "Saturday | Sunday | Monday", "seven weekdays" },
		{ "November/Nov |", "November |  |", "" },
		{ "code = en", "code = e n", "BCP 47" },
		{ "code = en", "code = x", "BCP 47" },
		{ "most_read = Most read |", "most_read = Most read | MOST READ: |", "the same" },
		{ "most_read = Most read |", "most_read = Most read | Related |", "the same" },
		{ "most_read = Most read |", "most_read = Most read | : |", "empty name" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct error e = { "" };

		cr_expect_eq(load_changed(rows[i].from, rows[i].to, &e), ST_INVALID, "row %zu", i);
		cr_expect_not_null(strstr(e.text, rows[i].what), "row %zu: %s", i, e.text);
		cr_expect_not_null(strstr(e.text, "en.ini:"), "row %zu: %s", i, e.text);
	}
}

Test(words, a_percent_sign_is_doubled_in_a_format)
{
	cr_expect_eq(load_changed("page %u of %u", "page %u of %u, 100 %%", NULL), ST_OK);
}

Test(words, a_file_that_is_not_there_is_said)
{
	struct words *w;
	struct error e = { "" };

	cr_expect_eq(words_load("/nonexistent/xx.ini", &w, &e), ST_NOTFOUND);
	cr_expect_null(w);
	cr_expect_not_null(strstr(e.text, "/nonexistent/xx.ini"));
}
