#include "import/webpage_error.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

enum {
	TITLE_MAX = 300, /* bytes: no title of an error page is as long; ours */
	FOLDED_MAX = 4 * TITLE_MAX,
};

/* All below is folded (utf8_fold), with a space before and after each. */
static const char codes[] = " 400 401 403 404 405 410 429 500 502 503 504 ";

/* What such a title says and nothing else, beside the number. */
static const char *const whole[] = { " not found ", " page not found ", " error page not found ",
	" file or directory not found ", " error ", " http error ", " error page ",
	" page introuvable ", " erreur page introuvable ", " article introuvable ",
	" contenu introuvable ", " introuvable ", " page non trouvee ", " page inexistante ",
	" cette page n existe pas ", " cette page n existe plus ", " la page n existe pas ",
	" erreur ", " page d erreur ", " forbidden ", " access denied ", " acces refuse ",
	" acces interdit ", " attention required ", " just a moment ", " un instant ",
	" bad request ", " unauthorized ", " too many requests ", " bad gateway ",
	" gateway timeout ", " gateway time out ", " internal server error ", " server error ",
	" erreur interne du serveur ", " service unavailable ", " service indisponible ",
	" service temporarily unavailable ", " service temporairement indisponible ",
	" nicht gefunden ", " seite nicht gefunden ", " no encontrada ", " pagina no encontrada ",
	" nao encontrada ", " pagina nao encontrada ", " pagina non trovata " };

/* Beside a number, anywhere in the title. */
static const char *const with_code[] = { " not found ", " page introuvable ", " page non trouvee ",
	" page que vous ", " page you ", " nicht gefunden ", " no encontrada ", " nao encontrada ",
	" non trovata " };

/* The word before a number, and the one behind a number that begins the title. */
static const char before_code[] = " error erreur http status fehler erro errore ";
static const char after_code[] = " error erreur page introuvable fehler erro errore ";

/* What parts such a title from the name of the site. */
static const char *const bars[] = { "|", " - ", "–", "—", "·", "•", "»", "::" };

static bool is_whole(const char *s)
{
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (strcmp(s, whole[i]) == 0)
			return true;
	return false;
}

static bool has_words(const char *s)
{
	for (size_t i = 0; i < sizeof with_code / sizeof *with_code; i++)
		if (strstr(s, with_code[i]) != NULL)
			return true;
	return false;
}

/* Does the word s[0..len), with the spaces around it, stand in the list? "" does not. */
static bool in_list(const char *list, const char *s, size_t len)
{
	return len > 2 && memmem(list, strlen(list), s, len) != NULL;
}

/* s[0..len) folded, a space before and after; a space alone where it is too long. */
static const char *fold(struct buf *out, const char *s, size_t len)
{
	buf_reset(out);
	buf_putc(out, ' ');
	utf8_fold(out, s, len);
	buf_putc(out, ' ');
	return buf_status(out) == ST_OK ? buf_str(out) : " ";
}

/* The bytes of the word at s, a space, and of the spaces around it. */
static size_t word_at(const char *s)
{
	return s[1] == '\0' ? 0 : 2 + strcspn(s + 1, " ");
}

/* Does a number of an error stand beside a word of one? `s` as fold() makes it. */
static bool has_code(const char *s)
{
	size_t last = 0, n, next;

	for (const char *p = s; (n = word_at(p)) > 0; last = n, p += n - 1) {
		if (!in_list(codes, p, n))
			continue;
		next = word_at(p + n - 1);
		if (has_words(s) || (last > 0 && in_list(before_code, p - last + 1, last)) ||
		    (last == 0 && in_list(after_code, p + n - 1, next)))
			return true;
	}
	return false;
}

/* Is a part of a title one of an error page, with a number or without? 500 alone says nothing. */
static bool is_error_part(const char *s, size_t len, struct buf *folded)
{
	struct buf rest = BUF(FOLDED_MAX);
	bool error, alone = false;
	size_t n;

	buf_putc(&rest, ' ');
	for (const char *p = fold(folded, s, len); (n = word_at(p)) > 0; p += n - 1) {
		if (!in_list(codes, p, n))
			buf_add(&rest, p + 1, n - 1);
		else
			alone = memcmp(p, " 500 ", n) != 0;
	}
	error = rest.len == 1 ? alone : is_whole(buf_str(&rest));
	buf_clear(&rest);
	return error;
}

/* Where the next bar stands in s, and its length; the end if there is none. */
static const char *next_bar(const char *s, size_t *len)
{
	const char *first = s + strlen(s), *p;

	*len = 0;
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
		if ((p = strstr(s, bars[i])) != NULL && p < first) {
			first = p;
			*len = strlen(bars[i]);
		}
	return first;
}

bool webpage_error_title(const char *title)
{
	struct buf folded = BUF(FOLDED_MAX);
	size_t bar = 0;
	bool error;

	if (strlen(title) > TITLE_MAX)
		return false;
	error = has_code(fold(&folded, title, strlen(title)));
	for (const char *s = title, *end; !error; s = end + bar) {
		end = next_bar(s, &bar);
		error = is_error_part(s, (size_t)(end - s), &folded);
		if (bar == 0)
			break;
	}
	buf_clear(&folded);
	return error;
}
