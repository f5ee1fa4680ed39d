"""The lessons' imports, for the student's own module only.

The lessons were written for TensorFlow 1: `import tensorflow as tf`, the tutorials' `input_data`
and a `helper` module. A module that is run with the `__builtins__` made here finds all three;
every other module in the process imports as usual. Names of notebooks are there as well.
"""

import builtins
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

from grader.collect.machine import ask_nobody
from grader.collect.notes import Notes
from grader.collect.shell import get_ipython
from grader.collect.standins import StandIns
from grader.data import helper, lesson, mnist


def lesson_builtins(
    tf: Any,
    data_dir: str | None,
    notes: Notes | None = None,
    packages: tuple[str, ...] = (),
    contrib: ModuleType | None = None,
) -> dict[str, Any]:
    """Return a `__builtins__` whose import serves the lessons.

    tf: what they mean by `tensorflow`: tensorflow.compat.v1 for those in TensorFlow 1.
    packages: modules that are real where a stand-in would take their place.
    """
    notes = notes or Notes()
    names = dict(vars(builtins))
    stand_ins = StandIns(notes, _display, packages)
    names["__import__"] = _importer(tf, _tutorials(data_dir), stand_ins, contrib)
    names["__show__"], names["display"] = _show, _display
    names["input"] = ask_nobody(notes)
    names["get_ipython"] = get_ipython
    return names


def _show(value: object) -> None:
    """Print the value of a notebook cell's last expression, as a notebook does."""
    if value is not None:
        print(repr(value))


def _display(*values: object) -> None:
    for value in values:
        _show(value)


def _importer(
    tf: Any, tutorials: ModuleType, stand_ins: StandIns, contrib: ModuleType | None
) -> Callable[..., Any]:
    real = builtins.__import__

    def lesson_import(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        if level == 0 and name == "tensorflow":
            if hasattr(tf, "disable_v2_behavior"):  # TensorFlow 1
                tf.disable_v2_behavior()
            return tf
        if level == 0 and name == "helper":
            return helper
        if level == 0 and name.split(".")[:2] == ["tensorflow", "examples"]:
            return _submodule(name, tutorials, bool(fromlist))
        if level == 0 and contrib and name.split(".")[:2] == ["tensorflow", "contrib"]:
            return _submodule(name, tf, bool(fromlist))

        def usual() -> Any:
            return real(name, globals, locals, fromlist or (), level)

        return usual() if level else stand_ins.find(name, fromlist, usual)

    return lesson_import


def reader(data_dir: str | None) -> Callable[..., mnist.Datasets]:
    """Return `read_data_sets`, which looks into `data_dir` as well."""

    def read_data_sets(train_dir: str = ".", *args: Any, **options: Any) -> mnist.Datasets:
        return lesson.read_data_sets(train_dir, *args, fallback=data_dir, **options)

    return read_data_sets


def _tutorials(data_dir: str | None) -> ModuleType:
    """Return a module `tensorflow` that has `examples.tutorials.mnist.input_data` below it."""
    parent = root = ModuleType("tensorflow")
    for name in ("examples", "tutorials", "mnist", "input_data"):
        child = ModuleType(f"{parent.__name__}.{name}")
        setattr(parent, name, child)
        parent = child
    parent.read_data_sets = reader(data_dir)  # type: ignore[attr-defined]
    return root


def _submodule(name: str, root: ModuleType, innermost: bool) -> ModuleType:
    module = root
    for part in name.split(".")[1:]:
        if not hasattr(module, part):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        module = getattr(module, part)
    return module if innermost else root
