"""What came from a student, made inert for a format: no tag, no markup, no workflow command.

The result is a `Markup`, which passes unchanged from then on.
"""

import re

from markupsafe import Markup, escape

from grader.foundation.text import no_command

_CODE = re.compile(r"(?<!`)`([^`\n]*[^`\s][^`\n]*)`(?!`)")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~#$^!]|:(?=[:/])|(?<=www)\.", re.IGNORECASE)
_MARKDOWN_START = re.compile(r"^([-+](?=[-+\s]|$)|=|\d+(?=[.)](?:\s|$)))")
_BRACKET = re.compile(r"(\\*)(\[|\Z)")


def inert_html(value: object) -> Markup:
    """Escape for HTML; a page that is copied into a CI log holds no workflow command either."""
    if isinstance(value, Markup):
        return value
    text = escape(str(value))
    if "::" not in text and "##[" not in text:
        return text
    return made(str(text).replace("::", "&#58;&#58;").replace("##[", "&#35;&#35;["))


def prose_html(text: str) -> Markup:
    """Return a sentence with its `code` in code elements."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(inert_html(part)) if index % 2 else inert_html(part)
        for index, part in enumerate(parts)
    )


def inert_markdown(value: object) -> Markup:
    """Escape for one line of Markdown: no markup, HTML, table cell, link or workflow command."""
    if isinstance(value, Markup):
        return value
    return made(_MARKDOWN_START.sub(_first, _escaped(str(value))))


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", re.sub(r"[\r\n]", " ", text))


def _first(match: re.Match[str]) -> str:
    """Escape what would begin a list or a rule; after a number, its dot."""
    found = match[0]
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def prose_markdown(text: str) -> Markup:
    """Return a sentence with its `code` kept as code."""
    first, *rest = _CODE.split(" ".join(text.split()))
    parts = [
        _escaped(part) if index % 2 else f"`{no_command(part)}`" for index, part in enumerate(rest)
    ]
    return made("".join([inert_markdown(first), *parts]))


def cell(text: str) -> Markup:
    """Return the text of a table's cell: a sentence, or escaped whole when `|` could split it."""
    line = " ".join(text.split())
    return made(_escaped(line)) if "|" in line else prose_markdown(line)


def fenced(text: str) -> Markup:
    """Return lines as a quoted code block, whose fence is longer than any run of backticks."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = [f"{fence}text", *no_command(text.rstrip()).split("\n"), fence]
    return made("\n".join(f"> {line}" for line in lines))


def inert_text(value: object) -> Markup:
    """Escape for rich markup.

    `rich.markup.escape` takes each value by itself, so `[red` in one field and `]` in the next
    would be a tag. Here every bracket is escaped, and an empty tag keeps backslashes from what
    follows them.
    """
    if isinstance(value, Markup):
        return value
    return made(_BRACKET.sub(_bracket, no_command(str(value))))


def _bracket(match: re.Match[str]) -> str:
    backslashes, bracket = match.groups()
    guard = f"{backslashes * 2}[none][/none]" if backslashes else ""
    return guard + ("\\[" if bracket else "")


def made(text: str) -> Markup:
    """Mark as inert what was escaped for the format that it goes into."""
    return Markup(text)  # noqa: S704
