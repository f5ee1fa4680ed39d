"""Explanations of calls: brackets that are missing or too many, arguments of the wrong kind."""

from grader.pipeline.entries import Explanation

CALLS = (
    Explanation(
        "TypeError|AttributeError|ValueError",
        r"function|method|\btype\b|missing \d+ required|builtin",
        "Here stands the function itself, not what it gives: its brackets are missing. Write"
        " `$uncalled`.",
    ),
    Explanation(
        "TypeError",
        r"'(?P<kind>list|tuple|dict)' object is not callable",
        "`$call` is a $kind: what it holds is taken with square brackets, as in `$call[0]`.",
    ),
    Explanation(
        "TypeError",
        r"'(int|float)' object is not callable",
        "`$call` is a number, and brackets behind it are a call. Times is written with `*`:"
        " `$call * (…)`.",
    ),
    Explanation(
        "TypeError",
        r"'\w*(Tensor|Variable)' object is not callable",
        "`$call` is no function, so no brackets can stand right behind it. A `*`, a `+` or a comma"
        " is missing.",
    ),
    Explanation(
        "TypeError",
        r"list indices must be integers or slices, not str",
        "`$a_list` is a list: what it holds has a number, from 0 on, and no name. Write"
        " `$a_list[0]`.",
    ),
    Explanation(
        "TypeError",
        r"'int' object is not iterable",
        "A loop cannot go through a number. Write `range($a_number)`.",
    ),
    Explanation(
        "TypeError",
        r"'float' object cannot be interpreted as an integer",
        "`/` gives a fraction, and only whole numbers can be counted. Divide with `//`, or write"
        " `int(…)`.",
    ),
    Explanation(
        "TypeError",
        r"'Datasets?' object is not (iterable|subscriptable)",
        "A data set is no list: it gives one batch at a time. Write"
        " `batch_x, batch_y = mnist.train.next_batch(batch_size)`.",
    ),
    Explanation(
        "TypeError",
        r"unsupported operand|must be str|concatenate str|of type 'str'|can't multiply sequence",
        "`$a_text` is text, for it is in quotes, and a number is needed. Take the quotes away.",
    ),
    Explanation(
        "TypeError",
        r"DataType string",
        "`$a_text` is text: a loop over a dict gives its keys. Go through `.values()`.",
        ("a_dict",),
    ),
    Explanation(
        "ValueError",
        r"could not convert string to float",
        "Text was fed where a number is needed. Write the number, without quotes.",
    ),
    Explanation(
        "TypeError",
        r"Saver\.(?P<what>save|restore)\(\) missing",
        "`$what` needs the session and the path. Write `saver.$what(session, save_file)`.",
    ),
    Explanation(
        "TypeError|AttributeError",
        r"Expected binary or unicode string, got <\S*Session|'str' object has no attribute '\w+'",
        "The session comes first, then the path. Write `$call(session, save_file)`.",
        call=r"\.(save|restore)$",
    ),
    Explanation(
        "TypeError",
        r"minimize\(\) missing",
        "`minimize` has to be told what to lower. Write `.minimize(cost)`.",
    ),
    Explanation(
        "TypeError",
        r"placeholder\(\) missing",
        "A placeholder needs the type of what is fed. Write `tf.placeholder(tf.float32)`.",
    ),
    Explanation(
        "TypeError",
        r"[Mm]issing (\d+ )?required positional argument",
        "`tf.cast` has to be told which type it makes. Write `tf.cast(…, tf.float32)`.",
        call=r"\.cast$",
    ),
    Explanation(
        "TypeError",
        r"[Mm]issing (\d+ )?required positional argument",
        "`$call` takes two values, and only one is given. Look at where its bracket closes, and for"
        " the comma.",
        call=r"\.(add|matmul|multiply|subtract|divide|equal|maximum|minimum|reshape|pow)$",
    ),
    Explanation(
        "TypeError",
        r"unexpected keyword argument",
        "`$call` has no argument `$missing`; it has $near. Check the spelling.",
    ),
    Explanation(
        "TypeError",
        r"unexpected keyword argument",
        "The arguments are called `labels` and `logits`. Write `labels=…, logits=…`.",
        call=r"cross_entropy_with_logits$",
    ),
    Explanation(
        "TypeError",
        r"unexpected keyword argument",
        "`$call` has no argument `$missing`. It takes $there.",
    ),
    Explanation(
        "TypeError",
        r"unexpected keyword argument '(?P<unknown>\w+)'",
        "`$call` has no argument `$unknown`. Look its arguments up in the lesson.",
    ),
    Explanation(
        "TypeError",
        r"has DataType bool not in list",
        "A mean of True and False is no number: they have to be numbers first. Write"
        " `tf.reduce_mean(tf.cast(…, tf.float32))`.",
        call=r"reduce_\w+$",
    ),
    Explanation(
        "TypeError",
        r"has DataType bool not in list",
        "True and False are no numbers here. Write `tf.cast(…, tf.float32)`.",
    ),
    Explanation(
        "TypeError",
        r"has type (float\d+ that does not match type int|int\d+ that does not match type float)",
        "One of the two holds whole numbers, the other one fractions. Write `1.0` for `1`, or give"
        " `dtype=tf.float32`.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"has type float(32|64) that does not match type float(64|32)",
        "One of the two is float64, the other one float32. Use `tf.float32` for both; of what NumPy"
        " gives, `.astype(np.float32)` at the very end, for `np.sqrt(2.0)` makes it float64 again.",
    ),
    Explanation(
        "TypeError",
        r"elements of \[<tf\.Variable",
        "What is to be trained goes by its keyword. Write `minimize(cost, var_list=[…])`.",
        call=r"\.minimize$",
    ),
    Explanation(
        "TypeError|ValueError",
        r"elements of \{(?P<key>'[^']*'): <tf\.",
        "`$a_dict` is the whole dict, and one of what it holds is needed. Write `$a_dict[$key]`.",
    ),
    Explanation(
        "TypeError|ValueError",
        r"= Pack\[|elements of \[<tf\.",
        "`$a_list` is the whole list, and one of what it holds is needed. Write `$a_list[0]`.",
    ),
    Explanation(
        "TypeError",
        r"expected string or bytes-like object, got '\w*(Variable|Tensor)'",
        "`$call` takes one tensor; the second one is taken for its name. Call it for each.",
    ),
    Explanation(
        "OperatorNotAllowedInGraphError|TypeError|ValueError",
        r"as a Python `bool`|Name is not a string: <tf\.Variable",
        "The map of the `Saver` stands the other way round: names are its keys, variables its"
        ' values. Write `{"…": weights}`.',
        call=r"Saver$",
    ),
    Explanation(
        "OperatorNotAllowedInGraphError",
        r"as a Python `bool`",
        "A tensor has no value while the graph is built, so `if`, `and` and `==` cannot look at it."
        " Use `tf.where`, `tf.equal` and the like.",
    ),
    Explanation(
        "ValueError",
        r"is not a valid (root )?scope name",
        "A name may hold letters, digits, `_`, `.`, `/` and `-`, and no space. Write `my_weights`"
        " for `my weights`.",
    ),
    Explanation(
        "ValueError",
        r"Variable (?P<clash>\S+) already exists, disallowed",
        "The graph has a variable `$clash` already. Call `tf.get_variable` once for each name, or"
        " `tf.reset_default_graph()` before you build again.",
    ),
    Explanation(
        "ValueError",
        r"did not get an initializer|must be fully defined",
        "`tf.get_variable` needs the shape. Write `tf.get_variable(\"…\", [2, 3])`.",
    ),
    Explanation(
        "ValueError",
        r"`(keep_prob|rate)` must be a floating point",
        "A share is no whole number: `keep_prob` is a fraction. Write"
        " `tf.placeholder(tf.float32)`.",
    ),
    Explanation(
        "ValueError",
        r"`rate` must be provided",
        "How much is kept is not said. Write `tf.nn.dropout(…, keep_prob)`.",
    ),
    Explanation(
        "ValueError",
        r"must have rank 0",
        "`keep_prob` has to be one number, and its placeholder takes many. Write"
        " `tf.placeholder(tf.float32)`, without a shape.",
        call=r"dropout$",
    ),
    Explanation(
        "ValueError",
        r"inhomogeneous shape|array element with a sequence",
        "What is fed is no array of numbers; images and labels come together, as a pair. Take them"
        " apart: `batch_x, batch_y = mnist.train.next_batch(batch_size)`.",
        ("a_tuple",),
    ),
    Explanation(
        "ValueError",
        r"inhomogeneous shape|array element with a sequence",
        "What is fed is no array: its rows are of different lengths.",
    ),
)  # fmt: skip
