"""A checkpoint's way: which savers wrote it, and which read it."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from grader.collect.claims import Claims
from grader.collect.events import Restore, Save, SaverClaim
from grader.judge.trace import Trace
from grader.networks.savers import Way, checkpoint_way

SHAPES = {"weights": (2, 3), "bias": (3,)}
BOTH, WEIGHTS, BIAS = (SaverClaim("f:0", f"{name}/save:0", f"{name}/restore") for name in "wvb")


class Fake:
    """A graph that notes what it is asked to restore, and by which saver."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.restored: list[SaverClaim] = []
        self.handles: dict[str, Any] = {}

    def has(self, path: str) -> bool:
        """Say that no global is known."""
        return False

    def node(self, name: str) -> str:
        """Return something for every name."""
        return name

    def restore(self, checkpoint: object, saver: SaverClaim) -> None:
        """Note the saver."""
        self.restored.append(saver)

    def saved(self, saver: SaverClaim) -> dict[str, object]:
        """Return one array, named like the saver."""
        return {saver.restore_op: np.zeros(1)}


def way_of(*events: Save | Restore) -> Way:
    """Return the way that these events show, between two graphs."""
    graphs = [Fake(0), Fake(1)]
    trace = Trace(Claims((), (), (), events, (), ()))
    subject = SimpleNamespace(graphs=graphs, trace=trace, numbered=lambda number: graphs[number])
    return checkpoint_way(cast(Any, subject), SHAPES)


def read(
    saver: SaverClaim, path: str = "./a", session: int = 1, *, failed: bool = False
) -> Restore:
    """Return a restore in the second graph."""
    return Restore(session, 1, path, saver, failed)


SAVED = Save(0, 0, "./a", "./a", BOTH)


@pytest.mark.parametrize(
    ("events", "savers"),
    [
        pytest.param([read(BOTH)], (BOTH,), id="one"),
        pytest.param([read(WEIGHTS), read(BIAS, "a")], (WEIGHTS, BIAS), id="one-for-each"),
        pytest.param([read(BIAS), read(BIAS)], (BIAS,), id="the-same-again"),
        pytest.param([read(WEIGHTS, "./b"), read(BIAS)], (BIAS,), id="another-file"),
        pytest.param([read(WEIGHTS, session=2), read(BIAS)], (BIAS,), id="another-session"),
        pytest.param([read(WEIGHTS, failed=True), read(BIAS)], (BIAS,), id="failed"),
        pytest.param([read(BIAS, failed=True)], (BIAS,), id="failed-alone"),
    ],
)
def test_the_savers_that_read_one_checkpoint_belong_together(
    events: list[Restore], savers: tuple[SaverClaim, ...]
) -> None:
    """Those of one session, whose restore went well; the last call is the one that is named."""
    way = way_of(SAVED, *events)
    assert way.first.savers == (BOTH,)
    assert way.second is not None
    assert (way.second.savers, way.restore) == (savers, events[-1])


def test_all_of_them_restore_and_save() -> None:
    """In the script's order."""
    second = way_of(SAVED, read(WEIGHTS), read(BIAS)).second
    assert second is not None
    assert second.owns_saver
    second.restore({})
    assert cast(Any, second.graph).restored == [WEIGHTS, BIAS]
    assert second.saved().keys() == {WEIGHTS.restore_op, BIAS.restore_op}
