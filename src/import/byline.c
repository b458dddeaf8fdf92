#include "import/byline.h"

#include "base/utf8.h"
#include "import/block.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>

enum {
	FOLDED_MAX = 4 * BYLINE_BYTES_MAX,
	DATELINE_BYTES_MAX = 100,
	DATELINE_OTHERS_MAX = 2,
	MONTHS = 12,
	WEEKDAYS = 7,
	NUMBERED_LETTERS_MIN = 3,
	TAIL_WORDS_MAX = 6, /* "Jean Dupont, envoyé spécial à Bunia" */
};

/* What goes before a name; folded, as utf8_fold() does. */
static const char *const signs[] = {
	"propos recueillis par",
	"texte et photos",
	"ecrit par",
	"redige par",
	"publie par",
	"avec",
	"par",
	"written by",
	"posted by",
	"reported by",
	"by",
	"with",
	"auteur",
	"author",
	"na mwandishi wetu",
	"mwandishi",
	"imeandikwa na",
	"mokomi",
};

/* Words within a name that have no capital: particles, what joins two names, kinds of agencies. */
static const char *const particles[] = { "de", "du", "des", "d", "la", "le", "el", "al", "ben",
	"bin", "ibn", "van", "von", "der", "den", "da", "dos", "di", "ya", "wa", "et", "and", "na",
	"avec", "with", "pour", "for", "of", "y", "e", "l", "services", "agence", "agences",
	"presse" };

/* What stands alone between two names. */
static const char *const joints[] = { "/", "&", "-", "|", "+", "–", "—" };

/* A capital on these does not make a name of what they begin. */
static const char *const articles[] = { "le", "la", "les", "l", "un", "une", "des", "the", "a",
	"an", "this", "ce", "cette", "ces", "en", "au", "aux", "dans", "in", "on", "sur", "il",
	"elle", "pour", "de", "du" };

/* Desks: the one kind of byline that begins like a noun. */
static const char *const desks[] = { "redaction", "la redaction", "web redaction", "newsroom",
	"staff", "editorial", "our correspondent", "notre correspondant", "correspondance",
	"correspondance particuliere", "service de presse", "agences", "agence",
	"agences de presse", "agencies", "admin", "administrateur", "administrator", "webmaster" };

/* One word of these is the end of a text, not who wrote it. */
static const char *const no_names[] = { "fin", "end", "suite", "conclusion", "publicite",
	"advertisement", "annexe", "source", "sources", "note", "notes", "photo", "video", "voir",
	"lire", "partager", "share", "tags", "commentaires", "comments", "introduction",
	"contexte" };

/* What goes with a date on its line. */
static const char *const date_words[] = { "publie", "le", "la", "a", "au", "mis", "mise", "en",
	"ligne", "jour", "modifie", "cree", "date", "posted", "published", "updated", "last", "on",
	"at", "the", "of", "de", "du", "par", "et", "h", "min", "am", "pm", "gmt", "utc", "er",
	"st", "nd", "rd", "th", "mokolo", "tarehe", "ya", "na", "heure", "heures" };

static bool in_list(const char *const *list, size_t n, const char *s, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && memcmp(list[i], s, len) == 0)
			return true;
	return false;
}

#define IN_LIST(list, s, len) in_list(list, sizeof(list) / sizeof *(list), s, len)

static size_t word_length(const char *s, size_t len)
{
	const char *space = memchr(s, ' ', len);

	return space != NULL ? (size_t)(space - s) : len;
}

/* Skip a dash, copyright sign or bracket that decorates a signature. */
static bool undecorate(const char **s, size_t *len)
{
	static const char *const before[] = { "— ", "– ", "- ", "-- ", "© ", "©", "(c) ", "✍ ", "(",
		"[", "/" };
	bool signed_so = false;

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t n = strlen(before[i]);

		if (*len <= n || memcmp(*s, before[i], n) != 0)
			continue;
		signed_so = before[i][0] != '-';
		*s += n;
		*len -= n;
		if ((before[i][0] == '(' || before[i][0] == '[') &&
		    ((*s)[*len - 1] == ')' || (*s)[*len - 1] == ']'))
			--*len;
		break;
	}
	return signed_so;
}

/*
 * How many bytes at the start of s say "by": the folded words of a row of `signs`, each a word of s
 * too, with a colon or space after them.
 */
static size_t sign_length(const char *s, size_t len)
{
	struct buf folded = BUF(FOLDED_MAX);
	size_t found = 0;

	for (size_t i = 0; i < sizeof signs / sizeof *signs && found == 0; i++) {
		size_t words = utf8_words(signs[i], strlen(signs[i])), at = 0;

		for (size_t w = 0; w < words && at < len; w++) {
			at += word_length(s + at, len - at);
			while (at < len && (s[at] == ' ' || s[at] == ':'))
				at++;
		}
		if (at == 0 || at >= len)
			continue;
		buf_reset(&folded);
		utf8_fold(&folded, s, at);
		if (strcmp(buf_str(&folded), signs[i]) == 0)
			found = at;
	}
	buf_clear(&folded);
	return found;
}

static bool has_digit(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] >= '0' && s[i] <= '9')
			return true;
	return false;
}

/* "J.-P.", "K.L.": a full stop that ends no sentence. */
static bool ends_with_initial(const char *s, size_t len)
{
	return len >= 2 && s[len - 1] == '.' && s[len - 2] >= 'A' && s[len - 2] <= 'Z' &&
	    (len == 2 || s[len - 3] == '.' || s[len - 3] == '-' || s[len - 3] == ' ');
}

/* Is every letter of the word a capital one, and are there two at least? */
static bool is_capitals(const char *s, size_t len)
{
	size_t letters = 0, n;
	uint32_t cp;

	for (size_t i = 0; i < len; i += n) {
		n = utf8_next(s + i, len - i, &cp);
		if (uc_is_general_category(cp, UC_LOWERCASE_LETTER))
			return false;
		letters += uc_is_general_category(cp, UC_UPPERCASE_LETTER);
	}
	return letters >= 2;
}

/* Letters of a word that has digits too: "6Medias", but neither "20H00" nor "14". */
static bool is_numbered_name(const char *s, size_t len)
{
	size_t letters = 0;
	bool capital = false;

	for (size_t i = 0; i < len; i++) {
		letters += isalpha((unsigned char)s[i]) != 0;
		capital = capital || isupper((unsigned char)s[i]);
	}
	return capital && letters >= NUMBERED_LETTERS_MIN;
}

/* The words of a name so far. */
struct name {
	size_t words, capitalised;
	bool broken; /* a word that no name has */
};

static void name_word(struct name *name, const char *s, size_t len)
{
	name->words++;
	while (len > 0 && strchr("(\"'@", *s) != NULL) {
		s++;
		len--;
	}
	while (len > 0 && strchr(",)\"/;", s[len - 1]) != NULL)
		len--;
	if (len == 0 || IN_LIST(joints, s, len)) {
		name->words--; /* what joins two names */
		return;
	}
	if (has_digit(s, len) ? is_numbered_name(s, len) : block_begins_capital(s, len))
		name->capitalised++;
	else if (!IN_LIST(particles, s, len) && (len < 2 || memcmp(s, "d'", 2) != 0))
		name->broken = true;
}

/* Does it look like one name or several? What follows a first comma may be a post or a town. */
static bool is_name(const char *s, size_t len)
{
	const char *comma = memchr(s, ',', len);
	size_t until = comma != NULL ? (size_t)(comma - s) : len, n;
	struct name name = { 0 };

	if (comma != NULL && utf8_words(comma + 1, len - until - 1) > TAIL_WORDS_MAX)
		return false;
	for (size_t i = 0; i < until; i += n + 1) {
		n = word_length(s + i, until - i);
		if (n > 0)
			name_word(&name, s + i, n);
	}
	if (name.broken || name.capitalised == 0)
		return false;
	return comma == NULL || name.capitalised >= 2;
}

/* "Jeanne Ilunga, à Goma": the bytes before where it was written, or all of it. */
static size_t without_town(const char *s, size_t len)
{
	static const char *const before[] = { ", à ", ", depuis ", ", in " };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		const char *at = memmem(s, len, before[i], strlen(before[i]));

		if (at != NULL)
			return (size_t)(at - s);
	}
	return len;
}

/* Is the whole of it a desk, or one word that no name is? */
static enum byline judge_folded(const char *s, size_t len, bool alone, enum byline otherwise)
{
	struct buf folded = BUF(FOLDED_MAX);
	enum byline result = otherwise;
	const char *f;
	size_t n;

	utf8_fold(&folded, s, len);
	f = buf_str(&folded);
	n = word_length(f, strlen(f));
	if (IN_LIST(desks, f, strlen(f)))
		result = BYLINE_NAME;
	else if (alone && (IN_LIST(no_names, f, n) || IN_LIST(articles, f, n)))
		result = BYLINE_NO;
	buf_clear(&folded);
	return result;
}

enum byline byline_of(const char *s, size_t len, struct buf *who)
{
	enum byline result = BYLINE_NO;
	bool decorated;
	enum ending how;
	size_t sign;

	if (len == 0 || len > BYLINE_BYTES_MAX || utf8_words(s, len) > BYLINE_WORDS_MAX)
		return BYLINE_NO;
	decorated = undecorate(&s, &len);
	if ((sign = sign_length(s, len)) > 0) {
		s += sign;
		len -= sign;
	}
	how = block_ending(s, len);
	if (how != ENDING_OPEN && !ends_with_initial(s, len))
		return BYLINE_NO;
	if (is_name(s, len))
		result = sign > 0 || decorated ? BYLINE_SIGNED : BYLINE_NAME;
	result = judge_folded(s, len, sign == 0 && !is_capitals(s, len), result);
	if (result == BYLINE_NAME && sign > 0)
		result = BYLINE_SIGNED;
	if (result != BYLINE_NO)
		buf_add(who, s, without_town(s, len));
	return result;
}

/* Does a language call a day or a month so? */
static bool is_calendar_word(const char *s, size_t len, const struct words *w)
{
	struct buf folded = BUF(FOLDED_MAX);
	bool found = false;

	for (unsigned i = 0; i < MONTHS + WEEKDAYS && !found; i++) {
		const char *name = i < MONTHS ? words_month(w, i) : words_weekday(w, i - MONTHS);

		buf_reset(&folded);
		utf8_fold(&folded, name, strlen(name));
		for (size_t at = 0, n; at < folded.len && !found; at += n + 1) {
			n = word_length(folded.data + at, folded.len - at);
			found = n == len && memcmp(folded.data + at, s, n) == 0;
		}
	}
	buf_clear(&folded);
	return found;
}

static bool is_date_word(const char *s, size_t len, const struct words *const *words, size_t n)
{
	if (*s >= '0' && *s <= '9')
		return true;
	if (IN_LIST(date_words, s, len))
		return true;
	for (size_t i = 0; i < n; i++)
		if (is_calendar_word(s, len, words[i]))
			return true;
	return false;
}

bool byline_is_dateline(const char *s, size_t len, const struct words *const *words, size_t n)
{
	struct buf folded = BUF(FOLDED_MAX);
	size_t others = 0;

	if (len > DATELINE_BYTES_MAX || !has_digit(s, len) || block_ending(s, len) == ENDING_STOP)
		return false;
	utf8_fold(&folded, s, len);
	for (size_t at = 0, k; at < folded.len; at += k + 1) {
		k = word_length(folded.data + at, folded.len - at);
		others += !is_date_word(folded.data + at, k, words, n);
	}
	buf_clear(&folded);
	return others <= DATELINE_OTHERS_MAX;
}
