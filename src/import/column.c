#include "import/column.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum { NAME_BYTES_MAX = 64 };

/* Folded, as utf8_fold() does: "posted_at" is "posted at". */
static const struct {
	const char *name;
	enum column column;
} names[] = {
	{ "title", COLUMN_TITLE },
	{ "headline", COLUMN_TITLE },
	{ "titre", COLUMN_TITLE },
	{ "post title", COLUMN_TITLE },
	{ "article title", COLUMN_TITLE },
	{ "news title", COLUMN_TITLE },
	{ "news headline", COLUMN_TITLE },
	{ "article headline", COLUMN_TITLE },
	{ "page title", COLUMN_TITLE },
	{ "body", COLUMN_BODY },
	{ "text", COLUMN_BODY },
	{ "texte", COLUMN_BODY },
	{ "content", COLUMN_BODY },
	{ "contents", COLUMN_BODY },
	{ "contenu", COLUMN_BODY },
	{ "article", COLUMN_BODY },
	{ "article text", COLUMN_BODY },
	{ "article body", COLUMN_BODY },
	{ "full text", COLUMN_BODY },
	{ "fulltext", COLUMN_BODY },
	{ "post content", COLUMN_BODY },
	{ "corps", COLUMN_BODY },
	{ "maintext", COLUMN_BODY },
	{ "articlebody", COLUMN_BODY },
	{ "content html", COLUMN_BODY },
	{ "content text", COLUMN_BODY },
	{ "html", COLUMN_BODY },
	{ "body html", COLUMN_BODY },
	{ "body text", COLUMN_BODY },
	{ "full content", COLUMN_BODY },
	{ "full article", COLUMN_BODY },
	{ "story", COLUMN_BODY },
	{ "content encoded", COLUMN_BODY },
	{ "plain text", COLUMN_BODY },
	{ "plaintext", COLUMN_BODY },
	{ "news text", COLUMN_BODY },
	{ "texte integral", COLUMN_BODY },
	{ "theme", COLUMN_THEME },
	{ "themes", COLUMN_THEME },
	{ "category", COLUMN_THEME },
	{ "categories", COLUMN_THEME },
	{ "categorie", COLUMN_THEME },
	{ "section", COLUMN_THEME },
	{ "rubrique", COLUMN_THEME },
	{ "topic", COLUMN_THEME },
	{ "articlesection", COLUMN_THEME },
	{ "topics", COLUMN_THEME },
	{ "article section", COLUMN_THEME },
	{ "news category", COLUMN_THEME },
	{ "rubriques", COLUMN_THEME },
	{ "tags", COLUMN_TAGS },
	{ "tag", COLUMN_TAGS },
	{ "keywords", COLUMN_TAGS },
	{ "mots cles", COLUMN_TAGS },
	{ "keyword", COLUMN_TAGS },
	{ "mot cle", COLUMN_TAGS },
	{ "hashtags", COLUMN_TAGS },
	{ "labels", COLUMN_TAGS },
	{ "date", COLUMN_DATE },
	{ "posted at", COLUMN_DATE },
	{ "published", COLUMN_PUBLISHED },
	{ "published at", COLUMN_DATE },
	{ "publication date", COLUMN_DATE },
	{ "published date", COLUMN_DATE },
	{ "date published", COLUMN_DATE },
	{ "date publication", COLUMN_DATE },
	{ "date de publication", COLUMN_DATE },
	{ "publish date", COLUMN_DATE },
	{ "pubdate", COLUMN_DATE },
	{ "pub date", COLUMN_DATE },
	{ "post date", COLUMN_DATE },
	{ "datetime", COLUMN_DATE },
	{ "publie le", COLUMN_DATE },
	{ "created at", COLUMN_DATE },
	{ "datepublished", COLUMN_DATE },
	{ "date publish", COLUMN_DATE },
	{ "publishing date", COLUMN_DATE },
	{ "published on", COLUMN_DATE },
	{ "publish time", COLUMN_DATE },
	{ "datecreated", COLUMN_DATE },
	{ "date created", COLUMN_DATE },
	{ "date gmt", COLUMN_DATE_GMT },
	{ "post date gmt", COLUMN_DATE_GMT },
	{ "published gmt", COLUMN_DATE_GMT },
	{ "published at gmt", COLUMN_DATE_GMT },
	{ "publication date gmt", COLUMN_DATE_GMT },
	{ "created gmt", COLUMN_DATE_GMT },
	{ "publishedat", COLUMN_DATE },
	{ "createdat", COLUMN_DATE },
	{ "postedat", COLUMN_DATE },
	{ "publisheddate", COLUMN_DATE },
	{ "publicationdate", COLUMN_DATE },
	{ "publishdate", COLUMN_DATE },
	{ "publishedon", COLUMN_DATE },
	{ "publishedtime", COLUMN_DATE },
	{ "publishtime", COLUMN_DATE },
	{ "published time", COLUMN_DATE },
	{ "publication time", COLUMN_DATE },
	{ "firstpublishedat", COLUMN_DATE },
	{ "first published at", COLUMN_DATE },
	{ "firstpublished", COLUMN_DATE },
	{ "first published", COLUMN_DATE },
	{ "article published time", COLUMN_DATE },
	{ "date time", COLUMN_DATE },
	{ "date posted", COLUMN_DATE },
	{ "dateposted", COLUMN_DATE },
	{ "posted on", COLUMN_DATE },
	{ "posted", COLUMN_DATE },
	{ "created", COLUMN_DATE },
	{ "created on", COLUMN_DATE },
	{ "postdate", COLUMN_DATE },
	{ "timestamp", COLUMN_DATE },
	{ "time published", COLUMN_DATE },
	{ "date pub", COLUMN_DATE },
	{ "webpublicationdate", COLUMN_DATE },
	{ "status", COLUMN_STATE },
	{ "state", COLUMN_STATE },
	{ "post status", COLUMN_STATE },
	{ "article status", COLUMN_STATE },
	{ "publication status", COLUMN_STATE },
	{ "statut", COLUMN_STATE },
	{ "statut de publication", COLUMN_STATE },
	{ "etat", COLUMN_STATE },
	{ "moderation state", COLUMN_STATE },
	{ "workflow state", COLUMN_STATE },
	{ "draft", COLUMN_DRAFT },
	{ "is draft", COLUMN_DRAFT },
	{ "isdraft", COLUMN_DRAFT },
	{ "brouillon", COLUMN_DRAFT },
	{ "is published", COLUMN_SHOWN },
	{ "ispublished", COLUMN_SHOWN },
	{ "publie", COLUMN_PUBLISHED },
	{ "visibility", COLUMN_ACCESS },
	{ "visibilite", COLUMN_ACCESS },
	{ "access", COLUMN_ACCESS },
	{ "acces", COLUMN_ACCESS },
	{ "type", COLUMN_TYPE },
	{ "post type", COLUMN_TYPE },
	{ "url", COLUMN_URL },
	{ "link", COLUMN_URL },
	{ "lien", COLUMN_URL },
	{ "permalink", COLUMN_URL },
	{ "article url", COLUMN_URL },
	{ "source url", COLUMN_URL },
	{ "canonical url", COLUMN_URL },
	{ "page url", COLUMN_URL },
	{ "weburl", COLUMN_URL },
	{ "web url", COLUMN_URL },
	{ "news url", COLUMN_URL },
	{ "news link", COLUMN_URL },
	{ "post url", COLUMN_URL },
	{ "adresse", COLUMN_URL },
	{ "id", COLUMN_ID },
	{ "guid", COLUMN_ID },
	{ "uuid", COLUMN_ID },
	{ "article id", COLUMN_ID },
	{ "post id", COLUMN_ID },
	{ "identifiant", COLUMN_ID },
	{ "news id", COLUMN_ID },
	{ "doc id", COLUMN_ID },
	{ "document id", COLUMN_ID },
	{ "article uid", COLUMN_ID },
	{ "author", COLUMN_AUTHOR },
	{ "authors", COLUMN_AUTHOR },
	{ "byline", COLUMN_AUTHOR },
	{ "auteur", COLUMN_AUTHOR },
	{ "auteurs", COLUMN_AUTHOR },
	{ "creator", COLUMN_AUTHOR },
	{ "writer", COLUMN_AUTHOR },
	{ "journalist", COLUMN_AUTHOR },
	{ "journaliste", COLUMN_AUTHOR },
	{ "signature", COLUMN_AUTHOR },
	{ "article author", COLUMN_AUTHOR },
	{ "lang", COLUMN_LANG },
	{ "language", COLUMN_LANG },
	{ "langue", COLUMN_LANG },
	{ "inlanguage", COLUMN_LANG },
	{ "language code", COLUMN_LANG },
	{ "lang code", COLUMN_LANG },
	{ "langcode", COLUMN_LANG },
	{ "summary", COLUMN_SUMMARY },
	{ "description", COLUMN_SUMMARY },
	{ "chapo", COLUMN_LEAD },
	{ "chapeau", COLUMN_LEAD },
	{ "resume", COLUMN_SUMMARY },
	{ "excerpt", COLUMN_SUMMARY },
	{ "lead", COLUMN_LEAD },
	{ "heading", COLUMN_LEAD },
	{ "standfirst", COLUMN_LEAD },
	{ "intro", COLUMN_LEAD },
	{ "accroche", COLUMN_LEAD },
	{ "abstract", COLUMN_SUMMARY },
	{ "teaser", COLUMN_SUMMARY },
	{ "snippet", COLUMN_SUMMARY },
	{ "short description", COLUMN_SUMMARY },
	{ "website origin", COLUMN_SITE },
	{ "website", COLUMN_SITE },
	{ "site", COLUMN_SITE },
	{ "source", COLUMN_SITE },
	{ "domain", COLUMN_SITE },
	{ "source domain", COLUMN_SITE },
	{ "hostname", COLUMN_SITE },
	{ "site name", COLUMN_SITE },
	{ "sitename", COLUMN_SITE },
	{ "publisher", COLUMN_SITE },
};

enum column column_named(const char *s, size_t len)
{
	struct buf folded = BUF(4 * NAME_BYTES_MAX);
	enum column found = COLUMN_NONE;

	if (len == 0 || len > NAME_BYTES_MAX)
		return COLUMN_NONE;
	utf8_fold(&folded, s, len);
	for (size_t i = 0; i < sizeof names / sizeof *names && found == COLUMN_NONE; i++)
		if (strcmp(names[i].name, buf_str(&folded)) == 0)
			found = names[i].column;
	buf_clear(&folded);
	return found;
}

bool column_header(const struct column_name *header, size_t n, struct columns *out)
{
	*out = (struct columns){ .n = n };
	for (size_t i = 0; i < n; i++) {
		enum column c = column_named(header[i].s, header[i].len);

		if (out->at[c] == 0)
			out->at[c] = i + 1;
	}
	if (out->at[COLUMN_TITLE] != 0 && out->at[COLUMN_BODY] != 0)
		return true;
	*out = (struct columns){ 0 };
	return false;
}

bool column_all_known(const struct column_name *header, size_t n)
{
	bool title = false;

	for (size_t i = 0; i < n; i++) {
		enum column c = column_named(header[i].s, header[i].len);

		if (c == COLUMN_NONE)
			return false;
		title = title || c == COLUMN_TITLE;
	}
	return title;
}

enum status column_parse(const char *list, struct columns *out, struct error *e)
{
	enum status st = ST_OK;
	size_t len;

	*out = (struct columns){ 0 };
	for (const char *s = list; st == ST_OK; s += len + 1) {
		enum column c;

		len = strcspn(s, ",");
		c = column_named(s, len);
		out->n++;
		if (c == COLUMN_NONE && !(len == 1 && *s == '-'))
			st = error_set(e, ST_INVALID,
			    "column \"%.*s\" is not known: title, body, theme, tags, date, url, "
			    "id, author, lang, summary, lead, site, status, draft, or - to leave "
			    "one out",
			    (int)len, s);
		else if (c != COLUMN_NONE && out->at[c] != 0)
			st = error_set(
			    e, ST_INVALID, "column \"%.*s\" is named twice", (int)len, s);
		else if (c != COLUMN_NONE)
			out->at[c] = out->n;
		if (s[len] == '\0')
			break;
	}
	if (st == ST_OK && (out->at[COLUMN_TITLE] == 0 || out->at[COLUMN_BODY] == 0))
		st = error_set(e, ST_INVALID, "columns \"%s\" lack title or body", list);
	if (st == ST_OK && out->n > COLUMNS_MAX)
		st = error_set(e, ST_INVALID, "more than %d columns", COLUMNS_MAX);
	if (st != ST_OK)
		*out = (struct columns){ 0 };
	return st;
}
