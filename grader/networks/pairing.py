"""How the names that one saver writes fit those that another looks for."""

from typing import Literal

Names = dict[str, frozenset[str]]
Pairing = Literal["agree", "missing", "empty", "unknown", "crossed"]

_ENDING = "/.ATTRIBUTES/VARIABLE_VALUE"  # which TensorFlow 2 puts behind each name in a file


def pairing(saved: Names, wanted: Names) -> tuple[Pairing, str]:
    """Say how the names that one saver wrote fit those that another looks for, and in words.

    "missing": the second saver leaves out some globals, "empty": all of them. "unknown": it looks
    for a name that the first does not write for any global. "crossed": it gives a global the value
    of another one.
    """
    missing = [path for path, names in wanted.items() if not names]
    if missing:
        verdict: Pairing = "missing" if len(missing) < len(wanted) else "empty"
        left_out = " and ".join(f"`{path}`" for path in missing)
        return verdict, f"the saver of your second graph leaves out {left_out}"
    known = frozenset(name for names in saved.values() for name in names)
    differing = [path for path, names in wanted.items() if not names <= saved[path]]
    if not differing:
        return "agree", ""
    words = "; ".join(
        f"`{path}` is saved as {_quoted(saved[path])} and looked for as {_quoted(wanted[path])}"
        for path in differing
    )
    unknown = any(not wanted[path] <= known for path in differing)
    return ("unknown" if unknown else "crossed"), words


def _quoted(names: frozenset[str]) -> str:
    shown = sorted(name.removesuffix(_ENDING) for name in names)
    return " and ".join(map(repr, shown)) or "nothing"
