"""What is wrong with a loop, from the rows that it fed."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from grader.collect.digest import row_digests
from grader.collect.events import Feed, Run
from grader.data.mnist import Dataset, Datasets
from grader.networks.feeding import feeding, loop_flaw, mislabelled
from grader.networks.rows import locate
from grader.networks.training import Training

SIZE, BATCH, EPOCHS = 100, 10, 20
Rows = Iterator[npt.NDArray[np.int64]]


def datasets(seed: int, size: int = SIZE) -> Datasets:
    """Return data sets of random images, flat and of four pixels."""
    rng = np.random.default_rng(seed)

    def dataset(count: int) -> Dataset:
        labels = np.eye(10)[rng.integers(0, 10, count)]
        return Dataset(rng.random((count, 4), np.float32), labels, seed)

    return Datasets(dataset(size), dataset(30), dataset(30), "random")


DATA = datasets(1)


def run(images: npt.NDArray[np.generic], labels: npt.NDArray[np.generic]) -> Run:
    """Return a training run that was fed this batch."""
    feeds = [
        Feed(name, "float32", rows.shape, row_digests(rows.reshape(len(rows), -1)).tobytes())
        for name, rows in (("x:0", images), ("y:0", labels))
    ]
    return Run(0, 0, ("train",), tuple(feeds), {})


def training(rows: Rows, data: Dataset = DATA.train, restarts: tuple[int, ...] = ()) -> Training:
    """Return a training on these rows of a data set."""
    runs = tuple(run(data.images[batch], data.labels[batch]) for batch in rows)
    return Training(("train",), (0,), runs, restarts)


def epochs(count: int = EPOCHS, size: int = SIZE, batch: int = BATCH, drop: bool = False) -> Rows:
    """Yield shuffled batches, `count` times through the first `size` rows."""
    rng = np.random.default_rng(0)
    for _ in range(count):
        order = rng.permutation(size)
        for start in range(0, size - batch + 1 if drop else size, batch):
            yield order[start : start + batch]


def next_batches(count: int, data: Dataset) -> Training:
    """Return a training on what `next_batch` gives, three rows at a time."""
    return Training(("train",), (0,), tuple(run(*data.next_batch(3)) for _ in range(count)))


def replaced() -> Rows:
    """Yield batches drawn with replacement."""
    rng = np.random.default_rng(0)
    return (rng.integers(0, SIZE, BATCH) for _ in range(EPOCHS * SIZE // BATCH))


def flaw_of(found: Training) -> str | None:
    """Return the flaw's name, None for a right loop."""
    flaw = loop_flaw(found, "x:0", "y:0", [DATA], EPOCHS)
    assert flaw is None or flaw.message
    return None if flaw is None else flaw.name


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(training(epochs()), id="shuffled"),
        pytest.param(training(epochs(batch=8)), id="ceil-batches"),
        pytest.param(training(epochs(batch=8, drop=True)), id="floor-batches"),
        pytest.param(training(epochs(batch=SIZE)), id="the-whole-set-at-once"),
        pytest.param(training(epochs(50)), id="more-epochs"),
        pytest.param(next_batches(34 * EPOCHS, datasets(1).train), id="next-batch-drifts"),
        pytest.param(next_batches(33 * EPOCHS, datasets(1).train), id="next-batch-floor"),
        pytest.param(training(epochs(40), restarts=(200,)), id="trained-again-to-the-end"),
    ],
)
def test_a_right_loop_has_no_flaw(found: Training) -> None:
    """However it is written, it feeds nearly every row in every epoch."""
    assert flaw_of(found) is None


@pytest.mark.parametrize(
    ("found", "name"),
    [
        pytest.param(training(epochs(1)), "one_epoch", id="one-epoch"),
        pytest.param(training(epochs(7)), "", id="seven-epochs"),
        pytest.param(training(iter(200 * [np.arange(10)])), "same_batch", id="same-batch"),
        pytest.param(
            training(np.arange(n, n + 4) for n in range(20)), "one_batch_per_epoch", id="one-batch"
        ),
        pytest.param(training(epochs(size=50)), "part_of_the_data", id="half-the-data"),
        pytest.param(training(epochs(3, size=50)), "", id="half-the-data-three-times"),
        pytest.param(training(epochs(size=30), DATA.validation), "held_out_fed", id="validation"),
        pytest.param(training(epochs(size=30), DATA.test), "held_out_fed", id="test"),
        pytest.param(training(epochs(), datasets(2).train), "", id="other-images"),
        pytest.param(training(replaced()), "", id="drawn-with-replacement"),
        pytest.param(training(epochs(), restarts=(200,)), "reinitialised", id="init-at-the-end"),
        pytest.param(training(epochs(), restarts=(100, 190)), "reinitialised", id="every-epoch"),
    ],
)
def test_a_flaw_is_named_where_the_behaviour_is_plain(found: Training, name: str) -> None:
    """A loop that fits no common mistake has a flaw without a name."""
    assert flaw_of(found) == name


@pytest.mark.parametrize("numbers", [False, True], ids=["one-hot", "class-numbers"])
@pytest.mark.parametrize("mixed", [False, True], ids=["own-labels", "labels-of-others"])
def test_labels_belong_to_their_images(numbers: bool, mixed: bool) -> None:
    """Labels may be one-hot or class numbers, and must not be shuffled alone."""
    labels = np.roll(DATA.train.labels, 1, axis=0) if mixed else DATA.train.labels
    given = labels.argmax(axis=1) if numbers else labels
    runs = tuple(run(DATA.train.images[rows], given[rows]) for rows in epochs())
    expected = "labels_mixed_up" if mixed else None
    assert flaw_of(Training(("train",), (0,), runs)) == expected


def test_labels_of_another_form_are_not_judged() -> None:
    """Smoothed labels are no class of any image, and so no other image's."""
    images, labels = DATA.train.images, 0.9 * DATA.train.labels + 0.01
    runs = tuple(run(images[rows], labels[rows]) for rows in epochs())
    assert flaw_of(Training(("train",), (0,), runs)) is None


def test_labels_of_a_set_are_compared_where_its_images_are_fed() -> None:
    """Other runs, as those of the training, and runs without images do not count."""
    held, others = DATA.validation, (*training(epochs(1)).runs, Run(0, 0, ("init",), (), {}))
    right = run(held.images, held.labels)
    wrong = run(held.images, np.eye(10)[(held.labels.argmax(axis=1) + 1) % 10])
    shares = [
        mislabelled((*others, *runs), "x:0", "y:0", held)
        for runs in ([], [right], [wrong], [right, wrong])
    ]
    assert shares == [0.0, 0.0, 1.0, 0.5]


@pytest.mark.parametrize("part", ["train", "validation"])
def test_the_data_set_is_the_one_that_was_fed(part: str) -> None:
    """Of several, the one with most of the fed rows is meant, even if they are held out."""
    other = datasets(3, size=60)
    runs = training(epochs(size=30), getattr(other, part)).runs
    found = feeding(runs, "x:0", "y:0", [DATA, other], EPOCHS)
    expected = (1.0, 0.0) if part == "train" else (0.0, 1.0)
    assert (found.training, found.held_out) == expected
    assert found.passes == 10.0


def test_rows_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that ask for another number of epochs share what was found, other runs do not."""
    looked: list[int] = []

    def counted(batches: Any, data: Any) -> Any:
        looked.append(len(batches))
        return locate(batches, data)

    monkeypatch.setattr("grader.networks.feeding.locate", counted)
    runs, choices = training(epochs()).runs, [DATA]
    least = [feeding(runs, "x:0", "y:0", choices, count).least for count in (1, EPOCHS, 97)]
    first = len(looked)
    assert least[0] >= least[1] > least[2] > 0
    feeding(runs[1:], "x:0", "y:0", choices, 1)
    assert len(looked) == 2 * first


def test_runs_that_were_not_recorded_are_left_out() -> None:
    """Where the trace had no space for all rows, the rest is judged."""
    whole = training(epochs())
    lost = [Run(0, 0, ("train",), (Feed("x:0", "float32", (10, 4), b""),), {})] * 100
    found = Training(("train",), (0,), (*whole.runs[:100], *lost))
    assert feeding(found.runs, "x:0", "y:0", [DATA], EPOCHS).recorded == 0.5
    assert flaw_of(found) is None


def test_nothing_fed_is_no_training() -> None:
    """A script that feeds no rows to the input has a flaw."""
    assert flaw_of(Training(("train",), (0,), (Run(0, 0, ("train",), (), {}),))) == ""
