"""What a check's fixtures leave at its pytest item, for the recorder to read."""

from typing import Any

import pytest

CREDIT = pytest.StashKey[float]()
ATTACHED = pytest.StashKey[list[Any]]()
