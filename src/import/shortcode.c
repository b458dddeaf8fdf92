#include "import/shortcode.h"

#include "import/tag.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum {
	NAME_MAX_BYTES = 64,
	ENCODED_MIN = 12,     /* characters of base64 for a tag, "%3Cp%3E" */
	ENCODED_SURE_MIN = 40 /* and for what no word is, however it begins */
};

enum act {
	ACT_TEXT, /* what it encloses stays */
	ACT_CAPTION,
	ACT_MEDIA, /* its URL is a paragraph */
	ACT_CODE,
};

/* Those of WordPress and its most common extensions; `alone`: without attributes or end too. */
static const struct known {
	const char *name;
	enum act act;
	bool alone;
} known[] = {
	{ "caption", ACT_CAPTION, false },
	{ "wp_caption", ACT_CAPTION, false },
	{ "gallery", ACT_TEXT, true },
	{ "playlist", ACT_TEXT, true },
	{ "nggallery", ACT_TEXT, true },
	{ "slideshow", ACT_TEXT, true },
	{ "archives", ACT_TEXT, true },
	{ "contact-form", ACT_TEXT, true },
	{ "contact-form-7", ACT_TEXT, true },
	{ "embed", ACT_MEDIA, false },
	{ "audio", ACT_MEDIA, false },
	{ "video", ACT_MEDIA, false },
	{ "youtube", ACT_MEDIA, false },
	{ "vimeo", ACT_MEDIA, false },
	{ "dailymotion", ACT_MEDIA, false },
	{ "soundcloud", ACT_MEDIA, false },
	{ "iframe", ACT_MEDIA, false },
	{ "googlemaps", ACT_MEDIA, false },
	{ "tweet", ACT_MEDIA, false },
	{ "instagram", ACT_MEDIA, false },
	{ "facebook", ACT_MEDIA, false },
	{ "code", ACT_CODE, false },
	{ "sourcecode", ACT_CODE, false },
};

struct label {
	const char *s;
	size_t len;
};

struct labels {
	struct label items[SHORTCODE_NAMES_MAX];
	size_t n;
};

/* What may be a shortcode; it points into the text. */
struct code {
	struct label name;
	bool closing;
	const char *more; /* from behind the name to the "]" */
	size_t len;
	const char *end; /* behind the "]" */
	const struct known *known;
};

struct strip {
	struct tag_scan tags;
	const char *end;
	const char *from, *bracket; /* the next "]" from there on; NULL: not known */
	struct labels closed, opened;
	const char *last;  /* behind the last shortcode; NULL: there was none */
	bool figure;       /* one is open */
	unsigned unclosed; /* codes of `known` that are not closed any more, a bit each */
	struct buf *out;
};

static bool same_label(const struct label *a, const struct label *b)
{
	return a->len == b->len && strncasecmp(a->s, b->s, a->len) == 0;
}

static bool has_label(const struct labels *names, const struct label *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (same_label(&names->items[i], name))
			return true;
	return false;
}

static void add_label(struct labels *names, const struct label *name)
{
	if (names->n < SHORTCODE_NAMES_MAX && !has_label(names, name))
		names->items[names->n++] = *name;
}

static const struct known *find_known(const struct label *name)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct label other = { known[i].name, strlen(known[i].name) };

		if (same_label(name, &other))
			return &known[i];
	}
	return NULL;
}

/* ---- what is one ---- */

/* Is there a name in brackets at s, which is a "["? */
static bool parse(struct strip *t, const char *s, struct code *out)
{
	bool closing = t->end - s > 1 && s[1] == '/';
	struct label name = { .s = s + 1 + closing };

	while (name.s + name.len < t->end && name.len < NAME_MAX_BYTES &&
	    (isalnum((unsigned char)name.s[name.len]) ||
		(name.len > 0 && strchr("-_", name.s[name.len]) != NULL &&
		    name.s[name.len] != '\0')))
		name.len++;
	if (name.len == 0 || !isalpha((unsigned char)*name.s) || name.s + name.len == t->end ||
	    strchr(" \t\r\n/=]", name.s[name.len]) == NULL || name.s[name.len] == '\0')
		return false;
	if (t->bracket == NULL || name.s < t->from || name.s > t->bracket) {
		t->from = name.s;
		t->bracket = memchr(name.s, ']', (size_t)(t->end - name.s));
	}
	if (t->bracket == NULL)
		t->bracket = t->end;
	if (t->bracket == t->end || t->bracket - s > SHORTCODE_TAG_MAX)
		return false;
	*out = (struct code){ .name = name,
		.closing = closing,
		.more = name.s + name.len,
		.len = (size_t)(t->bracket - name.s) - name.len,
		.end = t->bracket + 1,
		.known = find_known(&name) };
	return memchr(out->more, '[', out->len) == NULL;
}

/* Has it `name=value` among its words? */
static bool has_attributes(const struct code *c)
{
	for (size_t i = 1; i + 1 < c->len; i++) {
		size_t n = 0;

		if (!isspace((unsigned char)c->more[i - 1]))
			continue;
		while (i + n + 1 < c->len &&
		    (isalnum((unsigned char)c->more[i + n]) || c->more[i + n] == '_' ||
			c->more[i + n] == '-'))
			n++;
		if (n > 0 && c->more[i + n] == '=' && !isspace((unsigned char)c->more[i + n + 1]))
			return true;
		i += n;
	}
	return false;
}

/* The first URL of its attributes, or one of length 0. */
static struct label find_url(const struct code *c)
{
	struct label url = { .s = memmem(c->more, c->len, "http", 4) };
	const char *end = c->more + c->len;

	if (url.s == NULL)
		return url;
	while (url.s + url.len < end && strchr(" \t\r\n\"'<>", url.s[url.len]) == NULL)
		url.len++;
	if (memmem(url.s, url.len, "://", 3) == NULL)
		url.len = 0;
	return url;
}

static bool is_shortcode(const struct strip *t, const struct code *c)
{
	if (c->closing)
		return c->known != NULL || has_label(&t->opened, &c->name);
	if (has_label(&t->closed, &c->name) || has_attributes(c))
		return true;
	if (c->end < t->end && *c->end == '(')
		return false;
	if (c->known != NULL && (c->known->alone || find_url(c).len > 0))
		return true;
	return memchr(c->name.s, '_', c->name.len) != NULL ||
	    (c->len > 0 && c->more[c->len - 1] == '/');
}

/* The names that are closed somewhere. */
static void find_closed(struct strip *t, const char *s)
{
	struct code c;

	for (; (s = memmem(s, (size_t)(t->end - s), "[/", 2)) != NULL; s += 2)
		if (parse(t, s, &c) && c.len == 0)
			add_label(&t->closed, &c.name);
}

/* ---- what becomes of it ---- */

static const char *skip_space(const struct strip *t, const char *s)
{
	while (s < t->end && isspace((unsigned char)*s))
		s++;
	return s;
}

/* Behind the tag of that element that stands at s, white space aside; or s. */
static const char *skip_tag(struct strip *t, const char *s, const char *name, enum tag_kind kind)
{
	const char *at = skip_space(t, s);
	struct tag tag;

	if (at < t->end && *at == '<' && tag_at(&t->tags, at, &tag) && tag.kind == kind &&
	    tag_is(&tag, name))
		return tag.end;
	return s;
}

static void end_figure(struct strip *t)
{
	if (t->figure)
		buf_puts(t->out, "</figcaption></figure>\n\n");
	t->figure = false;
}

/* The value of caption="...", as WordPress wrote it before 3.4. */
static void put_caption(struct strip *t, const struct code *c)
{
	static const char key[] = "caption=";
	const char *s = memmem(c->more, c->len, key, sizeof key - 1), *end = c->more + c->len;
	const char *close;

	if (s == NULL || (s += sizeof key - 1) == end || (*s != '"' && *s != '\''))
		return;
	if ((close = memchr(s + 1, *s, (size_t)(end - s - 1))) != NULL)
		buf_add(t->out, s + 1, (size_t)(close - s - 1));
}

/* [caption ...]<a><img></a> text[/caption] */
static const char *begin_caption(struct strip *t, const struct code *c)
{
	const char *link = skip_tag(t, c->end, "a", TAG_OPEN);
	const char *image = skip_tag(t, link, "img", TAG_OPEN), *end = image;

	end_figure(t);
	buf_puts(t->out, "\n\n");
	if (image == link) {
		put_caption(t, c);
		return c->end;
	}
	if (link != c->end)
		end = skip_tag(t, image, "a", TAG_CLOSE);
	buf_puts(t->out, "<figure>");
	buf_add(t->out, c->end, (size_t)(end - c->end));
	buf_puts(t->out, "<figcaption>");
	put_caption(t, c);
	t->figure = true;
	return end;
}

/* Code is shown, whatever it looks like; what is encoded in it already stays. */
static const char *take_code(struct strip *t, const struct code *c)
{
	char close[NAME_MAX_BYTES + 4];
	size_t n = c->name.len + 3;
	const char *end = NULL;

	if ((t->unclosed & 1U << (c->known - known)) != 0)
		return c->end;
	memcpy(close, "[/", 2);
	memcpy(close + 2, c->name.s, c->name.len);
	close[n - 1] = ']';
	if ((end = memmem(c->end, (size_t)(t->end - c->end), close, n)) == NULL) {
		t->unclosed |= 1U << (c->known - known);
		return c->end;
	}
	buf_puts(t->out, "\n\n<pre>");
	for (const char *s = c->end; s < end; s++) {
		if (*s == '<' || *s == '>')
			buf_puts(t->out, *s == '<' ? "&lt;" : "&gt;");
		else
			buf_putc(t->out, *s);
	}
	buf_puts(t->out, "</pre>\n\n");
	return end + n;
}

/* Does the base64 s[0..n) say so: is it a tag or "%3C", or so long and mixed that it is no word? */
static bool is_encoded(const char *s, size_t n)
{
	bool upper = false, lower = false, digit = false;

	if (n < ENCODED_MIN || n % 4 != 0)
		return false;
	/* What "%" and "<" begin with. */
	if ((s[0] == 'J' && s[1] >= 'Q' && s[1] <= 'f') ||
	    (s[0] == 'P' && s[1] >= 'A' && s[1] <= 'P'))
		return true;
	for (size_t i = 0; i < n; i++) {
		upper = upper || isupper((unsigned char)s[i]);
		lower = lower || islower((unsigned char)s[i]);
		digit = digit || isdigit((unsigned char)s[i]);
	}
	return n >= ENCODED_SURE_MIN && upper && lower && digit;
}

/* Behind what is nothing but one word of base64 between the tags of a shortcode: a page builder's
 * raw HTML. Else s. */
static const char *skip_encoded(const struct strip *t, const char *s)
{
	const char *from = skip_space(t, s), *at = from, *end;

	while (at < t->end && (isalnum((unsigned char)*at) || *at == '+' || *at == '/'))
		at++;
	while (at < t->end && *at == '=')
		at++;
	end = skip_space(t, at);
	return t->end - end > 1 && *end == '[' && end[1] == '/' &&
		is_encoded(from, (size_t)(at - from))
	    ? at
	    : s;
}

/* Where shortcodes stand beside each other, as a page builder's rows and columns do, a paragraph
 * ends. */
static void part(struct strip *t, const struct code *c)
{
	const char *begin = c->name.s - 1 - c->closing;
	const struct buf *out = t->out;

	if (t->last == NULL || t->figure || skip_space(t, t->last) != begin)
		return;
	if (out->len < 2 || memcmp(out->data + out->len - 2, "\n\n", 2) != 0)
		buf_puts(t->out, "\n\n");
}

/* Write what becomes of it; returns where the text goes on. */
static const char *act_on(struct strip *t, const struct code *c)
{
	enum act act = c->known != NULL ? c->known->act : ACT_TEXT;
	struct label url;

	if (!c->closing)
		add_label(&t->opened, &c->name);
	switch (act) {
	case ACT_CAPTION:
		if (!c->closing)
			return begin_caption(t, c);
		end_figure(t);
		break;
	case ACT_MEDIA:
		url = find_url(c);
		buf_puts(t->out, "\n\n");
		if (url.len > 0 && !c->closing) {
			buf_add(t->out, url.s, url.len);
			buf_puts(t->out, "\n\n");
		}
		break;
	case ACT_CODE:
		if (!c->closing)
			return take_code(t, c);
		break;
	case ACT_TEXT:
		if (!c->closing)
			return skip_encoded(t, c->end);
		break;
	}
	return c->end;
}

static const char *take(struct strip *t, const struct code *c)
{
	part(t, c);
	return t->last = act_on(t, c);
}

/* "[[name]]" and "[[name]text[/name]]", from their second bracket on: written with one pair.
 * NULL if it is neither. */
static const char *take_escaped(struct strip *t, const char *s)
{
	char close[NAME_MAX_BYTES + 4];
	size_t most = (size_t)(t->end - s);
	const char *end;
	struct code c;

	if (!parse(t, s, &c) || c.closing || (c.known == NULL && !is_shortcode(t, &c)))
		return NULL;
	end = c.end;
	if (end == t->end || *end != ']') {
		memcpy(close, "[/", 2);
		memcpy(close + 2, c.name.s, c.name.len);
		memcpy(close + 2 + c.name.len, "]]", 2);
		most = most < SHORTCODE_ESCAPED_MAX ? most : SHORTCODE_ESCAPED_MAX;
		if ((end = memmem(s, most, close, c.name.len + 4)) == NULL)
			return NULL;
		end += c.name.len + 3;
	}
	buf_add(t->out, s, (size_t)(end - s));
	return end + 1;
}

static const char *take_bracket(struct strip *t, const char *s)
{
	const char *end;
	struct code c;

	if (t->end - s > 1 && s[1] == '[' && (end = take_escaped(t, s + 1)) != NULL)
		return end;
	if (parse(t, s, &c) && is_shortcode(t, &c))
		return take(t, &c);
	buf_putc(t->out, '[');
	return s + 1;
}

/* A tag, and what within it is not to be looked at. */
static const char *take_tag(struct strip *t, const char *s)
{
	const char *end = s + 1, *raw;
	struct tag tag;

	if (tag_at(&t->tags, s, &tag)) {
		raw = tag_raw_end(&t->tags, &tag, true);
		end = raw != NULL ? raw : tag.end;
	}
	buf_add(t->out, s, (size_t)(end - s));
	return end;
}

enum status shortcode_strip(const char *s, size_t len, struct buf *out)
{
	struct strip t = { .end = s + len, .out = out };

	tag_scan_init(&t.tags, t.end);
	find_closed(&t, s);
	while (s < t.end) {
		const char *from = s;

		while (s < t.end && *s != '<' && *s != '[')
			s++;
		buf_add(out, from, (size_t)(s - from));
		if (s < t.end)
			s = *s == '<' ? take_tag(&t, s) : take_bracket(&t, s);
	}
	end_figure(&t);
	return buf_status(out);
}
