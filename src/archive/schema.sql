-- schema.sql -- the store of articles
--
-- Rows of article are never deleted: a key keeps its id for ever, and a removed one its mark.
-- What a page shows of a listing costs the same whatever the archive's size: every order is an
-- index's order, and every number is kept by the triggers below. References are checked when a
-- transaction ends: to check each at once would keep every page that a statement overwrites.

-- name: archive_schema

CREATE TABLE article (
	n         INTEGER PRIMARY KEY,  -- order of import
	mark      INTEGER NOT NULL,  -- which articles came up to this one, in any order: cursor.h
	id        TEXT    NOT NULL UNIQUE,  -- the shortest beginning of ident_of(key) that was free
	key       TEXT    NOT NULL,
	removed   INTEGER NOT NULL DEFAULT 0,
	copy_of   INTEGER REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED,
	shown     INTEGER NOT NULL GENERATED ALWAYS AS (removed = 0 AND copy_of IS NULL) STORED,
	day       INTEGER NOT NULL,  -- clock.h; 0: not known, and so the last
	published INTEGER NOT NULL,
	precision INTEGER NOT NULL,
	updated   INTEGER NOT NULL,  -- as struct article
	size      INTEGER NOT NULL,  -- bytes, and words, of title and body
	words     INTEGER NOT NULL,
	author    INTEGER REFERENCES author (n) DEFERRABLE INITIALLY DEFERRED,
	lang      TEXT    NOT NULL,
	content   BLOB    NOT NULL,  -- digest of all that the document says
	source    TEXT,  -- as alias.ident: the key that the text came under, if it is not `key`
	partial   INTEGER NOT NULL,
	fold      TEXT    NOT NULL,  -- the folded title
	title     TEXT    NOT NULL,
	byline    TEXT,
	url       TEXT,
	summary   TEXT,
	teaser    TEXT  -- what a link to it says: teaser_write()
);
CREATE INDEX article_newest ON article (shown, day, published);
CREATE INDEX article_author ON article (author, shown, day, published) WHERE author IS NOT NULL;
CREATE INDEX article_copies ON article (copy_of) WHERE copy_of IS NOT NULL;

-- What articles are found by where a document lists a title: folded titles come in no order, and in
-- a large index each would be a page to write. So they are gathered here...
CREATE TABLE title_fresh (
	fold      TEXT    NOT NULL,
	day       INTEGER NOT NULL,
	published INTEGER NOT NULL,
	article   INTEGER NOT NULL,
	PRIMARY KEY (fold, day DESC, published DESC, article)
) WITHOUT ROWID;

-- ... and go here by tens of thousands (title.h).
CREATE TABLE title (
	fold      TEXT    NOT NULL,
	day       INTEGER NOT NULL,
	published INTEGER NOT NULL,
	article   INTEGER NOT NULL,
	PRIMARY KEY (fold, day DESC, published DESC, article)
) WITHOUT ROWID;

-- Apart from article, so that the rows that lists read stay close together.
CREATE TABLE body (
	article INTEGER PRIMARY KEY REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED,
	sketch  BLOB NOT NULL,  -- shingle_write(): the least hashes of its shingles
	text    TEXT NOT NULL
);

-- What a later file of the same import replaced: it is nothing new when that file comes again.
CREATE TABLE superseded (
	article INTEGER NOT NULL REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED,
	content BLOB    NOT NULL,  -- as article.content
	PRIMARY KEY (article, content)
) WITHOUT ROWID;

-- Other keys and addresses (a feed's link beside its guid) under which an article is known: the
-- first 16 characters of their ident.
CREATE TABLE alias (
	ident   TEXT    PRIMARY KEY,
	article INTEGER NOT NULL REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

-- What copies are found by (likeness.h): keys of originals, the first of them here...
CREATE TABLE likeness (
	key     INTEGER NOT NULL,
	article INTEGER NOT NULL,
	PRIMARY KEY (key, article DESC)
) WITHOUT ROWID;

-- ... the others in sorted runs (runs.h), whose pages follow one another.
CREATE TABLE run (
	n       INTEGER PRIMARY KEY,  -- its kind is the highest bits
	level   INTEGER NOT NULL,
	entries INTEGER NOT NULL
);
CREATE TABLE run_page (
	at      INTEGER PRIMARY KEY,  -- the run << 32 | its first key
	entries BLOB    NOT NULL
);

-- What articles are about (near.h): how many texts have a term...
CREATE TABLE rarity (
	page   INTEGER PRIMARY KEY,
	counts BLOB NOT NULL
);

-- ... what each term of an article weighs...
CREATE TABLE near_terms (
	article INTEGER PRIMARY KEY,
	terms   BLOB NOT NULL  -- terms_write()
);

-- ... and which articles are nearest to it. The rows of these change most of all: apart, they are few
-- pages to write.
CREATE TABLE near_list (
	article INTEGER PRIMARY KEY,
	entries BLOB NOT NULL  -- near_list_put()
);

CREATE TABLE author (
	n        INTEGER PRIMARY KEY,
	slug     TEXT    NOT NULL UNIQUE,
	name     TEXT    NOT NULL,
	articles INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE theme (
	n        INTEGER PRIMARY KEY,
	slug     TEXT    NOT NULL UNIQUE,
	name     TEXT    NOT NULL,
	articles INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX theme_largest ON theme (articles DESC, slug);

-- What the documents say...
CREATE TABLE article_theme (
	article  INTEGER NOT NULL REFERENCES article (n) DEFERRABLE INITIALLY DEFERRED,
	theme    INTEGER NOT NULL REFERENCES theme (n) DEFERRABLE INITIALLY DEFERRED,
	position INTEGER NOT NULL,
	PRIMARY KEY (article, theme)
) WITHOUT ROWID;

-- ... and a theme's page in its order: the articles shown only. The triggers make it from rows
-- whose references have been checked.
CREATE TABLE theme_article (
	theme     INTEGER NOT NULL,
	day       INTEGER NOT NULL,
	published INTEGER NOT NULL,
	article   INTEGER NOT NULL,
	PRIMARY KEY (theme, day, published, article)
) WITHOUT ROWID;

CREATE TABLE day (
	day      INTEGER PRIMARY KEY,
	articles INTEGER NOT NULL
);

-- Titles that documents list. Many documents list the same ones: each stands here once.
CREATE TABLE mention (
	n       INTEGER PRIMARY KEY,
	fold    TEXT    NOT NULL,  -- the folded title
	variant INTEGER NOT NULL,  -- 64 bits of the digest of title and teaser
	cut     INTEGER NOT NULL,  -- the title ends in "...": it is only a beginning
	times   INTEGER NOT NULL DEFAULT 0,  -- how often it is listed as most read
	title   TEXT    NOT NULL,
	teaser  TEXT,
	UNIQUE (fold, variant)
);
CREATE INDEX mention_cut ON mention (fold) WHERE cut = 1;
CREATE INDEX mention_times ON mention (times) WHERE times > 0;

-- Ten rows an article, and no row of the tables it names is ever deleted: to look both up for each
-- would be a tenth of an import. archive_check() does.
CREATE TABLE listed (
	article  INTEGER NOT NULL,
	kind     INTEGER NOT NULL,  -- enum list_kind: 0 most read, 1 same theme
	position INTEGER NOT NULL,
	mention  INTEGER NOT NULL,
	PRIMARY KEY (article, kind, position)
) WITHOUT ROWID;
CREATE INDEX listed_back ON listed (mention) WHERE kind = 1;

-- What search finds articles by: see search_index.h. `columnsize` would be a second table with a
-- row for each; a page of the index fills one of the store.
CREATE VIRTUAL TABLE search USING fts5 (
	title, body, facts,
	content = '', columnsize = 0, tokenize = 'depeche'
);
INSERT INTO search (search, rank) VALUES
	('pgsz', 8100),
	('hashsize', 4194304),
	('automerge', 8),
	('crisismerge', 16);

-- Languages of the articles in it, as primary subtags: a word that is looked for is stemmed in each.
CREATE TABLE search_language (
	lang TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE total (
	one      INTEGER PRIMARY KEY CHECK (one = 1),
	version  INTEGER NOT NULL,  -- of the content: archive_version()
	articles INTEGER NOT NULL,
	removed  INTEGER NOT NULL,
	copies   INTEGER NOT NULL,
	undated  INTEGER NOT NULL,
	settled  INTEGER NOT NULL DEFAULT 0  -- articles when all lists of near_list were last made anew
);
INSERT INTO total VALUES (1, 1, 0, 0, 0, 0, 0);

-- name: archive_triggers

CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
	UPDATE total SET
		articles = articles + NEW.shown,
		removed = removed + (NEW.removed AND NEW.copy_of IS NULL),
		copies = copies + (NEW.copy_of IS NOT NULL),
		undated = undated + (NEW.shown AND NEW.day = 0);
	INSERT INTO day SELECT NEW.day, 1 WHERE NEW.shown AND NEW.day > 0
		ON CONFLICT DO UPDATE SET articles = articles + 1;
	UPDATE author SET articles = articles + 1 WHERE n = NEW.author AND NEW.shown;
	INSERT INTO title_fresh VALUES (NEW.fold, NEW.day, NEW.published, NEW.n);
END;

CREATE TRIGGER article_retitled AFTER UPDATE OF fold, day, published ON article BEGIN
	DELETE FROM title_fresh WHERE (fold, day, published, article) =
		(OLD.fold, OLD.day, OLD.published, OLD.n);
	DELETE FROM title WHERE (fold, day, published, article) =
		(OLD.fold, OLD.day, OLD.published, OLD.n);
	INSERT INTO title_fresh VALUES (NEW.fold, NEW.day, NEW.published, NEW.n);
END;

CREATE TRIGGER article_changed
AFTER UPDATE OF removed, copy_of, day, published, author ON article BEGIN
	UPDATE total SET
		articles = articles + NEW.shown - OLD.shown,
		removed = removed + (NEW.removed AND NEW.copy_of IS NULL)
			- (OLD.removed AND OLD.copy_of IS NULL),
		copies = copies + (NEW.copy_of IS NOT NULL) - (OLD.copy_of IS NOT NULL),
		undated = undated + (NEW.shown AND NEW.day = 0) - (OLD.shown AND OLD.day = 0);
	UPDATE day SET articles = articles - 1 WHERE day = OLD.day AND OLD.shown;
	INSERT INTO day SELECT NEW.day, 1 WHERE NEW.shown AND NEW.day > 0
		ON CONFLICT DO UPDATE SET articles = articles + 1;
	DELETE FROM day WHERE day = OLD.day AND articles = 0;
	UPDATE author SET articles = articles - 1 WHERE n = OLD.author AND OLD.shown;
	UPDATE author SET articles = articles + 1 WHERE n = NEW.author AND NEW.shown;
	DELETE FROM theme_article
		WHERE theme IN (SELECT theme FROM article_theme WHERE article = OLD.n)
		AND day = OLD.day AND published = OLD.published AND article = OLD.n AND OLD.shown;
	INSERT INTO theme_article SELECT theme, NEW.day, NEW.published, NEW.n
		FROM article_theme WHERE article = NEW.n AND NEW.shown;
END;

CREATE TRIGGER article_theme_added AFTER INSERT ON article_theme BEGIN
	INSERT INTO theme_article SELECT NEW.theme, day, published, n
		FROM article WHERE n = NEW.article AND shown;
END;

CREATE TRIGGER article_theme_dropped AFTER DELETE ON article_theme BEGIN
	DELETE FROM theme_article WHERE (theme, day, published, article) =
		(SELECT OLD.theme, day, published, n FROM article WHERE n = OLD.article);
END;

CREATE TRIGGER theme_article_added AFTER INSERT ON theme_article BEGIN
	UPDATE theme SET articles = articles + 1 WHERE n = NEW.theme;
END;

CREATE TRIGGER theme_article_dropped AFTER DELETE ON theme_article BEGIN
	UPDATE theme SET articles = articles - 1 WHERE n = OLD.theme;
END;

CREATE TRIGGER listed_added AFTER INSERT ON listed WHEN NEW.kind = 0 BEGIN
	UPDATE mention SET times = times + 1 WHERE n = NEW.mention;
END;

CREATE TRIGGER listed_dropped AFTER DELETE ON listed WHEN OLD.kind = 0 BEGIN
	UPDATE mention SET times = times - 1 WHERE n = OLD.mention;
END;

-- "dpch" and the version of this schema; the last words of the transaction that makes a store.
PRAGMA application_id = 0x64706368;
PRAGMA user_version = 7;
