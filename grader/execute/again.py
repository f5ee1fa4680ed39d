"""Large arrays travel once: what is given again under the same name is only named.

Both ends remember the latest large array of each name. The judge's compares all of its bytes, so
that an array which was changed in place is sent anew.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from grader.foundation.wire import Array, unpack

# Comparing and naming less than this saves nothing.
_LARGE_BYTES = 1 << 12


class Sent:
    """What the judge has sent."""

    def __init__(self) -> None:
        self._latest: dict[tuple[int, str], Array] = {}

    def split(
        self, graph: int, values: Mapping[str, Array]
    ) -> tuple[dict[str, Array], tuple[str, ...]]:
        """Return which of the values are to be sent, and the names of the others."""
        again = tuple(
            name for name, array in values.items() if self._latest.get((graph, name)) == array
        )
        new = {name: array for name, array in values.items() if name not in again}
        self._latest |= {(graph, name): one for name, one in new.items() if _is_large(one)}
        return new, again


class Received:
    """What the executor has been sent."""

    def __init__(self) -> None:
        self._latest: dict[tuple[int, str], npt.NDArray[np.generic]] = {}

    def arrays(
        self, graph: int, values: Mapping[str, Array], again: tuple[str, ...]
    ) -> dict[str, npt.NDArray[np.generic]]:
        """Return all values, read-only. Raises WireError for an array that lies."""
        found = {name: unpack(value) for name, value in values.items()}
        self._latest |= {(graph, name): found[name] for name in values if _is_large(values[name])}
        return found | {name: self._latest[graph, name] for name in again}


def _is_large(array: Array) -> bool:
    return len(array.data) >= _LARGE_BYTES
