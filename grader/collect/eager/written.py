"""The files that a script writes by Keras or by TensorFlow's checkpoints, in both of its runs.

In the first run what was written is kept as claims. In the second one it is replaced by the same
file with drawn numbers, as soon as it is there (`grader.collect.sealer` has made that).
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.collect.files import PARTS, Form, WrittenFile
from grader.collect.keras import loaded
from grader.foundation.seals import MOST_FILES

_BUDGET = 6 << 20
# From what was given to a function that writes a file, and what it returned: where the file is.
Told = Callable[[tuple[Any, ...], dict[str, Any], Any], tuple[Form, str]]


class Writing:
    """Takes the files that are written. sealed: what each is replaced by, None in the first run."""

    def __init__(self, sealed: tuple[WrittenFile, ...] | None) -> None:
        self._sealed = sealed
        self._kept: list[WrittenFile] = []
        self._counts: dict[Form, int] = {}
        self._within = False
        self._open, self._size = open, os.path.getsize  # as they are before the script runs

    def files(self) -> tuple[WrittenFile, ...]:
        """Return what was written, in order; one that was too large to be kept has no parts."""
        return tuple(self._kept)

    @contextlib.contextmanager
    def followed(self) -> Iterator[None]:
        """Take what is written meanwhile. In the second run, what NumPy is to assert may not hold.

        Nothing is looked at then that `numpy.testing` asserts.
        """
        places = list(self._places())
        originals = [getattr(owner, name) for owner, name, _ in places]
        for owner, name, replacement in places:
            setattr(owner, name, replacement)
        try:
            yield
        finally:
            for (owner, name, _), original in zip(places, originals, strict=True):
                setattr(owner, name, original)

    def _places(self) -> Iterator[tuple[Any, str, Any]]:
        """Yield what is replaced: its owner, its name, and by what."""
        from tensorflow.python.checkpoint.checkpoint import TrackableSaver
        from tensorflow.python.saved_model import save

        yield TrackableSaver, "save", self._following(TrackableSaver.save, _checkpoint)
        of_model = save.save_and_return_nodes
        yield save, "save_and_return_nodes", self._following(of_model, _named("saved_model"))
        if loaded():
            from keras.src.legacy.saving import legacy_h5_format
            from keras.src.saving import saving_lib

            whole, weights = saving_lib.save_model, saving_lib.save_weights_only
            yield saving_lib, "save_model", self._following(whole, _named("keras"))
            yield saving_lib, "save_weights_only", self._following(weights, _named("weights"))
            old = legacy_h5_format.save_model_to_hdf5
            yield legacy_h5_format, "save_model_to_hdf5", self._following(old, _named("h5"))
        for name in dir(np.testing) if self._sealed is not None else ():
            if name.startswith("assert_"):
                yield np.testing, name, lambda *_, **options: None

    def _following(self, write: Any, told: Told) -> Any:
        """Return what writes a file as `write` does, and takes it then."""

        def written(*args: Any, **options: Any) -> Any:
            if self._within:  # one file is a part of another
                return write(*args, **options)
            self._within = True
            try:
                result = write(*args, **options)
            finally:
                self._within = False
            with contextlib.suppress(Exception):  # a script may write anywhere, and to anything
                self._take(*told(args, options, result))
            return result

        return written

    def _take(self, form: Form, path: str) -> None:
        if self._sealed is None:
            self._keep(form, path)
            return
        alike = [one for one in self._sealed if one.form == form]
        number = self._counts[form] = self._counts.get(form, -1) + 1
        for end, data in alike[min(number, len(alike) - 1)].parts.items() if alike else ():
            with self._open(path + end, "wb") as file:
                file.write(data)

    def _keep(self, form: Form, path: str) -> None:
        """Keep a file, and of all that were written the last ones that fit."""
        parts = {}
        if sum(self._size(path + end) for end in PARTS[form]) <= _BUDGET:
            for end in PARTS[form]:
                with self._open(path + end, "rb") as file:
                    parts[end] = file.read()
        self._kept[MOST_FILES - 1 :] = []  # of too many, the last is the one that counts
        self._kept.append(WrittenFile(form, parts))
        for number, one in enumerate(self._kept):
            if sum(len(data) for kept in self._kept for data in kept.parts.values()) <= _BUDGET:
                break
            self._kept[number] = WrittenFile(one.form, {})


def _named(form: Form) -> Told:
    """Return what tells the path that is given after what is written."""

    def told(args: tuple[Any, ...], options: dict[str, Any], _: Any) -> tuple[Form, str]:
        path = args[1] if args[1:] else next(iter(options.values()))
        return form, os.fspath(path)

    return told


def _checkpoint(_: tuple[Any, ...], options: dict[str, Any], result: Any) -> tuple[Form, str]:
    """Return what the names of a checkpoint's files begin with."""
    result = result.numpy() if hasattr(result, "numpy") else result
    return "checkpoint", result.decode() if isinstance(result, bytes) else str(result)
