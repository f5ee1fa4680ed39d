"""What a journal holds beside the attempts: people, the course's rules, decisions."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from grader.batch.decisions import Ruling
from grader.export.people import People, Person
from grader.foundation.model import Decision

_RENAME = (
    "UPDATE attempt SET student = ? WHERE student = ?",
    "UPDATE decision SET student = ? WHERE student = ?",
)


class Records:
    """The tables of people and decisions in an open journal."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def rename(self, names: Mapping[str, str]) -> None:
        """Give students other names: what was theirs stays theirs."""
        with at_once(self._db):
            for old, new in names.items():
                for statement in _RENAME:
                    self._db.execute(statement, (new, old))
                self._db.execute("DELETE FROM person WHERE student = ? AND NOT listed", (old,))

    def people(self, *, listed: bool = False) -> People:
        """Return the people who are known, or only those who are on the roster."""
        rows = self._db.execute(
            "SELECT data FROM person WHERE listed >= ? ORDER BY student", (int(listed),)
        )
        found = [msgspec.json.decode(data, type=Person) for (data,) in rows]
        return People({one.student: one for one in found})

    def enrol(self, roster: Iterable[Person]) -> None:
        """Keep the roster, in place of an earlier one."""
        with at_once(self._db):
            self._db.execute("DELETE FROM person WHERE listed")
            for one in roster:
                self._db.execute(
                    "INSERT OR REPLACE INTO person VALUES (?, 1, ?)", (one.student, _data(one))
                )

    def meet(self, people: Iterable[Person]) -> None:
        """Keep what a download tells of people; what the roster says of them stays."""
        with at_once(self._db):
            for one in people:
                self._db.execute(
                    "INSERT OR IGNORE INTO person VALUES (?, 0, ?)", (one.student, _data(one))
                )

    def keep_course(self, text: str) -> None:
        """Keep the text of course.toml for commands that are given none."""
        self._db.execute("INSERT OR REPLACE INTO setting VALUES ('course', ?)", (text.encode(),))

    def course(self) -> str | None:
        """Return the text that was kept, None if there is none."""
        row = self._db.execute("SELECT value FROM setting WHERE name = 'course'").fetchone()
        return None if row is None else bytes(row[0]).decode()

    def keep_pseudonym_key(self, key: bytes) -> None:
        """Keep the key of the class's pseudonyms, unless it has one."""
        self._db.execute("INSERT OR IGNORE INTO setting VALUES ('pseudonym_key', ?)", (key,))

    def pseudonym_key(self) -> bytes | None:
        """Return the key of the class's pseudonyms, None if it has none."""
        row = self._db.execute("SELECT value FROM setting WHERE name = 'pseudonym_key'").fetchone()
        return None if row is None else bytes(row[0])

    def decide(self, ruling: Ruling) -> None:
        """Write down what the instructor decides."""
        made = ruling.decision
        self._db.execute(
            "INSERT INTO decision (student, exercise, kind, reason, author, time, score,"
            " check_name, undone) VALUES (?,?,?,?,?,?,?,?,'')",
            (ruling.student, ruling.exercise, *msgspec.structs.astuple(made)),
        )

    def rulings(self) -> list[Ruling]:
        """Return the decisions that have not been undone, in the order in which they were made."""
        rows = self._db.execute(
            "SELECT student, exercise, kind, reason, author, time, score, check_name, id"
            " FROM decision WHERE undone = '' ORDER BY id"
        )
        return [Ruling(row[0], row[1], Decision(*row[2:8]), row[8]) for row in rows]

    def undo(self, rulings: Iterable[Ruling], how: str) -> None:
        """Take decisions back; `how`, who did that and when, is kept with them."""
        rows = [(how, one.number) for one in rulings]
        with at_once(self._db):
            self._db.executemany("UPDATE decision SET undone = ? WHERE id = ?", rows)


@contextlib.contextmanager
def at_once(db: sqlite3.Connection) -> Iterator[None]:
    """Let all that is written inside be there, or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _data(person: Person) -> str:
    return msgspec.json.encode(person).decode()
