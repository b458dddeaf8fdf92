#include "import/familiar.h"

#include <stdio.h>
#include <string.h>

/* FNV-1a of 32 bits (draft-eastlake-fnv-17). */
#define FNV_BASIS UINT32_C(0x811c9dc5)
#define FNV_PRIME UINT32_C(0x01000193)

enum {
	COMMON_EACH = 4,  /* a word is common if every fourth lesson had it */
	COMMON_LEAST = 8, /* common words that a lesson had: fewer do not tell a language */
	SURE_OF_TEN = 6,  /* of the common words that a lesson had */
	FULL = FAMILIAR_WORDS / 4 * 3,
};

/* The hash of the next word, never 0, or 0 at the end. */
static uint32_t next_word(const char **at, const char *end)
{
	const char *s = *at;
	uint32_t hash = FNV_BASIS;

	while (s < end && *s == ' ')
		s++;
	if (s == end)
		return 0;
	for (; s < end && *s != ' '; s++)
		hash = (hash ^ (unsigned char)*s) * FNV_PRIME;
	*at = s;
	return hash != 0 ? hash : 1;
}

/* Where the word is, or would be. */
static struct familiar_word *place_of(struct familiar_language *l, uint32_t hash)
{
	size_t i = hash % FAMILIAR_WORDS;

	while (l->words[i].hash != 0 && l->words[i].hash != hash)
		i = (i + 1) % FAMILIAR_WORDS;
	return &l->words[i];
}

static bool is_common(const struct familiar_word *w)
{
	return w->lessons * COMMON_EACH >= FAMILIAR_LESSONS;
}

static struct familiar_language *language_for(struct familiar *f, const char *tag)
{
	size_t i = 0;

	while (i < f->n && strcmp(f->languages[i].tag, tag) != 0)
		i++;
	if (i == FAMILIAR_LANGS)
		return NULL;
	if (i == f->n)
		snprintf(f->languages[f->n++].tag, LANG_SIZE, "%s", tag);
	return &f->languages[i];
}

void familiar_learn(struct familiar *f, const char *text, size_t len, const char *tag)
{
	struct familiar_language *l = len >= FAMILIAR_LEAST ? language_for(f, tag) : NULL;
	const char *end = text + len;
	uint32_t hash;

	if (l == NULL || l->lessons == FAMILIAR_LESSONS)
		return;
	f->texts++;
	l->lessons++;
	while ((hash = next_word(&text, end)) != 0) {
		struct familiar_word *w = place_of(l, hash);

		/* What is common has come early. */
		if (w->text == f->texts || (w->hash == 0 && l->nwords == FULL))
			continue;
		l->nwords += w->hash == 0;
		*w = (struct familiar_word){ hash, f->texts, w->lessons + 1 };
	}
	for (size_t i = 0; l->lessons == FAMILIAR_LESSONS && i < FAMILIAR_WORDS; i++)
		if (is_common(&l->words[i]))
			l->expected += l->words[i].lessons;
}

/* How many of its common words the text has, of each ten that its lessons had. */
static unsigned likeness(struct familiar *f, struct familiar_language *l, const char *s, size_t len)
{
	const char *end = s + len;
	unsigned found = 0;
	uint32_t hash;

	if (l->expected < COMMON_LEAST * FAMILIAR_LESSONS)
		return 0;
	f->texts++;
	while ((hash = next_word(&s, end)) != 0) {
		struct familiar_word *w = place_of(l, hash);

		if (w->hash == 0 || w->text == f->texts || !is_common(w))
			continue;
		w->text = f->texts;
		found++;
	}
	return 10 * found * FAMILIAR_LESSONS / l->expected;
}

const char *familiar_tell(struct familiar *f, const char *text, size_t len)
{
	const char *best = NULL;
	unsigned most = 0;

	for (size_t i = 0; len >= FAMILIAR_LEAST && i < f->n; i++) {
		const char *tag = f->languages[i].tag;
		unsigned alike = likeness(f, &f->languages[i], text, len);

		if (alike < SURE_OF_TEN)
			continue;
		/* One that has no name is only what is left. */
		if (best == NULL || *best == '\0' || (*tag != '\0' && alike > most)) {
			most = alike;
			best = tag;
		}
	}
	return best;
}
