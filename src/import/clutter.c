#include "import/clutter.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "text/html_tree.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	NODES_MAX = 64,      /* of a box that is told by what is in it */
	TEXT_BYTES = 600,    /* of its text that are looked at */
	BESIDE_BYTES = 40,   /* beside the links of a share bar: "Partager cet article :" */
	LINE_BYTES = 160,    /* folded, of a line that is told by its words */
	CALL_WORDS_MAX = 14, /* of a call for a subscription */
};

/* Words of the trade in a class or id; `asks`: only where the text speaks of cookies, too. */
static const struct {
	const char *word;
	bool whole; /* the name is this word; else it has it in it */
	bool asks;
} names[] = {
	{ "tarteaucitron", false, false },
	{ "axeptio", false, false },
	{ "didomi", false, false },
	{ "onetrust", false, false },
	{ "cookie", false, true },
	{ "consent", false, true },
	{ "gdpr", false, true },
	{ "rgpd", false, true },
	{ "cc-window", true, true },
	{ "cc-banner", true, true },
	/* WordPress and its plug-ins; Disqus. */
	{ "respond", true, false },
	{ "comment-respond", true, false },
	{ "comments", true, false },
	{ "comments-area", true, false },
	{ "comment-list", true, false },
	{ "commentlist", true, false },
	{ "disqus_thread", true, false },
	{ "sharedaddy", true, false },
	{ "jp-relatedposts", true, false },
	/* FeedBurner */
	{ "feedflare", true, false },
};

static const char *const cookies[] = { "cookie", "traceur", "vie privee", "privacy",
	"donnees personnelles", "personal data" };

/* Where a page is handed on to others; without "http://" and "www.". */
static const char *const sharers[] = { "facebook.com/sharer", "facebook.com/share",
	"facebook.com/dialog/", "m.facebook.com/sharer", "twitter.com/intent", "twitter.com/share",
	"twitter.com/home?status", "x.com/intent", "x.com/share", "wa.me/?", "whatsapp://send",
	"api.whatsapp.com/send?text", "web.whatsapp.com/send?text", "t.me/share",
	"telegram.me/share", "linkedin.com/share", "linkedin.com/cws/share",
	"pinterest.com/pin/create", "reddit.com/submit", "tumblr.com/share",
	"plus.google.com/share", "bsky.app/intent", "threads.net/intent", "getpocket.com/save",
	"viber://forward", "mailto:?", "sms:?" };

/* Whole lines, folded. */
static const char *const lines[] = { "publicite", "annonce", "advertisement", "publicite annonce",
	"partager", "partage", "partager sur", "partager l article", "partager cet article",
	"partagez", "partagez cet article", "share", "share this", "share this article", "share on",
	"suite apres la publicite", "article continues below advertisement" };

/* What a call for a subscription begins with, folded. */
static const char *const calls[] = { "inscrivez vous a notre newsletter",
	"inscrivez vous a la newsletter", "inscrivez vous a notre lettre d information",
	"abonnez vous a notre newsletter", "abonnez vous a la newsletter",
	"abonnez vous a notre lettre d information", "recevez notre newsletter",
	"inscription a la newsletter", "subscribe to our newsletter", "sign up for our newsletter",
	"sign up to our newsletter" };

/* What heads comments: with a number before or behind it, or without one where `bare`. Folded. */
static const struct {
	const char *text;
	bool bare;
} heads[] = { { "commentaires", true }, { "commentaire", false }, { "comments", true },
	{ "comment", false }, { "reactions", false }, { "reaction", false }, { "reponses", false },
	{ "reponse", false }, { "replies", false }, { "reply", false },
	{ "vos commentaires", true }, { "commentaires des lecteurs", true },
	{ "laisser un commentaire", true }, { "laissez un commentaire", true },
	{ "ajouter un commentaire", true }, { "laisser une reponse", true },
	{ "poster un commentaire", true }, { "leave a comment", true }, { "leave a reply", true },
	{ "post a comment", true }, { "add a comment", true }, { "une reponse", true },
	{ "un commentaire", true } };

/* What is in a box. */
struct glance {
	unsigned nodes, links, shares, images;
	size_t beside;   /* bytes outside of links, without white space */
	struct buf text; /* the first TEXT_BYTES or so */
};

static bool begins_with(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncasecmp(s, list[i], strlen(list[i])) == 0)
			return true;
	return false;
}

#define BEGINS_WITH(s, list) begins_with(s, list, sizeof(list) / sizeof *(list))

static bool is_sharer(const char *href)
{
	href += strspn(href, " \t\r\n");
	if (strncasecmp(href, "http://", 7) == 0 || strncasecmp(href, "https://", 8) == 0)
		href = strchr(href, ':') + strlen("://");
	if (strncasecmp(href, "www.", 4) == 0)
		href += 4;
	return BEGINS_WITH(href, sharers);
}

/* "javascript:print()", "#": leads nowhere. */
static bool is_tool(const char *href)
{
	return *href == '\0' || *href == '#' || strncasecmp(href, "javascript:", 11) == 0;
}

static void see_text(struct glance *g, const char *s, bool in_link)
{
	for (size_t i = 0; s[i] != '\0' && !in_link && g->beside <= TEXT_BYTES; i++)
		g->beside += !isspace((unsigned char)s[i]);
	if (g->text.len < TEXT_BYTES) {
		buf_putc(&g->text, ' ');
		buf_add(&g->text, s, strnlen(s, TEXT_BYTES));
	}
}

/* Look at all below the node; false where there is too much. No deeper than NODES_MAX. */
static bool look(const GumboNode *node, bool in_link, struct glance *g)
{
	const GumboVector *children;
	const char *href;

	if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
		see_text(g, node->v.text.text, in_link);
	if (node->type != GUMBO_NODE_TEXT && node->type != GUMBO_NODE_ELEMENT)
		return true;
	if (++g->nodes > NODES_MAX)
		return false;
	if (node->type == GUMBO_NODE_TEXT)
		return true;
	if (node->v.element.tag == GUMBO_TAG_SCRIPT || node->v.element.tag == GUMBO_TAG_STYLE)
		return true;
	if (node->v.element.tag == GUMBO_TAG_IMG || node->v.element.tag == GUMBO_TAG_IFRAME)
		g->images++;
	if (node->v.element.tag == GUMBO_TAG_A &&
	    (href = html_tree_attribute(node, "href")) != NULL) {
		in_link = true;
		g->shares += is_sharer(href);
		g->links += !is_tool(href);
	}
	children = &node->v.element.children;
	for (unsigned i = 0; i < children->length; i++)
		if (!look(children->data[i], in_link, g))
			return false;
	return true;
}

static bool is_name(const char *name, size_t len, size_t i)
{
	size_t n = strlen(names[i].word);

	if (names[i].whole)
		return n == len && strncasecmp(name, names[i].word, n) == 0;
	for (size_t at = 0; at + n <= len; at++)
		if (strncasecmp(name + at, names[i].word, n) == 0)
			return true;
	return false;
}

/* The row of `names` that a class or id has, or the number of rows. */
static size_t find_name(const char *value)
{
	size_t rows = sizeof names / sizeof *names;

	while (value != NULL && *value != '\0') {
		size_t len = strcspn(value, " \t\r\n");

		/* WordPress writes an article's themes into its class. */
		for (size_t i = 0; i < rows && strncasecmp(value, "tag-", 4) != 0 &&
		     strncasecmp(value, "category-", 9) != 0;
		     i++)
			if (is_name(value, len, i))
				return i;
		value += len + strspn(value + len, " \t\r\n");
	}
	return rows;
}

static bool speaks_of_cookies(const struct buf *folded)
{
	for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++)
		if (folded->len > 0 && strstr(folded->data, cookies[i]) != NULL)
			return true;
	return false;
}

static bool is_line(const struct buf *folded)
{
	if (folded->len == 0 || folded->len > LINE_BYTES)
		return false;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (strcmp(folded->data, lines[i]) == 0)
			return true;
	return BEGINS_WITH(folded->data, calls) &&
	    utf8_words(folded->data, folded->len) <= CALL_WORDS_MAX;
}

/* Is it one by what is in it; or, where its name `asks` for that, by its speaking of cookies? Most
 * paragraphs are none by their links and pictures: their text is not folded. */
static bool is_box(const struct glance *g, bool asks)
{
	bool may_be_line = g->shares == 0 && g->links == 0 && g->images == 0, is;
	struct buf folded = BUF(16 * TEXT_BYTES);

	if (g->shares > 0 && g->shares == g->links && g->beside <= BESIDE_BYTES)
		return true;
	if (!asks && !may_be_line)
		return false;
	utf8_fold(&folded, buf_str(&g->text), g->text.len);
	is = (asks && speaks_of_cookies(&folded)) || (may_be_line && is_line(&folded));
	buf_clear(&folded);
	return is;
}

/* Elements that a box or line of its own can be. */
static bool may_be(const GumboNode *element)
{
	static const GumboTag tags[] = { GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_UL, GUMBO_TAG_OL,
		GUMBO_TAG_SECTION, GUMBO_TAG_ASIDE, GUMBO_TAG_FORM, GUMBO_TAG_H3, GUMBO_TAG_H4,
		GUMBO_TAG_H5, GUMBO_TAG_CENTER };

	if (element->type != GUMBO_NODE_ELEMENT)
		return false;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (element->v.element.tag == tags[i])
			return true;
	return false;
}

bool clutter_is(const GumboNode *element)
{
	struct glance g = { .text = BUF(4 * TEXT_BYTES) };
	size_t rows = sizeof names / sizeof *names, name;
	bool is;

	if (!may_be(element))
		return false;
	if ((name = find_name(html_tree_attribute(element, "id"))) == rows)
		name = find_name(html_tree_attribute(element, "class"));
	if (name < rows && !names[name].asks)
		return true;
	is = look(element, false, &g) && is_box(&g, name < rows);
	buf_clear(&g.text);
	return is;
}

bool clutter_heads_comments(const char *s, size_t len)
{
	struct buf folded = BUF(4 * LINE_BYTES);
	bool numbered, found = false;
	const char *f;
	size_t n;

	if (len == 0 || len > LINE_BYTES)
		return false;
	utf8_fold(&folded, s, len);
	f = buf_str(&folded);
	n = strspn(f, "0123456789");
	numbered = n > 0 && f[n] == ' ';
	f += numbered ? n + 1 : 0;
	n = strlen(f);
	while (!numbered && n > 0 && isdigit((unsigned char)f[n - 1]))
		n--;
	numbered = numbered || f[n] != '\0';
	while (n > 0 && f[n - 1] == ' ')
		n--;
	for (size_t i = 0; i < sizeof heads / sizeof *heads && !found; i++)
		found = (numbered || heads[i].bare) && strlen(heads[i].text) == n &&
		    memcmp(heads[i].text, f, n) == 0;
	buf_clear(&folded);
	return found;
}
