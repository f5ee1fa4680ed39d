"""What the parts of a Keras model stand for in an exercise, as its exercise.toml says."""

import msgspec

# What is called after a script ran: for each name the arguments, with the shape of a row of each.
Calls = dict[str, dict[str, tuple[int, ...]]]


class ModelRoles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that checks ask for, which a script may leave to a model.

    input: what the model is called with. kernels, biases: of its layers that have weights, in the
    order in which they are called. outputs: what each of these layers, with what comes after it,
    gives; the last is what the model gives. labels, cost: what `fit` is given beside the input, and
    the loss with which the model was compiled. loss: that and the penalties of its layers, where an
    exercise asks for both; else `cost` has the penalties. accuracy: the metric with that in its
    name, with which the model was compiled. keep: the share that its dropout keeps; what the model
    gives is then what it gives in training where less than 1 is kept, else what it gives without.
    Empty: a script binds the names itself. sealed: whether the script runs a second time, in which
    the files that it writes hold drawn numbers in place of the model's.
    """

    input: str = ""
    kernels: tuple[str, ...] = ()
    biases: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    labels: str = ""
    cost: str = ""
    loss: str = ""
    accuracy: str = ""
    keep: str = ""
    sealed: bool = False
