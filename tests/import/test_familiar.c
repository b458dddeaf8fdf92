#include "import/familiar.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMON = 24, TEXT = 1000 };

/* A text of a made-up language: common words that begin with `letter`, and others between them. */
static size_t make_text(char letter, unsigned number, size_t len, char out[TEXT])
{
	size_t n = 0;

	for (unsigned i = number; n + 16 < len; i++) {
		n += (size_t)sprintf(out + n, "%c%c ", letter, (char)('a' + i * 7 % COMMON));
		n += (size_t)sprintf(out + n, "%c%u ", letter, number * 1000 + i);
	}
	return n;
}

static struct familiar *learn(char letter, unsigned lessons, size_t len, const char *tag)
{
	struct familiar *f = calloc(1, sizeof *f);
	char text[TEXT];

	cr_assert_not_null(f);
	for (unsigned i = 0; i < lessons; i++)
		familiar_learn(f, text, make_text(letter, i, len, text), tag);
	return f;
}

static const char *tell(struct familiar *f, char letter, size_t len)
{
	char text[TEXT];

	return familiar_tell(f, text, make_text(letter, 777, len, text));
}

Test(familiar, a_language_is_known_after_its_lessons)
{
	struct familiar *f = learn('f', FAMILIAR_LESSONS - 1, TEXT, "fr");
	char text[TEXT];

	cr_expect_null(tell(f, 'f', TEXT));
	familiar_learn(f, text, make_text('f', 99, TEXT, text), "fr");
	cr_expect_str_eq(tell(f, 'f', TEXT), "fr");
	cr_expect_null(tell(f, 'g', TEXT), "another language");
	free(f);
}

Test(familiar, of_two_that_are_known_the_likelier_is_told)
{
	struct familiar *f = learn('f', FAMILIAR_LESSONS, TEXT, "fr");
	char text[TEXT];

	for (unsigned i = 0; i < FAMILIAR_LESSONS; i++)
		familiar_learn(f, text, make_text('e', i, TEXT, text), "en");
	cr_expect_str_eq(tell(f, 'f', TEXT), "fr");
	cr_expect_str_eq(tell(f, 'e', TEXT), "en");
	free(f);
}

Test(familiar, texts_of_no_known_language_are_known_as_such)
{
	struct familiar *f = learn('x', FAMILIAR_LESSONS, TEXT, "");
	char text[TEXT];

	cr_expect_str_eq(tell(f, 'x', TEXT), "");
	for (unsigned i = 0; i < FAMILIAR_LESSONS; i++)
		familiar_learn(f, text, make_text('x', i, TEXT, text), "fr");
	cr_expect_str_eq(tell(f, 'x', TEXT), "fr", "a name goes before none");
	free(f);
}

Test(familiar, short_texts_teach_nothing_and_are_not_told)
{
	struct familiar *f = learn('f', 2 * FAMILIAR_LESSONS, FAMILIAR_LEAST, "fr");

	cr_expect_eq(f->n, 0);
	free(f);
	f = learn('f', FAMILIAR_LESSONS, TEXT, "fr");
	cr_expect_null(tell(f, 'f', FAMILIAR_LEAST));
	free(f);
}

Test(familiar, texts_with_nothing_in_common_teach_nothing)
{
	struct familiar *f = calloc(1, sizeof *f);
	char text[TEXT];

	cr_assert_not_null(f);
	for (unsigned i = 0; i < 4 * FAMILIAR_LESSONS; i++) {
		size_t n = 0;

		for (unsigned k = 0; n + 16 < TEXT; k++)
			n += (size_t)sprintf(text + n, "w%u ", 200 * i + k);
		familiar_learn(f, text, n, "fr");
		cr_expect_null(familiar_tell(f, text, n));
	}
	free(f);
}

Test(familiar, no_more_languages_are_learnt_than_there_is_room_for)
{
	struct familiar *f = calloc(1, sizeof *f);
	char text[TEXT], tag[LANG_SIZE] = "xa";

	cr_assert_not_null(f);
	for (unsigned i = 0; i < FAMILIAR_LANGS + 2; i++) {
		tag[1] = (char)('a' + i);
		familiar_learn(f, text, make_text('f', i, TEXT, text), tag);
	}
	cr_expect_eq(f->n, FAMILIAR_LANGS);
	free(f);
}
