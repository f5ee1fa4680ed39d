"""What is required of a classifier that learns: its loss curve and its own training.

Each function is the body of a check. A failure names a mistake only if the exercise lists it.
decay: the factor of an L2 penalty on the weights, which training lowers together with the cost.

The reference is float64. The curve of the known weights is allowed 2e-5 of its value: float32 was
off by at most 4e-7, all weights of two and three layers rounded up or down at random in every step.
That of drawn weights is allowed 5e-5; it was off by at most 4e-5 in 1,000 draws of three layers and
20 steps, where rounding had closed the ReLU of one image: 3 steps are drawn.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from grader.data.mnist import Dataset, Datasets
from grader.foundation.model import Figure, Table
from grader.judge.attachments import chart, table
from grader.judge.checks import fail, require
from grader.judge.compare import matches
from grader.judge.trace import Trace
from grader.networks import reference as ref
from grader.networks.feeding import loop_flaw
from grader.networks.gradient_step import curve_flaw
from grader.networks.model_checks import listed
from grader.networks.network import Network, examples
from grader.networks.step_checks import RATE, own_rows, require_own_step
from grader.networks.training import Training

Attach = Callable[[Figure | Table], None]

EPOCHS = 20
_ON_KNOWN, _ON_DRAWN = 2e-5, 5e-5


@listed
def require_curve(
    network: Network,
    training: Training,
    mnist: Datasets,
    rng: np.random.Generator,
    attach: Attach,
    decay: float = 0.0,
) -> None:
    """Require that 20 steps stay on the reference's loss curve."""
    held, known = examples(mnist.validation, 0, 64), network.draw(np.random.default_rng(1))
    batches = [examples(mnist.train, 32 * step, 32) for step in range(20)]
    network.graph.initialise()
    network.put(known)
    expected = ref.loss_curve(known, batches, held, RATE, decay=decay)
    got = network.loss_curve(training, batches, held)
    curves = {"reference": expected, "yours": got}
    attach(chart("Loss curve from known weights", "step", "validation cost", curves))
    if not matches(got, expected, rtol=_ON_KNOWN, atol=0):
        at = np.argmin(np.isclose(got, expected, rtol=_ON_KNOWN, atol=0))
        words = f"after {at} steps the cost is {got[at]:.6g}, on the curve {expected[at]:.6g}"
        fail(words, mistake=curve_flaw(got, known, batches, held, RATE, decay))
    drawn = network.draw(rng)
    others = [(images, ref.draw_labels(rng, 32)) for images, _ in batches[:3]]
    network.put(drawn)
    got = network.loss_curve(training, others, held)
    expected = ref.loss_curve(drawn, others, held, RATE, decay=decay)
    same = matches(got, expected, rtol=_ON_DRAWN, atol=0)
    require(same, "the cost stays on the curve for the known weights, but not for others")
    require_own_step(network, training)


@listed
def require_loop(
    network: Network,
    training: Training,
    trace: Trace,
    choices: Sequence[Datasets],
    rng: np.random.Generator,
    epochs: int = EPOCHS,
) -> None:
    """Require that the script's loop fed (nearly) every training row in every epoch."""
    _require_learning(network, training, choices[0].train, rng)
    if not training.runs:
        fail("no run of your script trains the weights", mistake="optimizer_not_run")
    names = network.graph.handle("x").name, network.graph.handle("y").name
    flaw = loop_flaw(training, *names, choices, epochs)
    if flaw is not None:
        fail(flaw.message, mistake=flaw.name)
    if training.varied:
        name = network.graph.global_of(training.varied[0])
        fail(f"the number fed for `{name}` is not the same in all runs", mistake="decaying_rate")


@listed
def require_lasting(
    network: Network,
    training: Training,
    mnist: Datasets,
    start: Sequence[ref.Layer],
    classes: npt.NDArray[np.float64] | None = None,
) -> None:
    """Require that late runs of a training, whatever its optimizer, keep what has been learnt.

    The last layer of `start` is fitted to a batch of the script's own size; then, with all other
    variables as the script's training left them, 30 runs on this batch must not raise its cost to
    more than half way to what guessing gives. classes [10, k]: the label of each digit, one-hot.
    """
    for rows in sorted({64, *own_rows(network, training)} - {1}):
        images, digits = examples(mnist.train, 0, rows)
        labels = digits if classes is None else classes[digits.argmax(axis=1)]
        network.graph.initialise()
        network.set_late(training)
        network.put(ref.fit_last(start, (images, labels)))
        batch = images, labels
        start_cost, *costs = network.loss_curve(training, [batch] * 30, batch)
        kept = all(2 * cost < start_cost + np.log(labels.shape[1]) for cost in costs)
        require(kept, "late in your training, a run throws away what has been learnt")


def own_epochs(values: Mapping[str, object]) -> int:
    """Return the script's own `training_epochs` (a claim), or the lessons' where it has none."""
    found = values.get("training_epochs")
    return found if isinstance(found, int) and 1 <= found <= 1000 else EPOCHS


@listed
def require_trained(
    network: Network,
    training: Training,
    trace: Trace,
    mnist: Datasets,
    rng: np.random.Generator,
    attach: Attach,
) -> None:
    """Require trained values with a lower validation cost than fresh ones."""
    _require_learning(network, training, mnist.train, rng)
    held, names = examples(mnist.validation, 0, 1000), network.variables()
    final = trace.final_values(training.last)
    require(final.keys() >= {*names}, "there are no trained values: nothing was trained")
    fresh, fresh_accuracy = network.fresh_costs(*held, draws=12), network.accuracy(*held)
    dead = not any(array.any() for array in network.get()[0])
    network.graph.set_variables({name: final[name] for name in names})
    trained, accuracy = network.cost(*held), network.accuracy(*held)
    results = ("fresh values", fresh.mean(), fresh_accuracy), ("trained values", trained, accuracy)
    lines = [(name, f"{cost:.4f}", f"{share:.3f}") for name, cost, share in results]
    attach(table("The validation set", ("", "cost", "accuracy"), lines))
    # Two layers, simulated, 60 trainings a start (normal of deviation 1 to 0.01, truncated normal
    # of 1, Xavier, He): they end 10 sd or more below the bound; if normal, false alarms are far
    # below 1e-6. Three layers that start at 0.01 learn too slowly for it.
    require(
        trained < (1 - 1e-6) * (fresh.mean() - 0.5 * fresh.std()),
        f"the validation cost is {trained:.4g} after your training, {fresh.mean():.4g} before",
        mistake="zero_weights" if dead else "",
    )


def _require_learning(
    network: Network, training: Training, train: Dataset, rng: np.random.Generator
) -> None:
    """Fail unless the operation that the script ran is one that trains."""
    start = network.draw(rng, 0.05, 0.05)
    learns = network.learns(training, start, examples(train, 0, 32))
    require(
        learns,
        f"your training operation does not lower the {network.objective} of the batch it is run on",
    )
