"""What is said of a name that a check looks up in vain: the names there are, and no value."""

from collections.abc import Collection

from grader.collect.nearness import nearest_of
from grader.foundation.text import clean_line

_FEW = 4


def not_there(path: str, known: Collection[str]) -> str:
    """Return that nothing of the graph is called `path`, and what there is of nearly that name.

    known: the paths of all that the script's names hold of the graph.
    """
    root, bracket, key = path.partition("[")
    held = [one for one in known if one.startswith(f"{root}[")]
    if bracket and held:
        return _no_element(path, key, held)
    roots = dict.fromkeys(one.partition("[")[0] for one in known)
    if near := nearest_of(root, roots):
        return f"`{path}` is not there; you have {_listed(near)}. Is it spelt otherwise?"
    return f"`{path}` is not there: no name in your script holds such a part of the graph."


def _no_element(path: str, key: str, held: list[str]) -> str:
    root = path.partition("[")[0]
    named = key.startswith(("'", '"'))
    if named and not any("['" in one for one in held):
        return (
            f"`{path}` is not there: `{root}` is a list, and it has to be a dict with names for"
            f" keys. It has {_listed(held)}."
        )
    if not named and any("['" in one for one in held):
        return f"`{path}` is not there: `{root}` is a dict, not a list. It has {_listed(held)}."
    return f"`{path}` is not there; you have {_listed(held)}."


def _listed(paths: list[str]) -> str:
    shown = [f"`{clean_line(one, 60)}`" for one in paths[:_FEW]]
    return ", ".join(shown) + (" and more" if len(paths) > _FEW else "")
