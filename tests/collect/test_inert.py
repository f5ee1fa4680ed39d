"""Stand-ins do nothing, whatever is asked of them, and give no number."""

from typing import Any

import numpy as np
import pytest

from grader.collect.inert import Inert, InertModule, NoValue
from grader.collect.lessons import lesson_builtins
from grader.collect.notes import Notes


def run(script: str, packages: tuple[str, ...] = ()) -> tuple[dict[str, Any], Notes]:
    """Run a script with the lessons' imports; return its globals and what was noted."""
    notes = Notes()
    names: dict[str, Any] = {"__name__": "__main__"}
    names["__builtins__"] = lesson_builtins(None, None, notes, packages)
    exec(script, names)  # noqa: S102 - the scripts are below
    return names, notes


def test_as_many_are_unpacked_as_are_asked_for() -> None:
    """`a, b = …` gets two, a loop none."""
    thing = Inert("plt")
    figure, (first, second, third) = thing
    assert repr(figure) == "<plt[0]: nothing, for plt is not here>"
    assert all(isinstance(one, Inert) for one in (first, second, third))
    assert list(thing) == []


def test_an_inert_thing_can_be_used_in_every_way() -> None:
    """Calls, items, operators, `with`, formatting and decorating do nothing."""
    thing = InertModule("plt", {}).subplots(2, 3)
    thing.x, thing[0] = 1, 2
    del thing[0]
    with thing as inner:
        assert inner is thing
    assert isinstance((thing + 1) * thing[0].y(3), Inert)
    assert (len(thing), bool(thing), 3 in thing) == (0, True, False)
    assert f"{thing:.3f}".startswith("<plt.subplots(…)")

    @thing
    def kept() -> int:
        return 4

    assert kept() == 4


@pytest.mark.parametrize("needs", [float, int, np.asarray, round, range, np.ones(2).__add__])
def test_no_number_comes_out(needs: Any) -> None:
    """What needs a value is told of what, and what is there instead."""
    thing = InertModule("pandas", {}, "Here is NumPy.").read_csv("a.csv").values
    with pytest.raises(NoValue, match=r"needed of `pandas.read_csv\(…\).values`.* Here is NumPy"):
        needs(thing)


def test_a_class_may_be_built_on_one() -> None:
    """A base that is not here leaves the class its own methods."""
    found, _ = run("import wandb\nclass A(wandb.Callback):\n    x = 3\na = A(1)\ny = a.begin(2)\n")
    assert found["a"].x == 3
    assert isinstance(found["y"], Inert)


def test_bars_iterate_what_they_are_given() -> None:
    """Each way of importing tqdm gives the real rows."""
    found, notes = run(
        "import tqdm\nfrom tqdm.auto import tqdm as bar, trange\nimport tqdm.notebook as n\n"
        "x = [*tqdm.tqdm([1, 2]), *bar([3]), *trange(2), *n.tqdm((4,))]\nsize = len(bar([5, 6]))\n"
    )
    assert (found["x"], found["size"]) == ([1, 2, 3, 0, 1, 4], 2)
    assert notes.all()[0].startswith("Stand-ins took the place of `tqdm`")


def test_a_package_that_is_allowed_is_the_real_one() -> None:
    """With `[packages] allow`, the import is as usual, also when there is no such package."""
    with pytest.raises(ModuleNotFoundError, match="No module named 'seaborn'"):
        run("import seaborn", ("seaborn",))


def test_nobody_answers_input() -> None:
    """`input()` returns an empty line and is noted."""
    found, notes = run("x = input()")
    assert found["x"] == ""
    assert len(notes.all()) == 1
