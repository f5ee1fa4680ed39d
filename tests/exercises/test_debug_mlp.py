"""debug_mlp starts from a script that Python cannot read; each line that is fixed counts."""

import pytest

from grader.catalog import Catalog
from grader.foundation.model import Report
from grader.pipeline import Grader
from grader.submission import Submission, Ungradable, parse_submission, start_of

BATCH, STEP = "batch_x, batch_y = mnist.train.next_batch(batch_size)", "session.run(optimizer"
INITIALISERS = "tf.global_variables_initializer()"
ACCURACY = "tf.reduce_mean(tf.to_float(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))))"
# What is wrong, what it becomes, and how many faults are gone then. A line that is never reached
# counts as wrong.
MENDING = (
    ("stddev=0.1))\n", "stddev=0.1)),\n", 0),
    (f"        {BATCH}\n        {STEP}", f"            {BATCH}\n            {STEP}", 1),
    ("n_clases", "n_classes", 2),
    ('["hidden"]', '["hidden_layer"]', 3),
    ("layer1", "layer_1", 4),
    ("(logits, y)", "(logits=logits, labels=y)", 5),
    ("Decent", "Descent", 6),
    ("with tf.Session()", f"init = {INITIALISERS}\nwith tf.Session()", 7),
    ("n_input = 784", "batch_size = 128\nn_input = 784", 9),
    ("with tf.Session()", f"accuracy = {ACCURACY}\nwith tf.Session()", 10),
)


def gone(report: Report) -> int:
    """Return how many faults the report counts as gone."""
    tables = [check.tables for check in report.checks if check.name == "faults"]
    return int(tables[0][0].rows[0][0].text)


@pytest.mark.long
def test_faults_are_counted_as_they_are_mended(grader: Grader) -> None:
    """In the order in which Python finds them; what it cannot read at all is not judged."""
    exercise = Catalog().get("debug_mlp")
    text = exercise.stub.read_text()
    scores = []
    for wrong, right, count in MENDING:
        assert wrong in text
        text = text.replace(wrong, right)
        found = parse_submission("debug_mlp.py", text.encode(), start_of(exercise))
        if count == 0:
            assert isinstance(found, Ungradable)
            assert found.headline == "syntax error"
            assert found.problem.lines[0].line > 0
            continue
        assert isinstance(found, Submission)
        report = grader.grade(exercise, found, "student")
        assert (gone(report), report.status) == (count, "passed" if count == 10 else "error")
        scores.append(report.score)
    assert scores == sorted(scores)
    assert scores[-1] == exercise.max_score
