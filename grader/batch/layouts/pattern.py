"""A layout of one's own: a regular expression with named groups, matched against each path."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from grader.batch.layouts.items import Item, Layout, Line, View, same
from grader.foundation.errors import UsageFault, did_you_mean

GROUPS = ("student", "exercise", "submitted", "attempt", "name", "late")


def layout_of(pattern: str) -> Layout:
    """Return the layout that a regular expression describes. Raises UsageFault for a wrong one."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise UsageFault(f"--layout-regex {pattern!r}: {error}") from error
    for group in compiled.groupindex:
        if group not in GROUPS:
            raise UsageFault(
                f"--layout-regex: there is no group {group!r}",
                did_you_mean(group, list(GROUPS)) or f"the groups are {', '.join(GROUPS)}",
            )
    if "student" not in compiled.groupindex:
        raise UsageFault("--layout-regex names no student", "write (?P<student>…) where one stands")

    def read(view: View, texts: Mapping[str, str], zone: tzinfo) -> list[Line]:
        found = [(item, compiled.fullmatch(item.path)) for item in view.items]
        return [_line(item, match, zone) for item, match in found if match is not None]

    return Layout("regex", f"paths like {pattern}", lambda view: 1.0, read, mixed=True)


def _line(item: Item, match: re.Match[str], zone: tzinfo) -> Line:
    told = {key: value or "" for key, value in match.groupdict().items()}
    attempt = told.get("attempt", "")
    number = int(attempt) if attempt.isdecimal() else 0
    return Line(
        student=same(told["student"]),
        item=item,
        file=item.inner_name or item.parts[-1],
        name=same(told.get("name", "")),
        exercise=told.get("exercise", ""),
        submitted=_moment(told.get("submitted", ""), zone),
        late=bool(told.get("late")),
        attempt=f"{number:06}" if number else attempt,
        number=number,
    )


def _moment(text: str, zone: tzinfo) -> str:
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageFault(
            f"--layout-regex: submitted is {text[:40]!r}",
            "let the group take a time like 2026-10-05T23:59:00 or 20261005T235900",
        ) from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).isoformat(timespec="seconds")
