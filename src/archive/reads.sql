-- reads.sql -- the store of reads
--
-- No reader is in here: only how often an article was read in an hour.

-- name: reads_schema

CREATE TABLE read (
	hour    INTEGER NOT NULL,  -- seconds since 1970 / 3600
	article TEXT    NOT NULL,  -- its id
	n       INTEGER NOT NULL,
	PRIMARY KEY (hour, article)
) WITHOUT ROWID;

-- The windows of the rankings. `since` is the first hour whose reads are in its standings.
CREATE TABLE span (
	window TEXT PRIMARY KEY,
	since  INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO span VALUES ('window', 0), ('day', 0), ('week', 0), ('month', 0), ('all', 0);

-- Reads of each article in each window: added to with each read, taken from when an hour falls
-- out of the window, so that ranking anew never sums up a whole window.
CREATE TABLE standing (
	window  TEXT    NOT NULL,
	article TEXT    NOT NULL,
	n       INTEGER NOT NULL,
	PRIMARY KEY (window, article)
) WITHOUT ROWID;
CREATE INDEX standing_first ON standing (window, n DESC);

CREATE TABLE ranking (
	window   TEXT    NOT NULL,
	position INTEGER NOT NULL,
	article  TEXT    NOT NULL,
	reads    INTEGER NOT NULL,
	PRIMARY KEY (window, position)
) WITHOUT ROWID;

-- "dpcr" and the version of this schema.
PRAGMA application_id = 0x64706372;
PRAGMA user_version = 1;
