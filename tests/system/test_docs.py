"""The pages of the site: none is forgotten, no link leads nowhere, none lags behind the program."""

import inspect
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import yaml

from grader import judge
from grader.catalog.rules import ExerciseRules
from grader.foundation import model
from grader.judge import fixtures as plugin
from grader.judge.checks import check

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("**/*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def names(nav: object) -> Iterator[str]:
    """Yield the pages of a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from names(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from names(value)


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page make."""
    titles = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text()), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", title).strip().lower() for title in titles]
    return {re.sub(r"[ \-]+", "-", title) for title in plain}


def test_every_page_is_in_the_navigation() -> None:
    """The site shows each page once, and no page that is not there."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text())
    listed = list(names(config["nav"]))
    assert sorted(listed) == [str(page.relative_to(ROOT / "docs")) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Links between pages name a page of the site, and a heading that it has."""
    for target in LINK.findall(CODE.sub("", page.read_text())):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        found = (page.parent / name) if name else page
        assert found in PAGES, target
        assert not anchor or anchor in anchors(found), target


def test_every_picture_is_there_and_shown() -> None:
    """What a page shows exists, and no picture is left that no page shows."""
    pattern = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
    shown = {target for page in PAGES for target in pattern.findall(page.read_text())}
    pictures = (ROOT / "docs" / "pictures").iterdir()
    assert shown == {f"pictures/{path.name}" for path in pictures}


def test_links_of_the_readme_lead_somewhere() -> None:
    """What README and CONTRIBUTING link to exists."""
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in LINK.findall((ROOT / name).read_text()):
            if not target.startswith(("https://", "http://", "#")):
                assert (ROOT / target.partition("#")[0]).exists(), target


def structs(kind: object) -> Iterator[type[msgspec.Struct]]:
    """Yield a struct and all that its fields hold."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from structs(hint)
    for part in typing.get_args(kind):
        yield from structs(part)


def written(kind: object) -> str:
    """Return a type as the page of results writes it."""
    if kind == model.Status:
        return "Status"
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        listed = [f"`{part}`" for part in parts]
        return " or ".join([", ".join(listed[:-1]), listed[-1]])
    if origin is typing.Literal:
        *first, last = (f'`"{part}"`' for part in parts)
        return f"{', '.join(first)} or {last}"
    if origin is types.UnionType:
        return " or ".join("null" if part is type(None) else written(part) for part in parts)
    if origin is dict:
        return f"dict of {written(parts[0])} to {written(parts[1])}"
    if origin is tuple and parts[-1] is not Ellipsis:
        return f"[{', '.join(map(written, parts))}]"
    if origin is tuple:
        inner = written(parts[0])
        return f"list of ({inner})" if " or " in inner else f"list of {inner}"
    return str(getattr(kind, "__name__", kind))


def test_the_page_of_results_is_the_model() -> None:
    """Every struct, field, type and status of a report is on the page, in the model's order."""
    text = (ROOT / "docs" / "results.md").read_text()
    sections = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    rows = {
        name: re.findall(r"^\| `(\w+)` \| (.+?) \|", body, re.MULTILINE)
        for name, body in sections.items()
    }
    found = {struct.__name__: struct for struct in structs(model.Report)}
    assert set(sections) == {*found, "Status"}
    for name, struct in found.items():
        hints = typing.get_type_hints(struct)
        assert rows[name] == [(field, written(kind)) for field, kind in hints.items()], name
    assert [name for name, _ in rows["Status"]] == list(typing.get_args(model.Status))
    assert f"`schema_version` is {model.SCHEMA_VERSION}." in text


def key_type(key: str, kind: object) -> str:
    """Return the type of a key as the page of exercise.toml writes it."""
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    plain |= {int | float | None: "number", int | float | bool | str: "number, text, true or false"}
    if kind in plain:
        return plain[typing.cast(type, kind)]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return f"`[{key}]`"
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        meta = parts[1]
        bounds = "" if meta.ge is None else f" from {meta.ge} to {meta.le}"
        return key_type(key, parts[0]) + bounds
    if origin is typing.Literal:
        return " or ".join(f"`{one}`" for one in parts)
    if origin in (types.UnionType, typing.Union):
        kinds = [key_type(key, part) for part in parts if part is not type(None)]
        return (", or " if "list" in kinds[0] else " or ").join(kinds)
    if origin is dict:
        return f"table of {key_type(key, parts[0])} to {key_type(key, parts[1])}"
    assert origin is tuple
    if parts[-1] is not Ellipsis:
        return f"[{', '.join(key_type(key, part) for part in parts)}]"
    inner = key_type(f"[{key}]", parts[0])
    several = " or " in inner and inner != "true or false"
    return f"list of ({inner})" if several else f"list of {inner}"


def key_default(field: msgspec.structs.FieldInfo) -> str:
    """Return the default of a key as the page of exercise.toml writes it."""
    if field.required:
        return "needed"
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if isinstance(value, msgspec.Struct):
        return "as below"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    written = {None: "none", (): "`[]`"}
    return "`{}`" if value == {} else written.get(value, f"`{value}`")


def test_the_page_of_exercise_toml_is_the_model() -> None:
    """Every table, key, type and default that exercise.toml has, in the model's order."""
    text = (ROOT / "docs" / "exercise-toml.md").read_text()
    sections = re.findall(r"^## `([^`]+)`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    pattern = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| \S", re.MULTILINE)
    written = {name: pattern.findall(body) for name, body in sections}
    tables: dict[str, type[msgspec.Struct]] = {"exercise.toml": ExerciseRules}
    for field in msgspec.structs.fields(ExerciseRules):
        for struct in structs(field.type):
            (name,) = re.findall(r"`(\[.*?\]+)`", key_type(field.name, field.type))
            tables[name] = struct
    assert set(written) == set(tables)
    for name, struct in tables.items():
        rows = [
            (field.encode_name, key_type(field.name, field.type), key_default(field))
            for field in msgspec.structs.fields(struct)
        ]
        assert written[name] == rows, name


def test_the_page_of_checks_has_every_fixture_and_option() -> None:
    """Whatever a check can be given or call is explained."""
    text = (ROOT / "docs" / "checks.md").read_text()
    marker = type(plugin.graph)
    fixtures = [name for name, found in vars(plugin).items() if isinstance(found, marker)]
    assert "rng" in fixtures
    options = inspect.signature(check).parameters
    for name in [*fixtures, *options]:
        assert name.startswith("_") or f"| `{name}` |" in text, name
    for name in judge.__all__:
        assert f"`{name}" in text or f"@{name}`" in text, name
