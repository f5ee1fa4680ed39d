"""What a format is given beside the reports, and what it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.export.people import People
from grader.foundation.model import Report

Files = dict[str, bytes]


@dataclass(frozen=True)
class Options:
    """What a format may need beside the reports.

    folder: where a student's files lie, relative to the checkout; `{student}` in it stands for
    their name. columns: a gradebook's title for an exercise. room: bytes that a job summary may
    still take. run: what the environment says of the run. times: when work was due and
    handed in, by student and exercise.
    """

    folder: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    people: People = field(default_factory=People)
    room: int = 1 << 20
    run: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def path(self, report: Report, file: str) -> str:
        """Return where a file of the report's student lies, relative to the checkout."""
        folder = self.folder.replace("{student}", report.student).strip("/")
        return f"{folder}/{file}" if folder else file
