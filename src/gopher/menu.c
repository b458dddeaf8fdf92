#include "gopher/menu.h"

#include "gopher/wire.h"
#include "text/plain.h"
#include "text/uri.h"
#include "text/wrap.h"

#include <string.h>

enum { MARGIN_MIN = 8 }; /* columns that the text of a link keeps beside its note */

/* What stands before the lines that the text of a link goes on in. */
static const char indent[] = "    ";

/* ---- menus ---- */

/* " (note)" in the reader's charset; nothing where it would leave the text too little room. */
static void write_note(const struct line *l, const struct gopher_style *style, struct buf *note)
{
	if (l->note == NULL)
		return;
	buf_puts(note, " (");
	charset_write(note, style->charset, l->note, strlen(l->note));
	buf_putc(note, ')');
	if (buf_status(note) != ST_OK ||
	    wrap_width(buf_str(note), note->len) > MENU_NAME_MAX - MARGIN_MIN)
		buf_reset(note);
}

/*
 * "text (note)" in at most MENU_NAME_MAX columns: the note stays, the text is cut after a word. The
 * lines for the rest of it come back, in `lines`.
 */
static char *item_name(const struct line *l, const struct gopher_style *style, struct buf *plain,
    struct buf *lines, struct buf *name)
{
	static const char cut[] = "...";
	struct buf note = BUF(MENU_NAME_MAX * 4);
	const char *text = l->text != NULL ? l->text : l->url;
	char blank[MENU_NAME_MAX + 1] = "", *end;
	unsigned taken;

	write_note(l, style, &note);
	buf_reset(plain);
	buf_reset(lines);
	charset_write(plain, style->charset, text, strlen(text));
	/* What stands after the first line's text takes its room before it, while it is wrapped. */
	taken = wrap_width(buf_str(&note), note.len);
	if (wrap_width(buf_str(plain), plain->len) > MENU_NAME_MAX - taken)
		taken += (unsigned)strlen(cut);
	memset(blank, ' ', taken);
	wrap_lines(lines, buf_str(plain), plain->len, MENU_NAME_MAX, blank, indent);
	if (lines->data != NULL && (end = strchr(lines->data, '\n')) != NULL) {
		buf_add(name, lines->data + taken, (size_t)(end - lines->data) - taken);
		buf_puts(name, end[1] != '\0' ? cut : "");
		lines->len -= (size_t)(end + 1 - lines->data);
		memmove(lines->data, end + 1, lines->len + 1);
	}
	buf_add(name, buf_str(&note), note.len);
	buf_clear(&note);
	return lines->data;
}

/* An address as a protocol of ASCII can carry it: other bytes percent-encoded (RFC 3987 3.1). */
static void write_address(struct buf *out, const char *url)
{
	for (const char *s = url; *s != '\0'; s++)
		if ((unsigned char)*s > ' ' && (unsigned char)*s < 0x7f)
			buf_putc(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*s);
}

/* A path of this site as a selector: what stands after a percent sign is the byte itself. */
static const char *selector_of(const char *path, char out[GOPHER_SELECTOR_MAX + 1])
{
	return uri_decode(path, strlen(path), out, GOPHER_SELECTOR_MAX + 1) == ST_OK ? out : path;
}

static void write_info(struct buf *out, char *lines)
{
	for (char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
		*end = '\0';
		gopher_info(out, lines);
	}
}

static void write_item(const struct line *l, const struct gopher_style *style, struct buf *plain,
    struct buf *lines, struct buf *out)
{
	struct buf name = BUF(PLAIN_MAX);
	char decoded[GOPHER_SELECTOR_MAX + 1];
	const char *selector = selector_of(l->url, decoded);
	char *rest = item_name(l, style, plain, lines, &name);

	if (!uri_is_absolute(l->url)) {
		gopher_item(out, style->type_of(style->ctx, selector), buf_str(&name), selector,
		    style->host, style->port);
	} else {
		buf_reset(plain);
		buf_puts(plain, "URL:");
		write_address(plain, l->url);
		gopher_item(out, 'h', buf_str(&name), buf_str(plain), style->host, style->port);
	}
	if (rest != NULL)
		write_info(out, rest);
	buf_clear(&name);
}

static enum status finish(const struct doc *d, struct buf *a, struct buf *b, const struct buf *out)
{
	enum status st = doc_status(d);

	if (st == ST_OK && (st = buf_status(a)) == ST_OK && (st = buf_status(b)) == ST_OK)
		st = buf_status(out);
	buf_clear(a);
	buf_clear(b);
	return st;
}

enum status menu_write(const struct doc *d, const struct gopher_style *style, struct buf *out)
{
	const struct plain_style how = { style->charset, style->columns };
	struct buf plain = BUF(PLAIN_MAX), lines = BUF(PLAIN_MAX);

	for (size_t i = 0; i < d->n; i++) {
		const struct line *l = &d->lines[i];

		if (l->type == LINE_LINK) {
			write_item(l, style, &plain, &lines, out);
			continue;
		}
		plain_line(l, l->text, &how, &plain, &lines);
		if (lines.data != NULL)
			write_info(out, lines.data);
	}
	gopher_menu_end(out);
	return finish(d, &plain, &lines, out);
}

/* ---- texts ---- */

static void write_addresses(const struct doc *d, const struct gopher_style *style, struct buf *out)
{
	char decoded[GOPHER_SELECTOR_MAX + 1];
	unsigned number = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct line *l = &d->lines[i];

		if (l->type != LINE_LINK)
			continue;
		if (number == 0)
			buf_puts(out, "\r\n");
		buf_printf(out, "[%u] ", ++number);
		if (!uri_is_absolute(l->url))
			/* An IPv6 address stands in brackets (RFC 3986, 3.2.2). */
			buf_printf(out,
			    strchr(style->host, ':') != NULL ? "gopher://[%s]:%u/%c"
							     : "gopher://%s:%u/%c",
			    style->host, style->port,
			    style->type_of(style->ctx, selector_of(l->url, decoded)));
		write_address(out, l->url);
		buf_puts(out, "\r\n");
	}
}

enum status menu_write_text(const struct doc *d, const struct gopher_style *style, struct buf *out)
{
	const struct plain_style how = { style->charset, style->columns };
	struct buf lines = BUF(PLAIN_MAX);
	enum status st = plain_write(d, &how, &lines);

	gopher_text(out, buf_str(&lines), lines.len);
	write_addresses(d, style, out);
	buf_clear(&lines);
	return st == ST_OK ? buf_status(out) : st;
}
