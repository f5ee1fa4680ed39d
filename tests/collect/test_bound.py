"""Names that a script binds in its functions and objects are found where they were bound last."""

import ast
from typing import Any

import pytest

from grader.collect.bound import HOOK, RETURN_HOOK, Bound, watched


def places(script: str) -> dict[str, Any]:
    """Run a script whose functions are watched; return what each place binds, the last counts."""
    bound = Bound("script.py")
    names: dict[str, Any] = {"__name__": "__main__", HOOK: bound.end, RETURN_HOOK: bound.returned}
    exec(compile(watched(ast.parse(script)), "script.py", "exec"), names)  # noqa: S102
    return {place.where: place.names for place in bound.places(names)}


def test_a_function_tells_its_names_when_it_ends() -> None:
    """Also when it raises; what it returned and its line numbers stay as they are."""
    found = places("def f(a):\n    'text'\n    b = a + 1\n    return b\nf(1)\nx = f(2)\n")
    assert found["`f()`"] == {"a": 2, "b": 3}
    with pytest.raises(ZeroDivisionError) as raised:
        places("def f():\n    x = 1\n    return x / 0\n\nf()\n")
    assert raised.traceback[-1].lineno == 2


def test_what_a_function_returns_goes_by_its_name() -> None:
    """A tensor that has no other name; what is no part of a graph is not kept."""
    script = (
        "class T:\n    op = 1\nclass M:\n    @property\n    def cost(self):\n        return T()\n"
        "def size():\n    return 3\ndef both():\n    return [T(), T()]\n"
        "m = M()\nm.cost\nsize()\nboth()\n"
    )
    bound = Bound("script.py")
    names: dict[str, Any] = {"__name__": "__main__", HOOK: bound.end, RETURN_HOOK: bound.returned}
    exec(compile(watched(ast.parse(script)), "script.py", "exec"), names)  # noqa: S102
    results = [one.names for one in bound.places(names)]
    assert [set(one) for one in results[:2]] == [{"cost"}, {"both"}]
    assert not any("size" in one for one in results if one is not names)


def test_objects_that_have_every_attribute_are_not_asked() -> None:
    """Their own method makes the answer, which is a result of the script's again, without end."""
    script = (
        "calls = []\nclass Any:\n    def __getattr__(self, name):\n        calls.append(name)\n"
        "        return [Any(), [Any()]]\ndef new():\n    return Any()\nnew().wanted\n"
    )
    bound = Bound("script.py")
    names: dict[str, Any] = {"__name__": "__main__", HOOK: bound.end, RETURN_HOOK: bound.returned}
    exec(compile(watched(ast.parse(script)), "script.py", "exec"), names)  # noqa: S102
    assert names["calls"] == ["wanted"]


@pytest.mark.parametrize(
    ("script", "where"),
    [
        ("class A:\n    def __init__(self):\n        self.x = 5\na = A()\n", "`a`"),
        ("class A:\n    x = 5\n", "`A`"),
        ("from types import SimpleNamespace as S\na = S(x=5)\n", "`a`"),
        ("from collections import namedtuple\na = namedtuple('P', 'x')(5)\n", "`a`"),
        (
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n"
            "def f():\n    a = A(5)\nf()\n",
            "`a` in `f()`",
        ),
        ("def f():\n    yield 1\n    x = 5\n    yield x\nlist(f())\n", "`f()`"),
    ],
    ids=["attribute", "class", "namespace", "named tuple", "in a function", "generator"],
)
def test_names_are_found_in_objects(script: str, where: str) -> None:
    """Attributes, fields and locals, each with the place in words."""
    assert places(script)[where]["x"] == 5


def test_an_object_that_raises_holds_nothing() -> None:
    """Whatever it does, the other names are found."""
    found = places(
        "class Evil(tuple):\n    _fields = 3\nclass A:\n    x = 5\nevil, a = Evil(), A()\n"
    )
    assert found["`A`"] == {"x": 5}
