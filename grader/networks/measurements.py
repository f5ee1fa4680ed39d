"""How a script measured its model: the runs that fetched a number for rows of a data set. Claims.

A set may be fed at once or in batches; a measurement in batches is their mean, weighted by rows.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from grader.collect.events import Feed, Run
from grader.data.mnist import Dataset
from grader.judge.checks import require
from grader.judge.digests import Digests, image_digests
from grader.judge.graph import Graph
from grader.judge.trace import Printed, Trace, claimed_array, rows_of
from grader.networks.network import Network
from grader.networks.rows import Rows, locate

# Two decimals, of a share or of a percentage that is printed without any.
_SHARE, _PERCENT = 0.0051, 0.51
# The lessons measure on 256 images where memory is short.
_ENOUGH = 200


@dataclass
class Measurement:
    """A number fetched for rows of `part`, after `steps` training runs of the script.

    rows: where they stand in `part`, -1 where the trace kept no digests and as many rows were fed
    as there are.
    """

    session: int
    steps: int
    part: Dataset
    values: list[float] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)

    @property
    def value(self) -> float:
        """The mean over all rows."""
        return float(np.average(self.values, weights=[len(rows) for rows in self.rows]))

    @property
    def count(self) -> int:
        """The number of rows."""
        return sum(len(rows) for rows in self.rows)

    @property
    def places(self) -> Rows:
        """Where the rows stand in `part`: int64 [count]."""
        rows = np.concatenate(self.rows)
        return rows if (rows >= 0).all() else np.arange(self.part.num_examples)


def tensor_names(path: str, graphs: Sequence[Graph], trace: Trace) -> dict[int, str]:
    """Return for each graph's number the name of the tensor that a global holds there.

    A graph that shows no such global, as one that was imported, is taken to have the name which
    the last of `graphs` has for it; fails the check where that has none.
    """
    names = dict.fromkeys((one.graph for one in {*trace.kinds}), graphs[-1].handle(path).name)
    names |= {one.number: one.handle(path).name for one in graphs if one.has(path)}
    return names


def measurements(
    trace: Trace,
    fetched: Mapping[int, str],
    fed: Mapping[int, str],
    parts: Sequence[Dataset],
    training: Sequence[Run] = (),
    *,
    hits: bool = False,
) -> list[Measurement]:
    """Return the measurements on rows of `parts`, in order.

    fetched, fed: for each graph's number the name of the tensor that is the number, and of the one
    that takes the rows. training: the runs that end a measurement when they come between. hits:
    what was fetched says of each row whether it is right; its mean is the number, nan if the trace
    did not keep as many.
    """
    known = [(part, image_digests(part)) for part in parts]
    order = {id(run): place for place, run in enumerate(trace.runs)}
    steps = sorted(order[id(run)] for run in training)
    found: dict[tuple[int, int, int], Measurement] = {}
    for graph, name in fetched.items():
        for run in trace.runs:
            share = _fetched(run, name, hits) if run.graph == graph else None
            feed = next((one for one in run.feeds if one.name == fed.get(graph)), None)
            place = order[id(run)]
            if feed is None or share is None or place in steps:
                continue
            for number, (part, digests) in enumerate(known):
                rows = _rows(feed, part, digests)
                if rows is not None:
                    before = bisect_left(steps, place)
                    key = (run.session, before, number)
                    one = found.setdefault(key, Measurement(run.session, before, part))
                    one.values.append(share)
                    one.rows.append(rows)
                    break
    return list(found.values())


def printed_ones(
    found: Sequence[Measurement], printed: Printed, others: Sequence[Measurement] = ()
) -> list[Measurement]:
    """Return the measurements whose share, from 0 to 1, was printed as such or as a percentage.

    others: measurements whose own numbers do not count for these; a number is the own one of what
    it is nearest to. A share that is not known is taken for printed where any number is left.
    """
    numbers = printed.numbers
    known = [one for one in found if not np.isnan(one.value)]
    for share in {other.value for other in others if not np.isnan(other.value)}:
        apart = [_apart(numbers, one.value) for one in known]
        own = np.where(_apart(numbers, share) <= np.min([np.ones_like(numbers), *apart], axis=0))[0]
        if own.size:
            numbers = np.delete(numbers, own[_apart(numbers[own], share).argmin()])
    left = bool(numbers.size)
    return [
        one
        for one in found
        if (left if np.isnan(one.value) else np.any(_apart(numbers, one.value) <= 1.0))
    ]


def is_unknown(trace: Trace) -> bool:
    """Say whether a script measured more than is known, with a metric that is not followed."""
    return any(gap.kind == "metric" for gap in trace.claims.gaps)


def _apart(numbers: npt.NDArray[np.float64], share: float) -> npt.NDArray[np.float64]:
    """Return how far printed numbers are from a share; at most 1 if they may be its own."""
    as_such, in_percent = np.abs(numbers - share), np.abs(numbers - 100 * share)
    return np.minimum(as_such / _SHARE, in_percent / _PERCENT)


def require_true(found: Sequence[Measurement], network: Network, printed: Printed) -> None:
    """Fail unless measured accuracies are those of `network` as it is now, and were printed.

    Mistake: not_printed.
    """
    for one in found:
        images, labels = one.part.images.reshape(-1, 784)[one.places], one.part.labels[one.places]
        share = network.accuracy(images, labels)
        require(one.count >= _ENOUGH, f"the accuracy is that of {one.count} images only")
        require(
            np.isnan(one.value) or abs(one.value - share) <= _SHARE,
            f"the accuracy is {one.value:.4f}, but {share:.4f} when it is computed here",
        )
        shown = np.any(_apart(printed.numbers, share) <= 1.0)
        require(shown, f"the accuracy, {share:.4f}, was not printed", mistake="not_printed")


def _fetched(run: Run, name: str, hits: bool) -> float | None:
    """Return the number that a run fetched, None if it fetched none."""
    if name not in run.values:
        return float("nan") if hits and name in run.fetches else None
    value = claimed_array(run.values[name])
    if hits and value.dtype == bool and value.size:
        return float(value.mean())
    return float(value.item()) if value.size == 1 else None


def _rows(feed: Feed, part: Dataset, digests: Digests) -> Rows | None:
    """Return where the fed rows stand in a data set, None if they are not of it."""
    if not feed.shape or not feed.shape[0]:
        return None
    fed = rows_of(feed)
    if not fed.size:
        return np.full(feed.shape[0], -1) if feed.shape[0] == part.num_examples else None
    rows = locate([fed], digests)[0]
    return rows if (rows >= 0).all() else None
