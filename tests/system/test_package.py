"""The wheel holds all that the command needs, outside of any checkout."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from grader.catalog import Catalog

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a freshly built wheel."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (found,) = out.glob("*.whl")
    return found


@pytest.mark.slow
def test_a_wheel_works_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """An unpacked wheel lists and starts every exercise without the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    work = tmp_path / "work"
    work.mkdir()
    command = [sys.executable, "-P", "-c", "from grader.cli import main; main()"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    listed = subprocess.run(
        [*command, "list"], cwd=work, env=environment, capture_output=True, text=True, check=True
    )
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        exercise.slug for exercise in Catalog().all()
    ]
    functions = Catalog(ROOT / "exercises_functions")
    named = {**environment, "GRADE_EXERCISES": "tf1_functions"}
    subprocess.run([*command, "start", "train"], cwd=work, env=named, check=True)
    assert (work / "6-train.py").read_bytes() == functions.get("train").stub.read_bytes()
    keras = {**environment, "GRADE_EXERCISES": "keras"}
    subprocess.run([*command, "start", "first_model"], cwd=work, env=keras, check=True)
    stub = Catalog(ROOT / "exercises_keras").get("first_model").stub
    assert (work / "first_model.py").read_bytes() == stub.read_bytes()
    site = tmp_path / "site" / "grader" / "content"
    for part in functions.get("train").parts:
        assert (site / "solutions" / part.name).is_file()
    for slug in Catalog().slugs():
        subprocess.run([*command, "start", slug], cwd=work, env=environment, check=True)
        assert (work / f"{slug}.py").read_bytes() == Catalog().get(slug).stub.read_bytes()


@pytest.mark.slow
def test_a_wheel_holds_templates_data_and_licences(wheel: Path) -> None:
    """Templates, lessons, embedded MNIST and both licences are inside; no test of ours is."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("content/templates/report.html") for name in names)
    for folder in ("exercises", "exercises_functions", "exercises_keras"):
        for exercise in Catalog(ROOT / folder).all():
            place = f"grader/content/{folder}/{exercise.slug}"
            assert {f"{place}/{one.path.name}" for one in exercise.lessons} <= {*names}
    assert any(name.endswith("mnist_subset/train-images-idx3-ubyte.gz") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]


def test_the_embedded_data_stays_small() -> None:
    """The shipped MNIST subset is at most 2 MB."""
    folder = ROOT / "grader" / "data" / "mnist_subset"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2_000_000


def test_the_oldest_that_is_tried_is_the_oldest_that_is_allowed() -> None:
    """`make test-oldest` installs the TensorFlow with which the range of pyproject.toml begins."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (allowed,) = (one for one in rules["project"]["dependencies"] if one.startswith("tensorflow"))
    (tried,) = re.findall(r"^OLDEST := tensorflow==(\S+)", (ROOT / "Makefile").read_text(), re.M)
    assert tried.startswith(allowed.removeprefix("tensorflow>=") + ".")
