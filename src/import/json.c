#include "import/json.h"

#include "import/cell.h"
#include "import/json_record.h"
#include "import/json_values.h"
#include "text/uri.h"

#include <stdlib.h>
#include <string.h>

struct json {
	struct records records;
	char *home, *author, *lang; /* of the feed; NULL: not said */
};

static const char *string_of(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s != NULL && *s != '\0' ? s : NULL;
}

/* A member of the feed, owned; NULL is nothing. */
static char *copy_of(const json_t *object, const char *name)
{
	const char *s = string_of(object, name);

	return s != NULL ? strdup(s) : NULL;
}

/* What stands around the articles: of JSON Feed it says whose they are. */
static enum status take_envelope(void *ctx, const json_t *object)
{
	const char *version = string_of(object, "version"), *title = string_of(object, "title");
	const struct sink *sink;
	const json_t *authors;
	struct json *j = ctx;

	if (version == NULL || strstr(version, "jsonfeed.org") == NULL)
		return ST_OK;
	sink = j->records.sink;
	j->records.feed = true;
	j->home = copy_of(object, "home_page_url");
	if (j->home != NULL && cell_is_link(j->home))
		j->records.home = j->home;
	j->lang = copy_of(object, "language");
	if (title != NULL)
		sink->site(sink->ctx, title);
	if ((authors = json_object_get(object, "authors")) == NULL)
		authors = json_object_get(object, "author");
	return json_record_names(authors, &j->author);
}

/* What the article does not say of itself, its feed may. */
static enum status complete(const struct json *j, struct record *r)
{
	if (r->of[COLUMN_LANG] == NULL && j->lang != NULL &&
	    (r->of[COLUMN_LANG] = strdup(j->lang)) == NULL)
		return ST_NOMEM;
	if (r->of[COLUMN_AUTHOR] == NULL && j->author != NULL &&
	    (r->of[COLUMN_AUTHOR] = strdup(j->author)) == NULL)
		return ST_NOMEM;
	if (j->records.home != NULL && (r->base = strdup(j->records.home)) == NULL)
		return ST_NOMEM;
	return ST_OK;
}

/* Has it nothing that an article is told by? In a feed a link is enough. */
static bool says_nothing(const struct record *r)
{
	return r->of[COLUMN_TITLE] == NULL && r->of[COLUMN_BODY] == NULL &&
	    r->of[COLUMN_SUMMARY] == NULL && r->of[COLUMN_LEAD] == NULL && r->nfiles == 0;
}

static enum status take_value(void *ctx, const json_t *value, unsigned long line)
{
	struct record record = { 0 };
	struct json *j = ctx;
	enum status st;

	if (!json_is_object(value)) {
		format_reject(j->records.sink, line, "no JSON object, but %s",
		    json_is_array(value) ? "an array" : "a value alone");
		return ST_OK;
	}
	if ((st = json_record_fill(&record, value)) != ST_OK)
		;
	else if (!j->records.feed && says_nothing(&record))
		format_reject(j->records.sink, line,
		    "an object with neither title nor text, and no list of articles in it");
	else if ((st = complete(j, &record)) == ST_OK)
		st = record_take(&j->records, &record, line);
	record_clear(&record);
	return st;
}

static void take_bad(void *ctx, unsigned long line, const char *reason)
{
	struct json *j = ctx;

	format_reject(j->records.sink, line, "%s", reason);
}

enum status json_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct json j = { 0 };
	const struct json_values_events events = { take_envelope, take_value, take_bad, &j };
	struct error e = { "" };
	enum status st;

	records_init(&j.records, in, options, sink);
	j.records.lenient = true;
	st = json_values_each(in, &events, &e);
	/* A failure without a word is the sink's. */
	if (e.text[0] != '\0')
		st = format_failed(sink, st, &e);
	records_clear(&j.records);
	free(j.home);
	free(j.author);
	free(j.lang);
	return st;
}
