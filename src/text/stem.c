#include "text/stem.h"

#include "base/utf8.h"

#include <libstemmer.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	SUBTAG_MAX = 3, /* letters of a primary subtag (RFC 5646 2.2.1); longer ones name nothing */
	/* Stemming takes 0.3 microseconds a word, looking here a tenth of that. News repeat their
	 * words: of French ones nine in ten are found among so many. */
	RECENT = 1 << 14,
	RECENT_BYTES = 24, /* of a word that is kept */
	RECENT_PARTS = RECENT_BYTES / 8,
	FIRST_WIDE = 0xe0, /* the first byte of characters from U+0800 on */
};

/* An algorithm that was opened. */
struct language {
	char subtag[SUBTAG_MAX + 1];
	struct sb_stemmer *algorithm;
	struct language *next;
};

struct recent {
	uint64_t word[RECENT_PARTS];     /* NULs after its end */
	const struct language *language; /* NULL: the place is empty */
	unsigned char len;
	char term[RECENT_BYTES];
};

struct stemmer {
	struct language *opened;
	struct language *language; /* NULL: words are their own terms */
	struct recent *recent;
};

/* Tags that libstemmer does not know by themselves: written Norwegian, both of it. */
static const struct {
	const char *subtag, *known;
} others[] = {
	{ "nb", "no" },
	{ "nn", "no" },
};

/* Scripts without spaces, by code point. */
static const struct {
	uint32_t first, last;
} unspaced[] = {
	{ 0xe00, 0x109f },    /* Thai, Lao, Tibetan, Burmese */
	{ 0x1780, 0x17ff },   /* Khmer */
	{ 0x3040, 0x30ff },   /* kana */
	{ 0x31f0, 0x31ff },   /* small kana */
	{ 0x3400, 0x4dbf },   /* Han */
	{ 0x4e00, 0x9fff },   /* Han */
	{ 0x20000, 0x323af }, /* Han */
};

enum status stemmer_new(struct stemmer **out)
{
	struct stemmer *s = calloc(1, sizeof *s);

	*out = NULL;
	if (s == NULL)
		return ST_NOMEM;
	s->recent = calloc(RECENT, sizeof *s->recent);
	if (s->recent == NULL) {
		free(s);
		return ST_NOMEM;
	}
	*out = s;
	return ST_OK;
}

void stemmer_free(struct stemmer *s)
{
	struct language *l, *next;

	if (s == NULL)
		return;
	for (l = s->opened; l != NULL; l = next) {
		next = l->next;
		sb_stemmer_delete(l->algorithm);
		free(l);
	}
	free(s->recent);
	free(s);
}

/* The primary subtag in lower case; false where none of libstemmer's can be meant. */
static bool primary(const char *tag, char out[SUBTAG_MAX + 1])
{
	size_t n = strcspn(tag, "-_");

	if (n == 0 || n > SUBTAG_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		out[i] = tag[i] >= 'A' && tag[i] <= 'Z' ? (char)(tag[i] - 'A' + 'a') : tag[i];
	out[n] = '\0';
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(out, others[i].subtag) == 0)
			strcpy(out, others[i].known);
	return true;
}

enum status stemmer_language(struct stemmer *s, const char *tag)
{
	char subtag[SUBTAG_MAX + 1];
	struct sb_stemmer *algorithm;
	struct language *l;

	s->language = NULL;
	if (!primary(tag, subtag))
		return ST_OK;
	for (l = s->opened; l != NULL && strcmp(l->subtag, subtag) != 0; l = l->next)
		continue;
	if (l == NULL) {
		if ((algorithm = sb_stemmer_new(subtag, NULL)) == NULL)
			return ST_OK;
		if ((l = calloc(1, sizeof *l)) == NULL) {
			sb_stemmer_delete(algorithm);
			return ST_NOMEM;
		}
		strcpy(l->subtag, subtag);
		l->algorithm = algorithm;
		l->next = s->opened;
		s->opened = l;
	}
	s->language = l;
	return ST_OK;
}

/* The end of s[0..len), of at most `max` bytes of it, between two characters. */
static size_t cut(const char *s, size_t len, size_t max)
{
	if (len <= max)
		return len;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	return max;
}

/* The term, or the word itself where there is no memory, or nothing would be left of it. */
static void stem(
    const struct language *l, const char *word, size_t len, const char **term, size_t *nterm)
{
	const sb_symbol *stem = sb_stemmer_stem(l->algorithm, (const sb_symbol *)word, (int)len);
	int n = stem != NULL ? sb_stemmer_length(l->algorithm) : 0;

	*term = n > 0 ? (const char *)stem : word;
	*nterm = n > 0 ? cut(*term, (size_t)n, STEM_TERM_MAX) : len;
}

static struct recent *recent_place(struct stemmer *s, const uint64_t word[RECENT_PARTS])
{
	uint64_t h = 0;

	for (size_t i = 0; i < RECENT_PARTS; i++) {
		h = (h ^ word[i]) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
	}
	return &s->recent[h % RECENT];
}

void stemmer_term(struct stemmer *s, const char *word, size_t len, const char **term, size_t *nterm)
{
	uint64_t parts[RECENT_PARTS] = { 0 };
	struct recent *r;

	len = cut(word, len, STEM_TERM_MAX);
	*term = word;
	*nterm = len;
	if (s->language == NULL || len == 0)
		return;
	if (len > RECENT_BYTES) {
		stem(s->language, word, len, term, nterm);
		return;
	}
	memcpy(parts, word, len);
	r = recent_place(s, parts);
	if (r->language != s->language || memcmp(r->word, parts, sizeof parts) != 0) {
		stem(s->language, word, len, term, nterm);
		if (*nterm > sizeof r->term)
			return;
		memcpy(r->word, parts, sizeof parts);
		memcpy(r->term, *term, *nterm);
		r->len = (unsigned char)*nterm;
		r->language = s->language;
	}
	*term = r->term;
	*nterm = r->len;
}

/* ---- texts ---- */

/* The length of the character at s, and whether its script does without spaces. */
static size_t look(const char *s, const char *end, bool *without)
{
	uint32_t cp;
	size_t n = utf8_next(s, (size_t)(end - s), &cp);

	*without = false;
	for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
		*without = *without || (cp >= unspaced[i].first && cp <= unspaced[i].last);
	return n;
}

/* The first piece of the word that ends at `end`: a run of spaced characters, a pair of others, or
 * a single one. What the last pair has shown already is left out; nothing may be left then. */
static size_t piece(struct stem_text *text, const char *end)
{
	const char *s = text->at;
	bool without;
	size_t n = look(s, end, &without), next;

	if (without) {
		bool second = text->paired;

		text->at += n;
		text->paired = false;
		if (s + n < end) {
			next = look(s + n, end, &without);
			if (without) {
				text->paired = true;
				return n + next;
			}
		}
		return second ? 0 : n;
	}
	do
		text->at += n;
	while (text->at < end && (n = look(text->at, end, &without), !without));
	return (size_t)(text->at - s);
}

bool stemmer_next(struct stemmer *s, struct stem_text *text, const char **term, size_t *nterm)
{
	size_t n = 0;

	while (n == 0) {
		const char *start, *end;
		bool wide = false;

		while (text->at < text->end && (unsigned char)*text->at <= ' ')
			text->at++;
		start = text->at;
		for (end = start; end < text->end && (unsigned char)*end > ' '; end++)
			wide = wide || (unsigned char)*end >= FIRST_WIDE;
		if (start == end)
			return false;
		if (wide) {
			n = piece(text, end);
		} else {
			n = (size_t)(end - start);
			text->at = end;
		}
		stemmer_term(s, start, n, term, nterm);
	}
	return true;
}
