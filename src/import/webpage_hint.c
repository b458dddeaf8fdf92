#include "import/webpage_hint.h"

#include <ctype.h>
#include <string.h>

enum { NAMES_MAX = 512 /* bytes of a class or id that are looked at */ };

/*
 * Words that authors of pages use in whatever language the page is; those of Mozilla's Readability
 * (Apache-2.0), which has been tried on many. A space before or behind is the end of a name.
 */
static const char *const unlikely[] = { "-ad-", "ad-break", "agegate", "ai2html", "banner",
	"breadcrumb", "combx", "comment", "community", "cover-wrap", "disqus", "extra", "footer",
	"gdpr", "header", "legends", "menu", "pager", "pagination", "popup", "related", "remark",
	"replies", "rss", "shoutbox", "sidebar", "skyscraper", "social", "sponsor", "supplemental",
	"yom-remote", NULL };
static const char *const maybe[] = { "and", "article", "body", "column", "content", "main",
	"mathjax", "shadow", NULL };
static const char *const good[] = { "article", "blog", "body", "content", "entry", "h-entry",
	"hentry", "main", "page", "pagination", "post", "story", "text", NULL };
static const char *const bad[] = { "-ad-", " hid ", "banner", "com-", "combx", "comment", "contact",
	"footer", "gdpr", "hidden", "masthead", "media", "meta", "outbrain", "promo", "related",
	"scroll", "share", "shopping", "shoutbox", "sidebar", "skyscraper", "sponsor", "tags",
	"widget", NULL };
static const char *const share[] = { " share ", " sharedaddy ", NULL };
static const char *const byline[] = { "byline", "author", "dateline", "writtenby", NULL };
static const char *const lead[] = { "chapo", "chapeau", "excerpt", "standfirst", "lead", "lede",
	"subtitle", "sub-title", "subheadline", "summary", "description", "accroche", "intro",
	"teaser", "dek", "kicker", "heading", NULL };

struct names {
	char text[NAMES_MAX + 2]; /* lower case, between spaces */
};

static void take_names(const char *value, struct names *out)
{
	size_t len = 0;

	out->text[len++] = ' ';
	for (; value != NULL && *value != '\0' && len < NAMES_MAX; value++)
		out->text[len++] = (char)tolower((unsigned char)*value);
	out->text[len++] = ' ';
	out->text[len] = '\0';
}

/* The names with every mark between their words made a space. */
static struct names words_of(const struct names *names)
{
	struct names words = *names;

	for (char *s = words.text; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s))
			*s = ' ';
	return words;
}

static bool has(const struct names *names, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strstr(names->text, *list) != NULL)
			return true;
	return false;
}

static int weigh(const struct names *names)
{
	int weight = 0;

	if (has(names, bad))
		weight -= WEBPAGE_WEIGHT;
	if (has(names, good))
		weight += WEBPAGE_WEIGHT;
	return weight;
}

static unsigned hints_of(const struct names *names)
{
	struct names words = words_of(names);

	return (has(names, unlikely) ? HINT_UNLIKELY : 0) | (has(names, maybe) ? HINT_MAYBE : 0) |
	    (has(&words, share) ? HINT_SHARE : 0) | (has(names, byline) ? HINT_BYLINE : 0) |
	    (has(names, lead) ? HINT_LEAD : 0);
}

void webpage_hints(struct webpage_nodes *n)
{
	struct names names;

	for (size_t i = 0; i < n->n; i++) {
		struct webpage_node *one = &n->items[i];
		const char *class = webpage_attribute(one, "class");
		const char *id = webpage_attribute(one, "id");

		one->hints = 0;
		one->weight = 0;
		if (class != NULL) {
			take_names(class, &names);
			one->weight += weigh(&names);
			one->hints |= hints_of(&names);
		}
		if (id != NULL) {
			take_names(id, &names);
			one->weight += weigh(&names);
			one->hints |= hints_of(&names);
		}
	}
}
