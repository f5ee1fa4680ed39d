"""A report's files: written whole or not at all."""

from pathlib import Path

import jinja2
import pytest

from grader.foundation.model import Report, decode_report
from grader.report import render
from grader.report.render import render_html, write_report


def test_write_report_writes_three_files(tmp_path: Path, reports: dict[str, Report]) -> None:
    """The folder is made; the JSON is the report; nothing else is left behind."""
    folder = tmp_path / "new" / "relu"
    paths = write_report(reports["failed"], folder)
    assert [path.name for path in paths] == ["report.html", "report.md", "report.json"]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert decode_report((folder / "report.json").read_bytes()) == reports["failed"]
    assert (folder / "report.html").read_text(encoding="utf-8") == render_html(reports["failed"])


def test_a_rendering_that_fails_leaves_the_old_files(
    tmp_path: Path, reports: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a page cannot be made, the last report stays whole."""
    write_report(reports["failed"], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken(report: Report) -> str:
        raise jinja2.UndefinedError(report.title)

    monkeypatch.setattr(render, "render_markdown", broken)
    with pytest.raises(jinja2.UndefinedError):
        write_report(reports["passed"], tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
