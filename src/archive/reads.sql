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

-- All that pages ask for. It is the same in all versions: a worker, `top` or an import reads what
-- the recorder has not carried over yet.
CREATE TABLE ranking (
	window   TEXT    NOT NULL,
	position INTEGER NOT NULL,
	article  TEXT    NOT NULL,
	reads    INTEGER NOT NULL,
	PRIMARY KEY (window, position)
) WITHOUT ROWID;

-- "dpcr" and the version of this schema.
PRAGMA application_id = 0x64706372;
PRAGMA user_version = 2;

-- name: reads_standings

-- The windows of the rankings: `hours` long (0: without end), of which the hours from `since` up
-- to but not `till` are in its standings; at `epoch` a read scores 1 (weight.h).
CREATE TABLE span (
	window TEXT PRIMARY KEY,
	hours  INTEGER NOT NULL,
	since  INTEGER NOT NULL,
	till   INTEGER NOT NULL,
	epoch  INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO span VALUES ('window', 0, 0, 0, 0), ('day', 0, 0, 0, 0), ('week', 0, 0, 0, 0),
	('month', 0, 0, 0, 0), ('all', 0, 0, 9223372036854775807, 0);

-- Reads of each article in each window, and what they score: added to with each read, taken from
-- when an hour falls out of the window, so that ranking anew never sums up a whole window.
CREATE TABLE standing (
	window  TEXT    NOT NULL,
	article TEXT    NOT NULL,
	n       INTEGER NOT NULL,
	score   REAL    NOT NULL,
	PRIMARY KEY (window, article)
) WITHOUT ROWID;
CREATE INDEX standing_first ON standing (window, score DESC);

-- Version 1 had no scores. Its sums of all time stay; those of the windows are made from the hours
-- when reads are next ranked.
-- name: reads_from_1
ALTER TABLE standing RENAME TO standing_1;
DROP INDEX standing_first;
DROP TABLE span;

-- name: reads_from_1_end
INSERT INTO standing SELECT window, article, n, n FROM standing_1 WHERE window = 'all' AND n > 0;
DROP TABLE standing_1;
PRAGMA user_version = 2;
