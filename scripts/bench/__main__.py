"""Measure everything, print it, and write docs/benchmarks.md.

    make bench
    python -m scripts.bench --only start,confinement --quick

Machines are noisy: the page holds medians and, where it can, ratios within one run. A target that
is missed does not fail the command; it is marked on the page.
"""

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from scripts.bench import (
    batches,
    children,
    exercises,
    machine,
    mnist,
    peers,
    profile,
    recording,
    saves,
    scaling,
    start,
)
from scripts.bench.commands import ROOT
from scripts.bench.page import Section, Unmeasured, markdown
from scripts.bench.sizes import FULL, QUICK, Sizes

PAGE = ROOT / "docs" / "benchmarks.md"
_HEAD = """# Benchmarks

Written by `make bench`; run it on your own machine. Targets are for two cores. CPU seconds are
processor time, which depends less on what else a machine is doing than wall time does.
"""


def main() -> int:
    """Run the chosen parts; return the exit code."""
    full_mnist = os.environ.pop(mnist.VARIABLE, None)  # only its own part may see it
    parts: dict[str, Callable[[Sizes], Section]] = {
        "start": start.measure,
        "watch": saves.measure,
        "batch": batches.measure,
        "profile": profile.measure,
        "exercises": exercises.measure,
        "recording": recording.measure,
        "scaling": scaling.measure,
        "peers": peers.measure,
        "confinement": children.measure,
        "mnist": lambda sizes: mnist.measure(sizes, full_mnist),
    }
    options = _options(list(parts))
    sizes = QUICK if options.quick else FULL
    page = [_HEAD, markdown(machine.describe())]
    print("\n".join(page), flush=True)
    for name in options.only or parts:
        page.append(markdown(_measured(name, parts[name], sizes)))
        print(page[-1], flush=True)
    target = options.out or (None if options.only or options.quick else PAGE)
    if target:
        target.write_text("\n".join(page), encoding="utf-8")
        print(f"wrote {target}", file=sys.stderr)
    return 0


def _measured(name: str, part: Callable[[Sizes], Section], sizes: Sizes) -> Section:
    began = time.monotonic()
    try:
        return part(sizes)
    except Unmeasured as error:
        return Section(name.capitalize(), "", skipped=str(error))
    except Exception as error:  # the other parts are worth having all the same
        traceback.print_exc()
        reason = f"the benchmark itself failed ({type(error).__name__})."
        return Section(name.capitalize(), "", skipped=reason)
    finally:
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)


def _options(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes; the figures mean little")
    parser.add_argument("--out", type=Path, help=f"where the page goes (default: {PAGE.name})")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), metavar="A,B",
        help=f"only these parts: {', '.join(names)}; the page is then only written with --out",
    )  # fmt: skip
    options = parser.parse_args()
    for name in options.only or ():
        if name not in names:
            parser.error(f"there is no part {name!r}")
    return options


if __name__ == "__main__":
    sys.exit(main())
