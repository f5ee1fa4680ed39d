"""What `Session.run` was asked for, by name; nothing here runs or adds an operation."""

from collections.abc import Iterator
from typing import Any


def variables_of(graph: Any) -> list[Any]:
    """Return the variables of a graph, each as often as it is listed."""
    found = graph.get_collection("variables") + graph.get_collection("trainable_variables")
    return [variable for variable in found if hasattr(variable, "initializer")]


def names_of(fetches: Any) -> tuple[str, ...]:
    """Return the names of what a run is asked to fetch, nothing if it cannot be told."""
    try:
        return tuple(name for name, _ in pairs(fetches, fetches))
    except Exception:  # an object of the student's; the run itself will say what is wrong
        return ()


def pairs(fetches: Any, result: Any) -> Iterator[tuple[str, Any]]:
    """Yield (name, value) for every leaf of what `Session.run` was asked and what it returned."""
    if isinstance(fetches, dict) and isinstance(result, dict):
        for key, fetch in fetches.items():
            yield from pairs(fetch, result.get(key))
    elif isinstance(fetches, list | tuple) and isinstance(result, list | tuple):
        for fetch, value in zip(fetches, result, strict=False):
            yield from pairs(fetch, value)
    elif isinstance(fetches, str):
        yield fetches[:500], result
    else:
        graph_element = getattr(fetches, "_as_graph_element", None)
        element = graph_element() if callable(graph_element) else fetches
        name = getattr(element, "name", None)
        if isinstance(name, str):
            yield name, result
