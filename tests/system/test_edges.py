"""At the edges of what is recorded of TensorFlow 2: each script gets the verdict that it says.

The first lines of a script in `submissions/edges` say its status, its score, and a part of what its
report says. All of them answer `relu`.
"""

from pathlib import Path

import pytest
from headed import header, told

from grader.catalog import Catalog
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parents[1] / "submissions" / "edges"
SCRIPTS = sorted(FOLDER.glob("*.py"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=pytest.mark.long if number % 2 else [])
        for number, path in enumerate(SCRIPTS)
    ],
)
def test_a_script_at_an_edge_gets_its_verdict(path: Path, grader: Grader) -> None:
    """What can be followed is right or wrong as it stands; what cannot is told."""
    wanted = header(path)
    report = grader.grade_file(Catalog().get("relu"), path, "student")
    assert (report.status, report.score) == (wanted["status"], float(wanted["score"])), told(report)
    assert wanted.get("says", "") in told(report)
    assert report.mistake is None or path.stem in ("numpy_function_traced", "typed_table")
