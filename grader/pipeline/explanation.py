"""Plain words for the errors that students meet most, by exception type and message."""

import re

from grader.collect.claims import Failure
from grader.foundation.text import clean_line
from grader.pipeline.gone import Explanation, gone

GONE = gone()
_DATA = "MNIST comes through `input_data.read_data_sets`, which needs no file."

EXPLANATIONS = (
    *GONE,
    Explanation(
        "AttributeError",
        r"module 'tensorflow(\.compat\.v2|\._api\.v2\.\S*)?' has no attribute|"
        r"module 'tensorflow\._api\.v2\.v2' has no attribute",
        "This is a TensorFlow 1 name on a TensorFlow 2 module. Begin the file with"
        " `import tensorflow.compat.v1 as tf` and `tf.disable_v2_behavior()`.",
    ),
    Explanation(
        "RuntimeError|ValueError|AttributeError|NotImplementedError",
        r"not (compatible|supported) (with|when) eager execution|"
        r"[Ww]hen eager execution is enabled|meaningless when eager execution|"
        r"The Session graph is empty",
        "TensorFlow is in eager mode, or the session has no graph. Call"
        " `tf.disable_v2_behavior()` right after the import.",
    ),
    Explanation(
        "InvalidArgumentError",
        r"You must feed a value for placeholder",
        "A placeholder has no value in this run. Pass one for each placeholder the result depends"
        " on: `session.run(..., feed_dict={x: ...})`.",
    ),
    Explanation(
        "FailedPreconditionError",
        r"uninitialized|Attempting to use|does not exist|Could not find variable|not initialized",
        "A variable has no value yet. Run `tf.global_variables_initializer()` in this session"
        " first (or restore the variables from a checkpoint).",
    ),
    Explanation(
        "ValueError",
        r"Parent directory of .* doesn't exist",
        "Most often this means that the variables have no values yet: run"
        " `tf.global_variables_initializer()` before `saver.save`. Otherwise the folder in the"
        " path does not exist.",
    ),
    Explanation(
        "InvalidArgumentError",
        r"Assign requires shapes of both tensors to match",
        "A value of one shape was put into a variable of another. When this comes from"
        " `saver.restore`, the checkpoint's names and your variables' names are paired wrongly:"
        " unnamed variables are numbered in the order in which they are made.",
    ),
    Explanation(
        "NotFoundError",
        r"Key .* not found in checkpoint",
        "The checkpoint has no value of that name. A variable must have the same `name=` when it"
        " is saved and when it is restored.",
    ),
    Explanation(
        "ValueError",
        r"The passed save_path is not a valid checkpoint|Can't load save_path when it is None",
        "There is no checkpoint at this path. Save first, and restore from the same path.",
    ),
    Explanation(
        "ValueError",
        r"No variables to save",
        "The graph has no variables at this point. Make the variables before the `Saver`.",
    ),
    Explanation(
        "ValueError|InvalidArgumentError",
        r"Dimensions must be equal|Incompatible shapes|Matrix size-incompatible|must have shape|"
        r"incompatible with .*shape|Cannot reshape a tensor|Input to reshape is|"
        r"Shapes? (.* )?(and|must)",
        "The shapes do not fit together. In `tf.matmul(a, b)` the columns of `a` must be as many"
        " as the rows of `b`; print the shapes of both.",
    ),
    Explanation(
        "ValueError",
        r"Cannot feed value of shape",
        "What you feed has another shape than the placeholder. Compare `.shape` of both.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"The name 'save(_\d+)?/Const:0' refers to a Tensor which does not exist",
        "The `Saver` belongs to another graph. Make a new one after the variables of this graph.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"Cannot interpret feed_dict key|The value of a feed cannot be a",
        "`feed_dict` takes placeholders of this graph as keys, and arrays or numbers as values."
        " A global that was bound to a new value, or a tensor as a value, cannot be used.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"`fetch` = .* (has invalid type|cannot be interpreted as a Tensor)",
        "`session.run` takes tensors and operations of its own graph. Has the name been bound to"
        " its value (`output = session.run(output)`), or does it belong to another graph?",
    ),
    Explanation(
        "ValueError|RuntimeError",
        r"must be from the same graph|is not an element of this graph|not in the same graph",
        "Things of two graphs are mixed. After `tf.reset_default_graph()` build everything again,"
        " the session too.",
    ),
    Explanation(
        "AssertionError",
        r"Do not use tf\.reset_default_graph\(\) to clear nested graphs",
        "The graph cannot be reset inside a `with` block, or while an `InteractiveSession` is open."
        " End the block, or close the session, first.",
    ),
    Explanation(
        "RuntimeError",
        r"Graph is finalized and cannot be modified",
        "The graph was closed to changes. Build the whole model before the session starts.",
    ),
    Explanation(
        "RuntimeError",
        r"Attempted to use a closed Session",
        "This line runs after the session was closed. Move it into the `with` block.",
    ),
    Explanation(
        "ValueError",
        r"Both `labels` and `logits` must be provided",
        "Name the arguments: `softmax_cross_entropy_with_logits(labels=y, logits=logits)`.",
    ),
    Explanation(
        "ValueError",
        r"No gradients provided for any variable",
        "The cost depends on no variable. Are `labels=` and `logits=` the right way round?",
    ),
    Explanation(
        "DataFault",
        r"",
        "The MNIST on this machine is damaged, not your script: `grade data` shows which file.",
    ),
    Explanation(
        "NoValue",
        r"",
        "A stand-in takes the place of a module that is not here: it gives no numbers. Compute the"
        " value with NumPy, or take the data from `input_data`.",
    ),
    Explanation(
        "ModuleNotFoundError|ImportError",
        r"",
        "This module is not available. The exercise needs TensorFlow and NumPy only.",
    ),
    Explanation(
        "NameError|UnboundLocalError",
        r"",
        "This name has not been given a value above. Check its spelling.",
    ),
    Explanation(
        "SystemExit",
        r"",
        "The script ended itself with an error code. End it with `sys.exit(0)` or not at all.",
    ),
    Explanation(
        "RecursionError", r"", "A function calls itself without an end."
    ),
)  # fmt: skip


def explain(failure: Failure) -> str:
    """Return a hint for a student's exception, or an empty string."""
    if failure.there:
        names = ", ".join(f"`{clean_line(name, 60)}`" for name in failure.there)
        return f"This file is not there. In the script's folder are: {names}. {_DATA}"
    for entry in EXPLANATIONS:
        if re.fullmatch(entry.type, failure.type) and re.search(
            entry.message, failure.message, re.DOTALL
        ):
            return entry.hint
    return ""
