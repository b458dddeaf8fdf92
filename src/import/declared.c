#include "import/declared.h"

#include "import/xml_root.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LABEL_MAX = 32 /* letters and digits; the longest that is known has 17 */ };

/* Labels without the marks between; the family first of those that are read as one. */
struct charset {
	const char *name, *labels; /* with a space before and after each */
};
static const struct charset charsets[] = {
	{ DECLARED_UTF8, " utf8 unicode11utf8 unicode20utf8 xunicode20utf8 " },
	{ DECLARED_1252,
	    " windows1252 cp1252 xcp1252 iso88591 iso885911987 latin1 l1 ascii usascii ansix341968 "
	    "cp819 ibm819 isoir100 csisolatin1 " },
	{ "CP1250", " windows1250 cp1250 xcp1250 " },
	{ "CP1251", " windows1251 cp1251 xcp1251 " },
	{ "CP1253", " windows1253 cp1253 xcp1253 " },
	{ "CP1254", " windows1254 cp1254 xcp1254 iso88599 latin5 l5 csisolatin5 " },
	{ "CP1255", " windows1255 cp1255 xcp1255 " },
	{ "CP1256", " windows1256 cp1256 xcp1256 " },
	{ "CP1257", " windows1257 cp1257 xcp1257 " },
	{ "CP1258", " windows1258 cp1258 xcp1258 " },
	{ "CP874", " windows874 dos874 iso885911 tis620 " },
	{ "ISO-8859-2", " iso88592 iso885921987 latin2 l2 csisolatin2 " },
	{ "ISO-8859-3", " iso88593 iso885931988 latin3 l3 csisolatin3 " },
	{ "ISO-8859-4", " iso88594 iso885941988 latin4 l4 csisolatin4 " },
	{ "ISO-8859-5", " iso88595 iso885951988 cyrillic csisolatincyrillic " },
	{ "ISO-8859-6", " iso88596 iso885961987 arabic csisolatinarabic " },
	{ "ISO-8859-7", " iso88597 iso885971987 greek greek8 csisolatingreek " },
	{ "ISO-8859-8", " iso88598 iso885981988 iso88598i iso88598e hebrew visual logical " },
	{ "ISO-8859-10", " iso885910 latin6 l6 csisolatin6 " },
	{ "ISO-8859-13", " iso885913 " },
	{ "ISO-8859-14", " iso885914 " },
	{ "ISO-8859-15", " iso885915 latin9 l9 csisolatin9 " },
	{ "ISO-8859-16", " iso885916 " },
	{ "KOI8-R", " koi8r koi8 koi cskoi8r " },
	{ "KOI8-U", " koi8u koi8ru " },
	{ "CP866", " ibm866 cp866 866 csibm866 " },
	{ "CP850", " ibm850 cp850 850 " },
	{ "CP437", " ibm437 cp437 437 " },
	{ "MACINTOSH", " macintosh mac xmacroman macroman csmacintosh " },
	{ "MAC-CYRILLIC", " xmaccyrillic xmacukrainian " },
	{ "GB18030", " gb18030 gb2312 gbk xgbk gb23121980 gb231280 chinese csgb2312 cp936 ms936 " },
	{ "BIG5-HKSCS", " big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 " },
	{ "EUC-JP", " eucjp xeucjp cseucpkdfmtjapanese " },
	{ "CP932", " shiftjis sjis xsjis mskanji ms932 windows31j csshiftjis cp932 " },
	{ DECLARED_JIS, " iso2022jp csiso2022jp iso2022jp1 " },
	{ "CP949", " euckr ksc56011987 ksc56011989 ksc5601 korean windows949 cseuckr cp949 " },
};
static const struct charset refused[] = {
	{ "UTF-7", " utf7 unicode11utf7 csunicode11utf7 csutf7 utf7imap " },
	{ "HZ-GB-2312", " hzgb2312 hz " },
	{ "ISO-2022-KR", " iso2022kr csiso2022kr " },
	{ "ISO-2022-CN", " iso2022cn iso2022cnext csiso2022cn " },
	{ "ISO-2022-JP-2", " iso2022jp2 iso2022jp3 iso2022jp2004 csiso2022jp2 " },
};

bool declared_is_refused(const char *charset)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (strcmp(charset, refused[i].name) == 0)
			return true;
	return false;
}

/* The name of the one that has the label, or NULL. */
static const char *find_label(const struct charset *table, size_t n, const char *label)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(table[i].labels, label) != NULL)
			return table[i].name;
	return NULL;
}

const char *declared_charset(const char *label, size_t len)
{
	char bare[LABEL_MAX + 3] = " "; /* a space before, a space and a NUL behind */
	const char *name;
	size_t n = 1;

	for (size_t i = 0; i < len; i++) {
		if (!isalnum((unsigned char)label[i]))
			continue;
		if (n > LABEL_MAX)
			return NULL;
		bare[n++] = (char)tolower((unsigned char)label[i]);
	}
	if (n == 1)
		return NULL;
	bare[n] = ' ';
	name = find_label(charsets, sizeof charsets / sizeof *charsets, bare);
	return name != NULL ? name : find_label(refused, sizeof refused / sizeof *refused, bare);
}

/* Where `what` stands in s, whatever its case; NULL if nowhere. */
static const char *find(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	for (; (size_t)(end - s) >= n; s++)
		if (strncasecmp(s, what, n) == 0)
			return s;
	return NULL;
}

static const char *skip_space(const char *s, const char *end)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	return s;
}

/* The label behind `name` and "=" in s, within quotes or not; false if there is none. */
static bool value_of(
    const char *s, const char *end, const char *name, const char **value, size_t *len)
{
	char quote = '\0';

	for (; (s = find(s, end, name)) != NULL; s++) {
		const char *v = skip_space(s + strlen(name), end);

		if (v == end || *v != '=')
			continue;
		v = skip_space(v + 1, end);
		if (v < end && (*v == '"' || *v == '\''))
			quote = *v++;
		*value = v;
		while (v < end && *v != quote && strchr(" \t\r\n\"';/?>", *v) == NULL)
			v++;
		*len = (size_t)(v - *value);
		return *len > 0;
	}
	return false;
}

static const char *declared_by_xml(const char *s, const char *end)
{
	const char *value, *close;
	size_t len;

	if (end - s > DECLARED_XML_MAX)
		end = s + DECLARED_XML_MAX;
	if ((close = find(s, end, "?>")) == NULL || !value_of(s, close, "encoding", &value, &len))
		return NULL;
	return declared_charset(value, len);
}

static bool is_feed(const char *s, const char *end)
{
	static const char *const roots[] = { "rss", "feed", "RDF", "channel", "opml", "urlset" };

	s = xml_root(s, end);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (xml_root_is(s, end, roots[i]))
			return true;
	return false;
}

/* In a page, not in the pages that a feed's entries hold. */
static const char *declared_by_meta(const char *s, const char *end)
{
	const char *value, *charset, *close;
	size_t len;

	if (end - s > DECLARED_META_MAX)
		end = s + DECLARED_META_MAX;
	if (is_feed(s, end))
		return NULL;
	for (; (s = memchr(s, '<', (size_t)(end - s))) != NULL; s++) {
		if (end - s >= 4 && memcmp(s, "<!--", 4) == 0) {
			if ((s = find(s, end, "-->")) == NULL)
				return NULL;
			continue;
		}
		if (end - s < 6 || strncasecmp(s, "<meta", 5) != 0 ||
		    (!isspace((unsigned char)s[5]) && s[5] != '/'))
			continue;
		if ((close = memchr(s, '>', (size_t)(end - s))) == NULL)
			return NULL;
		if (value_of(s, close, "charset", &value, &len) &&
		    (charset = declared_charset(value, len)) != NULL)
			return charset;
	}
	return NULL;
}

const char *declared_of(const char *bytes, size_t len)
{
	const char *end = bytes + len, *s = skip_space(bytes, end), *charset = NULL;

	if (s == end || *s != '<')
		return NULL;
	if (end - s > 5 && strncasecmp(s, "<?xml", 5) == 0)
		charset = declared_by_xml(s, end);
	return charset != NULL ? charset : declared_by_meta(s, end);
}
