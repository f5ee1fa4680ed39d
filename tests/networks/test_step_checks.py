"""What a training step must change, judged on networks that NumPy trains in float32."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pytest

from grader.judge.checks import CheckFailed
from grader.networks import reference as ref
from grader.networks.network import Network
from grader.networks.step_checks import RATE, require_same_step, require_step
from grader.networks.training import Training

Arrays = list[npt.NDArray[np.float32]]
Rule = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
Gate = Callable[[npt.NDArray[np.float32]], bool]

# Those of `require_step` have the lessons' inputs, for which its sizes were chosen.
SMALL, SIDES = (40, 12, 6, 10), (784, 32, 10)
OWN = 37
RULES: dict[str, Rule] = {
    "descent": lambda slope: RATE * slope,
    "adam": lambda slope: 0.01 * slope / (np.abs(slope) + 1e-8),
    "adam_of_keras": lambda slope: 0.001 * slope / (np.abs(slope) + 1e-7),
    "adagrad": lambda slope: 0.1 * slope / np.sqrt(0.1 + slope**2),
    "slow": lambda slope: 1e-5 * slope,
}
GATES: dict[str, Gate] = {
    "many_rows": lambda images: len(images) > 8,
    "one_row": lambda images: len(images) == 1,
    "the_lessons_batch": lambda images: len(images) == 128,
    "its_own_batch": lambda images: len(images) == OWN,
    "hundreds_of_rows": lambda images: len(images) > 250,
    "large_numbers": lambda images: bool(np.abs(images).max() > 8000),
    "huge_numbers": lambda images: bool(np.abs(images).max() > 5e5),
}


class Trained:
    """Stands in for a Network and its graph: an optimizer's first step, wrong behind a gate."""

    name_of_images = "x:0"
    inputs = ("x", "y")
    mistakes = frozenset({"wrong_learning_rate"})
    sides = SIDES

    def __init__(self, rule: Rule, gate: Gate | None = None, summed: bool = False) -> None:
        self.rule, self.gate, self.summed = rule, gate, summed
        self.arrays: Arrays = []
        self.graph = self

    def renew(self) -> None:
        """No rule here remembers anything."""

    def set_late(self, training: Training) -> None:
        """No other variables."""

    def variables(self) -> tuple[str, ...]:
        return ()

    def has(self, path: str) -> bool:
        return False

    def changing(self) -> tuple[str, ...]:
        return ()

    def draw(self, *what: Any, **more: Any) -> Any:
        return Network.draw(cast(Network, self), *what, **more)

    def put(self, layers: Sequence[ref.Layer]) -> list[tuple[ref.Floats, ref.Floats]]:
        self.arrays = [np.asarray(array, np.float32) for layer in layers for array in layer]
        return self.get()

    def get(self) -> list[tuple[ref.Floats, ref.Floats]]:
        arrays = [array.astype(np.float64) for array in self.arrays]
        return list(zip(arrays[::2], arrays[1::2], strict=True))

    def step(self, training: Training, images: npt.ArrayLike, labels: npt.ArrayLike) -> None:
        rows = np.asarray(images, np.float32)
        slopes = sum(ref.mlp_gradients(rows, labels, self.get()), ())
        factor = len(rows) if self.summed else 1
        moved = [
            (array - self.rule(factor * slope).astype(np.float32)).astype(np.float32)
            for array, slope in zip(self.arrays, slopes, strict=True)
        ]
        wrong = self.gate is not None and self.gate(rows)
        self.arrays = [np.float32(0.5) * array if wrong else array for array in moved]


class Own(Training):
    """A training whose runs all fed the same number of rows."""

    def batch_size(self, name: str) -> int:
        return OWN


def judge_same(trained: Trained, seed: int) -> None:
    """Judge a step by what its own optimizer would do."""
    rng = np.random.default_rng(seed)
    start = ref.draw_layers(rng, SMALL, (0.5, 0.5, 1.0), 0.1)
    require_same_step(cast(Network, trained), Own(()), start, rng)


def judge_step(trained: Trained, seed: int) -> None:
    """Judge a step by what gradient descent does."""
    require_step(cast(Network, trained), Own(()), np.random.default_rng(seed))


@pytest.mark.parametrize("summed", [False, True], ids=["mean", "sum"])
@pytest.mark.parametrize("rule", RULES)
def test_every_optimizer_makes_the_same_step_for_the_same_gradient(rule: str, summed: bool) -> None:
    """Whatever the rule and its rate, and whether the mean or the sum is minimised."""
    for seed in range(10):
        judge_same(Trained(RULES[rule], summed=summed), seed)


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("rule", RULES)
def test_a_step_that_halves_the_weights_at_times_is_found(rule: str, gate: str) -> None:
    """In every judgement, by rows and by the size of numbers."""
    for seed in range(5):
        with pytest.raises(CheckFailed):
            judge_same(Trained(RULES[rule], GATES[gate]), seed)


def test_gradient_descent_is_what_is_required() -> None:
    """A right step stays within rounding, with ordinary and with huge numbers."""
    for seed in range(3):
        judge_step(Trained(RULES["descent"]), seed)


@pytest.mark.parametrize("gate", GATES)
def test_a_descent_that_is_wrong_at_times_is_found(gate: str) -> None:
    """In every judgement, by rows and by the size of numbers."""
    for seed in range(2):
        with pytest.raises(CheckFailed):
            judge_step(Trained(RULES["descent"], GATES[gate]), seed)


def test_another_rate_is_named() -> None:
    """With huge numbers, too, a step is the same number of times too large."""
    with pytest.raises(CheckFailed) as caught:
        judge_step(Trained(lambda slope: 5 * RATE * slope), 1)
    assert caught.value.mistake == "wrong_learning_rate"
