#include "import/language.h"

#include "base/utf8.h"

#include <libexttextcat/textcat.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unictype.h>
#include <unistd.h>

struct language {
	void *textcat;
};

/*
 * What is told apart, by the names of the library's fingerprints: the languages of the pages, those
 * that have a stemmer (Snowball), the large ones of the press, and neighbours of all these, without
 * which a text in one of them would be taken for its nearest kin. Each costs every article time;
 * Scots and the like, which few papers are in and English is taken for, are left out.
 */
static const struct {
	const char *fingerprint, *tag;
} languages[] = {
	{ "fr", "fr" },
	{ "en", "en" },
	{ "ln", "ln" },
	{ "sw", "sw" },
	{ "af", "af" },
	{ "ak", "ak" },
	{ "am", "am" },
	{ "ar", "ar" },
	{ "be", "be" },
	{ "bg", "bg" },
	{ "bm", "bm" },
	{ "bn", "bn" },
	{ "ca", "ca" },
	{ "cs", "cs" },
	{ "da", "da" },
	{ "de", "de" },
	{ "ee", "ee" },
	{ "el", "el" },
	{ "es", "es" },
	{ "et", "et" },
	{ "eu", "eu" },
	{ "fa", "fa" },
	{ "fi", "fi" },
	{ "ga", "ga" },
	{ "gl", "gl" },
	{ "ha-NG", "ha" },
	{ "he", "he" },
	{ "hi", "hi" },
	{ "hr", "hr" },
	{ "ht", "ht" },
	{ "hu", "hu" },
	{ "hy", "hy" },
	{ "id", "id" },
	{ "it", "it" },
	{ "ja", "ja" },
	{ "ka", "ka" },
	{ "kng", "kg" },
	{ "ko", "ko" },
	{ "lg", "lg" },
	{ "lt", "lt" },
	{ "lv", "lv" },
	{ "mk", "mk" },
	{ "nb", "nb" },
	{ "nl", "nl" },
	{ "om", "om" },
	{ "pl", "pl" },
	{ "plt", "mg" },
	{ "pt", "pt" },
	{ "ro", "ro" },
	{ "ru", "ru" },
	{ "rw", "rw" },
	{ "sg", "sg" },
	{ "sk", "sk" },
	{ "sl", "sl" },
	{ "so", "so" },
	{ "sq", "sq" },
	{ "sr-Cyrl", "sr" },
	{ "sv", "sv" },
	{ "ta", "ta" },
	{ "th", "th" },
	{ "tr", "tr" },
	{ "uk", "uk" },
	{ "ur", "ur" },
	{ "vi", "vi" },
	{ "xh", "xh" },
	{ "yo", "yo" },
	{ "zh-Hans", "zh" },
	{ "zh-Hant", "zh" },
	{ "zu", "zu" },
};

/* The library wants its list as a file: it is written to one that has no name. */
static int write_list(void)
{
	int fd = memfd_create("languages", MFD_CLOEXEC);

	for (size_t i = 0; fd >= 0 && i < sizeof languages / sizeof *languages; i++) {
		if (dprintf(fd, "%s.lm %s\n", languages[i].fingerprint, languages[i].tag) < 0) {
			close(fd);
			return -1;
		}
	}
	return fd;
}

enum status language_open(struct language **out, struct error *e)
{
	struct language *l = NULL;
	char path[64];
	enum status st = ST_OK;
	int fd = write_list();

	*out = NULL;
	if (fd < 0)
		return error_errno(e, "list of languages");
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if ((l = calloc(1, sizeof *l)) == NULL) {
		st = error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
		goto done;
	}
	if ((l->textcat = special_textcat_Init(path, TEXTCAT_DATA "/")) == NULL) {
		st = error_set(e, ST_IO,
		    "no fingerprints of languages in %s (Debian: libexttextcat-data)",
		    TEXTCAT_DATA);
		goto done;
	}
	*out = l;
	l = NULL;
done:
	free(l);
	close(fd);
	return st;
}

void language_free(struct language *l)
{
	if (l == NULL)
		return;
	textcat_Done(l->textcat);
	free(l);
}

static size_t word_length(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] != ' ' && s[n] != '\n')
		n++;
	return n;
}

/* Does the word begin with a capital, a digit or a mark? */
static bool is_name(const char *s, size_t len)
{
	uint32_t cp;

	utf8_next(s, len, &cp);
	return uc_is_general_category(cp, UC_UPPERCASE_LETTER) ||
	    !uc_is_general_category(cp, UC_LETTER);
}

/* Copy words of s into out, at most LANGUAGE_SAMPLE bytes; all of them, or those that are no names.
 */
static size_t take_sample(const char *s, size_t len, bool names, char out[LANGUAGE_SAMPLE])
{
	size_t n = 0;

	for (size_t i = 0, word; i < len; i += word + 1) {
		word = word_length(s + i, len - i);
		if (word == 0 || (!names && is_name(s + i, word)))
			continue;
		if (n + word + 1 > LANGUAGE_SAMPLE)
			break;
		memcpy(out + n, s + i, word);
		n += word;
		out[n++] = ' ';
	}
	return n;
}

static bool has_words(const char *tag, size_t len, const struct words *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(words_code(words[i])) == len &&
		    strncmp(words_code(words[i]), tag, len) == 0)
			return true;
	return false;
}

/* "[ln][sw]": the most likely first; other words where it is none or too short. */
static void choose(
    const char *found, const struct words *const *words, size_t n, char out[LANG_SIZE])
{
	bool alone = strchr(found, '[') == strrchr(found, '[');
	size_t len;

	for (const char *s = found; *s == '['; s += len + 1) {
		len = strcspn(++s, "]");
		if (len < LANG_SIZE && (alone || has_words(s, len, words, n))) {
			snprintf(out, LANG_SIZE, "%.*s", (int)len, s);
			return;
		}
	}
}

void language_of(struct language *l, const char *text, size_t len, const struct words *const *words,
    size_t n, char out[LANG_SIZE])
{
	char sample[LANGUAGE_SAMPLE];
	size_t size = take_sample(text, len, false, sample);

	out[0] = '\0';
	if (size < LANGUAGE_LEAST)
		size = take_sample(text, len, true, sample);
	if (size >= LANGUAGE_LEAST)
		choose(textcat_Classify(l->textcat, sample, size), words, n, out);
}
