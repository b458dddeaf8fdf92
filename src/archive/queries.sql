-- queries.sql -- all that the archive asks its stores
--
-- Queries that fill a struct entry begin with the same eight columns, in entry_fill()'s order:
-- id, title, published, day, precision, lang, size, words.

-- ---- connections ----

-- What a file of unknown origin could do is shut; memory for what is sorted.
-- name: connection_pragmas
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;

-- In WAL mode, synchronous NORMAL can lose the last transactions when the power fails, never the
-- store, and nothing when a process is killed; an import is run again then. No mmap: a file cut
-- short while it is mapped (somebody copies another over it) would kill the process that reads it,
-- where read(2) gives an error. Nor is it faster: with a million articles, two lists of related
-- ones took 143 microseconds with it and 123 without (tests/bench).
-- name: archive_pragmas
PRAGMA archive.synchronous = NORMAL;
PRAGMA archive.cache_size = -32768;
PRAGMA archive.mmap_size = 0;

-- Ids and titles go into their indexes in no order: those pages had better stay in memory.
-- name: archive_write_pragmas
PRAGMA archive.cache_size = -12288;
PRAGMA archive.journal_size_limit = 134217728;
PRAGMA wal_autocheckpoint = 16000;

-- name: reads_pragmas
PRAGMA reads.synchronous = NORMAL;
PRAGMA reads.cache_size = -4096;
PRAGMA reads.mmap_size = 0;
PRAGMA reads.journal_size_limit = 4194304;

-- name: attach_archive
ATTACH ?1 AS archive;

-- name: attach_reads
ATTACH ?1 AS reads;

-- Two articles of a usual length to a page.
-- name: store_wal
PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;

-- name: store_application
PRAGMA application_id;

-- name: store_version
PRAGMA user_version;

-- name: store_tables
SELECT count(*) FROM sqlite_schema;

-- name: begin
BEGIN;

-- name: begin_write
BEGIN IMMEDIATE;

-- name: commit
COMMIT;

-- name: rollback
ROLLBACK;

-- name: check_archive
PRAGMA archive.integrity_check (1);

-- name: check_archive_references
PRAGMA archive.foreign_key_check;

-- name: check_reads
PRAGMA reads.integrity_check (1);

-- What the triggers keep, counted anew, and references that are not declared; a row for each that
-- is wrong.
-- name: check_counts
SELECT 'the number of articles' FROM total WHERE
	articles <> (SELECT count(*) FROM article WHERE shown = 1)
	OR removed <> (SELECT count(*) FROM article WHERE removed AND copy_of IS NULL)
	OR copies <> (SELECT count(*) FROM article WHERE copy_of IS NOT NULL)
	OR undated <> (SELECT count(*) FROM article WHERE shown = 1 AND day = 0)
UNION ALL
SELECT 'the number of articles of the theme ' || slug FROM theme WHERE articles <>
	(SELECT count(*) FROM theme_article t WHERE t.theme = theme.n)
UNION ALL
SELECT 'the list of the theme ' || theme.slug FROM theme_article t JOIN theme ON theme.n = t.theme
	LEFT JOIN article a ON a.n = t.article
		AND a.shown = 1 AND a.day = t.day AND a.published = t.published
	WHERE a.n IS NULL
UNION ALL
SELECT 'the lists of the themes' WHERE (SELECT count(*) FROM theme_article) <>
	(SELECT count(*) FROM article_theme t CROSS JOIN article a ON a.n = t.article
		WHERE a.shown = 1)
UNION ALL
SELECT 'the titles listed by the article ' || l.article FROM listed l
	LEFT JOIN mention m ON m.n = l.mention LEFT JOIN article a ON a.n = l.article
	WHERE m.n IS NULL OR a.n IS NULL
UNION ALL
SELECT 'the number of articles of the author ' || slug FROM author WHERE articles <>
	(SELECT count(*) FROM article a WHERE a.author = author.n AND a.shown = 1)
UNION ALL
SELECT 'the number of articles of the day ' || day FROM day WHERE articles <>
	(SELECT count(*) FROM article a WHERE a.shown = 1 AND a.day = day.day)
UNION ALL
SELECT 'the number of days' WHERE (SELECT count(*) FROM day) <>
	(SELECT count(DISTINCT day) FROM article WHERE shown = 1 AND day > 0)
LIMIT 1;

-- name: check_copies
SELECT 'the article that ' || c.id || ' is a copy of' FROM article c
	JOIN article o ON o.n = c.copy_of WHERE o.copy_of IS NOT NULL OR c.removed < o.removed
UNION ALL
SELECT 'the text of the article ' || id FROM article LEFT JOIN body ON body.article = article.n
	WHERE text IS NULL
UNION ALL
SELECT 'the titles that articles are found by' WHERE (SELECT count(*) FROM article) <>
	(SELECT count(*) FROM title) + (SELECT count(*) FROM title_fresh)
UNION ALL
SELECT 'the title of the article ' || id FROM article a
	WHERE NOT EXISTS (SELECT 1 FROM title t WHERE (t.fold, t.day, t.published, t.article) =
		(a.fold, a.day, a.published, a.n))
	AND NOT EXISTS (SELECT 1 FROM title_fresh t WHERE
		(t.fold, t.day, t.published, t.article) = (a.fold, a.day, a.published, a.n))
UNION ALL
SELECT 'the size of a run of keys' FROM run r WHERE entries <>
	(SELECT ifnull(sum(length(p.entries)), 0) / 8 FROM run_page p
		WHERE p.at >= r.n << 32 AND p.at < (r.n + 1) << 32)
UNION ALL
SELECT 'a page of keys' FROM run_page p LEFT JOIN run r ON r.n = p.at >> 32
	WHERE r.n IS NULL OR length(p.entries) = 0 OR length(p.entries) % 8 <> 0
UNION ALL
SELECT 'likeness of an article' FROM likeness l LEFT JOIN article a ON a.n = l.article
	WHERE a.n IS NULL
LIMIT 1;

-- name: check_near
SELECT 'the list of those near the article ' || a.id FROM article a
	LEFT JOIN near_list l ON l.article = a.n WHERE a.shown = 1
	AND (l.article IS NULL OR length(l.entries) % 6 <> 0)
UNION ALL
SELECT 'the terms of the article ' || a.id FROM article a
	LEFT JOIN near_terms t ON t.article = a.n WHERE a.shown = 1
	AND (t.article IS NULL OR length(t.terms) % 4 <> 0)
LIMIT 1;

-- The index of search says of each article in which month it is, and nothing of those not shown.
-- name: check_search
SELECT 'the index of search' WHERE (SELECT articles FROM total) <>
	(SELECT count(*) FROM search WHERE search MATCH '"*"')
UNION ALL
SELECT 'the index of search, for the row ' || s.rowid FROM search s
	LEFT JOIN article a ON a.n = (s.rowid & 67108863)
		AND a.shown = 1 AND a.day / 100 = s.rowid >> 26
	WHERE search MATCH '"*"' AND a.n IS NULL
LIMIT 1;

-- name: archive_version
SELECT version FROM total;

-- name: archive_version_next
UPDATE total SET version = version + 1;

-- Another number each time that another connection has written, of this connection alone.
-- name: archive_data_version
PRAGMA archive.data_version;

-- name: reads_data_version
PRAGMA reads.data_version;

-- name: archive_counts
SELECT articles, removed, copies, undated,
	(SELECT count(*) FROM theme WHERE articles > 0),
	(SELECT ifnull(min(day), 0) FROM day),
	(SELECT ifnull(max(day), 0) FROM day)
FROM total;

-- ---- articles ----

-- name: article_find
SELECT n, key, content, copy_of, removed, partial, source, size, id FROM article WHERE id = ?1;

-- name: article_row
SELECT n, key, content, copy_of, removed, partial, source, size, id FROM article WHERE n = ?1;

-- name: superseded_find
SELECT 1 FROM superseded WHERE article = ?1 AND content = ?2;

-- name: superseded_add
INSERT OR IGNORE INTO superseded SELECT n, content FROM article WHERE n = ?1;

-- name: alias_find
SELECT article FROM alias WHERE ident = ?1;

-- name: alias_insert
INSERT OR IGNORE INTO alias VALUES (?1, ?2);

-- Where an id leads: to the article itself, or that which it is a copy of.
-- name: article_place
SELECT ifnull(copy_of, n), removed FROM article WHERE id = ?1;

-- Where no article has that id: the first that is known under a key or address whose id it would
-- be. Nothing of base32 sorts after a '~'.
-- name: alias_place
SELECT ifnull(copy_of, n), removed FROM alias JOIN article ON article.n = alias.article
WHERE ident >= ?1 AND ident < ?1 || '~' LIMIT 1;

-- name: article_get
SELECT id, key, title, byline, url, summary, text, lang, published, day, precision,
	partial, updated
FROM article JOIN body ON body.article = article.n WHERE article.n = ?1;

-- name: article_entry
SELECT id, title, published, day, precision, lang, size, words, teaser
FROM article WHERE n = ?1 AND shown = 1;

-- name: article_fold
SELECT fold FROM article WHERE n = ?1;

-- name: article_id
SELECT id FROM article WHERE n = ?1;

-- name: article_themes
SELECT slug, name, articles FROM article_theme JOIN theme ON theme.n = article_theme.theme
WHERE article = ?1 ORDER BY position;

-- What fails here breaks the transaction (archive_commit()): nobody needs the statement alone undone,
-- and not to keep what it overwrites saves a copy of every page.
-- name: article_insert
INSERT OR FAIL INTO article (id, key, title, byline, url, summary, lang, published, day, precision,
	size, words, author, content, source, fold, copy_of, removed,
	teaser, partial, updated, mark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
	?19, ?20, ?21, ?22);

-- Its key stays, whatever key the text came under (?2).
-- name: article_update
UPDATE OR FAIL article SET title = ?3, byline = ?4, url = ?5, summary = ?6, lang = ?7, published = ?8,
	day = ?9, precision = ?10, size = ?11, words = ?12, author = ?13, content = ?14,
	source = ?15, fold = ?16, copy_of = ?17, removed = ?18, teaser = ?19, partial = ?20,
	updated = ifnull(?21, updated)
WHERE id = ?1;

-- name: title_counts
SELECT (SELECT count(*) FROM title_fresh), articles + removed + copies FROM total;

-- name: title_settle
INSERT OR FAIL INTO title SELECT * FROM title_fresh ORDER BY fold, day DESC, published DESC, article;

-- name: title_fresh_drop
DELETE FROM title_fresh;

-- name: body_put
INSERT INTO body VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET sketch = excluded.sketch, text = excluded.text;

-- ---- copies ----

-- Is that article an original, and what does it say?
-- name: original_try
SELECT removed, sketch, title, text FROM article JOIN body ON body.article = article.n
WHERE article.n = ?1 AND copy_of IS NULL;

-- name: copy_text
SELECT title, text FROM article JOIN body ON body.article = article.n WHERE article.n = ?1;

-- name: copies
SELECT n FROM article WHERE copy_of = ?1 ORDER BY removed, n;

-- name: copy_of
UPDATE article SET copy_of = ?2 WHERE n = ?1;

-- name: originals
SELECT n, id, sketch FROM article JOIN body ON body.article = article.n WHERE copy_of IS NULL;

-- name: article_mark
UPDATE article SET removed = ?2 WHERE (n = ?1 OR copy_of = ?1) AND removed <> ?2;

-- name: likeness_insert
INSERT OR IGNORE INTO likeness VALUES (?1, ?2);

-- name: likeness_find
SELECT article FROM likeness WHERE key = ?1 ORDER BY article DESC;

-- name: likeness_fresh_count
SELECT count(*) FROM likeness;

-- name: likeness_fresh
SELECT key, article FROM likeness ORDER BY key, article DESC;

-- name: likeness_fresh_drop
DELETE FROM likeness;

-- Runs; ?1 and ?2, or ?2 and ?3: the numbers between which those of one kind are.
-- name: run_next
SELECT ifnull(max(n), ?1) + 1 FROM run WHERE n BETWEEN ?1 AND ?2;

-- name: run_insert
INSERT INTO run VALUES (?1, ?2, ?3);

-- name: run_drop
DELETE FROM run WHERE n BETWEEN ?1 AND ?2;

-- name: run_level
SELECT n FROM run WHERE level = ?1 AND n BETWEEN ?2 AND ?3 ORDER BY n;

-- name: run_page_insert
INSERT INTO run_page VALUES (?1, ?2);

-- name: run_pages_drop
DELETE FROM run_page WHERE at >= ?1 << 32 AND at < (?2 + 1) << 32;

-- name: run_page_next
SELECT at, entries FROM run_page WHERE at >= ?1 AND at < ?2 ORDER BY at LIMIT 1;

-- The pages of the runs after the run ?1, up to ?2.
-- name: run_pages_after
SELECT at >> 32, entries FROM run_page WHERE at >= (?1 + 1) << 32 AND at < (?2 + 1) << 32
ORDER BY at;

-- The page of each run on which the key ?1 would be, of the newest run first.
-- name: run_find_pages
SELECT p.entries FROM run r CROSS JOIN run_page p
ON p.at = (SELECT max(at) FROM run_page WHERE at BETWEEN r.n << 32 AND r.n << 32 | ?1)
WHERE r.n BETWEEN ?2 AND ?3
ORDER BY r.n DESC;

-- ---- what articles are about ----

-- name: rarity_get
SELECT page, counts FROM rarity;

-- name: rarity_put
INSERT OR REPLACE INTO rarity VALUES (?1, ?2);

-- name: near_text
SELECT title, text, lang FROM article JOIN body ON body.article = article.n
WHERE article.n = ?1 AND shown = 1;

-- name: near_terms_get
SELECT terms FROM near_terms WHERE article = ?1;

-- name: near_terms_known
SELECT 1 FROM near_terms WHERE article = ?1;

-- name: near_terms_put
INSERT OR REPLACE INTO near_terms VALUES (?1, ?2);

-- name: near_terms_drop
DELETE FROM near_terms;

-- name: near_list_get
SELECT entries FROM near_list WHERE article = ?1;

-- name: near_list_put
INSERT OR REPLACE INTO near_list VALUES (?1, ?2);

-- name: near_lists_drop
DELETE FROM near_list;

-- name: near_articles
SELECT n FROM article WHERE shown = 1 ORDER BY n LIMIT ?1;

-- name: near_all_get
SELECT articles, settled FROM total;

-- name: near_all_set
UPDATE total SET settled = articles;

-- ---- search ----

-- fts5.html, 7: how the extension interface is got.
-- name: search_api
SELECT fts5(?1);

-- name: search_row
SELECT day, lang, (SELECT slug FROM author WHERE author.n = article.author),
	(SELECT group_concat(slug) FROM article_theme t JOIN theme ON theme.n = t.theme
		WHERE t.article = article.n),
	title, text
FROM article JOIN body ON body.article = article.n WHERE article.n = ?1 AND shown = 1;

-- name: search_insert
INSERT INTO search (rowid, title, body, facts) VALUES (?1, ?2, ?3, ?4);

-- name: search_delete
INSERT INTO search (search, rowid, title, body, facts) VALUES ('delete', ?1, ?2, ?3, ?4);

-- The newest that match; search_look() notes where each has what is looked for.
-- name: search_find
SELECT rowid, search_look(search) FROM search
WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4;

-- name: search_rows
SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2;

-- name: search_article
SELECT words, day, published FROM article WHERE n = ?1 AND shown = 1;

-- name: search_text
SELECT text, lang, title FROM body JOIN article ON article.n = body.article WHERE article.n = ?1;

-- name: search_languages
SELECT lang FROM search_language LIMIT ?1;

-- How many articles there are, and how many since a day.
-- name: search_counts
SELECT articles, (SELECT ifnull(sum(articles), 0) FROM day WHERE day >= ?1) FROM total;

-- name: search_language_insert
INSERT OR IGNORE INTO search_language VALUES (?1);

-- ---- names ----

-- name: author_find
SELECT n FROM author WHERE slug = ?1;

-- name: author_insert
INSERT INTO author (slug, name) VALUES (?1, ?2);

-- name: theme_find
SELECT n FROM theme WHERE slug = ?1;

-- name: theme_insert
INSERT INTO theme (slug, name) VALUES (?1, ?2);

-- A document may name a theme twice.
-- name: article_theme_insert
INSERT OR IGNORE INTO article_theme (article, theme, position) VALUES (?1, ?2, ?3);

-- name: article_theme_drop
DELETE FROM article_theme WHERE article = ?1;

-- name: mention_find
SELECT n FROM mention WHERE fold = ?1 AND variant = ?2;

-- name: mention_insert
INSERT INTO mention (fold, variant, cut, title, teaser) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: listed_insert
INSERT INTO listed (article, kind, position, mention) VALUES (?1, ?2, ?3, ?4);

-- name: listed_drop
DELETE FROM listed WHERE article = ?1 AND kind = ?2;

-- ---- lists; ?1 the most there may be, ?2 how many to leave out, then what is asked for ----

-- A deep page walks the index (and nothing else) up to where it begins.
-- name: listing_all
SELECT id, title, published, day, precision, lang, size, words, n, key
FROM article WHERE shown = 1
ORDER BY day DESC, published DESC, n DESC LIMIT ?1 OFFSET ?2;

-- name: listing_theme
SELECT a.id, a.title, a.published, a.day, a.precision, a.lang, a.size, a.words, a.n, a.key
FROM (SELECT article FROM theme_article WHERE theme = (SELECT n FROM theme WHERE slug = ?3)
	ORDER BY day DESC, published DESC, article DESC LIMIT ?1 OFFSET ?2) t
JOIN article a ON a.n = t.article
ORDER BY a.day DESC, a.published DESC, a.n DESC;

-- name: listing_author
SELECT id, title, published, day, precision, lang, size, words, n, key
FROM article WHERE author = (SELECT n FROM author WHERE slug = ?3) AND shown = 1
ORDER BY day DESC, published DESC, n DESC LIMIT ?1 OFFSET ?2;

-- name: listing_days
SELECT id, title, published, day, precision, lang, size, words, n, key
FROM article WHERE shown = 1 AND day BETWEEN ?3 AND ?4
ORDER BY day DESC, published DESC, n DESC LIMIT ?1 OFFSET ?2;

-- name: listing_slugs
SELECT slug FROM article_theme JOIN theme ON theme.n = article_theme.theme
WHERE article = ?1 ORDER BY position;

-- name: count_all
SELECT articles FROM total;

-- name: count_theme
SELECT articles FROM theme WHERE slug = ?1;

-- name: count_author
SELECT articles FROM author WHERE slug = ?1;

-- name: count_days
SELECT ifnull(sum(articles), 0) FROM day WHERE day BETWEEN ?1 AND ?2;

-- name: themes_get
SELECT slug, name, articles FROM theme WHERE articles > 0
ORDER BY articles DESC, slug LIMIT ?1;

-- name: theme_get
SELECT slug, name, articles FROM theme WHERE slug = ?1 AND articles > 0;

-- name: author_get
SELECT slug, name, articles FROM author WHERE slug = ?1 AND articles > 0;

-- The days of the range ?2 to ?3, brought together by ?1: 1 days, 100 months, 10000 years.
-- name: periods_get
SELECT day / ?1 * ?1 AS period, sum(articles) FROM day WHERE day BETWEEN ?2 AND ?3
GROUP BY period ORDER BY period DESC;

-- name: days_latest
SELECT day, articles FROM day ORDER BY day DESC LIMIT ?1;

-- ---- editions: the eight columns, and the first theme ----

-- name: best_ranked
SELECT a.id, a.title, a.published, a.day, a.precision, a.lang, a.size, a.words,
	(SELECT theme FROM article_theme t WHERE t.article = a.n ORDER BY position LIMIT 1)
FROM ranking r JOIN article a ON a.id = r.article
WHERE r.window = ?1 AND a.shown = 1 ORDER BY r.position LIMIT ?2;

-- name: best_newest
SELECT id, title, published, day, precision, lang, size, words,
	(SELECT theme FROM article_theme t WHERE t.article = article.n ORDER BY position LIMIT 1)
FROM article WHERE shown = 1
ORDER BY day DESC, published DESC, n DESC LIMIT ?1;

-- ---- what came in ----

-- name: cursor_newest
SELECT n, mark FROM article ORDER BY n DESC LIMIT 1;

-- name: cursor_mark
SELECT mark FROM article WHERE n = ?1;

-- name: cursor_marks
SELECT id, mark FROM article ORDER BY n;

-- After the article ?1, up to ?2; the plus keeps them away from the indexes of listings, in whose
-- order all that is older would be passed.
-- name: since_all_count
SELECT count(*) FROM article WHERE n > ?1 AND n <= ?2 AND +shown = 1;

-- name: since_theme_count
SELECT count(*) FROM article_theme t CROSS JOIN article a ON a.n = t.article
WHERE t.article > ?1 AND t.article <= ?2 AND t.theme = (SELECT n FROM theme WHERE slug = ?3)
	AND a.shown = 1;

-- name: since_author_count
SELECT count(*) FROM article WHERE n > ?1 AND n <= ?2 AND +shown = 1
	AND +author = (SELECT n FROM author WHERE slug = ?3);

-- In a listing's order; ?3 the most there may be, ?4 how many to leave out.
-- name: since_all
SELECT id, title, published, day, precision, lang, size, words
FROM article WHERE n > ?1 AND n <= ?2 AND +shown = 1
ORDER BY day DESC, published DESC, n DESC LIMIT ?3 OFFSET ?4;

-- name: since_theme
SELECT id, title, published, day, precision, lang, size, words
FROM article_theme t CROSS JOIN article a ON a.n = t.article
WHERE t.article > ?1 AND t.article <= ?2 AND t.theme = (SELECT n FROM theme WHERE slug = ?5)
	AND a.shown = 1
ORDER BY day DESC, published DESC, a.n DESC LIMIT ?3 OFFSET ?4;

-- name: since_author
SELECT id, title, published, day, precision, lang, size, words
FROM article WHERE n > ?1 AND n <= ?2 AND +shown = 1
	AND +author = (SELECT n FROM author WHERE slug = ?5)
ORDER BY day DESC, published DESC, n DESC LIMIT ?3 OFFSET ?4;

-- ---- related articles ----

-- What a document listed.
-- name: related_listed
SELECT title, teaser, fold, cut FROM listed JOIN mention ON mention.n = listed.mention
WHERE article = ?1 AND kind = ?2 ORDER BY position;

-- A copy is its original. The article ?2 never finds itself. Removed ones, and what is a copy of the
-- article, are found where there is no other, as not shown: what was taken away on purpose is not
-- announced by others' lists either.
-- name: related_title
SELECT n, shown FROM (
	SELECT * FROM (
		SELECT o.n, o.shown AND o.n <> ?2 AS shown, t.day, t.published
		FROM title t CROSS JOIN article a ON a.n = t.article
			CROSS JOIN article o ON o.n = ifnull(a.copy_of, a.n)
		WHERE t.fold = ?1 AND a.n <> ?2
		ORDER BY t.day DESC, t.published DESC, t.article LIMIT ?3)
	UNION ALL SELECT * FROM (
		SELECT o.n, o.shown AND o.n <> ?2 AS shown, t.day, t.published
		FROM title_fresh t CROSS JOIN article a ON a.n = t.article
			CROSS JOIN article o ON o.n = ifnull(a.copy_of, a.n)
		WHERE t.fold = ?1 AND a.n <> ?2
		ORDER BY t.day DESC, t.published DESC, t.article LIMIT ?3))
ORDER BY shown DESC, day DESC, published DESC, n LIMIT 1;

-- The same by the beginning of a title; the newest of the first ?3 such titles.
-- name: related_title_cut
SELECT n, shown FROM (
	SELECT * FROM (
		SELECT o.n, o.shown AND o.n <> ?2 AS shown, t.day, t.published, t.fold
		FROM title t CROSS JOIN article a ON a.n = t.article
			CROSS JOIN article o ON o.n = ifnull(a.copy_of, a.n)
		WHERE t.fold >= ?1 AND t.fold <= ?4 AND a.n <> ?2
		ORDER BY t.fold LIMIT ?3)
	UNION ALL SELECT * FROM (
		SELECT o.n, o.shown AND o.n <> ?2 AS shown, t.day, t.published, t.fold
		FROM title_fresh t CROSS JOIN article a ON a.n = t.article
			CROSS JOIN article o ON o.n = ifnull(a.copy_of, a.n)
		WHERE t.fold >= ?1 AND t.fold <= ?4 AND a.n <> ?2
		ORDER BY t.fold LIMIT ?3)
	ORDER BY fold LIMIT ?3)
ORDER BY shown DESC, day DESC, published DESC, n LIMIT 1;

-- name: related_ranking
SELECT a.n FROM ranking r JOIN article a ON a.id = r.article
WHERE r.window = ?1 AND a.shown = 1 ORDER BY r.position LIMIT ?2;

-- name: related_times
SELECT fold, cut FROM mention WHERE times > 0 ORDER BY times DESC, n DESC LIMIT ?1;

-- name: related_newest
SELECT n FROM article WHERE shown = 1 ORDER BY day DESC, published DESC, n DESC LIMIT ?1;

-- The longest cut title that is not after ?1.
-- name: related_mention_before
SELECT fold FROM mention WHERE cut = 1 AND fold <= ?1 ORDER BY fold DESC LIMIT 1;

-- name: related_mentions
SELECT n, cut FROM mention WHERE fold = ?1 LIMIT ?2;

-- name: related_back
SELECT article FROM listed WHERE mention = ?1 AND kind = 1 ORDER BY article DESC LIMIT ?2;

-- name: related_themes
SELECT theme FROM article_theme WHERE article = ?1 ORDER BY position LIMIT ?2;

-- name: related_shared
SELECT day, published, (SELECT count(*) FROM article_theme x JOIN article_theme y USING (theme)
	WHERE x.article = ?1 AND y.article = ?2)
FROM article WHERE n = ?1;

-- name: related_theme_newest
SELECT day, published, article FROM theme_article WHERE theme = ?1
ORDER BY day DESC, published DESC, article DESC LIMIT ?2;

-- ---- reads ----

-- name: top_get
SELECT a.id, a.title, a.published, a.day, a.precision, a.lang, a.size, a.words, r.reads
FROM ranking r JOIN article a ON a.id = r.article
WHERE r.window = ?1 AND a.shown = 1 ORDER BY r.position LIMIT ?2 OFFSET ?3;

-- name: top_count
SELECT count(*) FROM ranking r JOIN article a ON a.id = r.article
WHERE r.window = ?1 AND a.shown = 1;

-- name: top_enough
SELECT count(*) FROM (SELECT 1 FROM ranking r JOIN article a ON a.id = r.article
	WHERE r.window = ?1 AND r.reads >= ?2 AND a.shown = 1 LIMIT ?3);

-- Is there a read that can be taken back?
-- name: reads_find
SELECT 1 FROM read WHERE hour = ?1 AND article = ?2 AND n > 0;

-- ?3 is 1, or -1 to take one back.
-- name: reads_add
INSERT INTO read VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + excluded.n;

-- name: reads_add_standings
INSERT INTO standing SELECT window, ?2, ?3, ?3 * weight(?1, epoch, hours) FROM span
WHERE since <= ?1 AND ?1 < till
ON CONFLICT DO UPDATE SET n = n + excluded.n, score = score + excluded.score;

-- name: reads_drop
DELETE FROM read WHERE hour = ?1 AND article = ?2 AND n <= 0;

-- name: reads_drop_standings
DELETE FROM standing WHERE window IN (SELECT window FROM span) AND article = ?1 AND n <= 0;

-- name: span_get
SELECT hours, since, till, epoch FROM span WHERE window = ?1;

-- name: span_set
UPDATE span SET hours = ?2, since = ?3, till = ?4, epoch = ?5 WHERE window = ?1;

-- Add ?6 times (1 or -1) the reads of the hours from ?2 up to but not ?3.
-- name: standing_shift
INSERT INTO standing SELECT ?1, article, ?6 * sum(n), ?6 * total(n * weight(hour, ?4, ?5)) FROM read
WHERE hour >= ?2 AND hour < ?3 GROUP BY article
ON CONFLICT DO UPDATE SET n = n + excluded.n, score = score + excluded.score;

-- Let scores that were counted from the epoch ?2 count from ?3, whole windows later or earlier.
-- name: standing_scale
UPDATE standing SET score = score * weight(?2, ?3, ?4) WHERE window = ?1;

-- name: standing_drop
DELETE FROM standing WHERE window = ?1 AND n <= 0;

-- name: standing_forget
DELETE FROM standing WHERE window = ?1;

-- name: ranking_drop
DELETE FROM ranking WHERE window = ?1;

-- Of the first ?2 standings, those of copies go to their originals, whatever became whose copy
-- since it was read; then the first ?3. Of those that score the same, the newest first.
-- name: ranking_insert
INSERT INTO ranking
WITH first AS (SELECT DISTINCT n FROM (
	SELECT ifnull(a.copy_of, a.n) AS n FROM standing s JOIN article a ON a.id = s.article
	WHERE s.window = ?1 AND a.removed = 0 ORDER BY s.score DESC, s.article LIMIT ?2)),
part AS (SELECT n AS original, n FROM first
	UNION ALL SELECT first.n, copy.n FROM first JOIN article copy ON copy.copy_of = first.n)
SELECT ?1, row_number() OVER (ORDER BY score DESC, day DESC, published DESC, number DESC), id, n
FROM (SELECT o.n AS number, o.id, o.day, o.published, sum(s.n) AS n, total(s.score) AS score
	FROM part CROSS JOIN article a ON a.n = part.n
	CROSS JOIN standing s ON s.window = ?1 AND s.article = a.id
	CROSS JOIN article o ON o.n = part.original
	WHERE o.shown = 1 GROUP BY o.n)
ORDER BY score DESC, day DESC, published DESC, number DESC LIMIT ?3;

-- The hours that no window, however long, counts any more; 'all' keeps its sums.
-- name: reads_prune
DELETE FROM read WHERE hour < ?1;
