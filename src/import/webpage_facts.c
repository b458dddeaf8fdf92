#include "import/webpage_facts.h"

#include "base/utf8.h"
#include "import/byline.h"
#include "import/cell.h"
#include "text/html.h"
#include "text/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	VALUE_MAX = 64 * 1024, /* bytes of a fact; ours: damage is longer */
	TAGS_MAX = 50,
	TITLE_WORDS_MIN = 4, /* before a site's name that is told by its looks */
	SITE_WORDS_MAX = 3,
	HEADING_WORDS_MIN = 2, /* one word may be the name of a section */
	CUT_MIN = 15,          /* bytes of a title before the dots that cut it */
};

void webpage_facts_init(
    struct webpage_facts *f, const struct input *in, const struct import_options *options)
{
	*f = (struct webpage_facts){ .in = in, .options = options };
	for (size_t i = 0; i < FACT_COUNT; i++)
		f->source[i] = SOURCE_NONE;
}

void webpage_facts_clear(struct webpage_facts *f)
{
	for (size_t i = 0; i < FACT_COUNT; i++)
		free(f->value[i]);
	names_clear(&f->sections);
	names_clear(&f->tags);
	*f = (struct webpage_facts){ 0 };
}

static bool is_http(const char *s)
{
	return strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0;
}

/* Absolute, and of a page of the site rather than the site. */
static bool is_page_url(const char *s)
{
	const char *path;

	if (!is_http(s) || strlen(s) > URI_MAX || strpbrk(s, " \t\r\n<>\"") != NULL)
		return false;
	path = strchr(strstr(s, "://") + 3, '/');
	return path != NULL && path[1] != '\0' && path[1] != '#';
}

/* The name of a section or tag, once. */
static void add_name(struct webpage_facts *f, struct names *names, const char *s, size_t len)
{
	while (len > 0 && strchr(" \t\r\n", *s) != NULL) {
		s++;
		len--;
	}
	while (len > 0 && strchr(" \t\r\n", s[len - 1]) != NULL)
		len--;
	if (len == 0 || names->n >= TAGS_MAX)
		return;
	if (names_append(names, s, len) != ST_OK)
		f->failure = ST_NOMEM;
}

static void add_names(
    struct webpage_facts *f, enum fact fact, enum fact_source source, const char *s, bool split)
{
	struct names *names = fact == FACT_SECTION ? &f->sections : &f->tags;

	if (source < f->source[fact])
		names_clear(names);
	while (*s != '\0') {
		size_t len = split ? strcspn(s, ",;") : strlen(s);

		add_name(f, names, s, len);
		s += len + (s[len] != '\0');
	}
	f->source[fact] = source;
}

/* "Par Jean Dupont": without "Par". */
static char *name_of(const char *s)
{
	struct buf who = BUF(2 * BYLINE_BYTES_MAX);
	char *name;

	if (byline_of(s, strlen(s), &who) == BYLINE_NO || who.len == 0) {
		buf_reset(&who);
		buf_puts(&who, s);
	}
	name = buf_take(&who);
	buf_clear(&who);
	return name;
}

static void add_byline(struct webpage_facts *f, enum fact_source source, const char *s)
{
	char **byline = &f->value[FACT_BYLINE], *name, *joined;

	if (is_http(s) || *s == '@' || strlen(s) > BYLINE_BYTES_MAX)
		return;
	if ((name = name_of(s)) == NULL)
		return;
	if (*byline == NULL || source < f->source[FACT_BYLINE]) {
		free(*byline);
		*byline = name;
		f->source[FACT_BYLINE] = source;
		return;
	}
	if (strcasestr(*byline, name) == NULL && strlen(*byline) < BYLINE_BYTES_MAX) {
		if (asprintf(&joined, "%s, %s", *byline, name) < 0) {
			f->failure = ST_NOMEM;
		} else {
			free(*byline);
			*byline = joined;
		}
	}
	free(name);
}

static void set_value(
    struct webpage_facts *f, enum fact fact, enum fact_source source, const char *value)
{
	char *copy;

	if (source >= f->source[fact] && f->value[fact] != NULL)
		return;
	if ((copy = strdup(value)) == NULL) {
		f->failure = ST_NOMEM;
		return;
	}
	free(f->value[fact]);
	f->value[fact] = copy;
	f->source[fact] = source;
}

static void set_date(struct webpage_facts *f, enum fact_source source, const char *value)
{
	struct when when;

	if (source >= f->source[FACT_DATE])
		return;
	cell_date(value, f->in, f->options, &when);
	if (when.precision == PRECISION_NONE)
		return;
	f->published = when;
	f->source[FACT_DATE] = source;
}

static void hear(
    struct webpage_facts *f, enum fact fact, enum fact_source source, const char *value, bool split)
{
	switch (fact) {
	case FACT_SECTION:
	case FACT_TAG:
		if (source <= f->source[fact])
			add_names(f, fact, source, value, split);
		break;
	case FACT_BYLINE:
		if (source <= f->source[fact])
			add_byline(f, source, value);
		break;
	case FACT_DATE:
		set_date(f, source, value);
		break;
	case FACT_URL:
		if (is_page_url(value))
			set_value(f, fact, source, value);
		break;
	default:
		set_value(f, fact, source, value);
		break;
	}
}

void webpage_fact(
    struct webpage_facts *f, enum fact fact, enum fact_source source, const char *value, bool split)
{
	struct buf line = BUF(2 * (size_t)VALUE_MAX), decoded = BUF(2 * (size_t)VALUE_MAX);
	const char *s;

	if (value == NULL || strlen(value) > VALUE_MAX) {
		if (fact == FACT_BODY && value != NULL)
			hear(f, fact, source, value, split);
		return;
	}
	/* Some programs encode what they write twice. */
	s = value;
	if (fact != FACT_BODY && fact != FACT_URL && strchr(value, '&') != NULL &&
	    strchr(value, ';') != NULL && html_text(value, strlen(value), &decoded, NULL) == ST_OK)
		s = buf_str(&decoded);
	if (fact != FACT_BODY) {
		utf8_clean_line(&line, s, strlen(s));
		s = buf_str(&line);
	}
	if (!cell_is_empty(s, strlen(s)))
		hear(f, fact, source, s, split);
	buf_clear(&line);
	buf_clear(&decoded);
}

/* The bytes before the dots that a title was cut with; 0 if it was not. */
static size_t cut_at(const char *s)
{
	static const char *const dots[] = { "...", "…", "[…]", "(...)" };
	size_t len = strlen(s);

	for (size_t i = 0; i < sizeof dots / sizeof *dots; i++) {
		size_t n = strlen(dots[i]);

		if (len > n + CUT_MIN && strcmp(s + len - n, dots[i]) == 0) {
			for (len -= n; len > 0 && s[len - 1] == ' ';)
				len--;
			return len;
		}
	}
	return 0;
}

/* What parts a site's name from a title, with or without spaces. */
static const char *const parting[] = { "|", "-", "–", "—", "::", "•", "»", "«", "·", "/", ":", "<",
	">", "," };

static bool is_parted(const char *s, size_t len, bool at_end)
{
	while (len > 0 && s[at_end ? len - 1 : 0] == ' ') {
		s += !at_end;
		len--;
	}
	for (size_t i = 0; i < sizeof parting / sizeof *parting; i++) {
		size_t n = strlen(parting[i]);

		if (len >= n && memcmp(at_end ? s + len - n : s, parting[i], n) == 0)
			return true;
	}
	return false;
}

enum title_part webpage_facts_part(const char *title, const char *heading)
{
	size_t len = strlen(heading), all = strlen(title);

	if (len < 2 || len > all)
		return PART_NONE;
	if (memcmp(title, heading, len) == 0 &&
	    (len == all || is_parted(title + len, all - len, false)))
		return PART_FIRST;
	if (memcmp(title + all - len, heading, len) == 0 && is_parted(title, all - len, true))
		return PART_LAST;
	return PART_NONE;
}

/* What stands before a site's name at the end of a title. */
static const char *const bars[] = { " | ", " - ", " – ", " — ", " :: ", " • ", " » ", " « ", " · ",
	" / ", " > " };

/* The bytes of a title before its last part, where that is short enough to be a site's name. */
static size_t before_tail(const char *s)
{
	const char *last = NULL, *tail = NULL;

	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
		for (const char *p = s; (p = strstr(p, bars[i])) != NULL; p++)
			if (last == NULL || p > last) {
				last = p;
				tail = p + strlen(bars[i]);
			}
	if (last == NULL || utf8_words(s, (size_t)(last - s)) < TITLE_WORDS_MIN ||
	    utf8_words(tail, strlen(tail)) > SITE_WORDS_MAX)
		return 0;
	return (size_t)(last - s);
}

/* The title element says the site's name too: behind the h1, or by its looks. */
static void cut_head(struct webpage_facts *f)
{
	char *head = f->value[FACT_HEAD];
	const char *heading = f->value[FACT_HEADING];
	size_t cut;

	if (heading != NULL && webpage_facts_part(head, heading) == PART_FIRST)
		head[strlen(heading)] = '\0';
	else if ((cut = before_tail(head)) > 0)
		head[cut] = '\0';
}

/* Metadata may say the site's name behind the title, too: that is what the h1 leaves out. */
static bool is_heading_with_site(const char *title, const char *heading)
{
	size_t len = strlen(heading);

	if (utf8_words(heading, len) < HEADING_WORDS_MIN || strncmp(title, heading, len) != 0)
		return false;
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
		if (strncmp(title + len, bars[i], strlen(bars[i])) == 0)
			return true;
	return false;
}

const char *webpage_facts_title(struct webpage_facts *f)
{
	const char *title = f->value[FACT_TITLE];
	size_t cut;

	if (title == NULL && f->value[FACT_HEAD] != NULL) {
		cut_head(f);
		title = f->value[FACT_HEAD];
	}
	if (title == NULL ||
	    (f->value[FACT_HEADING] != NULL && is_heading_with_site(title, f->value[FACT_HEADING])))
		title = f->value[FACT_HEADING];
	if (title == NULL || (cut = cut_at(title)) == 0)
		return title;
	for (enum fact i = FACT_HEADING; i <= FACT_HEAD; i++)
		if (f->value[i] != NULL && strncmp(f->value[i], title, cut) == 0 &&
		    cut_at(f->value[i]) == 0)
			return f->value[i];
	return title;
}
