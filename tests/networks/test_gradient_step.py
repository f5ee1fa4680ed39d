"""Steps that are not gradient descent are known by what they do."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from grader.networks import reference as ref
from grader.networks.gradient_step import curve_flaw, is_uphill, step_flaw

ROWS = 13
Floats = npt.NDArray[np.float64]


def flaw_of(step: Callable[[Floats], Floats]) -> str:
    """Return the flaw of an optimizer that moves by `step` of a gradient, in two draws."""
    rng = np.random.default_rng(1)
    draws = []
    for scale in (1.0, 1e-3):
        gradients = [rng.normal(0, scale, shape) for shape in ((9, 4), (4,))]
        draws.append(([step(g) for g in gradients], [-0.001 * g for g in gradients]))
    return step_flaw(draws, ROWS)


@pytest.mark.parametrize(
    ("step", "name"),
    [
        pytest.param(lambda g: -0.5 * g, "wrong_learning_rate", id="other-rate"),
        pytest.param(lambda g: -0.001 * ROWS * g, "", id="summed-cost"),
        pytest.param(lambda g: -0.01 * np.sign(g), "adam", id="adam"),
        pytest.param(lambda g: 0.001 * g, "", id="upwards"),
        pytest.param(lambda g: -0.001 * g / np.sqrt(0.1 + g * g), "", id="adagrad"),
        pytest.param(lambda g: -0.001 * g / max(1, np.linalg.norm(g)), "", id="clipped"),
        pytest.param(lambda g: np.full_like(g, np.nan), "", id="not-a-number"),
        pytest.param(lambda g: np.zeros_like(g), "", id="no-step"),
    ],
)
def test_a_step_is_named_by_what_it_does(step: Callable[[Floats], Floats], name: str) -> None:
    """Only what nothing else could have caused is named."""
    assert flaw_of(step) == name


@pytest.mark.parametrize(
    ("factors", "uphill"),
    [
        pytest.param((0.001, 0.002), True, id="both"),
        pytest.param((0.0, 0.001), True, id="one-rests"),
        pytest.param((-0.001, 0.001), False, id="one-goes-down"),
        pytest.param((0.0, 0.0), False, id="nothing-moves"),
    ],
)
def test_a_step_goes_up_where_nothing_goes_down(factors: tuple[float, float], uphill: bool) -> None:
    """Each variable moves along its own gradient, or stays."""
    gradients = [np.random.default_rng(2).normal(size=shape) for shape in ((9, 4), (4,))]
    moves = [factor * gradient for factor, gradient in zip(factors, gradients, strict=True)]
    assert is_uphill([(moves, [-0.001 * gradient for gradient in gradients])]) is uphill


def test_an_adam_is_known_whatever_it_does_where_the_gradient_is_nothing() -> None:
    """There its move is the sign of a rounding error, as long as any other: nobody looks at it."""
    rng = np.random.default_rng(5)
    draws = []
    for _ in range(2):
        gradient = rng.normal(size=(9, 4))
        gradient[::3] = 1e-9 * rng.normal(size=(3, 4))
        noise = rng.choice([-1.0, 0.1, 1.0], size=(9, 4))
        move = np.where(np.abs(gradient) < 1e-6, noise, np.sign(gradient))
        draws.append(([-0.001 * move], [-0.001 * gradient]))
    assert step_flaw(draws, ROWS) == "adam"


@pytest.mark.parametrize(
    ("step", "name"),
    [
        pytest.param(lambda g: -0.1 * np.sign(g), "adam", id="adam"),
        pytest.param(lambda g: -0.3 * g, "wrong_learning_rate", id="other-rate"),
    ],
)
@pytest.mark.parametrize("small", [1e-4, 1e-2])
def test_small_changes_decide_where_all_large_gradients_are_equal(
    small: float, step: Callable[[Floats], Floats], name: str
) -> None:
    """The last bias of three classes: one gradient is next to nothing, so two are opposite."""
    gradient = np.array([0.07, small * 0.07, -0.07 - small * 0.07])
    assert step_flaw([([step(gradient)], [-0.1 * gradient])], 50) == name


@pytest.mark.parametrize(
    ("other", "name"),
    [
        pytest.param(-0.001, "layer_frozen", id="gradient-descent"),
        pytest.param(-0.002, "", id="other-rate"),
        pytest.param(0.0, "", id="nothing-moves"),
    ],
)
def test_variables_that_are_left_out_are_known(other: float, name: str) -> None:
    """The first variable never changes; what the other one does decides."""
    rng = np.random.default_rng(3)
    draws = []
    for _ in range(2):
        first, second = rng.normal(size=(9, 4)), rng.normal(size=4)
        draws.append(([0 * first, other * second], [-0.001 * first, -0.001 * second]))
    assert step_flaw(draws, ROWS) == name


def test_a_step_that_is_wrong_where_it_is_small_has_no_other_rate() -> None:
    """The largest changes are those of gradient descent: what the others are says no name."""
    rng = np.random.default_rng(4)
    large, small = 1e6 * rng.normal(size=(9, 4)), rng.normal(size=4)
    draws = [([-0.001 * large, -0.005 * small], [-0.001 * large, -0.001 * small])]
    assert step_flaw(draws, ROWS) == ""


@pytest.mark.parametrize(
    ("rate", "momentum", "name"),
    [
        pytest.param(0.1, 0.9, "momentum", id="momentum"),
        pytest.param(0.2, 0.0, "", id="other-rate"),
    ],
)
def test_a_curve_with_momentum_is_known(rate: float, momentum: float, name: str) -> None:
    """It is the curve of the same rate with a usual momentum."""
    rng = np.random.default_rng(2)
    layers = ref.draw_layers(rng, (4, 5, 3), (1.0, 1.0), 0.0)
    batches = [(rng.normal(size=(6, 4)), ref.draw_labels(rng, 6, 3)) for _ in range(5)]
    curve = ref.loss_curve(layers, batches, batches[0], rate, momentum)
    assert curve_flaw(curve, layers, batches, batches[0], 0.1) == name
