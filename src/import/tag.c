#include "import/tag.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const raw[] = { "pre", "script", "style", "textarea", "code" };

enum { RAW_COUNT = sizeof raw / sizeof *raw, RAW_CODE = RAW_COUNT - 1 };

void tag_scan_init(struct tag_scan *t, const char *end)
{
	*t = (struct tag_scan){ .end = end };
}

static bool comment_at(struct tag_scan *t, const char *s, struct tag *out)
{
	const char *close;

	if (t->open_comment || t->end - s < 4 || memcmp(s, "<!--", 4) != 0)
		return false;
	if ((close = memmem(s + 4, (size_t)(t->end - s - 4), "-->", 3)) == NULL) {
		t->open_comment = true;
		return false;
	}
	*out = (struct tag){
		.kind = TAG_COMMENT, .name = s + 4, .len = (size_t)(close - s - 4), .end = close + 3
	};
	return true;
}

bool tag_at(struct tag_scan *t, const char *s, struct tag *out)
{
	bool close = t->end - s > 1 && s[1] == '/';
	const char *name = s + 1 + close;
	size_t n = 0;

	if (comment_at(t, s, out))
		return true;
	while (name + n < t->end && (isalnum((unsigned char)name[n]) || name[n] == '-'))
		n++;
	if (n == 0 || !isalpha((unsigned char)*name))
		return false;
	if (t->gt == NULL || name < t->from || name > t->gt) {
		t->from = name;
		t->gt = memchr(name, '>', (size_t)(t->end - name));
	}
	if (t->gt == NULL)
		t->gt = t->end;
	if (t->gt == t->end)
		return false;
	*out = (struct tag){
		.kind = close ? TAG_CLOSE : TAG_OPEN, .name = name, .len = n, .end = t->gt + 1
	};
	return true;
}

bool tag_is(const struct tag *tag, const char *name)
{
	return tag->kind != TAG_COMMENT && strlen(name) == tag->len &&
	    strncasecmp(name, tag->name, tag->len) == 0;
}

/* Behind the next end tag of that name, or NULL. */
static const char *find_close(const struct tag_scan *t, const char *s, const char *name)
{
	size_t n = strlen(name);
	const char *gt;

	for (; (s = memmem(s, (size_t)(t->end - s), "</", 2)) != NULL; s += 2) {
		if ((size_t)(t->end - s) <= n + 2 || strncasecmp(s + 2, name, n) != 0 ||
		    isalnum((unsigned char)s[n + 2]))
			continue;
		gt = memchr(s, '>', (size_t)(t->end - s));
		return gt != NULL ? gt + 1 : NULL;
	}
	return NULL;
}

const char *tag_raw_end(struct tag_scan *t, const struct tag *open, bool code)
{
	const char *end;

	for (size_t i = 0; i < RAW_COUNT; i++) {
		if (open->kind != TAG_OPEN || !tag_is(open, raw[i]) || (i == RAW_CODE && !code))
			continue;
		if ((t->unclosed & 1U << i) != 0)
			return NULL;
		if ((end = find_close(t, open->end, raw[i])) == NULL)
			t->unclosed |= 1U << i;
		return end;
	}
	return NULL;
}
