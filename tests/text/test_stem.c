#include "base/utf8.h"
#include "text/stem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct stemmer *stemmer_of(const char *lang)
{
	struct stemmer *s;

	cr_assert_eq(stemmer_new(&s), ST_OK);
	cr_assert_eq(stemmer_language(s, lang), ST_OK);
	return s;
}

/* The terms of a text, folded first, joined by spaces. */
static const char *terms(struct stemmer *s, const char *text, struct buf *out)
{
	struct buf folded = BUF(4096);
	const char *term;
	size_t n;

	buf_reset(out);
	cr_assert_eq(utf8_fold(&folded, text, strlen(text)), ST_OK);
	struct stem_text walk = STEM_TEXT(buf_str(&folded), folded.len);

	while (stemmer_next(s, &walk, &term, &n)) {
		if (out->len > 0)
			buf_putc(out, ' ');
		buf_add(out, term, n);
	}
	buf_clear(&folded);
	return buf_str(out);
}

Test(stem, words_come_to_their_stem_by_their_language)
{
	static const struct {
		const char *lang, *text, *terms;
	} rows[] = {
		{ "fr", "Les Politiques économiques", "le polit econom" },
		{ "fr", "La politique, l’Économie", "la polit l econom" },
		{ "fr", "securite SÉCURITÉ", "securit securit" },
		{ "fr-CD", "manifestations", "manifest" },
		{ "FR", "manifestation", "manifest" },
		{ "fra", "victimes", "victim" },
		{ "en", "running runs elections", "run run elect" },
		{ "en_GB", "elections", "elect" },
		{ "de", "Häuser Straße", "haus strass" },
		{ "ru", "Выборы выборов", "выбор выбор" },
		{ "nb", "husene", "hus" },
		{ "nn-NO", "husene", "hus" },
		/* No algorithm: the words. */
		{ "ln", "Bato ya Mɔ́kɔnzi", "bato ya mokonzi" },
		{ "sw", "watu wa nchi", "watu wa nchi" },
		{ "", "politiques", "politiques" },
		{ "-fr", "politiques", "politiques" },
		{ "x", "politiques", "politiques" },
		/* Names of algorithms are no tags. */
		{ "french", "politiques", "politiques" },
		{ "porter", "politiques", "politiques" },
		{ "fr", "", "" },
		{ "fr", " ... ", "" },
		{ "fr", "2023 20e", "2023 20e" },
	};
	struct buf out = BUF(4096);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct stemmer *s = stemmer_of(rows[i].lang);

		cr_expect_str_eq(terms(s, rows[i].text, &out), rows[i].terms, "%s: %s: %s",
		    rows[i].lang, rows[i].text, buf_str(&out));
		stemmer_free(s);
	}
	buf_clear(&out);
}

Test(stem, scripts_without_spaces_give_pairs)
{
	static const struct {
		const char *text, *terms;
	} rows[] = {
		{ "日本語", "日本 本語" },
		{ "日本", "日本" },
		{ "日", "日" },
		{ "日 本", "日 本" },
		{ "2023年", "2023 年" },
		{ "2023年度A型", "2023 年度 a 型" },
		{ "ABC日本語DEF", "abc 日本 本語 def" },
		{ "日本。中国", "日本 中国" },
		{ "กขค", "กข ขค" },
		/* Written with spaces, though as wide. */
		{ "हिन्दी", "हिन्दी" },
	};
	struct buf out = BUF(4096);
	struct stemmer *s = stemmer_of("");

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_str_eq(terms(s, rows[i].text, &out), rows[i].terms, "%s: %s",
		    rows[i].text, buf_str(&out));
	stemmer_free(s);
	buf_clear(&out);
}

Test(stem, a_long_word_is_cut_at_a_character)
{
	struct stemmer *s = stemmer_of("fr");
	char word[201];
	const char *term;
	size_t n;

	memset(word, 'b', sizeof word);
	stemmer_term(s, word, 200, &term, &n);
	cr_expect_eq(n, STEM_TERM_MAX);
	stemmer_term(s, word, STEM_TERM_MAX, &term, &n);
	cr_expect_eq(n, STEM_TERM_MAX);
	/* A character that the limit would split goes whole. */
	memcpy(word + STEM_TERM_MAX - 1, "\u0434", 2);
	stemmer_term(s, word, 200, &term, &n);
	cr_expect_eq(n, STEM_TERM_MAX - 1);
	stemmer_free(s);
}

/* More words than are kept, in two languages by turns: what was kept is never another's. */
Test(stem, recent_words_change_nothing)
{
	static const char *const langs[] = { "fr", "en", "ln" };
	struct stemmer *s = stemmer_of("");
	char word[32];

	for (int i = 0; i < 60000; i++) {
		struct stemmer *fresh;
		const char *term;
		char kept[STEM_TERM_MAX];
		size_t n, m;

		snprintf(word, sizeof word, "politiques%d%s", i / 2 % 20000, i % 7 ? "" : "ations");
		cr_assert_eq(stemmer_language(s, langs[i % 3]), ST_OK);
		stemmer_term(s, word, strlen(word), &term, &n);
		if (i % 997 != 0)
			continue;
		memcpy(kept, term, n);
		fresh = stemmer_of(langs[i % 3]);
		stemmer_term(fresh, word, strlen(word), &term, &m);
		cr_expect(n == m && memcmp(kept, term, n) == 0, "%s", word);
		stemmer_free(fresh);
	}
	stemmer_free(s);
}

Test(stem, a_text_need_not_end_with_a_nul)
{
	struct stemmer *s = stemmer_of("fr");
	struct stem_text walk = STEM_TEXT("victimes\0manifestations", 17);
	const char *term;
	size_t n;

	cr_assert(stemmer_next(s, &walk, &term, &n));
	cr_expect(n == 6 && memcmp(term, "victim", 6) == 0);
	cr_assert(stemmer_next(s, &walk, &term, &n));
	cr_expect(n == 8 && memcmp(term, "manifest", 8) == 0, "%.*s", (int)n, term);
	cr_expect_not(stemmer_next(s, &walk, &term, &n));
	stemmer_free(s);
}
