#include "archive/search_terms.h"

#include "archive/sql.h"

#include <string.h>

/* FTS5 wants an object for each table: all that there is to know is the connection's stemmer. */
static int make(void *ctx, const char **arguments, int n, Fts5Tokenizer **out)
{
	(void)arguments;
	(void)n;
	*out = ctx;
	return SQLITE_OK;
}

static void end(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

typedef int (*token_fn)(void *ctx, int flags, const char *token, int len, int from, int to);

/* Terms as they are, divided at spaces. */
static int divide(void *ctx, const char *s, size_t len, token_fn take)
{
	int rc = SQLITE_OK;

	for (size_t at = 0, n; at < len && rc == SQLITE_OK; at += n + 1) {
		const char *space = memchr(s + at, ' ', len - at);

		n = space != NULL ? (size_t)(space - (s + at)) : len - at;
		if (n > 0)
			rc = take(ctx, 0, s + at, (int)n, (int)at, (int)(at + n));
	}
	return rc;
}

static int tokenize(
    Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *s, int len, token_fn take)
{
	struct stemmer **stemmer = (struct stemmer **)tokenizer;
	struct stem_text text = STEM_TEXT(s, len);
	const char *term;
	size_t n;
	int rc = SQLITE_OK;

	if ((flags & FTS5_TOKENIZE_QUERY) != 0)
		return divide(ctx, s, (size_t)len, take);
	if (len > 0 && s[0] == SEARCH_FACTS)
		return divide(ctx, s + 1, (size_t)len - 1, take);
	/* Where in the text a term stood is asked for by nobody. */
	while (rc == SQLITE_OK && stemmer_next(*stemmer, &text, &term, &n))
		rc = take(ctx, 0, term, (int)n, 0, 0);
	return rc;
}

fts5_api *search_terms_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, sql_texts[SQL_SEARCH_API], -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

int search_terms_register(sqlite3 *db, struct stemmer **stemmer)
{
	fts5_tokenizer tokenizer = { .xCreate = make, .xDelete = end, .xTokenize = tokenize };
	fts5_api *api = search_terms_api(db);

	/* make() must not give FTS5 a NULL. */
	if (api == NULL)
		return SQLITE_ERROR;
	return api->xCreateTokenizer(api, "depeche", stemmer, &tokenizer, NULL);
}
