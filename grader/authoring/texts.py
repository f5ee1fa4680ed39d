"""Text files made from templates: Python, TOML and Markdown, not pages."""

import json
from collections.abc import Mapping

from grader.catalog.content import content_root


def fill(template: str, subject: Mapping[str, object]) -> str:
    """Return the text of `templates/<template>.jinja` for a subject."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # What is inserted is the instructor's own, and quoted where it must be.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(content_root() / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = quoted
    return environment.get_template(f"{template}.jinja").render(subject)


def quoted(text: str) -> str:
    """Return a string as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
