"""What `Session.run` was fed: shape, dtype and a digest of each row, within a budget."""

from typing import Any

import numpy as np

from grader.collect.digest import row_digests
from grader.collect.events import Feed
from grader.foundation.wire import DTYPES, name_of

_ROWS_BUDGET = 12 << 20  # bytes, of four for each row


def settled(feed_dict: Any) -> Any:
    """Return a feed_dict of one tensor a key, and of arrays where values would make one if asked.

    A key may be a tuple of tensors. TensorFlow and the trace ask for arrays; what makes its array
    a new one each time is asked once.
    """
    from tensorflow.python.framework.tensor import Tensor
    from tensorflow.python.util import nest

    try:
        flat = nest.flatten_dict_items(feed_dict)
    except (TypeError, ValueError, AttributeError):  # TensorFlow will say what is wrong
        return feed_dict
    return {
        key: value if isinstance(value, Tensor) else _settled(value) for key, value in flat.items()
    }


def _settled(value: Any) -> Any:
    if type(value) is np.ndarray or not hasattr(type(value), "__array__"):
        return value
    try:
        return np.asarray(value)
    except Exception:  # TensorFlow will ask as well, and say what is wrong
        return value


class FeedReader:
    """Reads the feeds of one script's runs. cut: rows came for which no space was left."""

    def __init__(self) -> None:
        self.cut = False
        self._left = _ROWS_BUDGET

    def read(self, session: Any, key: Any, value: Any) -> Feed:
        """Return what is kept of one item of a feed_dict."""
        try:
            tensor = session.graph.as_graph_element(key, allow_operation=False)
            array = np.asarray(value, dtype=tensor.dtype.as_numpy_dtype)
        except (TypeError, ValueError, AttributeError):
            return Feed(str(key)[:200], "", (), b"")
        rows = b""
        if array.ndim and name_of(array.dtype) in DTYPES:
            if self._left >= 4 * len(array):
                self._left -= 4 * len(array)
                rows = row_digests(array).tobytes()
            else:
                self.cut = True
        scalar = float(array) if array.ndim == 0 and name_of(array.dtype) in DTYPES else None
        return Feed(tensor.name, name_of(array.dtype), array.shape, rows, scalar)
