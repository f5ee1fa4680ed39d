"""Coursera's feedback.json: a fraction, and a piece of HTML."""

from html import escape

from grader.export import points, words
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.model import CheckResult, Report
from grader.report.amounts import points as shown

_LONGEST = 4000


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return feedback.json."""
    (report,) = reports
    score, most = shown(points.counts(report)), shown(points.possible(report))
    feedback = "\n".join(
        [
            f"<h3>{escape(report.title)}: {score} of {most} points</h3>",
            _paragraph(words.verdict(report)),
            "<ul>",
            *map(_item, report.checks),
            "</ul>",
        ]
    )
    document = {
        "fractionalScore": points.share(report),
        "feedback": feedback,
        "feedbackType": "HTML",
    }
    return {"feedback.json": json_bytes(document)}


def _item(check: CheckResult) -> str:
    score, most = shown(points.part(check)), shown(points.worth(check))
    text = f"{check.status} ({score} of {most}): {check.description}"
    detail = words.explanation(check)
    return f"<li>{escape(text)}{_paragraph(detail) if detail else ''}</li>"


def _paragraph(text: str) -> str:
    """Return text as a paragraph that keeps its lines."""
    return f"<p>{escape(text[:_LONGEST]).replace(chr(10), '<br>')}</p>"
