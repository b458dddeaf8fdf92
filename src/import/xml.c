#include "import/xml.h"

#include "base/utf8.h"
#include "import/decode.h"
#include "import/format.h"
#include "import/xml_mend.h"
#include "text/charset.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#if LIBXML_VERSION < 21200
typedef xmlError *error_pointer;
#else
typedef const xmlError *error_pointer;
#endif

enum { UTF8_CHAR_MAX = 4 };

struct xml {
	const struct xml_events *events;
	struct xml_fault *fault;
	struct error *e;
	enum status status;
	xmlParserCtxtPtr parser;

	/* Where its bytes come from. */
	struct decoder decoder;
	struct buf raw,
	    clean; /* a piece as it came, with the beginning of a character at its end */
	struct xml_mend mend;
	size_t taken; /* of mend.out */
	bool ended;

	struct xml_name open[XML_DEPTH_MAX]; /* the names are the parser's, as long as it lives */
	size_t depth;
	bool in_root; /* within XML_MEND_ROOT */
};

const char *xml_attribute_of(
    const struct xml_attribute *attributes, size_t n, const char *uri, const char *local)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(attributes[i].name.local, local) == 0 &&
		    strcmp(attributes[i].name.uri, uri) == 0)
			return attributes[i].value;
	return NULL;
}

bool xml_too_deep(struct xml_fault *fault, const struct sink *sink, unsigned long line)
{
	if (fault->deep == 0)
		return false;
	format_reject(sink, line != 0 ? line : fault->deep,
	    "more than %d elements within one another (line %lu)", XML_DEPTH_MAX, fault->deep);
	fault->deep = 0;
	return true;
}

/* ---- bytes in ---- */

static void put_clean(struct buf *out, const char *s, size_t n, uint32_t cp)
{
	char bytes[UTF8_CHAR_MAX];
	char byte;

	if (cp >= 0x80 && cp < 0xa0) {
		/* A control that nobody writes: windows-1252 was taken for Latin-1 once. */
		byte = (char)cp;
		charset_from_1252(out, &byte, 1);
	} else if ((cp & 0xfffe) == 0xfffe) {
		buf_add(out, bytes, utf8_put(bytes, UTF8_REPLACEMENT));
	} else {
		buf_add(out, s, n);
	}
}

/* Append s[0..len) without what XML forbids. */
static void clean(struct buf *out, const char *s, size_t len)
{
	size_t from = 0, at = 0, n;
	uint32_t cp;

	for (; at < len; at += n) {
		unsigned char c = (unsigned char)s[at];

		n = 1;
		if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || c == '\r')
			continue;
		buf_add(out, s + from, at - from);
		if (c < 0x80) {
			buf_putc(out, ' ');
		} else {
			n = utf8_next(s + at, len - at, &cp);
			put_clean(out, s + at, n, cp);
		}
		from = at + n;
	}
	buf_add(out, s + from, len - from);
}

/* Bring the next piece into mend.out. */
static enum status refill(struct xml *x)
{
	enum status st;
	bool more;

	buf_reset(&x->mend.out);
	x->taken = 0;
	if ((st = decoder_next(&x->decoder, &x->raw, &more, x->e)) != ST_OK)
		return st;
	buf_reset(&x->clean);
	clean(&x->clean, buf_str(&x->raw), x->raw.len);
	buf_reset(&x->raw);
	if ((st = buf_status(&x->clean)) != ST_OK)
		return st;
	xml_mend_add(&x->mend, buf_str(&x->clean), x->clean.len);
	if (!more)
		xml_mend_end(&x->mend);
	x->ended = !more;
	if (x->mend.failure != ST_OK)
		return error_set(x->e, x->mend.failure, "%s", status_text(x->mend.failure));
	return ST_OK;
}

/* xmlInputReadCallback */
static int give_bytes(void *ctx, char *bytes, int size)
{
	struct xml *x = ctx;
	size_t n;

	while (x->status == ST_OK && x->taken == x->mend.out.len && !x->ended)
		x->status = refill(x);
	if (x->status != ST_OK)
		return -1;
	n = x->mend.out.len - x->taken;
	n = n < (size_t)size ? n : (size_t)size;
	if (n > 0)
		memcpy(bytes, x->mend.out.data + x->taken, n);
	x->taken += n;
	return (int)n;
}

/* ---- events out ---- */

static void stop_unless_ok(struct xml *x, enum status st)
{
	if (st == ST_OK)
		return;
	x->status = st;
	xmlStopParser(x->parser);
}

static struct xml_name name_of(const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	const xmlChar *space = uri != NULL ? uri : prefix;

	return (struct xml_name){ space != NULL ? (const char *)space : "", (const char *)local };
}

/* The values as strings of their own, one after another. `given` is localname, prefix, URI, value
 * and its end for each. */
static enum status take_attributes(
    const xmlChar **given, size_t n, struct xml_attribute *out, struct buf *values)
{
	size_t at[XML_ATTRIBUTES_MAX];

	for (size_t i = 0; i < n; i++) {
		const xmlChar **one = given + i * 5;

		at[i] = values->len;
		buf_add(values, one[3], (size_t)(one[4] - one[3]));
		buf_putc(values, '\0');
		out[i].name = name_of(one[0], one[1], one[2]);
	}
	for (size_t i = 0; i < n; i++)
		out[i].value = values->data + at[i];
	return buf_status(values);
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
    int nspaces, const xmlChar **spaces, int n, int ndefaulted, const xmlChar **given)
{
	struct xml_attribute attributes[XML_ATTRIBUTES_MAX];
	struct buf values = BUF(8 * (size_t)XML_TAG_MAX);
	struct xml *x = ctx;
	enum status st;

	(void)nspaces;
	(void)spaces;
	(void)ndefaulted;
	/* After an error libxml2 2.9 leaves references out for good, even &amp;. */
	x->parser->wellFormed = 1;
	if (x->status != ST_OK || !x->in_root) {
		x->in_root = true;
		return;
	}
	if (x->depth == XML_DEPTH_MAX || n > XML_ATTRIBUTES_MAX) {
		stop_unless_ok(x, ST_TOOBIG);
		return;
	}
	x->open[x->depth] = name_of(local, prefix, uri);
	if ((st = take_attributes(given, (size_t)n, attributes, &values)) == ST_OK)
		st = x->events->start(x->events->ctx, &x->open[x->depth], attributes, (size_t)n,
		    (unsigned long)xmlSAX2GetLineNumber(x->parser));
	if (st == ST_OK)
		x->depth++;
	buf_clear(&values);
	stop_unless_ok(x, st);
}

static void end_innermost(struct xml *x)
{
	if (x->status != ST_OK || x->depth == 0)
		return;
	x->depth--;
	stop_unless_ok(x, x->events->end(x->events->ctx, &x->open[x->depth]));
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	(void)local;
	(void)prefix;
	(void)uri;
	end_innermost(ctx);
}

static void on_text(void *ctx, const xmlChar *s, int len)
{
	struct xml *x = ctx;

	if (x->status == ST_OK && x->depth > 0 && len > 0)
		stop_unless_ok(x, x->events->text(x->events->ctx, (const char *)s, (size_t)len));
}

/* The only instructions that come through are those of xml_mend.c. */
static void on_instruction(void *ctx, const xmlChar *target, const xmlChar *data)
{
	struct xml *x = ctx;

	(void)data;
	if (strcmp((const char *)target, XML_MEND_DEEP) == 0)
		x->fault->deep = (unsigned long)xmlSAX2GetLineNumber(x->parser);
	else
		x->fault->cut = true;
}

static void on_error(void *ctx, error_pointer error)
{
	struct xml *x = ctx;
	char reason[ERROR_MAX];

	/* Names of namespaces that are none, prefixes that were never declared: told by name. */
	if (error->domain == XML_FROM_NAMESPACE || error->level < XML_ERR_ERROR)
		return;
	snprintf(reason, sizeof reason, "%s", error->message != NULL ? error->message : "XML");
	reason[strcspn(reason, "\r\n")] = '\0';
	xml_mend_fault(x->fault, error->line > 0 ? (unsigned long)error->line : 1, true, reason);
}

static enum status parse(struct xml *x)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.processingInstruction = on_instruction,
		.serror = on_error,
	};

	x->parser = xmlCreateIOParserCtxt(&sax, x, give_bytes, NULL, x, XML_CHAR_ENCODING_UTF8);
	if (x->parser == NULL)
		return x->status != ST_OK ? x->status : ST_NOMEM;
	/* No entity but XML's five gets here; without NOENT they come as "&#38;" in attributes. */
	xmlCtxtUseOptions(x->parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT);
	xmlParseDocument(x->parser);
	if (x->status == ST_OK && x->parser->errNo == XML_ERR_NO_MEMORY)
		x->status = ST_NOMEM;
	if (x->depth > 0)
		x->fault->cut = true;
	while (x->status == ST_OK && x->depth > 0)
		end_innermost(x);
	xmlFreeParserCtxt(x->parser);
	return x->status;
}

enum status xml_read(
    struct input *in, const struct xml_events *events, struct xml_fault *fault, struct error *e)
{
	struct xml x = { .events = events, .fault = fault, .e = e };
	enum status st;

	*fault = (struct xml_fault){ 0 };
	decoder_init(&x.decoder, in);
	buf_init(&x.raw, 4 * (size_t)DECODE_PIECE);
	buf_init(&x.clean, 12 * (size_t)DECODE_PIECE);
	xml_mend_init(&x.mend, fault);
	st = parse(&x);
	xml_mend_clear(&x.mend);
	buf_clear(&x.clean);
	buf_clear(&x.raw);
	return st;
}
