"""`grade data`: which MNIST is used on this machine, and whether it is sound."""

import os
from pathlib import Path
from typing import Literal

import click

from grader.cli.speech import said, say

State = Literal["unset", "nothing", "damaged", "sound"]

_EXPECTED = (
    "a place with MNIST holds its four IDX files, plain or as .gz (train-images-idx3-ubyte,"
    " train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte), or mnist.npz"
)
_DAMAGED = "get what is damaged again, or take it away: the next place is used then"


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def data(folder: Path | None) -> int:
    """Show which MNIST is used, and check what is there.

    With FOLDER: check also what it holds, as for a script that reads its data from there. Exit
    code 1 if something is damaged, or missing where it should be.
    """
    from grader.data.sources import EMBEDDED, keras_cache

    named: dict[str, str | os.PathLike[str] | None] = {}
    if folder is not None:
        named["the folder"] = folder
    named["MNIST_DIR"] = os.environ.get("MNIST_DIR")
    states: dict[str, State] = {}
    for name, place in {**named, "Keras' cache": keras_cache(), "the package": EMBEDDED}.items():
        states[name], words = examine(place)
        click.echo(f"{said(name):<13} {said(words)}")
    say()
    used = next((name for name, state in states.items() if state in ("sound", "damaged")), "")
    say(f"Used: {said(used)}. The first place that has MNIST counts.")
    damaged = "damaged" in states.values()
    missing = any(states[name] == "nothing" for name in named)
    for hint in [_DAMAGED] * damaged + [_EXPECTED] * missing:
        say(f"hint: {hint}")
    return 1 if damaged or missing else 0


def examine(place: str | os.PathLike[str] | None) -> tuple[State, str]:
    """Return the state of a place, and a sentence on what is there."""
    from grader.data.idx import DataFault
    from grader.data.sources import EMBEDDED, held, is_full, read_arrays

    if place is None or not os.fspath(place):
        return "unset", "not set"
    found = held(place)
    if found is None:
        return "nothing", f"no MNIST at {place}"
    try:
        images, _, tests, _ = read_arrays(found)
    except DataFault as fault:
        return "damaged", f"{fault.path}: {fault.what}"
    known = found == EMBEDDED or is_full(images)
    checked = "checksums right" if known else "not in full, so there is no checksum to compare"
    return "sound", f"{len(images):,} and {len(tests):,} images, {checked}: {found}"
