"""Plain words for the errors that students meet: by what happened, not by the exception alone."""

from collections.abc import Mapping

from grader.collect.stops import Failure
from grader.foundation.text import clean_line
from grader.pipeline.entries import Explanation
from grader.pipeline.evidence import evidence
from grader.pipeline.gone import gone
from grader.pipeline.of_calls import CALLS
from grader.pipeline.of_checkpoints import CHECKPOINTS
from grader.pipeline.of_names import NAMES
from grader.pipeline.of_sessions import SESSIONS
from grader.pipeline.of_shapes import SHAPES

GONE = gone()
_DATA = "MNIST comes through `input_data.read_data_sets`, which needs no file."
_OTHERS = (
    Explanation(
        "DataFault",
        r"",
        "The MNIST on this machine is damaged, not your script: `grade data` shows which file.",
    ),
    Explanation(
        "PermissionError|FileNotFoundError",
        r"",
        "The grader does not start other programs, and this line starts `$missing`. Take the line"
        " out: a graph needs none.",
        ("as_program",),
    ),
    Explanation(
        "PermissionError|FileNotFoundError",
        r"",
        "The grader does not start other programs or processes, as this line does. Take it out: a"
        " graph needs none.",
        ("as_program",),
    ),
    Explanation(
        "NoValue",
        r"",
        "A stand-in takes the place of a module that is not here: it gives no numbers. Compute the"
        " value with NumPy, or take the data from `input_data`.",
    ),
    Explanation(
        "ModuleNotFoundError",
        r"No module named '(?P<task>\d+-\w+)'",
        "There is no file `$task.py` beside yours: hand it in in the same folder.",
    ),
    Explanation(
        "ModuleNotFoundError|ImportError",
        r"",
        "This module is not available. The exercise needs TensorFlow and NumPy only.",
    ),
    Explanation(
        "SystemExit",
        r"",
        "The script ended itself with an error code. End it with `sys.exit(0)` or not at all.",
    ),
    Explanation("RecursionError", r"", "A function calls itself without an end."),
)
# The first one that fits is given: those that know more of the place come first.
EXPLANATIONS = (*GONE, *CHECKPOINTS, *CALLS, *NAMES, *SHAPES, *SESSIONS, *_OTHERS)


def explain(failure: Failure, names: Mapping[str, str] | None = None) -> str:
    """Return a hint for a student's exception, or an empty string.

    names: what the script calls its tensors and operations, by TensorFlow's names.
    """
    if failure.there and failure.clues.role != "program":
        there = ", ".join(f"`{clean_line(name, 60)}`" for name in failure.there)
        return f"This file is not there. In the script's folder are: {there}. {_DATA}"
    known = evidence(failure, names or {})
    hints = (entry.applied(failure, known) for entry in EXPLANATIONS)
    return next(filter(None, hints), "")
