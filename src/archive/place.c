#include "archive/place.h"

#include "archive/query.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { ADDRESS_MAX = 4096 /* bytes; import/ has keys and links of 1024 at most */ };

/* ---- addresses ---- */

/* Parameters of a query by which senders count who came from where, and of a fragment; "utm_"
 * stands for all that begin so. Google's, Facebook's, Microsoft's, X's, Yandex's, Mailchimp's,
 * AT Internet's, Matomo's, Webtrekk's, comScore's. */
static const char *const trackers[] = { "utm_", "fbclid", "gclid", "dclid", "gbraid", "wbraid",
	"msclkid", "twclid", "ref_src", "yclid", "igshid", "mc_cid", "mc_eid", "at_", "xtor",
	"xtref", "mtm_", "pk_", "piwik_", "wt_mc", "ns_campaign", "ns_source", "ns_mchannel",
	"ns_linkname" };

/* Is the parameter s[0..len) there to count readers? */
static bool is_tracker(const char *s, size_t len)
{
	size_t name = 0;

	while (name < len && s[name] != '=' && s[name] != '-')
		name++;
	for (size_t i = 0; i < sizeof trackers / sizeof *trackers; i++) {
		size_t n = strlen(trackers[i]);

		if ((name == n || (name > n && trackers[i][n - 1] == '_')) &&
		    strncasecmp(s, trackers[i], n) == 0)
			return true;
	}
	return false;
}

/* The parameters of the query s[0..len) that say what the page is, with their "?". */
static void add_query(const char *s, size_t len, struct buf *out)
{
	const char *end = s + len, *next;
	char mark = '?';

	for (; s < end; s = next + (next < end)) {
		if ((next = memchr(s, '&', (size_t)(end - s))) == NULL)
			next = end;
		if (next == s || is_tracker(s, (size_t)(next - s)))
			continue;
		buf_putc(out, mark);
		buf_add(out, s, (size_t)(next - s));
		mark = '&';
	}
}

/* The host s[0..len) without the port that is its scheme's. */
static void add_host(const char *s, size_t len, const char *port, struct buf *out)
{
	size_t n = strlen(port);

	if (len > n && strncmp(s + len - n, port, n) == 0)
		len -= n;
	buf_puts(out, "https://");
	for (size_t i = 0; i < len; i++)
		buf_putc(out, (char)tolower((unsigned char)s[i]));
}

/*
 * Append the form in which addresses on the web are the same that name one page: over TLS or not,
 * with or without a slash at the end, whoever counts those who follow it. False for what is no such
 * address, and for a site's front page, which is no article's.
 */
static bool plain_address(const char *s, struct buf *out)
{
	bool tls = strncasecmp(s, "https://", 8) == 0;
	size_t n, path, from;

	if (!tls && strncasecmp(s, "http://", 7) != 0)
		return false;
	s += tls ? 8 : 7;
	n = strcspn(s, "/?#");
	add_host(s, n, tls ? ":443" : ":80", out);
	s += n;
	n = path = strcspn(s, "?#");
	while (n > 0 && s[n - 1] == '/')
		n--;
	if (n == 0)
		buf_putc(out, '/');
	buf_add(out, s, n);
	s += path;
	from = out->len;
	if (*s == '?') {
		add_query(s + 1, strcspn(s + 1, "#"), out);
		s += strcspn(s, "#");
	}
	if (n == 0 && out->len == from)
		return false;
	if (*s == '#' && s[1] != '\0' && !is_tracker(s + 1, strlen(s + 1)))
		buf_puts(out, s);
	return buf_status(out) == ST_OK;
}

/* ---- rows ---- */

/* The row of article_find and article_row. */
static void read_row(struct query *q, const unsigned char content[DIGEST_SIZE], struct place *out)
{
	out->n = query_int(q, 0);
	out->unchanged = query_is_blob(q, 2, content, DIGEST_SIZE);
	out->original = query_is_null(q, 3);
	out->removed = query_int(q, 4) != 0;
	out->partial = query_int(q, 5) != 0;
	query_copy(q, 6, out->source, sizeof out->source);
	out->size = (size_t)query_int(q, 7);
	query_copy(q, 8, out->id, sizeof out->id);
}

/*
 * The row of a key, and its id: the shortest beginning of the key's ident that is its own or
 * nobody's. Rows are never deleted, so that an id once given is found again the same way.
 */
static enum status find_key(struct archive *a, const char *key, const char *ident,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	for (size_t len = IDENT_MIN; len <= IDENT_MAX; len++) {
		bool taken = false;
		struct query q;

		query_start(&q, a, SQL_ARTICLE_FIND);
		query_bind_bytes(&q, ident, len);
		if (query_row(&q)) {
			taken = strcmp(query_text(&q, 1), key) != 0;
			if (!taken)
				read_row(&q, content, out);
		}
		if (query_end(&q) != ST_OK)
			return q.status;
		if (!taken) {
			memcpy(out->id, ident, len);
			out->id[len] = '\0';
			return ST_OK;
		}
	}
	/* Two keys with one SHA-256: the second cannot be kept. */
	return ST_INVALID;
}

/* The row that is known under this ident as well. */
static enum status find_alias(struct archive *a, const char *ident,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	struct query q;
	int64_t n;
	enum status st;

	query_start(&q, a, SQL_ALIAS_FIND);
	query_bind_bytes(&q, ident, PLACE_IDENT);
	st = query_number(&q, &n);
	if (st != ST_OK)
		return st == ST_NOTFOUND ? ST_OK : st;
	query_start(&q, a, SQL_ARTICLE_ROW);
	query_bind_int(&q, n);
	if (query_row(&q))
		read_row(&q, content, out);
	else
		query_fail(&q, ST_NOTFOUND);
	return query_end(&q);
}

static enum status same_title(struct archive *a, int64_t n, const char *title, bool *same)
{
	struct query q;

	buf_reset(&a->scratch);
	utf8_fold(&a->scratch, title, strlen(title));
	query_start(&q, a, SQL_ARTICLE_FOLD);
	query_bind_int(&q, n);
	*same = query_row(&q) && strcmp(query_text(&q, 0), buf_str(&a->scratch)) == 0;
	query_fail(&q, buf_status(&a->scratch));
	return query_end(&q);
}

/* The row whose key the address is; else, where `title` is NULL or its own, the one that is known
 * under it as well. */
static enum status find_address(struct archive *a, const char *address, const char *title,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	char ident[IDENT_MAX + 1];
	struct place other = { 0 };
	bool same = true;
	enum status st;

	ident_of(address, strlen(address), ident);
	st = find_key(a, address, ident, content, &other);
	if (st == ST_OK && other.n == 0) {
		st = find_alias(a, ident, content, &other);
		if (st == ST_OK && other.n != 0 && title != NULL)
			st = same_title(a, other.n, title, &same);
	}
	if (st != ST_OK || other.n == 0 || !same)
		return st;
	*out = other;
	out->by_url = true;
	return ST_OK;
}

/* The same of the address in its plain form, if that is another. */
static enum status find_plain(struct archive *a, const char *address, const char *title,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	struct buf plain = BUF(ADDRESS_MAX);
	enum status st = ST_OK;

	if (plain_address(address, &plain) && strcmp(plain.data, address) != 0)
		st = find_address(a, plain.data, title, content, out);
	buf_clear(&plain);
	return st;
}

/*
 * Where the article's url is another's key, it is that article. Where it is only another's url as
 * well, the titles must be the same: what many articles give as their url is a section's page.
 */
static enum status find_url(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	enum status st = find_address(a, in->url, in->title, content, out);

	if (st == ST_OK && out->n == 0)
		st = find_plain(a, in->url, in->title, content, out);
	return st;
}

static bool has_other_url(const struct article *in)
{
	return in->url != NULL && in->url[0] != '\0' && strcmp(in->url, in->key) != 0;
}

static enum status find(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	char ident[IDENT_MAX + 1];
	enum status st;

	ident_of(in->key, strlen(in->key), ident);
	st = find_key(a, in->key, ident, content, out);
	if (st != ST_OK || out->n != 0)
		return st;
	st = find_alias(a, ident, content, out);
	if (st == ST_OK && out->n == 0)
		st = find_plain(a, in->key, NULL, content, out);
	if (st == ST_OK && out->n == 0 && has_other_url(in))
		st = find_url(a, in, content, out);
	out->other = out->n != 0;
	return st;
}

static enum status is_superseded(
    struct archive *a, int64_t n, const unsigned char content[DIGEST_SIZE], bool *superseded)
{
	struct query q;

	query_start(&q, a, SQL_SUPERSEDED_FIND);
	query_bind_int(&q, n);
	query_bind_blob(&q, content, DIGEST_SIZE);
	*superseded = query_row(&q);
	return query_end(&q);
}

enum status place_find(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	enum status st;

	*out = (struct place){ 0 };
	st = find(a, in, content, out);
	if (st == ST_OK && out->n != 0 && !out->unchanged)
		st = is_superseded(a, out->n, content, &out->superseded);
	return st;
}

enum status place_supersede(struct archive *a, int64_t n)
{
	struct query q;

	query_start(&q, a, SQL_SUPERSEDED_ADD);
	query_bind_int(&q, n);
	return query_finish(&q);
}

void place_source(const struct place *p, const char *key, char out[PLACE_IDENT + 1])
{
	char ident[IDENT_MAX + 1] = "";

	if (p->other)
		ident_of(key, strlen(key), ident);
	memcpy(out, ident, PLACE_IDENT);
	out[PLACE_IDENT] = '\0';
}

static enum status note(struct archive *a, const char *name, int64_t n)
{
	char ident[IDENT_MAX + 1];
	struct query q;

	ident_of(name, strlen(name), ident);
	query_start(&q, a, SQL_ALIAS_INSERT);
	query_bind_bytes(&q, ident, PLACE_IDENT);
	query_bind_int(&q, n);
	return query_finish(&q);
}

/* The same of an address in its plain form, if that is another. */
static enum status note_plain(struct archive *a, const char *address, int64_t n)
{
	struct buf plain = BUF(ADDRESS_MAX);
	enum status st = ST_OK;

	if (plain_address(address, &plain) && strcmp(plain.data, address) != 0)
		st = note(a, plain.data, n);
	buf_clear(&plain);
	return st;
}

enum status place_note(struct archive *a, const struct article *in, const struct place *p)
{
	enum status st = note_plain(a, in->key, p->n);

	if (st == ST_OK && p->by_url)
		st = note(a, in->key, p->n);
	if (st == ST_OK && has_other_url(in))
		st = note(a, in->url, p->n);
	if (st == ST_OK && has_other_url(in))
		st = note_plain(a, in->url, p->n);
	return st;
}
