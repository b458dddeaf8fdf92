#include "import/webpage_ld.h"

#include "base/utf8.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

enum {
	LD_MAX = 4 * 1024 * 1024, /* bytes of a script; ours */
	NAMES_MAX = 20,           /* authors that are looked at */
};

/* What is being read. */
struct ld {
	struct webpage_facts *facts;
	const json_t *root;
	const json_t *article; /* the best of those met */
	bool matches;          /* its headline is the page's */
};

static const char *text_of(const json_t *j, const char *key)
{
	const json_t *value = json_object_get(j, key);

	if (json_is_array(value))
		value = json_array_get(value, 0);
	if (json_is_object(value) && json_object_get(value, "@value") != NULL)
		value = json_object_get(value, "@value");
	return json_string_value(value);
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && strcmp(s + len - n, end) == 0;
}

/* Article, NewsArticle, BlogPosting: all that schema.org derives from Article is called so. */
static bool is_article_name(const char *s)
{
	return ends_with(s, "Article") || ends_with(s, "Posting") || ends_with(s, "Report") ||
	    ends_with(s, "Review");
}

static bool has_type(const json_t *j, bool (*test)(const char *))
{
	const json_t *type = json_object_get(j, "@type");

	if (json_is_string(type))
		return test(json_string_value(type));
	for (size_t i = 0; i < json_array_size(type); i++) {
		const char *s = json_string_value(json_array_get(type, i));

		if (s != NULL && test(s))
			return true;
	}
	return false;
}

static bool is_page_name(const char *s)
{
	return ends_with(s, "WebPage") || ends_with(s, "ItemPage") || ends_with(s, "AboutPage");
}

/* Is it the page's own: its headline is, or is in, what the page is called? */
static bool is_own(const struct ld *ld, const json_t *j)
{
	const char *s = text_of(j, "headline");
	const char *const names[] = { ld->facts->value[FACT_HEADING], ld->facts->value[FACT_HEAD],
		ld->facts->value[FACT_TITLE] };
	struct buf headline = BUF(SIZE_MAX / 2), other = BUF(SIZE_MAX / 2);
	bool own = false;

	if (s == NULL)
		return false;
	utf8_fold(&headline, s, strlen(s));
	for (size_t i = 0; i < sizeof names / sizeof *names && headline.len > 0 && !own; i++) {
		if (names[i] == NULL)
			continue;
		buf_reset(&other);
		utf8_fold(&other, names[i], strlen(names[i]));
		own = other.len > 0 && strstr(buf_str(&other), buf_str(&headline)) != NULL;
	}
	buf_clear(&headline);
	buf_clear(&other);
	return own;
}

/* The object that is called `id` somewhere, for what only refers to it. */
static const json_t *named(const json_t *j, const char *id, int depth)
{
	const json_t *value, *found = NULL;
	const char *key;
	size_t i;

	if (depth > WEBPAGE_LD_DEPTH_MAX)
		return NULL;
	if (json_is_array(j)) {
		json_array_foreach(
		    j, i, value) if ((found = named(value, id, depth + 1)) != NULL) return found;
		return NULL;
	}
	if (!json_is_object(j))
		return NULL;
	if (text_of(j, "@id") != NULL && strcmp(text_of(j, "@id"), id) == 0 &&
	    json_object_size(j) > 1)
		return j;
	json_object_foreach((json_t *)j, key,
	    value) if ((found = named(value, id, depth + 1)) != NULL) return found;
	return NULL;
}

/* Authors: a name, an object with one, a reference to such, or a list of these. */
static void hear_names(
    const struct ld *ld, const json_t *j, enum fact fact, enum fact_source source, int depth)
{
	const char *s;

	if (depth > WEBPAGE_LD_DEPTH_MAX)
		return;
	if (json_is_array(j)) {
		for (size_t i = 0; i < json_array_size(j) && i < NAMES_MAX; i++)
			hear_names(ld, json_array_get(j, i), fact, source, depth + 1);
		return;
	}
	s = json_string_value(j);
	if (json_is_object(j) && (s = text_of(j, "name")) == NULL && text_of(j, "@id") != NULL)
		s = text_of(named(ld->root, text_of(j, "@id"), 0), "name");
	webpage_fact(ld->facts, fact, source, s, false);
}

/* Sections and keywords: a string, parted by commas where it is alone, or a list of strings. */
static void hear_list(const struct ld *ld, const json_t *j, enum fact fact, bool split)
{
	if (json_is_string(j))
		webpage_fact(ld->facts, fact, SOURCE_LD, json_string_value(j), split);
	for (size_t i = 0; i < json_array_size(j); i++) {
		const json_t *one = json_array_get(j, i);

		webpage_fact(ld->facts, fact, SOURCE_LD,
		    json_is_object(one) ? text_of(one, "name") : json_string_value(one), false);
	}
}

static void hear_article(const struct ld *ld, const json_t *j)
{
	static const struct {
		const char *key;
		enum fact fact;
	} texts[] = { { "headline", FACT_TITLE }, { "name", FACT_TITLE },
		{ "datePublished", FACT_DATE }, { "dateCreated", FACT_DATE },
		{ "description", FACT_SUMMARY }, { "articleBody", FACT_BODY },
		{ "inLanguage", FACT_LOCALE }, { "url", FACT_URL },
		{ "mainEntityOfPage", FACT_URL } };
	const json_t *free = json_object_get(j, "isAccessibleForFree");
	const char *said = json_string_value(free);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		webpage_fact(ld->facts, texts[i].fact, SOURCE_LD, text_of(j, texts[i].key), false);
	webpage_fact(ld->facts, FACT_URL, SOURCE_LD,
	    text_of(json_object_get(j, "mainEntityOfPage"), "@id"), false);
	hear_names(ld, json_object_get(j, "author"), FACT_BYLINE, SOURCE_LD, 0);
	hear_names(ld, json_object_get(j, "creator"), FACT_BYLINE, SOURCE_OTHER, 0);
	hear_names(ld, json_object_get(j, "publisher"), FACT_SITE, SOURCE_OTHER, 0);
	hear_list(ld, json_object_get(j, "articleSection"), FACT_SECTION, false);
	hear_list(ld, json_object_get(j, "keywords"), FACT_TAG, true);
	ld->facts->declared = true;
	ld->facts->closed = json_is_false(free) || (said != NULL && strcasecmp(said, "false") == 0);
}

/* What a page says of itself, for want of better. */
static void hear_page(const struct ld *ld, const json_t *j)
{
	webpage_fact(ld->facts, FACT_DATE, SOURCE_OTHER, text_of(j, "datePublished"), false);
	webpage_fact(ld->facts, FACT_LOCALE, SOURCE_OTHER, text_of(j, "inLanguage"), false);
	webpage_fact(ld->facts, FACT_SUMMARY, SOURCE_OTHER, text_of(j, "description"), false);
	hear_names(ld, json_object_get(j, "author"), FACT_BYLINE, SOURCE_OTHER, 0);
}

static void visit(struct ld *ld, const json_t *j, int depth)
{
	if (depth > WEBPAGE_LD_DEPTH_MAX)
		return;
	for (size_t i = 0; i < json_array_size(j); i++)
		visit(ld, json_array_get(j, i), depth + 1);
	if (!json_is_object(j))
		return;
	if (has_type(j, is_article_name) && (ld->article == NULL || !ld->matches)) {
		bool own = is_own(ld, j);

		if (ld->article == NULL || own)
			ld->article = j;
		ld->matches = own;
	}
	if (has_type(j, is_page_name))
		hear_page(ld, j);
	visit(ld, json_object_get(j, "@graph"), depth + 1);
	visit(ld, json_object_get(j, "mainEntity"), depth + 1);
}

void webpage_ld(struct webpage_facts *f, const char *json, size_t len)
{
	struct buf clean = BUF(LD_MAX);
	struct ld ld = { .facts = f };
	const char *start;
	json_t *root;

	/* Line breaks stand in strings where they may not; "<!--" and "//<![CDATA[" around it. */
	for (size_t i = 0; i < len; i++)
		buf_putc(&clean, (unsigned char)json[i] < ' ' ? ' ' : json[i]);
	if (buf_status(&clean) != ST_OK || clean.len == 0) {
		buf_clear(&clean);
		return;
	}
	start = strpbrk(clean.data, "{[");
	if (start != NULL && strncmp(start, "[CDATA[", 7) == 0)
		start = strpbrk(start + 7, "{[");
	root = start != NULL ? json_loads(start, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
	buf_clear(&clean);
	ld.root = root;
	visit(&ld, root, 0);
	if (ld.article != NULL)
		hear_article(&ld, ld.article);
	json_decref(root);
}
