"""The house: no import circle, the map is the folders, exercises use the public API alone."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import numpy as np
import pytest

from grader import judge
from grader.authoring.scaffold import Wish, create
from grader.catalog import Catalog

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "grader"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.glob("**/*.py")
}
MOST_ENTRIES = 20
TOP = {
    *("exercises", "exercises_functions", "exercises_keras", "solutions", "grader", "templates"),
    *("tests", "scripts", "docs", "ci", ".ci", ".github", "pyproject.toml", "constraints.txt"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "Makefile"),
    *("Dockerfile", "action.yml", "mkdocs.yml"),
    *(".gitignore", ".dockerignore", ".pre-commit-config.yaml"),
}


def targets(name: str, node: ast.AST) -> Iterator[str]:
    """Yield the modules of ours that one import statement of module `name` names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{name} imports relatively"
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in MODULES else str(node.module)


def imports(name: str, source: str) -> set[str]:
    """Return what a module imports of ours, inside functions and for type checkers, too."""
    found = {
        target
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in targets(name, node)
    }
    return {target for target in found if target in MODULES and target != name}


def graph() -> dict[str, set[str]]:
    """Return every module's imports."""
    return {name: imports(name, path.read_text()) for name, path in MODULES.items()}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout of git")
def test_nothing_else_lies_in_the_checkout() -> None:
    """What scripts and tests write into the current folder would be committed with `git add -A`."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} == TOP


def test_no_import_leads_in_a_circle() -> None:
    """Imports inside functions and under TYPE_CHECKING counted, modules have an order."""
    TopologicalSorter(graph()).prepare()


def test_a_circle_would_be_found() -> None:
    """One import added inside a function of a low module closes a circle, and is noticed."""
    low = "grader.foundation.errors"
    source = "def late():\n    from grader.pipeline.grading import Grader\n"
    with pytest.raises(CycleError):
        TopologicalSorter({**graph(), low: imports(low, source)}).prepare()


@pytest.mark.slow
def test_an_upward_import_breaks_the_contract(tmp_path: Path) -> None:
    """`lint-imports`, which `make lint` runs, fails when a low layer imports a high one."""
    copy = tmp_path / "grader"
    for path in MODULES.values():
        target = copy / path.relative_to(PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text())
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {"PYTHONPATH": str(tmp_path), "PATH": ""}
    kept = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert kept.returncode == 0, kept.stdout
    text = copy / "foundation" / "text.py"
    text.write_text(f"{text.read_text()}\n\ndef late():\n    import grader.judge.checks\n")
    broken = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert broken.returncode == 1
    assert "grader.foundation.text -> grader.judge.checks" in broken.stdout


def packages() -> list[Path]:
    """Return the packages at the top of `grader`."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def test_the_top_stays_small() -> None:
    """A stranger sees at one glance what there is."""
    entries = [path for path in PACKAGE.iterdir() if path.name not in ("__pycache__", "content")]
    assert len(entries) <= MOST_ENTRIES


def test_every_package_says_what_lives_there() -> None:
    """The first line of each package's docstring is a sentence."""
    for folder in packages():
        text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
        assert re.match(r"[A-Z`].*[.:]$", text.split("\n")[0]), folder.name


def test_the_map_is_the_folders() -> None:
    """CONTRIBUTING lists every package and module at the top, once, and no other."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    (listing,) = re.findall(r"```\ngrader/\n(.*?)```", text, re.DOTALL)
    named = re.findall(r"^  (\w+)(?:/|\.py)", listing, re.MULTILINE)
    modules = [path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")]
    assert sorted(named) == sorted([folder.name for folder in packages()] + modules)


def test_the_layers_name_every_package() -> None:
    """No package is left out of the contract of layers."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (layers,) = (one["layers"] for one in tool["contracts"] if one["name"] == "Layers")
    named = {part.strip() for layer in layers for part in layer.split("|")}
    assert {folder.name for folder in packages()} <= named


def foreign(source: str) -> list[str]:
    """Return the imports of `grader` in an exercise that are not for exercises."""
    wrong = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            wrong += [alias.name for alias in node.names if alias.name.startswith("grader")]
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
            module = str(node.module)
            if module == "grader.judge":
                names = [alias.name for alias in node.names if alias.name not in judge.__all__]
                wrong += [f"{module}.{name}" for name in names]
            elif module.partition(".")[2].partition(".")[0] != "networks":
                wrong.append(module)
    return wrong


@pytest.mark.parametrize("slug", Catalog().slugs())
def test_shipped_exercises_use_the_public_api(slug: str) -> None:
    """A check imports the names of `grader.judge`, and this course's kit in `grader.networks`."""
    assert foreign(Catalog().get(slug).test_file.read_text()) == []


def test_a_new_exercise_uses_the_public_api(tmp_path: Path) -> None:
    """What `grade new` writes imports `grader.judge` alone."""
    create(Catalog(tmp_path / "exercises"), Wish("fresh", "Fresh", 10.0, "script"))
    source = (tmp_path / "exercises" / "fresh" / "test_fresh.py").read_text()
    assert "from grader.judge import" in source
    assert foreign(source) == []


def test_the_judge_knows_no_mistake_of_an_exercise() -> None:
    """No name of a known mistake stands in `grader/judge`: it judges any exercise."""
    known = {one.name for exercise in Catalog().all() for one in exercise.rules.mistakes}
    known -= set(np.sctypeDict)  # `float64` is a word of NumPy's, too
    words = {
        word
        for name, path in MODULES.items()
        if name.startswith("grader.judge")
        for word in re.findall(r"\w+", path.read_text())
    }
    assert known & words == set()
