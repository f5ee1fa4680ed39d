"""Scripts whose first lines say what must come of them, and what a report says in words."""

import re
from pathlib import Path

from grader.foundation.model import Report


def header(path: Path) -> dict[str, str]:
    """Return what the first lines of a script say."""
    said = re.match(r"(# \w+: .+\n)+", path.read_text())
    found = dict(re.findall(r"# (\w+): (.+)\n", said[0])) if said else {}
    assert {"status", "score"} <= found.keys(), f"{path.name} begins without a header"
    return found


def told(report: Report) -> str:
    """Return everything a report says in words, without what the script printed."""
    texts = [report.message, *report.notes, *(check.message for check in report.checks)]
    if report.problem:
        problem = report.problem
        texts += [problem.type, problem.message, problem.hint, *(s.text for s in problem.lines)]
    return "\n".join(texts)
