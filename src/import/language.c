#include "import/language.h"

#include "base/utf8.h"
#include "import/familiar.h"

#include <libexttextcat/textcat.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unictype.h>
#include <unistd.h>

struct language {
	void *common, *all; /* the library's handles; NULL: not opened yet */
	struct familiar familiar;
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

/* The fingerprints, read when a text first asks for them. */
static enum status need_list(void **list, bool all, struct error *e)
{
	char path[64];
	int fd;

	if (*list != NULL)
		return ST_OK;
	if ((fd = write_list(all)) < 0)
		return error_errno(e, "list of languages");
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	*list = special_textcat_Init(path, TEXTCAT_DATA "/");
	close(fd);
	return *list != NULL
	    ? ST_OK
	    : error_set(e, ST_IO, "no fingerprints of languages in %s (Debian: libexttextcat-data)",
		  TEXTCAT_DATA);
}

struct language *language_new(void)
{
	return calloc(1, sizeof(struct language));
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
 * A NUL follows: the library reads the byte behind what it is given. */
static size_t take_sample(const char *s, size_t len, bool names, char out[LANGUAGE_SAMPLE + 1])
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
	out[n] = '\0';
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

/* What the library says of the sample; *sure: that it is in this language and no other, or none. */
static enum status ask(struct language *l, const char *sample, size_t size,
    const struct words *const *words, size_t n, char out[LANG_SIZE], bool *sure, struct error *e)
{
	const char *found;
	enum status st;

	if ((st = need_list(&l->common, false, e)) != ST_OK)
		return st;
	found = textcat_Classify(l->common, sample, size);
	*sure = is_sure(found) && choose(found, false, words, n, out);
	if (*sure)
		return ST_OK;
	if ((st = need_list(&l->all, true, e)) != ST_OK)
		return st;
	found = textcat_Classify(l->all, sample, size);
	*sure = !choose(found, is_sure(found), words, n, out) || is_sure(found);
	return ST_OK;
}

enum status language_of(struct language *l, const char *text, size_t len,
    const struct words *const *words, size_t n, char out[LANG_SIZE], struct error *e)
{
	char sample[LANGUAGE_SAMPLE + 1];
	size_t size = take_sample(text, len, false, sample);
	const char *known = familiar_tell(&l->familiar, sample, size);
	enum status st;
	bool sure;

	out[0] = '\0';
	if (known != NULL) {
		strcpy(out, known);
		return ST_OK;
	}
	if (size < LANGUAGE_LEAST)
		size = take_sample(text, len, true, sample);
	if (size < LANGUAGE_LEAST)
		return ST_OK;
	st = ask(l, sample, size, words, n, out, &sure, e);
	if (st == ST_OK && sure)
		familiar_learn(&l->familiar, sample, size, out);
	return st;
}
