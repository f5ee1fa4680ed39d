"""debug_keras starts from a script that stops; each line that is mended counts, in any order."""

import pytest

from grader.catalog import Catalog
from grader.catalog.content import content_root
from grader.foundation.model import Report
from grader.pipeline import Grader
from grader.submission import Submission, parse_submission, start_of

IMAGES, LABELS = (
    f"{name} = {name}[np.random.permutation(len({name}))]" for name in ("images", "labels")
)
ORDER = "order = np.random.permutation(len(images))\nimages, labels = images[order], labels[order]"
# What is wrong, what it becomes, and how many faults are gone then. What was fed is not known
# while the script stops in `fit`; what a ReLU on the scores does is hidden by the wrong softmax.
MENDING = (
    ("\nimages / 255.0", "\nimages = images / 255.0", 0),
    (f"{IMAGES}\n{LABELS}", ORDER, 0),
    ("Dense(64)(pictures)", "Dense(64)(flat)", 1),
    ("Categorical", "SparseCategorical", 4),
    ("Dense(64)", 'Dense(64, activation="relu")', 5),
    ("Dropout(0.8)", "Dropout(0.2)", 6),
    ('Dense(10, activation="relu")', "Dense(10)", 6),
    ("Softmax(axis=0)", "Softmax()", 8),
    ("model.layers[2].trainable = False\n", "", 9),
    ("SGD(10.0)", "SGD(0.1)", 10),
)


def gone(report: Report) -> int:
    """Return how many faults the report counts as gone."""
    tables = [check.tables for check in report.checks if check.name == "faults"]
    return int(tables[0][0].rows[0][0].text)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_faults_are_counted_as_they_are_mended(grader: Grader) -> None:
    """A fault that shows in what is computed counts at once, the others when nothing hides them."""
    exercise = Catalog(content_root() / "exercises_keras").get("debug_keras")
    text = exercise.stub.read_text()
    for wrong, right, count in MENDING:
        assert wrong in text
        text = text.replace(wrong, right)
        submission = parse_submission("debug_keras.py", text.encode(), start_of(exercise))
        assert isinstance(submission, Submission)
        report = grader.grade(exercise, submission, "student")
        assert gone(report) == count, right
    assert report.status == "passed"
