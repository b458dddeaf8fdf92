#include "import/xml_mend.h"

#include "base/utf8.h"
#include "import/xml_reference.h"

#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REASON_SHOWN = 200,      /* bytes of one beside another */
	SECTION_MAX = 64 * 1024, /* bytes of a CDATA section: libxml2 keeps it whole in memory */
};

void xml_mend_init(struct xml_mend *m, struct xml_fault *fault)
{
	*m = (struct xml_mend){ .fault = fault, .line = 1 };
	/* A byte becomes six at most ("&quot;"), and a tag may end every element that is open. */
	buf_init(&m->out, 8 * (size_t)XML_TAG_MAX + XML_DEPTH_MAX * (size_t)XML_NAME_MAX);
	buf_init(&m->token, XML_TAG_MAX);
	buf_init(&m->names, XML_DEPTH_MAX * (size_t)(XML_NAME_MAX + 1));
	buf_puts(&m->out, "<" XML_MEND_ROOT ">");
}

void xml_mend_clear(struct xml_mend *m)
{
	buf_clear(&m->out);
	buf_clear(&m->token);
	buf_clear(&m->names);
}

void xml_mend_fault(struct xml_fault *fault, unsigned long line, bool lost, const char *reason)
{
	if (fault->line != 0 && (fault->lost || !lost))
		return;
	fault->line = line;
	fault->lost = lost;
	snprintf(fault->reason, sizeof fault->reason, "%s", reason);
}

static void slip(struct xml_mend *m, const char *reason)
{
	xml_mend_fault(m->fault, m->line, false, reason);
}

static void loss(struct xml_mend *m, const char *reason)
{
	xml_mend_fault(m->fault, m->line, true, reason);
}

/* ---- references ---- */

/* Write what the reference at the beginning of s[0..len) stands for, or else the "&" alone. How
 * much it took. Line ends stay references, so that lines are counted right. */
static size_t put_reference(struct xml_mend *m, const char *s, size_t len)
{
	char bytes[4];
	uint32_t cp;
	size_t n = xml_reference(s, len, &cp);

	if (n == 0) {
		slip(m, "\"&\" that begins no reference");
		buf_puts(&m->out, "&amp;");
		return 1;
	}
	if (cp < ' ')
		buf_printf(&m->out, "&#%u;", (unsigned)cp);
	else
		xml_escape(&m->out, bytes, utf8_put(bytes, cp));
	return n;
}

static void put_value(struct xml_mend *m, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		if (s[i] == '&') {
			i += put_reference(m, s + i, len - i);
		} else {
			xml_escape(&m->out, s + i, 1);
			i++;
		}
	}
}

/* ---- tags ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool begins_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

/* A name as XML has it: "jane@example.org" and "http:" between angle brackets are none. */
static bool is_name(const char *s, size_t len)
{
	char name[XML_NAME_MAX + 1];

	if (len == 0 || len > XML_NAME_MAX || !begins_name(s[0]) || s[len - 1] == ':')
		return false;
	memcpy(name, s, len);
	name[len] = '\0';
	return xmlValidateName((const xmlChar *)name, 0) == 0;
}

static void close_one(struct xml_mend *m)
{
	m->depth--;
	xml_beyond_reset(&m->beyond);
	buf_printf(&m->out, "</%s>", m->names.data + m->opened[m->depth]);
	buf_truncate(&m->names, m->opened[m->depth]);
}

static void end_element(struct xml_mend *m, const char *name, size_t len)
{
	size_t i = m->depth;

	if (xml_beyond_end(&m->beyond, name, len))
		return;
	while (i > 0 &&
	    (strlen(m->names.data + m->opened[i - 1]) != len ||
		memcmp(m->names.data + m->opened[i - 1], name, len) != 0))
		i--;
	if (i == 0) {
		loss(m, "an end tag without its element");
		return;
	}
	if (i < m->depth)
		loss(m, "an element is not ended before the one around it");
	while (m->depth >= i)
		close_one(m);
}

static void start_element(struct xml_mend *m, const char *name, size_t len)
{
	m->opened[m->depth++] = m->names.len;
	buf_add(&m->names, name, len);
	buf_putc(&m->names, '\0');
}

/* A run of characters none of which is in `set` or a space; its end. */
static size_t word_end(const char *s, size_t at, size_t len, const char *set)
{
	while (at < len && !is_space(s[at]) && strchr(set, s[at]) == NULL)
		at++;
	return at;
}

static size_t space_end(const char *s, size_t at, size_t len)
{
	while (at < len && is_space(s[at]))
		at++;
	return at;
}

/* The value that begins at `at`, quoted or not; returns where it ends. */
static size_t take_value(const char *s, size_t at, size_t len, const char **value, size_t *n)
{
	const char *end;
	size_t from = at;

	if (at == len || (s[at] != '"' && s[at] != '\'')) {
		at = word_end(s, at, len, "");
		*value = s + from;
		*n = at - from;
		return at;
	}
	end = memchr(s + at + 1, s[at], len - at - 1);
	*value = s + at + 1;
	*n = end != NULL ? (size_t)(end - *value) : len - at - 1;
	return end != NULL ? at + *n + 2 : len;
}

/* Write the attributes s[0..len), each as name="value". */
static void put_attributes(struct xml_mend *m, const char *s, size_t len)
{
	size_t at = 0, written = 0;

	while ((at = space_end(s, at, len)) < len) {
		const char *value = "";
		size_t name = at, name_end = word_end(s, at, len, "=\"'"), n = 0;

		at = space_end(s, name_end, len);
		if (at < len && s[at] == '=') {
			at = take_value(s, space_end(s, at + 1, len), len, &value, &n);
		} else {
			slip(m, "an attribute without a value");
			at = name_end > name ? name_end : name + 1;
		}
		if (written == XML_ATTRIBUTES_MAX || !is_name(s + name, name_end - name))
			continue;
		buf_printf(&m->out, " %.*s=\"", (int)(name_end - name), s + name);
		put_value(m, value, n);
		buf_putc(&m->out, '"');
		written++;
	}
}

static size_t count_lines(const char *s, size_t len)
{
	size_t n = 0;

	for (const char *end = s + len; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		n++;
	return n;
}

/* The whole of a tag was read, but for its ">". */
static void put_tag(struct xml_mend *m)
{
	const char *s = buf_str(&m->token);
	size_t len = m->token.len, from = m->out.len, at, lines;
	bool is_end = len > 1 && s[1] == '/', is_empty = !is_end && s[len - 1] == '/';
	bool is_open = false;
	size_t name = is_end ? 2 : 1;

	len -= is_empty;
	at = word_end(s, name, len, "/");
	if (!is_name(s + name, at - name)) {
		slip(m, "\"<\" that begins no tag");
		xml_escape(&m->out, s, m->token.len);
		buf_puts(&m->out, "&gt;");
	} else if (is_end) {
		end_element(m, s + name, at - name);
	} else if (m->depth == XML_DEPTH_MAX) {
		if (m->beyond.n == 0)
			buf_puts(&m->out, "<?" XML_MEND_DEEP "?>");
		if (!is_empty)
			xml_beyond_start(&m->beyond, s + name, at - name);
	} else {
		is_open = true;
		buf_printf(&m->out, "<%.*s", (int)(at - name), s + name);
		put_attributes(m, s + at, len - at);
		if (!is_empty)
			start_element(m, s + name, at - name);
	}
	/* The newlines between attributes, where they change nothing. */
	lines = count_lines(m->out.data + from, m->out.len - from);
	for (size_t i = count_lines(s, m->token.len); i > lines; i--)
		buf_putc(&m->out, '\n');
	if (is_open)
		buf_puts(&m->out, is_empty ? "/>" : ">");
	buf_reset(&m->token);
	m->state = MEND_TEXT;
}

/* ---- the states: each takes some of s[0..len), at least one byte, and returns how many ---- */

static size_t add_text(struct xml_mend *m, const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] != '<' && s[n] != '&' && s[n] != '>')
		n++;
	if (n > 0) {
		size_t brackets = 0;

		while (brackets < n && s[n - 1 - brackets] == ']')
			brackets++;
		m->run = brackets < n ? brackets : m->run + brackets;
		m->line += count_lines(s, n);
		buf_add(&m->out, s, n);
		return n;
	}
	if (*s == '>') {
		if (m->run >= 2)
			slip(m, "\"]]>\" outside of a CDATA section");
		buf_puts(&m->out, "&gt;");
	} else {
		m->state = *s == '<' ? MEND_OPEN : MEND_REFERENCE;
		m->begun = m->line;
		buf_putc(&m->token, *s);
	}
	m->run = 0;
	return 1;
}

static size_t add_reference(struct xml_mend *m, const char *s, size_t len)
{
	size_t n, took;

	(void)len;
	n = m->token.len <= XML_REFERENCE_MAX && (xml_reference_may_hold(*s) || *s == ';');
	if (n > 0)
		buf_putc(&m->token, *s);
	if (n > 0 && *s != ';')
		return n;
	took = put_reference(m, m->token.data, m->token.len);
	xml_escape(&m->out, m->token.data + took, m->token.len - took);
	buf_reset(&m->token);
	m->state = MEND_TEXT;
	return n;
}

/* What "<" begins, told as soon as it can be. */
static size_t add_open(struct xml_mend *m, const char *s, size_t len)
{
	static const char cdata[] = "<![CDATA[", comment[] = "<!--";
	const char *t;
	size_t n;

	(void)len;
	if (m->token.len == 1 && !begins_name(*s) && strchr("/!?", *s) == NULL) {
		slip(m, "\"<\" that begins no tag");
		buf_puts(&m->out, "&lt;");
		buf_reset(&m->token);
		m->state = MEND_TEXT;
		return 0;
	}
	buf_putc(&m->token, *s);
	m->line += *s == '\n';
	t = m->token.data;
	n = m->token.len;
	m->run = 0;
	m->quote = '\0';
	m->before = *s;
	m->subset = false;
	if (n == sizeof cdata - 1 && memcmp(t, cdata, n) == 0) {
		m->state = MEND_CDATA;
		m->section = 0;
		buf_add(&m->out, cdata, n);
	} else if (n == sizeof comment - 1 && memcmp(t, comment, n) == 0) {
		m->state = MEND_COMMENT;
	} else if (t[1] == '?') {
		m->state = MEND_INSTRUCTION;
		return 1;
	} else if (t[1] != '!') {
		m->state = MEND_TAG;
		return 1;
	} else if (strncmp(cdata, t, n) == 0 || strncmp(comment, t, n) == 0) {
		return 1;
	} else {
		m->state = MEND_DECLARATION;
		m->subset = *s == '[';
	}
	buf_reset(&m->token);
	return 1;
}

/* A tag that the next one interrupts: "<" cannot stand in it. */
static size_t interrupt_tag(struct xml_mend *m)
{
	loss(m, "a tag that does not end");
	put_tag(m);
	return 0;
}

static size_t add_tag(struct xml_mend *m, const char *s, size_t len)
{
	(void)len;
	/* In a value, the one before was taken in when what it begins was not seen yet. */
	if (m->quote != '\0' && m->before == '<' && (*s == '/' || begins_name(*s))) {
		buf_truncate(&m->token, m->token.len - 1);
		interrupt_tag(m);
		buf_putc(&m->token, '<');
		m->state = MEND_OPEN;
		return 0;
	}
	if (m->quote == '\0' && *s == '<')
		return interrupt_tag(m);
	m->line += *s == '\n';
	if (m->quote == '\0' && *s == '>') {
		put_tag(m);
		return 1;
	}
	if (m->quote != '\0')
		m->quote = *s == m->quote ? '\0' : m->quote;
	else if ((*s == '"' || *s == '\'') && m->before == '=')
		m->quote = *s;
	m->before = is_space(*s) && m->before != '<' ? m->before : *s;
	buf_putc(&m->token, *s);
	return 1;
}

static size_t add_cdata(struct xml_mend *m, const char *s, size_t len)
{
	const char *end = memchr(s, '>', len);
	size_t n = end != NULL ? (size_t)(end - s) : len, brackets = 0;

	while (brackets < n && s[n - 1 - brackets] == ']')
		brackets++;
	m->run = brackets < n ? brackets : m->run + brackets;
	m->line += count_lines(s, n);
	m->section += n;
	buf_add(&m->out, s, n);
	if (end == NULL) {
		if (m->section > SECTION_MAX && m->run == 0) {
			buf_puts(&m->out, "]]><![CDATA[");
			m->section = 0;
		}
		return n;
	}
	buf_putc(&m->out, '>');
	if (m->run >= 2)
		m->state = MEND_TEXT;
	m->run = 0;
	return n + 1;
}

/* Comments, instructions and declarations leave their newlines. */
static size_t add_unseen(struct xml_mend *m, const char *s, size_t len)
{
	bool over = false, is_xml;

	(void)len;
	if (*s == '\n') {
		m->line++;
		buf_putc(&m->out, '\n');
	}
	switch (m->state) {
	case MEND_COMMENT:
		over = *s == '>' && m->run >= 2;
		m->run = *s == '-' ? m->run + 1 : 0;
		break;
	case MEND_INSTRUCTION:
		/* The XML declaration is the one in which people forget the "?". */
		is_xml = m->token.len >= 5 && memcmp(m->token.data, "<?xml", 5) == 0;
		if (m->token.len < 5)
			buf_putc(&m->token, *s);
		over = *s == '>' && (m->before == '?' || is_xml);
		m->before = *s;
		break;
	default:
		m->subset = m->subset || *s == '[';
		over = *s == '>' && (!m->subset || m->before == ']');
		m->before = is_space(*s) ? m->before : *s;
	}
	if (over) {
		m->state = MEND_TEXT;
		m->run = 0;
		buf_reset(&m->token);
	}
	return 1;
}

void xml_mend_add(struct xml_mend *m, const char *s, size_t len)
{
	static size_t (*const states[])(struct xml_mend *, const char *, size_t) = {
		[MEND_TEXT] = add_text,
		[MEND_REFERENCE] = add_reference,
		[MEND_OPEN] = add_open,
		[MEND_TAG] = add_tag,
		[MEND_CDATA] = add_cdata,
		[MEND_COMMENT] = add_unseen,
		[MEND_INSTRUCTION] = add_unseen,
		[MEND_DECLARATION] = add_unseen,
	};

	for (size_t at = 0; at < len && m->failure == ST_OK;)
		at += states[m->state](m, s + at, len - at);
	if (m->failure == ST_OK)
		m->failure = buf_status(&m->out);
}

/* That the input is cut off is told beside what was lost before. */
static void lose_rest(struct xml_mend *m)
{
	static const char *const within[] = {
		[MEND_TEXT] = "it ends within an element",
		[MEND_OPEN] = "it ends within a tag",
		[MEND_TAG] = "it ends within a tag",
		[MEND_CDATA] = "it ends within a CDATA section",
		[MEND_COMMENT] = "it ends within a comment",
		[MEND_INSTRUCTION] = "it ends within a processing instruction",
		[MEND_DECLARATION] = "it ends within a declaration",
	};
	struct buf why = BUF(ERROR_MAX - 1);

	if (m->fault->lost)
		buf_printf(&why, "%.*s; line %lu: ", REASON_SHOWN, m->fault->reason, m->line);
	buf_puts(&why, within[m->state]);
	if (m->state != MEND_TEXT && m->begun < m->line)
		buf_printf(&why, " that begins on line %lu", m->begun);
	loss(m, buf_str(&why));
	snprintf(m->fault->reason, sizeof m->fault->reason, "%s", buf_str(&why));
	buf_clear(&why);
}

void xml_mend_end(struct xml_mend *m)
{
	if (m->state == MEND_REFERENCE)
		add_reference(m, " ", 1);
	if (m->state == MEND_CDATA)
		buf_puts(&m->out, "]]>");
	if (m->depth > 0 || m->state != MEND_TEXT) {
		lose_rest(m);
		buf_puts(&m->out, "<?" XML_MEND_CUT "?>");
	}
	m->state = MEND_TEXT;
	while (m->depth > 0)
		close_one(m);
	buf_puts(&m->out, "</" XML_MEND_ROOT ">");
	if (m->failure == ST_OK)
		m->failure = buf_status(&m->out);
}
