"""What `grade new` begins with: an exercise on tensors, or one on a Keras model."""

from collections.abc import Mapping
from typing import Literal

from grader.authoring.stubs import split
from grader.authoring.texts import fill

Kind = Literal["script", "function"]
# What students write: `tensorflow.compat.v1`, TensorFlow 2 or Keras.
Writes = Literal["tf1", "tf2", "keras"]
# For each answer what it says of itself, and what differs from the solution.
Answers = Mapping[str, tuple[str, Mapping[str, str]]]

_CURVES: dict[str, Answers] = {
    "mistakes": {
        "doubled": ("Doubles instead of squaring.", {"answer": "2.0 * x + 1.0"}),
        "sign_kept": ("Right for positive numbers only.", {"answer": "x * tf.abs(x) + 1.0"}),
    },
    "alternatives": {
        "operators": ("Operators only.", {"answer": "x * x + 1.0"}),
        "power": (
            "A power, and functions instead of operators.",
            {"answer": "tf.add(tf.pow(x, 2.0), 1.0)"},
        ),
    },
}
_LINES: dict[str, Answers] = {
    "mistakes": {
        "no_bias": ("A line through 0.", {"options": ", use_bias=False"}),
        "bent": ("Nothing is below 0.", {"form": "bent"}),
        "other_rate": ("Ten times the learning rate.", {"rate": "0.1"}),
    },
    "alternatives": {
        "functional": ("A functional model.", {"form": "functional"}),
        "loop": ("A class, and a loop with GradientTape.", {"form": "loop"}),
    },
}
_BEGINNINGS: dict[Writes, tuple[str, dict[str, Answers], dict[str, str]]] = {
    "tf1": ("exercise", _CURVES, {"answer": "tf.square(x) + 1.0"}),
    "tf2": ("exercise", _CURVES, {"answer": "tf.square(x) + 1.0"}),
    "keras": ("exercise/keras", _LINES, {"form": "sequential", "options": "", "rate": "0.01"}),
}


def beginning(subject: Mapping[str, object], writes: Writes) -> tuple[dict[str, str], str]:
    """Return the files of a new exercise by their path in its folder, and its marked solution.

    subject: slug, title, kind, order, and the points of its two checks, `example` and `secret`.
    """
    templates, answers, usual = _BEGINNINGS[writes]
    told = {**subject, **usual, "writes": writes, "remark": "", "marked": False}
    slug = subject["slug"]
    solution = fill(f"{templates}/answer.py", {**told, "marked": True})
    marked = split(solution)
    assert marked is not None
    files = {
        "exercise.toml": fill(f"{templates}/exercise.toml", told),
        "README.md": fill(f"{templates}/README.md", told),
        f"{slug}.py": marked.stub,
        f"test_{slug}.py": fill(f"{templates}/test.py", told),
    }
    for folder, named in answers.items():
        for name, (remark, other) in named.items():
            answer = {**told, **other, "remark": remark}
            files[f"{folder}/{name}.py"] = fill(f"{templates}/answer.py", answer)
    return files, solution
