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
	void *common, *all; /* the library's handles */
};

/*
 * What is told apart, by the names of the library's fingerprints: the languages of the pages, those
 * that have a stemmer (Snowball), the large ones of the press, and neighbours of all these, without
 * which a text in one of them would be taken for its nearest kin. Scots and the like, which few
 * papers are in and English is taken for, are left out. Each costs every text time: the common ones
 * are asked first, and settle it where one that has words of the pages is sure.
 */
static const struct {
	const char *fingerprint, *tag;
	bool common;
} languages[] = {
	{ "fr", "fr", true },
	{ "en", "en", true },
	{ "ln", "ln", true },
	{ "sw", "sw", true },
	{ "af", "af", false },
	{ "ak", "ak", false },
	{ "am", "am", false },
	{ "ar", "ar", true },
	{ "be", "be", false },
	{ "bg", "bg", false },
	{ "bm", "bm", false },
	{ "bn", "bn", false },
	{ "ca", "ca", false },
	{ "cs", "cs", false },
	{ "da", "da", false },
	{ "de", "de", true },
	{ "ee", "ee", false },
	{ "el", "el", false },
	{ "es", "es", true },
	{ "et", "et", false },
	{ "eu", "eu", false },
	{ "fa", "fa", false },
	{ "fi", "fi", false },
	{ "ga", "ga", false },
	{ "gl", "gl", false },
	{ "ha-NG", "ha", false },
	{ "he", "he", false },
	{ "hi", "hi", false },
	{ "hr", "hr", false },
	{ "ht", "ht", false },
	{ "hu", "hu", false },
	{ "hy", "hy", false },
	{ "id", "id", false },
	{ "it", "it", true },
	{ "ja", "ja", false },
	{ "ka", "ka", false },
	{ "kng", "kg", true },
	{ "ko", "ko", false },
	{ "lg", "lg", true },
	{ "lt", "lt", false },
	{ "lv", "lv", false },
	{ "mk", "mk", false },
	{ "nb", "nb", false },
	{ "nl", "nl", true },
	{ "om", "om", false },
	{ "pl", "pl", false },
	{ "plt", "mg", false },
	{ "pt", "pt", true },
	{ "ro", "ro", true },
	{ "ru", "ru", true },
	{ "rw", "rw", true },
	{ "sg", "sg", false },
	{ "sk", "sk", false },
	{ "sl", "sl", false },
	{ "so", "so", false },
	{ "sq", "sq", false },
	{ "sr-Cyrl", "sr", false },
	{ "sv", "sv", false },
	{ "ta", "ta", false },
	{ "th", "th", false },
	{ "tr", "tr", true },
	{ "uk", "uk", false },
	{ "ur", "ur", false },
	{ "vi", "vi", false },
	{ "xh", "xh", false },
	{ "yo", "yo", false },
	{ "zh-Hans", "zh", false },
	{ "zh-Hant", "zh", false },
	{ "zu", "zu", true },
};

/* The library wants its list as a file: it is written to one that has no name. */
static int write_list(bool all)
{
	int fd = memfd_create("languages", MFD_CLOEXEC);

	for (size_t i = 0; fd >= 0 && i < sizeof languages / sizeof *languages; i++) {
		if ((all || languages[i].common) &&
		    dprintf(fd, "%s.lm %s\n", languages[i].fingerprint, languages[i].tag) < 0) {
			close(fd);
			return -1;
		}
	}
	return fd;
}

static enum status open_list(bool all, void **out, struct error *e)
{
	char path[64];
	int fd = write_list(all);

	if (fd < 0)
		return error_errno(e, "list of languages");
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	*out = special_textcat_Init(path, TEXTCAT_DATA "/");
	close(fd);
	return *out != NULL
	    ? ST_OK
	    : error_set(e, ST_IO, "no fingerprints of languages in %s (Debian: libexttextcat-data)",
		  TEXTCAT_DATA);
}

enum status language_open(struct language **out, struct error *e)
{
	struct language *l = calloc(1, sizeof *l);
	enum status st;

	*out = NULL;
	if (l == NULL)
		return error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	if ((st = open_list(false, &l->common, e)) != ST_OK ||
	    (st = open_list(true, &l->all, e)) != ST_OK) {
		language_free(l);
		return st;
	}
	*out = l;
	return ST_OK;
}

void language_free(struct language *l)
{
	if (l == NULL)
		return;
	if (l->common != NULL)
		textcat_Done(l->common);
	if (l->all != NULL)
		textcat_Done(l->all);
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

/* What the library says: "[ln][sw]", the most likely first; other words where it is none. */
static bool is_sure(const char *found)
{
	return *found == '[' && strchr(found, '[') == strrchr(found, '[');
}

/* The only one, unless it has to have words; else the first that has. */
static bool choose(
    const char *found, bool alone, const struct words *const *words, size_t n, char out[LANG_SIZE])
{
	size_t len;

	for (const char *s = found; *s == '['; s += len + 1) {
		len = strcspn(++s, "]");
		if (len < LANG_SIZE && (alone || has_words(s, len, words, n))) {
			snprintf(out, LANG_SIZE, "%.*s", (int)len, s);
			return true;
		}
	}
	return false;
}

void language_of(struct language *l, const char *text, size_t len, const struct words *const *words,
    size_t n, char out[LANG_SIZE])
{
	char sample[LANGUAGE_SAMPLE];
	size_t size = take_sample(text, len, false, sample);
	const char *found;

	out[0] = '\0';
	if (size < LANGUAGE_LEAST)
		size = take_sample(text, len, true, sample);
	if (size < LANGUAGE_LEAST)
		return;
	found = textcat_Classify(l->common, sample, size);
	if (is_sure(found) && choose(found, false, words, n, out))
		return;
	found = textcat_Classify(l->all, sample, size);
	choose(found, is_sure(found), words, n, out);
}
