#include "import/excerpt.h"

#include "base/utf8.h"
#include "import/block.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

enum {
	TAIL_BYTES_MAX = 120,   /* of "Read more" with what follows it: "on the site of ..." */
	LINES_MAX = 8,          /* looked at from the end */
	HEADING_BYTES_MAX = 60, /* of what stands above a list of links */
	MORE_WORDS = 8,         /* after "Read more" */
	ALONE_BYTES = 3,        /* before it, where it stands alone: a bracket, an arrow */
};

/* What links to the whole text say. */
static const char *const more[] = { "read more", "read the full", "read the rest", "full story",
	"continue reading", "keep reading", "lire la suite", "lire l'article", "lire l’article",
	"lire plus", "la suite sur", "poursuivre la lecture", "continuer la lecture",
	"continuer à lire", "leer más", "seguir leyendo", "leia mais", "weiterlesen", "leggi tutto",
	"lees verder", "soma zaidi", "endelea kusoma" };

/* How a paragraph about the post begins, and what it must hold. */
static const struct {
	const char *begins, *holds;
} abouts[] = {
	{ "The post ", " appeared first on " },
	{ "The article ", " appeared first on " },
	{ "L’article ", " est apparu en premier sur " },
	{ "L'article ", " est apparu en premier sur " },
	{ "Cet article ", " est apparu en premier sur " },
	{ "L’article ", " est apparu d’abord sur " },
	{ "Cet article ", " est apparu d’abord sur " },
	{ "La entrada ", " aparece primero en " },
	{ "O post ", " apareceu primeiro em " },
};

/* A line at the end of a text: s[0..len), without white space at its ends. */
struct tail {
	char *s;
	size_t len;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The last line of body[0..len) that is not blank; len 0 if there is none. */
static struct tail last_line(char *body, size_t len)
{
	struct tail t = { .s = body };
	const char *eol;

	while (len > 0 && is_space(body[len - 1]))
		len--;
	eol = len > 0 ? memrchr(body, '\n', len) : NULL;
	if (eol != NULL)
		t.s = body + (eol + 1 - body);
	t.len = len - (size_t)(t.s - body);
	return t;
}

static bool begins(const char *s, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && strncasecmp(s, with, n) == 0;
}

static bool is_link(const struct tail *t)
{
	return begins(t->s, t->len, "=>");
}

/* Could what begins at s[at] be no part of the sentence before: "to read more" is one? */
static bool stands_apart(const char *s, size_t at)
{
	size_t before = at;

	while (before > 0 && is_space(s[before - 1]))
		before--;
	if (before == 0 || (s[before - 1] & 0x80) != 0 || strchr(".)]([>|", s[before - 1]) != NULL)
		return true;
	return before < at && s[at] >= 'A' && s[at] <= 'Z';
}

/* Where "Read more" begins in s[0..len), if little follows it; else NULL. */
static const char *find_more(const char *s, size_t len)
{
	size_t from = len > TAIL_BYTES_MAX ? len - TAIL_BYTES_MAX : 0;

	for (size_t at = from; at < len; at++) {
		if (!stands_apart(s, at))
			continue;
		for (size_t i = 0; i < sizeof more / sizeof *more; i++)
			if (begins(s + at, len - at, more[i]) &&
			    utf8_words(s + at, len - at) <= MORE_WORDS)
				return s + at;
	}
	return NULL;
}

/* A link line that leads to the whole text: to `url`, or by what it says. */
static bool leads_on(const struct tail *t, const char *url)
{
	size_t from = 2, n;

	while (from < t->len && is_space(t->s[from]))
		from++;
	n = from;
	while (n < t->len && !is_space(t->s[n]))
		n++;
	if (find_more(t->s + n, t->len - n) != NULL)
		return true;
	return url != NULL && strlen(url) == n - from && memcmp(url, t->s + from, n - from) == 0;
}

static bool is_about(const struct tail *t)
{
	for (size_t i = 0; i < sizeof abouts / sizeof *abouts; i++)
		if (begins(t->s, t->len, abouts[i].begins) &&
		    memmem(t->s, t->len, abouts[i].holds, strlen(abouts[i].holds)) != NULL)
			return true;
	return false;
}

/* The last line of text with the links after it: what is left of body[0..len) without `about`
 * lines, at most LINES_MAX lines up. */
static size_t without_about(char *body, size_t len)
{
	size_t end = len;

	for (int i = 0; i < LINES_MAX && end > 0; i++) {
		struct tail t = last_line(body, end);

		end = (size_t)(t.s - body);
		if (!is_link(&t))
			return is_about(&t) ? end : len;
	}
	return len;
}

/* Without links that lead on; *found if there was one that says so. */
static size_t without_links(char *body, size_t len, const char *url, bool *found)
{
	for (int i = 0; i < LINES_MAX; i++) {
		struct tail t = last_line(body, len);
		size_t space = 2;

		if (t.len == 0 || !is_link(&t) || !leads_on(&t, url))
			break;
		while (space < t.len && !is_space(t.s[space]))
			space++;
		*found = *found || find_more(t.s + 2, t.len - 2) != NULL;
		len = (size_t)(t.s - body);
	}
	return len;
}

/* The last line that is text, above links. */
static struct tail last_text(char *body, size_t len)
{
	struct tail t = last_line(body, len);

	while (t.len > 0 && is_link(&t))
		t = last_line(body, (size_t)(t.s - body));
	return t;
}

/* Take s[from..to) out of the string `body`, which has `len` bytes. */
static void take_out(char *body, size_t len, size_t from, size_t to)
{
	memmove(body + from, body + to, len - to + 1);
}

/* Cut "Read more" off the last line of text; the whole line where it says nothing else. */
static bool cut_more(char *body)
{
	size_t len = strlen(body), from, to;
	struct tail t = last_text(body, len);
	const char *at = find_more(t.s, t.len);

	if (t.len == 0 || at == NULL)
		return false;
	from = (size_t)(at - body);
	to = (size_t)(t.s - body) + t.len;
	if ((size_t)(at - t.s) <= ALONE_BYTES)
		from = (size_t)(t.s - body);
	while (from > 0 && (body[from - 1] == ' ' || body[from - 1] == '('))
		from--;
	if (from > 0 && body[from - 1] == '\n')
		while (body[to] == '\n')
			to++;
	if (from > 0)
		take_out(body, len, from, to);
	return true;
}

/* Does the text end with an ellipsis, or do so before the heading of a list of links? */
static bool ends_early(char *body, size_t len)
{
	struct tail last = last_line(body, len), t = last_text(body, len);
	size_t before = (size_t)(t.s - body);

	if (t.len > 0 && last.s != t.s && t.len <= HEADING_BYTES_MAX &&
	    block_ending(t.s, t.len) == ENDING_OPEN && last_text(body, before).len > 0)
		t = last_text(body, before);
	return block_ending(t.s, t.len) == ENDING_ELLIPSIS;
}

bool excerpt_trim(char *body, const char *url)
{
	size_t size = strlen(body), len = size, left;
	bool cut = false;

	if ((left = without_about(body, len)) > 0)
		len = left;
	if ((left = without_links(body, len, url, &cut)) > 0)
		len = left;
	while (len > 0 && is_space(body[len - 1]))
		len--;
	body[len] = '\0';
	cut = cut_more(body) || cut;
	len = strlen(body);
	while (len > 0 && is_space(body[len - 1]))
		len--;
	cut = cut || ends_early(body, len);
	if (len > 0 && len < size)
		body[len++] = '\n';
	body[len] = '\0';
	return cut;
}

bool excerpt_is_short(const char *body)
{
	size_t paragraphs = 0, n;

	for (const char *s = body; *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		paragraphs += n > 0 && strncmp(s, "=>", 2) != 0;
	}
	return paragraphs < EXCERPT_PARAGRAPHS && utf8_words(body, strlen(body)) < EXCERPT_WORDS;
}
