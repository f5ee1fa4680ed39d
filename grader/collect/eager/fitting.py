"""`fit` and `evaluate` of Keras, batch by batch, so that what they are fed is seen.

Keras takes a batch inside of one large function, where nothing tells what it was. Here the batch is
taken first, and then given to a function that does the model's own `train_step`: the same training,
and a step like any other that a script does in a `tf.function`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.collect.digest import row_digests
from grader.collect.eager.tape import Tape
from grader.collect.events import Feed
from grader.collect.keras import loaded
from grader.foundation.wire import DTYPES

IMAGES, LABELS = "fitted_images", "fitted_labels"
Batch = tuple[Any, Any]
_MOST_EVALUATIONS = 2000


@dataclass(frozen=True)
class Evaluation:
    """One `evaluate` of a model: when it ended, the rows, and the numbers by their names."""

    model: Any
    order: float
    images: Feed | None
    labels: Feed | None
    values: dict[str, float]


class Fits:
    """What models were trained with by `fit` or `train_on_batch`, the latest at the end.

    weighted: the lines where examples had other weights than 1.
    """

    def __init__(self) -> None:
        self.weighted: set[int] = set()
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
def batch_by_batch(
    tf: Any, tape: Tape, fits: Fits, evaluations: list[Evaluation]
) -> Iterator[None]:
    """Let models be fitted and evaluated so meanwhile, if the script uses Keras.

    tf: tensorflow. evaluations: gets one more for each that ends.
    """
    if not loaded():
        yield
        return
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    taking: list[list[Batch]] = []
    places = [
        ("make_train_function", _make_training(tf, tape, fits)),
        ("make_test_function", _make_test(TensorFlowTrainer.make_test_function, taking)),
        ("evaluate", _evaluating(TensorFlowTrainer.evaluate, tape, evaluations, taking)),
        ("get_metrics_result", _asking(TensorFlowTrainer.get_metrics_result, tape)),
    ]
    originals = [getattr(TensorFlowTrainer, name) for name, _ in places]
    for name, replacement in places:
        setattr(TensorFlowTrainer, name, replacement)
    try:
        yield
    finally:
        for (name, _), original in zip(places, originals, strict=True):
            setattr(TensorFlowTrainer, name, original)


def _make_training(tf: Any, tape: Tape, fits: Fits) -> Any:
    def make_train_function(model: Any, force: bool = False) -> Any:
        if force or model.train_function is None:
            model.train_function = _training(tf, tape, model, fits)
        return model.train_function

    return make_train_function


def _make_test(original: Any, taking: list[list[Batch]]) -> Any:
    """Return what makes the function that is called for each batch, which is taken first."""

    def make_test_function(model: Any, force: bool = False) -> None:
        if model.test_function is not None and not force:
            return
        original(model, force)
        test = model.test_function

        def tested(iterator: Any) -> Any:
            batch = next(iterator)
            if taking and isinstance(batch, tuple) and len(batch) > 1:
                taking[-1].append(batch[:2])
            return test(iter([batch]))

        if model.steps_per_execution == 1:
            model.test_function = tested

    return make_test_function


def _asking(original: Any, tape: Tape) -> Any:
    """Return what Keras itself asks metrics with, which is no question of the script's."""

    def get_metrics_result(model: Any) -> Any:
        with tape.metrics.resting():
            return original(model)

    return get_metrics_result


def _evaluating(
    original: Any, tape: Tape, evaluations: list[Evaluation], taking: list[list[Batch]]
) -> Any:
    """Return an `evaluate` that notes what it was given, and what came out."""

    def evaluate(model: Any, *args: Any, **options: Any) -> Any:
        taking.append([])
        try:
            with tape.steps.paused(), tape.metrics.resting():
                result = original(model, *args, **options)
                found = model.get_metrics_result()
        finally:
            batches = taking.pop()
        if len(evaluations) < _MOST_EVALUATIONS:
            values = {name: float(np.asarray(one)) for name, one in found.items()}
            rows = [_rows(parts) for parts in zip(*batches, strict=True)] or [None, None]
            evaluations.append(Evaluation(model, tape.now(), rows[0], rows[1], values))
        return result

    return evaluate


def _rows(batches: tuple[Any, ...]) -> Feed | None:
    """Return what is kept of the rows of batches."""
    arrays = [np.asarray(one) for one in batches]
    first = arrays[0]
    if not first.ndim or first.dtype.name not in DTYPES:
        return None
    digests = np.concatenate([row_digests(one) for one in arrays])
    return Feed("", first.dtype.name, (len(digests), *first.shape[1:]), digests.tobytes())


def _training(tf: Any, tape: Tape, model: Any, fits: Fits) -> Callable[[Any], Any]:
    """Return what Keras calls for each batch, or for several, with the iterator of its data."""
    whole = tf.function(model.train_step, autograph=False, reduce_retracing=True)
    pairs: dict[tuple[Any, ...], Any] = {}

    def step(batch: Any) -> Any:
        batch = _tensors(tf, batch)
        if isinstance(batch, tuple) and len(batch) == 3 and batch[2] is not None:
            if np.all(np.asarray(batch[2]) == 1):
                batch = batch[:2]
            else:
                fits.weighted.add(tape.frames.line())
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
        with tape.metrics.resting():
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
