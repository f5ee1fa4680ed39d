"""The reference networks in NumPy, against numeric derivatives and values worked out by hand."""

import numpy as np
import pytest

from grader.networks import reference as ref

LAYERS = [
    pytest.param((4, 3), id="linear"),
    pytest.param((4, 5, 3), id="one-hidden"),
    pytest.param((4, 6, 5, 3), id="two-hidden"),
]


def test_dense_and_relu() -> None:
    """x w + b, then what is positive of it, in float64."""
    x, w, b = np.float32([[1, 2]]), [[1, -1], [0, 3]], [0.5, -7]
    assert ref.dense(x, w, b).tolist() == [[1.5, -2.0]]
    assert ref.relu(ref.dense(x, w, b)).tolist() == [[1.5, 0.0]]
    assert ref.dense(x, w, b).dtype == np.float64


def test_softmax_of_known_logits() -> None:
    """e^z over their sum."""
    assert ref.softmax([[0.0, np.log(3.0)]]) == pytest.approx(np.array([[0.25, 0.75]]))


def test_log_softmax_keeps_large_logits() -> None:
    """Nothing overflows, and no logarithm of 0 is taken."""
    assert ref.log_softmax([[2000.0, 0.0, -2000.0]]).tolist() == [[0.0, -2000.0, -4000.0]]


def test_cross_entropy_is_one_number_a_row() -> None:
    """The logarithm of the true class' probability, with the sign changed."""
    logits = [[0.0, np.log(3.0)], [5.0, 5.0]]
    found = ref.cross_entropy(logits, [[1, 0], [0, 1]])
    assert found == pytest.approx(np.array([np.log(4), np.log(2)]))


@pytest.mark.parametrize("decay", [0.0, 0.3])
@pytest.mark.parametrize("sides", LAYERS)
def test_gradients_equal_numeric_derivatives(sides: tuple[int, ...], decay: float) -> None:
    """Every weight and bias of a network of any depth, with and without an L2 penalty."""
    rng = np.random.default_rng(3)
    layers = ref.draw_layers(rng, sides, [0.7] * (len(sides) - 1), 0.3)
    wide = [(w.astype(np.float64), b.astype(np.float64)) for w, b in layers]
    x, labels = ref.draw_clear(rng, 1.0, 6, wide), ref.draw_labels(rng, 6, 3)
    gradients = ref.mlp_gradients(x, labels, wide, decay)
    for pair, found in zip(wide, gradients, strict=True):
        for array, gradient in zip(pair, found, strict=True):
            numeric = np.zeros_like(array)
            for place in np.ndindex(array.shape):
                kept, costs = array[place], []
                for shift in (1e-6, -1e-6):
                    array[place] = kept + shift
                    penalty = decay * sum((w**2).sum() / 2 for w, _ in wide)
                    costs.append(ref.mean_cost(wide, (x, labels)) + penalty)
                array[place] = kept
                numeric[place] = (costs[0] - costs[1]) / 2e-6
            np.testing.assert_allclose(gradient, numeric, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_a_loss_curve_follows_the_gradient(momentum: float) -> None:
    """Two steps, worked out one after the other."""
    rng = np.random.default_rng(4)
    layers = ref.draw_layers(rng, (4, 3), [1.0], 1.0)
    batches = [(rng.normal(size=(5, 4)), ref.draw_labels(rng, 5, 3)) for _ in range(2)]
    ((first_w, first_b),) = ref.mlp_gradients(*batches[0], layers)
    once = [(layers[0][0] - 0.1 * first_w, layers[0][1] - 0.1 * first_b)]
    ((second_w, second_b),) = ref.mlp_gradients(*batches[1], once)
    twice = [
        (
            once[0][0] - 0.1 * (second_w + momentum * first_w),
            once[0][1] - 0.1 * (second_b + momentum * first_b),
        )
    ]
    expected = [ref.mean_cost(one, batches[0]) for one in (layers, once, twice)]
    assert ref.loss_curve(layers, batches, batches[0], 0.1, momentum) == pytest.approx(expected)


def test_a_layer_may_lack_its_relu() -> None:
    """The one of that number only; the output layer has none anyway."""
    one = ([[1.0]], [0.0])
    outputs = ref.mlp([[-2.0]], [one, ([[-1.0]], [0.0]), one], linear=(0,))
    assert [output.item() for output in outputs] == [-2.0, 2.0, 2.0]
    assert ref.mlp([[-2.0]], [one, one, one], linear=(1,))[-1].item() == 0.0


@pytest.mark.parametrize("decay", [0.0, 10.0])
def test_a_penalty_shrinks_weights_not_biases(decay: float) -> None:
    """A step of rate 0.1 from a batch without a slope leaves 1 - 0.1 * decay of a weight."""
    layers = [(np.array([[3.0, 1.0]]), np.array([0.0, 2.0]))]
    flat = ([[0.0]], ref.softmax([[0.0, 2.0]]))
    held = ([[1.0]], [[1.0, 0.0]])
    _, after = ref.loss_curve(layers, [flat], held, 0.1, decay=decay)
    kept = 1 - 0.1 * decay
    assert after == pytest.approx(ref.mean_cost([(layers[0][0] * kept, layers[0][1])], held))


def test_handwritten_costs_are_right_for_small_logits_only() -> None:
    """Each of them saturates where the true cost goes on."""
    small, large, labels = [[0.1, 0.2]], [[0.0, 500.0]], [[1, 0]]
    right = ref.cross_entropy(small, labels).mean()
    assert ref.handwritten_costs(small, labels)[-20:] == pytest.approx(right)
    assert ref.handwritten_costs(large, labels).max() < 90 < ref.cross_entropy(large, labels).mean()


def test_draws_have_the_shapes_that_are_asked_for() -> None:
    """float32 layers, one-hot labels, and inputs whose hidden units are clear of 0."""
    rng = np.random.default_rng(5)
    layers = ref.draw_layers(rng, (7, 5, 3), (0.5, 2.0), 0.0)
    assert [(w.shape, b.shape, w.dtype.name) for w, b in layers] == [
        ((7, 5), (5,), "float32"),
        ((5, 3), (3,), "float32"),
    ]
    assert not layers[0][1].any()
    assert ref.draw_labels(rng, 4, 3).sum(axis=1).tolist() == [1, 1, 1, 1]
    x = ref.draw_clear(rng, 2.0, 50, layers)
    z = np.abs(x.astype(np.float64) @ layers[0][0])
    assert x.shape == (50, 7) and z.min() > 1e-5 * z.max()


def test_logits_taken_for_shares_cost_what_keras_says() -> None:
    """Of 1 and 3 the shares are 1/4 and 3/4; kept from 1 first, both are a half."""
    found = ref.costs_of_shares([[1.0, 3.0]], [[0.0, 1.0]])
    np.testing.assert_allclose(found, [np.log(4 / 3), np.log(2.0)], rtol=1e-6)
    negative = ref.costs_of_shares([[-1.0, 3.0]], [[1.0, 0.0]])
    np.testing.assert_allclose(negative, -np.log(1e-7), rtol=1e-6)
    assert np.isfinite(ref.costs_of_shares([[1.0, -1.0]], [[1.0, 0.0]])).all()
