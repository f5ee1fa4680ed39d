"""Which helpers of `exercises/shared/` a test file needs."""

from pathlib import Path

import pytest

from grader.catalog.shared import shared_files
from grader.foundation.errors import ExerciseFault


@pytest.fixture
def needed(tmp_path: Path):
    """Return a function that says what a test file needs of the helpers a, b, c and d."""
    folder = tmp_path / "shared"
    folder.mkdir()
    (tmp_path / "half").mkdir()
    texts = {"a": "import numpy\n", "b": "from .c import x\n", "c": "from shared import d\n"}
    for name in "abcd":
        (folder / f"{name}.py").write_text(texts.get(name, ""))

    def find(text: str, init: str | None = None) -> list[str]:
        if init is not None:
            (folder / "__init__.py").write_text(init)
        test_file = tmp_path / "half" / "test_half.py"
        test_file.write_text(text)
        return [path.stem for path in shared_files(test_file, tmp_path)]

    return find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import numpy as np\n", []),
        ("import shared.a\n", ["a"]),
        ("import shared.a as helpers, numpy\n", ["a"]),
        ("from shared import a, d as e\n", ["a", "d"]),
        ("from shared.b import x\n", ["b", "c", "d"]),
        ("def test_x():\n    from shared import a\n", ["a"]),
        ("from .shared import a\nfrom sharedlib import b\n", []),
    ],
)
def test_what_is_imported_is_found(needed, text, found) -> None:
    """Modules in every way of importing them, and what these import in turn."""
    assert needed(text) == found


def test_names_of_the_package_itself(needed) -> None:
    """`shared/__init__.py` is needed where there is one, with what it imports."""
    assert needed("from shared import total\n", "from .d import y\ntotal = 1\n") == [
        "__init__",
        "d",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from shared import e\n", r"test_half.py: imports shared.e, but there is no file"),
        ("import shared.x.y\n", r"imports shared.x,"),
        ("from shared import (\n", "cannot be read"),
    ],
)
def test_what_is_not_there_is_told(needed, text, told) -> None:
    """The file that imports it is named."""
    with pytest.raises(ExerciseFault, match=told):
        needed(text)
