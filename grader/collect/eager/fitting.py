"""`fit` of Keras, batch by batch, so that what it is fed is seen.

Keras takes a batch inside of one large function, where nothing tells what it was. Here the batch is
taken first, and then given to a function that does the model's own `train_step`: the same training,
and a step like any other that a script does in a `tf.function`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from grader.collect.keras import loaded

IMAGES, LABELS = "fitted_images", "fitted_labels"


class Fits:
    """What models were trained with by `fit` or `train_on_batch`, the latest at the end."""

    def __init__(self) -> None:
        self._fitted: dict[int, tuple[Any, tuple[Any, ...]]] = {}

    def note(self, model: Any, specs: tuple[Any, ...]) -> None:
        """Take shape and type of a batch's images and labels, any number of rows."""
        self._fitted.pop(id(model), None)
        self._fitted[id(model)] = model, specs

    def specs(self, model: Any) -> tuple[Any, ...]:
        """Return those of the model's last batch, nothing if it was not trained so."""
        return self._fitted.get(id(model), (None, ()))[1]

    def last(self) -> Any:
        """Return the model that was trained last, None if none was."""
        return next(reversed(self._fitted.values()), (None, ()))[0]


@contextmanager
def batch_by_batch(tf: Any, fits: Fits) -> Iterator[None]:
    """Let models be fitted so meanwhile, if the script uses Keras. `tf` is tensorflow."""
    if not loaded():
        yield
        return
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    original = TensorFlowTrainer.make_train_function

    def make_train_function(model: Any, force: bool = False) -> Any:
        if force or model.train_function is None:
            model.train_function = _training(tf, model, fits)
        return model.train_function

    TensorFlowTrainer.make_train_function = make_train_function
    try:
        yield
    finally:
        TensorFlowTrainer.make_train_function = original


def _training(tf: Any, model: Any, fits: Fits) -> Callable[[Any], Any]:
    """Return what Keras calls for each batch, or for several, with the iterator of its data."""
    whole = tf.function(model.train_step, autograph=False, reduce_retracing=True)
    pairs: dict[tuple[Any, ...], Any] = {}

    def step(batch: Any) -> Any:
        batch = _tensors(tf, batch)
        if not _is_pair(tf, batch):
            return model.train_step(batch) if model.run_eagerly else whole(batch)
        specs = tuple(tf.TensorSpec([None, *one.shape[1:]], one.dtype) for one in batch)
        fits.note(model, specs)
        if model.run_eagerly:
            return model.train_step(batch)
        if specs not in pairs:
            pairs[specs] = _of_pairs(tf, model, specs)
        return pairs[specs](*batch)

    def train(iterator: Any) -> Any:
        result = step(next(iterator))
        for _ in range(model.steps_per_execution - 1):
            try:
                batch = next(iterator)
            except StopIteration:
                break
            result = step(batch)
        return result

    return train


def _tensors(tf: Any, batch: Any) -> Any:
    """Return what `train_on_batch` is given as what `fit` makes of it; any other batch as it is."""
    if not isinstance(batch, tuple) or len(batch) != 3 or batch[2] is not None:
        return batch
    if not all(isinstance(one, np.ndarray | tf.Tensor) for one in batch[:2]):
        return batch
    return tuple(
        tf.convert_to_tensor(one, "float32" if one.dtype == np.float64 else None)
        for one in batch[:2]
    )


def _is_pair(tf: Any, batch: Any) -> bool:
    return (
        isinstance(batch, tuple)
        and len(batch) == 2
        and all(isinstance(one, tf.Tensor) and one.shape.rank for one in batch)
    )


def _of_pairs(tf: Any, model: Any, specs: tuple[Any, ...]) -> Any:
    """Return the step as one function for any number of rows, as the arguments' names tell."""

    def fitted(fitted_images: Any, fitted_labels: Any) -> Any:
        return model.train_step((fitted_images, fitted_labels))

    return tf.function(fitted, input_signature=specs, autograph=False)
