"""The journal of a class: every attempt with its source and its report, in one SQLite file.

It is what counts: the gradebook and the pages are made from it. A write is there or not, whenever
the process is killed; a report is written once and never changed.
"""

import os
import secrets
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.batch.companions import packed, unpacked
from grader.batch.journal_format import VERSION, statements
from grader.batch.records import Records, at_once
from grader.batch.submissions import HandedIn
from grader.foundation import wire
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report, decode_report, encode_report
from grader.foundation.text import clean_line
from grader.workers.confine.confinement import child_uid

FILE = "gradebook.sqlite"
# Of what the journal holds packed: far more than a submission may have, or a report.
_SOURCE_BYTES, _REPORT_BYTES, _BESIDE_BYTES = 32 << 20, 64 << 20, 64 << 20


@dataclass(frozen=True)
class Entry:
    """One attempt without its source and report; row is its place in the journal."""

    row: int
    student: str
    exercise: str
    attempt: int
    submitted: str
    fingerprint: str
    status: str
    score: float
    max_score: float


def folder_mode() -> int:
    """Return the mode of a new folder for results.

    Where root's children become another user it is closed to them: `stat` would tell one of them
    what another one got.
    """
    return 0o700 if child_uid() else 0o777


class Journal:
    """The open journal of one output folder; one process at a time.

    records: who the students are, and what the instructor decided.
    """

    def __init__(self, folder: Path, *, create: bool = True) -> None:
        self.path = folder / FILE
        if not create and not self.path.is_file():
            raise UsageFault(
                f"{folder} holds no {FILE}", "give the folder that `grade batch --out` wrote"
            )
        try:
            folder.mkdir(folder_mode(), parents=True, exist_ok=True)
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self._db = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
            with ExitStack() as unfinished:
                unfinished.callback(self._db.close)
                self._open()
                unfinished.pop_all()
            self.records = Records(self._db)
        except OSError as error:
            raise UsageFault(f"{self.path} cannot be written: {error.strerror}") from error
        except sqlite3.OperationalError as error:
            busy = "locked" in str(error)
            raise UsageFault(
                f"{self.path}: {'another grading is using it' if busy else error}",
                "wait until it has ended" if busy else "",
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._damage(error) from error

    def _open(self) -> None:
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("BEGIN IMMEDIATE")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if 0 <= version < VERSION:
            for statement in statements(version):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {VERSION}")
        self._db.execute("COMMIT")
        if not 0 <= version <= VERSION:
            raise UsageFault(
                f"{self.path} was written by another version of graphgrade (format {version})",
                "grade into a new folder, or use that version",
            )

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *exception: object) -> None:
        self._db.close()

    def course_key(self, given: bytes | None) -> bytes:
        """Return the key of the hidden inputs: the given one, else one drawn once and kept."""
        if given is not None:
            return given
        self._rows(
            "INSERT OR IGNORE INTO setting VALUES ('course_key', ?)", (secrets.token_bytes(32),)
        )
        ((key,),) = self._rows("SELECT value FROM setting WHERE name='course_key'")
        return bytes(key)

    def add(self, found: HandedIn, fingerprint: str, report: Report, *, accepted: bool) -> None:
        """Write an attempt; when this returns, a kill cannot lose it.

        The same file as the last time is the same attempt, handed in when it was then.
        """
        source, beside = zlib.compress(found.raw), packed(found.beside)
        attempt, submitted = found.attempt, found.submitted
        if not attempt:
            attempt, submitted = self._attempt_of(found, source, beside)
        self._rows(
            "INSERT INTO attempt (student, exercise, attempt, submitted, file, unreadable, source,"
            " fingerprint, status, score, max_score, report, accepted, late, notes, layout, place,"
            " beside) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                found.student,
                found.exercise,
                attempt,
                submitted,
                found.file,
                found.unreadable,
                source,
                fingerprint,
                report.status,
                report.score,
                report.max_score,
                zlib.compress(encode_report(report)),
                int(accepted),
                int(found.late),
                "\n".join(found.notes),
                found.layout,
                found.place,
                beside,
            ),
        )

    def _attempt_of(self, found: HandedIn, *sources: bytes) -> tuple[int, str]:
        """Return number and time of the attempt that a file from outside is."""
        last = self._rows(
            "SELECT attempt, submitted, source, beside FROM attempt WHERE student = ?"
            " AND exercise = ? AND accepted ORDER BY id DESC LIMIT 1",
            (found.student, found.exercise),
        )
        if not last:
            return 1, found.submitted
        number, submitted, *before = last[0]
        return (number, submitted) if before == [*sources] else (number + 1, found.submitted)

    def attempts(self) -> list[Entry]:
        """Return all attempts as last graded, sorted by student, exercise and number."""
        return self._entries(
            "SELECT id, student, exercise, attempt, submitted, fingerprint, status, score,"
            " max_score FROM attempt WHERE id IN (SELECT MAX(id) FROM attempt WHERE accepted"
            " GROUP BY student, exercise, attempt) ORDER BY student, exercise, attempt"
        )

    def proposed(self) -> list[Entry]:
        """Return what a regrading has found that is not accepted yet, sorted alike.

        What was graded otherwise since then is no longer proposed.
        """
        return self._entries(
            "SELECT id, student, exercise, attempt, submitted, fingerprint, status, score,"
            " max_score FROM attempt WHERE NOT accepted AND id IN (SELECT MAX(id) FROM attempt"
            " GROUP BY student, exercise, attempt) ORDER BY student, exercise, attempt"
        )

    def _entries(self, query: str) -> list[Entry]:
        return [Entry(*row) for row in self._rows(query)]

    def report(self, entry: Entry) -> Report:
        """Return the report of an attempt."""
        ((data,),) = self._rows("SELECT report FROM attempt WHERE id = ?", (entry.row,))
        try:
            return decode_report(self._inflated(data, _REPORT_BYTES))
        except (ValueError, msgspec.MsgspecError) as error:
            raise self._damage(error) from error

    def handed_in(self, entry: Entry) -> HandedIn:
        """Return the file that an attempt graded."""
        (row,) = self._rows(
            "SELECT student, exercise, file, source, unreadable, submitted, attempt, late, notes,"
            " beside, layout, place FROM attempt WHERE id = ?",
            (entry.row,),
        )
        student, exercise, file, source, unreadable, submitted, attempt, late, notes, *rest = row
        beside, layout, place = rest
        return HandedIn(
            student,
            exercise,
            file,
            self._inflated(source, _SOURCE_BYTES),
            unreadable,
            submitted,
            attempt,
            bool(late),
            tuple(filter(None, notes.split("\n"))),
            layout,
            place,
            unpacked(self._inflated(beside, _BESIDE_BYTES)) if beside else (),
        )

    def accept(self, proposed: Iterable[Entry]) -> None:
        """Let these proposals count."""
        rows = [(one.row,) for one in proposed]
        with at_once(self._db):
            self._db.executemany("UPDATE attempt SET accepted = 1 WHERE id = ?", rows)

    def _rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement gives. Raises UsageFault for a damaged file or a full disk."""
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            raise UsageFault(f"{self.path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise self._damage(error) from error

    def _inflated(self, data: bytes, most: int) -> bytes:
        try:
            return wire.decompress(data, most)
        except (wire.WireError, TypeError) as error:
            raise self._damage(error) from error

    def _damage(self, error: Exception) -> UsageFault:
        return UsageFault(
            f"{self.path} is damaged: {clean_line(str(error))}", "move it away and grade again"
        )
