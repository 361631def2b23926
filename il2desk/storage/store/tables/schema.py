"""The tables of the encrypted database, and the triggers by which what is kept stays kept."""

VERSION = 2
SCHEMA = """
CREATE TABLE drafts (
    case_id TEXT PRIMARY KEY, version INTEGER NOT NULL, content TEXT NOT NULL, step TEXT NOT NULL,
    typed TEXT NOT NULL, instant TEXT NOT NULL, person TEXT NOT NULL) STRICT;
CREATE TABLE told (case_id TEXT PRIMARY KEY, content TEXT NOT NULL, verdict TEXT NOT NULL) STRICT;
CREATE TABLE revisions (
    number INTEGER PRIMARY KEY, case_id TEXT NOT NULL, revision INTEGER NOT NULL, kept_as TEXT NOT NULL,
    name TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, content_digest TEXT NOT NULL, parent TEXT, content TEXT NOT NULL,
    instant TEXT NOT NULL, person TEXT NOT NULL) STRICT;
CREATE INDEX revisions_of_case ON revisions (case_id, number);
CREATE TABLE packs (digest TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, text BLOB NOT NULL) STRICT;
CREATE TABLE revision_packs (
    number INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE, digest TEXT NOT NULL REFERENCES packs,
    PRIMARY KEY (number, digest)) STRICT, WITHOUT ROWID;
CREATE INDEX revisions_with_pack ON revision_packs (digest);
CREATE TABLE findings (
    number INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE, criterion TEXT NOT NULL, outcome TEXT NOT NULL,
    PRIMARY KEY (number, criterion)) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_outcome ON findings (criterion, outcome);
CREATE TABLE printings (
    number INTEGER PRIMARY KEY, case_id TEXT NOT NULL, revision INTEGER NOT NULL, cycle INTEGER NOT NULL,
    digest TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT;
CREATE INDEX printings_of_case ON printings (case_id, number);
CREATE TABLE sheets (
    printing INTEGER NOT NULL REFERENCES printings ON DELETE CASCADE, name TEXT NOT NULL, title TEXT NOT NULL,
    file_name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (printing, name)) STRICT;
CREATE TABLE salts (case_id TEXT PRIMARY KEY, salt BLOB NOT NULL) STRICT;
CREATE TABLE listing (
    case_id TEXT NOT NULL, cycle INTEGER NOT NULL, touched INTEGER NOT NULL UNIQUE, name TEXT NOT NULL,
    identifier TEXT NOT NULL, date_of_birth TEXT NOT NULL, verdict TEXT NOT NULL, state TEXT NOT NULL,
    revision INTEGER NOT NULL, valid_until TEXT NOT NULL, instant TEXT NOT NULL, folded_identifier TEXT NOT NULL,
    PRIMARY KEY (case_id, cycle)) STRICT;
CREATE INDEX listing_unfinished ON listing (touched) WHERE state = 'unfinished';
CREATE INDEX listing_by_identifier ON listing (folded_identifier);
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', contentless_delete = 1, prefix = '1 2 3 4 5 6', tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
CREATE TABLE journal (
    number INTEGER PRIMARY KEY, instant TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, case_id TEXT,
    body TEXT NOT NULL, code BLOB NOT NULL) STRICT;
CREATE INDEX journal_of_case ON journal (case_id, number);
CREATE TABLE remembered (what TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_is_kept BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
    WHEN NOT EXISTS (SELECT 1 FROM remembered WHERE what = 'erasing' AND value = OLD.case_id)
    BEGIN SELECT RAISE(ABORT, 'a revision is kept'); END;
CREATE TRIGGER revisions_are_kept BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'a revision is kept'); END;
CREATE TRIGGER printings_stay BEFORE DELETE ON printings
    WHEN NOT EXISTS (SELECT 1 FROM remembered WHERE what = 'erasing' AND value = OLD.case_id)
    BEGIN SELECT RAISE(ABORT, 'a printing is kept'); END;
CREATE TRIGGER printings_are_kept BEFORE UPDATE ON printings BEGIN SELECT RAISE(ABORT, 'a printing is kept'); END;
CREATE TRIGGER sheets_stay BEFORE DELETE ON sheets WHEN NOT EXISTS (SELECT 1 FROM remembered WHERE what = 'erasing')
    BEGIN SELECT RAISE(ABORT, 'a sheet is kept'); END;
CREATE TRIGGER sheets_are_kept BEFORE UPDATE ON sheets BEGIN SELECT RAISE(ABORT, 'a sheet is kept'); END;
CREATE TRIGGER packs_are_kept BEFORE UPDATE ON packs BEGIN SELECT RAISE(ABORT, 'a pack is kept'); END;
"""
