"""Explanations of graphs, sessions, feeds, fetches and savers."""

from grader.pipeline.entries import Explanation

SESSIONS = (
    Explanation(
        "RuntimeError|ValueError|AttributeError|NotImplementedError",
        r"not (compatible|supported) (with|when) eager execution|"
        r"[Ww]hen eager execution is enabled|meaningless when eager execution|"
        r"The Session graph is empty",
        "TensorFlow is in eager mode, or the session has no graph. Call"
        " `tf.disable_v2_behavior()` right after the import.",
    ),
    Explanation(
        "ValueError",
        r"No default session is registered",
        "There is no open session here. Open one, and run what you need in it:"
        " `with tf.Session() as session:`, then `session.run(…)`.",
    ),
    Explanation(
        "RuntimeError",
        r"Attempted to use a closed Session",
        "This line runs after the session was closed. Move it into the `with` block, or use the"
        " session that is open here.",
    ),
    Explanation(
        "InvalidArgumentError",
        r"You must feed a value for placeholder",
        "A placeholder has no value in this run: `$placeholder`. Add it to"
        " `feed_dict={$placeholder: …}`.",
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
        "TypeError|ValueError",
        r"The name 'save(_\d+)?/Const:0' refers to a Tensor which does not exist",
        "The `Saver` belongs to another graph. Make a new one after the variables of this graph.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"feed_dict key as Tensor: The name '(?P<quoted>\w+)' looks like",
        "A key of `feed_dict` is the placeholder itself, not its name in quotes. Write"
        " `feed_dict={$quoted: …}`.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"feed_dict key as Tensor: Can not convert a (float|int|bool)",
        "`$a_number` is a number here, and no longer the placeholder: it was given another value."
        " Use another name for the number.",
    ),
    Explanation(
        "TypeError",
        r"The value of a feed cannot be a tf\.Tensor",
        "`feed_dict` takes placeholders as keys, and a number or an array as values; here a value"
        " is a tensor. Feed the array, and do with NumPy what has to be done before.",
    ),
    Explanation(
        "TypeError",
        r"'dict' must be a dictionary.*'set'",
        "In `feed_dict` a comma stands where a colon belongs. Write `{placeholder: value}`, with"
        " `:`.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"Cannot interpret feed_dict key|The value of a feed cannot be a",
        "`feed_dict` takes placeholders of this graph as keys, and arrays or numbers as values."
        " A global that was bound to a new value, or a tensor as a value, cannot be used.",
    ),
    Explanation(
        "ValueError|RuntimeError",
        r"must be from the same graph|is not an element of this graph|not in the same graph",
        "Things of two graphs are mixed. After `tf.reset_default_graph()` build everything again,"
        " the session too.",
    ),
    Explanation(
        "TypeError",
        r"`fetch` = None",
        "`$a_none` is None here, no tensor. Nothing was kept under that name, or the result of a"
        " call that returns nothing: `saver.restore(…)`, `session.run(optimizer)`.",
    ),
    Explanation(
        "TypeError",
        r"has invalid type \"\w*Optimizer\"",
        "An optimizer alone trains nothing. Run what its `minimize(cost)` returns:"
        " `optimizer = tf.train.GradientDescentOptimizer(…).minimize(cost)`.",
    ),
    Explanation(
        "TypeError",
        r"has invalid type \"(ndarray|float\d+|int\d+)\"",
        "`$a_array` is no tensor any more: it was bound to its value. Write"
        " `value = session.run($a_array)`, so that the name keeps the tensor.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"`fetch` = .* (has invalid type|cannot be interpreted as a Tensor)",
        "`session.run` takes tensors and operations of its own graph. Has the name been bound to"
        " its value (`output = session.run(output)`), or does it belong to another graph?",
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
        "ValueError",
        r"Both `labels` and `logits` must be provided",
        "Name the arguments: `softmax_cross_entropy_with_logits(labels=y, logits=logits)`.",
    ),
    Explanation(
        "ValueError",
        r"No gradients provided for any variable",
        "No variable decides the cost, so there is no gradient. Are `labels=` and `logits=` the"
        " right way round? Does a `tf.stop_gradient` cut the variables off? Is the cost computed in"
        " the `with` of its `tf.GradientTape`?",
    ),
    Explanation(
        "TypeError|ValueError",
        r"unsupported operand.*'NoneType'|None values not supported|a value \(None\)",
        "`$a_none` is None: `tape.gradient` gives that for a variable that does not decide the"
        " cost. Compute the whole cost in the `with` of its `tf.GradientTape`.",
        call=r"(?<!tf)\.assign(_sub|_add)?$",
    ),
    Explanation(
        "ValueError",
        r"No variables to optimize",
        "There is no variable to train: `var_list` is empty, or the graph has none. Name them:"
        " `var_list=[weights[…], biases[…]]`.",
    ),
    Explanation(
        "ValueError",
        r"Parent directory of .* doesn't exist",
        "Most often this means that the variables have no values yet: run"
        " `tf.global_variables_initializer()` before `saver.save`. Otherwise the folder in the"
        " path does not exist.",
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
)  # fmt: skip
