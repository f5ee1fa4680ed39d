"""The tables of a journal, and how one of an earlier version becomes one of this."""

VERSION = 3
_FIRST = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL,
    exercise TEXT NOT NULL,
    attempt INTEGER NOT NULL,  -- counted from 1; a regrading keeps number and time
    submitted TEXT NOT NULL,   -- ISO time in UTC, empty if not known
    file TEXT NOT NULL,
    unreadable TEXT NOT NULL,
    source BLOB NOT NULL,      -- zlib
    fingerprint TEXT NOT NULL,
    status TEXT NOT NULL,
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    report BLOB NOT NULL,      -- zlib of the report as JSON
    accepted INTEGER NOT NULL  -- 0: proposed by a regrading, counts for nothing yet
);
CREATE INDEX attempt_of ON attempt (student, exercise, attempt, accepted, id)
"""
_SECOND = """
ALTER TABLE attempt ADD COLUMN late INTEGER NOT NULL DEFAULT 0;  -- 1: the platform says so
ALTER TABLE attempt ADD COLUMN notes TEXT NOT NULL DEFAULT '';   -- a line each
ALTER TABLE attempt ADD COLUMN layout TEXT NOT NULL DEFAULT '';  -- of the download
ALTER TABLE attempt ADD COLUMN place TEXT NOT NULL DEFAULT '';   -- its path there
CREATE TABLE person (
    student TEXT PRIMARY KEY,
    listed INTEGER NOT NULL,   -- 1: on the roster; 0: only seen in a download
    data TEXT NOT NULL         -- JSON
) WITHOUT ROWID;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,        -- override, excuse or comment
    student TEXT NOT NULL,     -- empty: everybody
    exercise TEXT NOT NULL,
    check_name TEXT NOT NULL,  -- empty: the whole exercise
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    time TEXT NOT NULL,        -- ISO time in UTC
    undone TEXT NOT NULL       -- who took it back and when; empty: it holds
)
"""
_THIRD = """
ALTER TABLE attempt ADD COLUMN beside BLOB NOT NULL DEFAULT x''  -- zlib of msgpack; other files
"""
_STEPS = (_FIRST, _SECOND, _THIRD)


def statements(version: int) -> list[str]:
    """Return what makes a journal of an earlier version one of this; version 0 is an empty one."""
    if not 0 <= version <= VERSION:
        raise ValueError(f"there is no format {version}")
    steps = "".join(f"{step.strip()};\n" for step in _STEPS[version:])
    return [line for line in _uncommented(steps).split(";\n") if line.strip()]


def _uncommented(sql: str) -> str:
    return "\n".join(line.partition("--")[0].rstrip() for line in sql.split("\n"))
