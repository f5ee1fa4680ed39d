"""What goes wrong when a script in TensorFlow 2 writes and reads checkpoints."""

from grader.pipeline.entries import Explanation

CHECKPOINTS = (
    Explanation(
        "AssertionError",
        r"not bound to checkpointed values|matched a checkpointed value",
        "Not every variable got a value: the file has none under the names that lead to them. Give"
        " `tf.train.Checkpoint` the names that it had when the file was written.",
    ),
    Explanation(
        "AssertionError",
        r"Unresolved object in checkpoint|not assigned a value from checkpoint",
        "A value of the file went nowhere: no variable has its name. Give `tf.train.Checkpoint` all"
        " that it had when the file was written, under the same names.",
    ),
    Explanation(
        "ValueError",
        r"incompatible tensor with shape .* when attempting to restore",
        "The file has a value of another shape under this variable's name. Give each variable the"
        " name that it had when the file was written.",
    ),
    Explanation(
        "ValueError",
        r"was expecting (?P<what>\w+) to be a trackable object",
        "`tf.train.Checkpoint` takes variables, and objects that hold some; `$what` is neither."
        " Give it the variable itself, by name: `tf.train.Checkpoint(weights=weights)`.",
    ),
    Explanation(
        "AttributeError",
        r"has no attribute 'Saver'",
        "`tf.train.Saver` is a TensorFlow 1 name. In TensorFlow 2, variables are saved and restored"
        " by a `tf.train.Checkpoint(weights=weights)`.",
    ),
    Explanation(
        "AttributeError",
        r"'Checkpoint' object has no attribute '(?P<name>assert_\w+|expect_partial)'",
        "What `read` and `restore` return can be asked, not the Checkpoint:"
        " `checkpoint.read(path).$name()`.",
    ),
    Explanation(
        "NotFoundError",
        r"Failed to find any matching files",
        "There is no checkpoint at this path. Read the path that was written: `save` puts a number"
        " behind it and returns all of it.",
    ),
)
