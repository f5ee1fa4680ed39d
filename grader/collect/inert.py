"""Inert objects: what stands for a module that only decorates. Anything may be asked of one.

It can be called, entered, iterated, indexed, calculated with and subclassed, and does nothing. It
never gives a number: what needs one raises NoValue, which names the module, what was asked of it
and the line. So nothing that a graph computes can come out of a stand-in.
"""

import dis
import re
import sys
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any, NoReturn

_UNPACK = dis.opmap["UNPACK_SEQUENCE"]
_LONGEST = 120


class NoValue(ModuleNotFoundError):
    """A value is needed of a module that is not here."""


class Inert:
    """Stands for anything of a module that is not here. `path` is how the script spells it."""

    def __init__(self, path: str, line: int = 0, offer: str = "") -> None:
        object.__setattr__(self, "_inert", (path[:_LONGEST], line, offer))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)  # protocols that are not here: NumPy, copying, pickling
        return _child(self, f".{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep nothing."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        if len(args) == 1 and not options and _is_function(args[0]):
            return args[0]  # a decorator leaves what it decorates
        return _child(self, "(…)")

    def __getitem__(self, key: Any) -> Any:
        return _child(self, "[…]")

    def __setitem__(self, key: Any, value: Any) -> None:
        """Keep nothing."""

    def __delitem__(self, key: Any) -> None:
        """Keep nothing."""

    def __contains__(self, item: Any) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        """Yield as many as `a, b = …` asks for, otherwise nothing."""
        count = _unpacked(sys._getframe(1))
        return iter([_child(self, f"[{number}]") for number in range(count)])

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *exception: object) -> None:
        """Let every exception through."""

    def __await__(self) -> Iterator[Any]:
        return iter(())

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (InertBase,)

    def __repr__(self) -> str:
        return f"<{_spelt(self)}: nothing, for {_root(self)} is not here>"

    def __format__(self, specification: str) -> str:
        return repr(self)

    def __array__(self, *args: Any, **options: Any) -> Any:
        _refuse(self)

    def __float__(self) -> float:
        _refuse(self)

    def __int__(self) -> int:
        _refuse(self)

    def __index__(self) -> int:
        _refuse(self)

    def __round__(self, *digits: Any) -> Any:
        _refuse(self)


class InertBase:
    """What a class gets for a base that is not here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Inert(f"{type(self).__name__}.{name}")


class InertModule(ModuleType):
    """A module that is not here: every name of it is inert, but for `given`."""

    def __init__(self, name: str, given: dict[str, Any], offer: str = "") -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self.__dict__.update(given)
        self.__dict__["_offer"] = offer

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Inert(f"{self.__name__}.{name}", 0, self.__dict__["_offer"])


def _operator(self: Inert, *others: Any) -> Any:
    return _child(self, "")


_OPERATORS = (
    "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul"
    " rmatmul and rand or ror xor rxor lshift rshift neg pos abs invert lt le gt ge"
)
for _name in _OPERATORS.split():
    setattr(Inert, f"__{_name}__", _operator)


def _child(parent: Inert, step: str) -> Inert:
    path, line, offer = object.__getattribute__(parent, "_inert")
    return Inert(path + step, _line() if step.endswith(")") else line, offer)


def _line() -> int:
    """Return the line of the script that is at work."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_globals.get("__name__") == "__main__":
            return frame.f_lineno
        frame = frame.f_back
    return 0


def _unpacked(frame: FrameType) -> int:
    """Return into how many names the frame unpacks at this moment, 0 if it does not."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if 0 <= at < len(code) and code[at] == _UNPACK else 0


def _is_function(value: Any) -> bool:
    return isinstance(value, type | type(_is_function))


def _spelt(inert: Inert) -> str:
    return str(object.__getattribute__(inert, "_inert")[0])


def _root(inert: Inert) -> str:
    return re.split(r"[.(\[]", _spelt(inert), maxsplit=1)[0]


def _refuse(inert: Inert) -> NoReturn:
    path, line, offer = object.__getattribute__(inert, "_inert")
    where = f" (line {line})" if line else ""
    raise NoValue(f"a value is needed of `{path}`{where}, but {_root(inert)} is not here. {offer}")
