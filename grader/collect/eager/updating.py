"""Where metrics of Keras tell that a script updates them, asks them and resets them.

Inside a traced function nothing tells what an update was given. So its mean is left there under a
name of our own, by which it is found when the function is called.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from grader.collect.eager.nodes import Ref
from grader.collect.eager.tape import UPDATE, Tape
from grader.collect.keras import loaded


@contextmanager
def told(tf: Any, tape: Tape) -> Iterator[None]:
    """Tell the tape meanwhile, if the script uses Keras. tf: tensorflow."""
    if not loaded():
        yield
        return
    from keras.src.metrics.reduction_metrics import Mean, MeanMetricWrapper

    places = [
        (MeanMetricWrapper, "update_state", _comparing(tape, MeanMetricWrapper.update_state)),
        (Mean, "update_state", _updating(tf, tape, Mean.update_state)),
        (Mean, "result", _asking(tape, Mean.result)),
        (Mean, "reset_state", _resetting(tf, tape, Mean.reset_state)),
    ]
    originals = [getattr(kind, name) for kind, name, _ in places]
    for kind, name, replacement in places:
        setattr(kind, name, replacement)
    try:
        yield
    finally:
        for (kind, name, _), original in zip(places, originals, strict=True):
            setattr(kind, name, original)


def _comparing(tape: Tape, update: Any) -> Any:
    def update_state(metric: Any, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        if tape.metrics.of(metric) is None:
            return update(metric, y_true, y_pred, sample_weight)
        with tape.metrics.comparing(tape.named({"y_true": y_true})):
            return update(metric, y_true, y_pred, sample_weight)

    return update_state


def _updating(tf: Any, tape: Tape, update: Any) -> Any:
    def update_state(metric: Any, values: Any, sample_weight: Any = None) -> Any:
        found = tape.metrics.of(metric)
        if found is None:
            return update(metric, values, sample_weight)
        if not tf.executing_eagerly():
            if sample_weight is None:
                tf.reduce_mean(_floats(tf, values), name=f"{UPDATE}{found.number}")
            return update(metric, values, sample_weight)
        ref = _mean(tf, tape, values) if sample_weight is None else None
        with tape.metrics.working(found):
            result = update(metric, values, sample_weight)
        tape.metrics.updated(found, ref, tape.now())
        return result

    return update_state


def _asking(tape: Tape, result: Any) -> Any:
    def asked(metric: Any) -> Any:
        tensor = result(metric)
        ref, found = tape.known(tensor), tape.metrics.of(metric)
        if ref is not None and found is not None:
            tape.metrics.asked(ref[0], [found], tape.frames.line())
        return tensor

    return asked


def _resetting(tf: Any, tape: Tape, reset: Any) -> Any:
    def reset_state(metric: Any) -> Any:
        found = tape.metrics.of(metric)
        if found is None or not tf.executing_eagerly():
            return reset(metric)
        with tape.metrics.working(found):
            done = reset(metric)
        tape.metrics.began(found)
        return done

    return reset_state


def _mean(tf: Any, tape: Tape, values: Any) -> Ref | None:
    """Return the mean of what a metric is updated with, None if no tensor gave it."""
    if isinstance(values, np.generic):  # what `.numpy()` gave of one number
        return tape.known(values)
    return tape.ref(tf.reduce_mean(_floats(tf, values)))


def _floats(tf: Any, values: Any) -> Any:
    tensor = tf.convert_to_tensor(values)
    return tensor if tensor.dtype.is_floating else tf.cast(tensor, tf.float32)
