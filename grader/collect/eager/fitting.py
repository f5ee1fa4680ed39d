"""`fit` of Keras, batch by batch, so that what it is fed is seen.

Keras takes a batch inside of one large function, where nothing tells what it was. Here the batch is
taken first, and then given to a function that does the model's own `train_step`: the same training,
and a step like any other that a script does in a `tf.function`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grader.collect.keras import loaded

IMAGES, LABELS = "fitted_images", "fitted_labels"


@contextmanager
def batch_by_batch(tf: Any) -> Iterator[None]:
    """Let models be fitted so meanwhile, if the script uses Keras. `tf` is tensorflow."""
    if not loaded():
        yield
        return
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    original = TensorFlowTrainer.make_train_function

    def make_train_function(model: Any, force: bool = False) -> Any:
        if model.run_eagerly or model.steps_per_execution != 1:
            return original(model, force)
        if force or model.train_function is None:
            model.train_function = _training(tf, model)
        return model.train_function

    TensorFlowTrainer.make_train_function = make_train_function
    try:
        yield
    finally:
        TensorFlowTrainer.make_train_function = original


def _training(tf: Any, model: Any) -> Callable[[Any], Any]:
    """Return what Keras calls for each batch, with the iterator of its data."""
    whole = tf.function(model.train_step, autograph=False, reduce_retracing=True)
    pair: Any = None

    def train(iterator: Any) -> Any:
        nonlocal pair
        batch = next(iterator)
        if not _is_pair(tf, batch):
            return whole(batch)
        pair = pair or _of_pairs(tf, model, *batch)
        return pair(*batch)

    return train


def _is_pair(tf: Any, batch: Any) -> bool:
    return (
        isinstance(batch, tuple)
        and len(batch) == 2
        and all(isinstance(one, tf.Tensor) and one.shape.rank for one in batch)
    )


def _of_pairs(tf: Any, model: Any, images: Any, labels: Any) -> Any:
    """Return the step as one function for any number of rows, as the arguments' names tell."""

    def fitted(fitted_images: Any, fitted_labels: Any) -> Any:
        return model.train_step((fitted_images, fitted_labels))

    rows = [tf.TensorSpec([None, *one.shape[1:]], one.dtype) for one in (images, labels)]
    return tf.function(fitted, input_signature=rows, autograph=False)
