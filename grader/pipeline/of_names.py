"""Explanations of names, attributes and keys that are not there."""

from grader.pipeline.entries import Explanation

_NAMES = "NameError|UnboundLocalError"

NAMES = (
    Explanation(
        _NAMES,
        "",
        "The session `$missing` is opened on line $below, further down. Move this line into its"
        " `with` block.",
        ("as_session",),
    ),
    Explanation(
        _NAMES,
        "",
        "`$missing` gets its value further down, on line $below. Move that line above this one.",
    ),
    Explanation(
        _NAMES,
        "",
        "There is no `$missing`: your session is called $there. Use one name for it.",
        ("as_session",),
    ),
    Explanation(
        _NAMES,
        "",
        "There is no session `$missing` yet. Open one with `with tf.Session() as $missing:` and"
        " indent what runs in it.",
        ("as_session",),
    ),
    Explanation(
        _NAMES,
        "",
        "There is no `$missing`. Python looks for a name here; a key is text and has quotes:"
        " `['$missing']`.",
        ("as_key",),
    ),
    Explanation(
        _NAMES,
        "",
        "There is no `$missing`. Python looks for a name here; text, such as a path, has quotes:"
        " `\"$missing\"`.",
        ("as_text",),
    ),
    Explanation(
        _NAMES,
        "",
        "`$missing` is not there; you have $near. Check the spelling.",
    ),
    Explanation(
        _NAMES,
        "",
        "`$missing` is not there. Your placeholders are $there: they are the keys of `feed_dict`.",
        ("as_feed",),
    ),
    Explanation(
        _NAMES,
        "",
        "`$missing` is a module that was not imported. Write `$module` at the top.",
    ),
    Explanation(
        _NAMES,
        "",
        "`$missing` has no value yet. Above this line, write `$usual`.",
    ),
    Explanation(
        _NAMES,
        "",
        "`$missing` has been given no value above. Write the line that does it, or check the"
        " spelling.",
    ),
    Explanation(
        _NAMES,
        "",
        "This name has not been given a value above. Check its spelling.",
    ),
    Explanation(
        "AttributeError",
        r"'NoneType' object has no attribute",
        "`$owner` is None here: nothing has been kept under that name. Look at the line that should"
        " give it a value.",
    ),
    Explanation(
        "AttributeError",
        r"'Saver' object has no attribute '(load|read|open)'",
        "A `Saver` has `save` and `restore`. Write `$owner.restore(session, save_file)`.",
    ),
    Explanation(
        "AttributeError",
        r"property 'name' of '\w*Variable' object has no setter|can't set attribute 'name'",
        "A variable gets its name when it is made, not later. Write"
        ' `tf.Variable(…, name="…")`.',
    ),
    Explanation(
        "AttributeError",
        r"'str' object has no attribute 'op'",
        "`var_list` takes the variables, not their names as text. Write"
        " `var_list=[weights[…], biases[…]]`.",
        call=r"\.minimize$",
    ),
    Explanation(
        "AttributeError",
        r"has no attribute",
        "There is no `$asked`. Did you mean $near?",
    ),
    Explanation(
        "AttributeError",
        r"module 'tensorflow(\.compat\.v2|\._api\.v2\.(?!compat\.v1)\S*)?' has no attribute|"
        r"module 'tensorflow\._api\.v2\.v2' has no attribute",
        "This is a TensorFlow 1 name on a TensorFlow 2 module. Begin the file with"
        " `import tensorflow.compat.v1 as tf` and `tf.disable_v2_behavior()`.",
    ),
    Explanation(
        "AttributeError",
        r"module 'tensorflow\S*' has no attribute",
        "TensorFlow has no `$asked`. Look the name up in the lesson.",
    ),
    Explanation(
        "KeyError",
        "",
        "`$owner` has no key $missing: its keys are $there. Use one of them, or add what is"
        " missing.",
    ),
)  # fmt: skip
