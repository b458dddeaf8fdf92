#include "text/html_kind.h"

#include "text/html_tree.h"

#include <string.h>
#include <strings.h>

static const unsigned char kinds[GUMBO_TAG_LAST] = {
	/* HTML 4.2, 4.12: metadata and scripts. */
	[GUMBO_TAG_HEAD] = HTML_NEVER,
	[GUMBO_TAG_TITLE] = HTML_NEVER,
	[GUMBO_TAG_BASE] = HTML_NEVER,
	[GUMBO_TAG_LINK] = HTML_NEVER,
	[GUMBO_TAG_META] = HTML_NEVER,
	[GUMBO_TAG_STYLE] = HTML_NEVER,
	[GUMBO_TAG_SCRIPT] = HTML_NEVER,
	[GUMBO_TAG_NOSCRIPT] = HTML_NEVER,
	[GUMBO_TAG_TEMPLATE] = HTML_NEVER,
	[GUMBO_TAG_CANVAS] = HTML_NEVER,
	/* 4.8: what is shown by a plug-in or drawn; frames. */
	[GUMBO_TAG_OBJECT] = HTML_NEVER,
	[GUMBO_TAG_EMBED] = HTML_NEVER,
	[GUMBO_TAG_APPLET] = HTML_NEVER,
	[GUMBO_TAG_PARAM] = HTML_NEVER,
	[GUMBO_TAG_MAP] = HTML_NEVER,
	[GUMBO_TAG_AREA] = HTML_NEVER,
	[GUMBO_TAG_SVG] = HTML_NEVER,
	[GUMBO_TAG_NOFRAMES] = HTML_NEVER,
	[GUMBO_TAG_NOEMBED] = HTML_NEVER,
	[GUMBO_TAG_FRAMESET] = HTML_NEVER,
	/* 4.10: controls; their form itself may be the whole page. */
	[GUMBO_TAG_BUTTON] = HTML_NEVER,
	[GUMBO_TAG_SELECT] = HTML_NEVER,
	[GUMBO_TAG_TEXTAREA] = HTML_NEVER,
	[GUMBO_TAG_DATALIST] = HTML_NEVER,
	[GUMBO_TAG_OPTION] = HTML_NEVER,
	[GUMBO_TAG_PROGRESS] = HTML_NEVER,
	[GUMBO_TAG_METER] = HTML_NEVER,
	[GUMBO_TAG_INPUT] = HTML_INPUT,
	/* 15.3.3: "display: block". */
	[GUMBO_TAG_HTML] = HTML_BLOCK,
	[GUMBO_TAG_BODY] = HTML_BLOCK,
	[GUMBO_TAG_ADDRESS] = HTML_BLOCK,
	[GUMBO_TAG_ARTICLE] = HTML_BLOCK,
	[GUMBO_TAG_ASIDE] = HTML_BLOCK,
	[GUMBO_TAG_CENTER] = HTML_BLOCK,
	[GUMBO_TAG_DETAILS] = HTML_BLOCK,
	[GUMBO_TAG_DIV] = HTML_BLOCK,
	[GUMBO_TAG_DL] = HTML_BLOCK,
	[GUMBO_TAG_FIELDSET] = HTML_BLOCK,
	[GUMBO_TAG_FOOTER] = HTML_BLOCK,
	[GUMBO_TAG_FORM] = HTML_BLOCK,
	[GUMBO_TAG_HEADER] = HTML_BLOCK,
	[GUMBO_TAG_HGROUP] = HTML_BLOCK,
	[GUMBO_TAG_LEGEND] = HTML_BLOCK,
	[GUMBO_TAG_MAIN] = HTML_BLOCK,
	[GUMBO_TAG_NAV] = HTML_BLOCK,
	[GUMBO_TAG_P] = HTML_BLOCK,
	[GUMBO_TAG_SECTION] = HTML_BLOCK,
	[GUMBO_TAG_SUMMARY] = HTML_BLOCK,
	[GUMBO_TAG_HR] = HTML_RULE,
	[GUMBO_TAG_BR] = HTML_BREAK,
	[GUMBO_TAG_H1] = HTML_HEADING,
	[GUMBO_TAG_H2] = HTML_HEADING,
	[GUMBO_TAG_H3] = HTML_HEADING,
	[GUMBO_TAG_H4] = HTML_HEADING,
	[GUMBO_TAG_H5] = HTML_HEADING,
	[GUMBO_TAG_H6] = HTML_HEADING,
	[GUMBO_TAG_UL] = HTML_LIST,
	[GUMBO_TAG_OL] = HTML_LIST,
	[GUMBO_TAG_MENU] = HTML_LIST,
	[GUMBO_TAG_DIR] = HTML_LIST,
	[GUMBO_TAG_LI] = HTML_ITEM,
	[GUMBO_TAG_DT] = HTML_TERM,
	[GUMBO_TAG_DD] = HTML_DETAIL,
	[GUMBO_TAG_BLOCKQUOTE] = HTML_QUOTE,
	[GUMBO_TAG_PRE] = HTML_PRE,
	[GUMBO_TAG_LISTING] = HTML_PRE,
	[GUMBO_TAG_XMP] = HTML_PRE,
	[GUMBO_TAG_PLAINTEXT] = HTML_PRE,
	[GUMBO_TAG_A] = HTML_LINK,
	[GUMBO_TAG_IMG] = HTML_IMAGE,
	[GUMBO_TAG_FIGURE] = HTML_FIGURE,
	[GUMBO_TAG_FIGCAPTION] = HTML_CAPTION,
	[GUMBO_TAG_TABLE] = HTML_TABLE,
	[GUMBO_TAG_CAPTION] = HTML_TABLE_CAPTION,
	[GUMBO_TAG_TR] = HTML_ROW,
	[GUMBO_TAG_TD] = HTML_CELL,
	[GUMBO_TAG_TH] = HTML_CELL,
	[GUMBO_TAG_AUDIO] = HTML_MEDIA,
	[GUMBO_TAG_VIDEO] = HTML_MEDIA,
	[GUMBO_TAG_IFRAME] = HTML_MEDIA,
	[GUMBO_TAG_Q] = HTML_QUOTED,
	[GUMBO_TAG_SUP] = HTML_RAISED,
};

enum html_kind html_kind_of(const GumboNode *node)
{
	if (node->type == GUMBO_NODE_TEMPLATE)
		return HTML_NEVER;
	if (node->type != GUMBO_NODE_ELEMENT)
		return HTML_INLINE;
	return kinds[node->v.element.tag];
}

/* Does an inline style hide the element (CSS 2.2, 9.2.4 and 11.2)? */
static bool is_hidden_by_style(const char *style)
{
	static const char *const hides[][2] = { { "display", "none" }, { "visibility", "hidden" } };
	const char *s;

	for (size_t i = 0; i < sizeof hides / sizeof *hides; i++) {
		if ((s = strcasestr(style, hides[i][0])) == NULL)
			continue;
		s += strlen(hides[i][0]);
		s += strspn(s, " \t\r\n:");
		if (strncasecmp(s, hides[i][1], strlen(hides[i][1])) == 0)
			return true;
	}
	return false;
}

bool html_kind_hidden(const GumboNode *node)
{
	const char *value;

	if (html_tree_attribute(node, "hidden") != NULL)
		return true;
	if ((value = html_tree_attribute(node, "aria-hidden")) != NULL &&
	    strcasecmp(value, "true") == 0)
		return true;
	return (value = html_tree_attribute(node, "style")) != NULL && is_hidden_by_style(value);
}
