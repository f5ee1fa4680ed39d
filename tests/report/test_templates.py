"""Rules that the templates themselves keep."""

import re

import pytest

from grader.catalog.content import content_root

TEMPLATES = content_root() / "templates"


def test_no_template_marks_text_as_safe() -> None:
    """`|safe` occurs in no template."""
    for path in TEMPLATES.glob("*.*"):
        assert not re.search(r"\|\s*safe|Markup", path.read_text(encoding="utf-8")), path.name


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_contrast(scheme: int) -> None:
    """Every text colour has a contrast of at least 4.5 to what it stands on."""
    style = (TEMPLATES / "_style.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    tones = ("good", "bad", "stopped", "quiet", "fault")
    pairs = [(ink, on) for ink in ("ink", "muted", "link") for on in ("page", "card", "sunk")]
    pairs += [(tone, on) for tone in tones for on in ("card", f"{tone}-soft")]
    pairs += [("ink", f"{tone}-soft") for tone in tones] + [(f"s{i}", "card") for i in range(6)]
    for ink, on in pairs:
        dark, light = sorted((_luminance(colours[ink]), _luminance(colours[on])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, on)


def test_the_style_loads_nothing() -> None:
    """The style sheet names no other file."""
    style = (TEMPLATES / "_style.css").read_text(encoding="utf-8")
    assert "url(" not in style and "@import" not in style
