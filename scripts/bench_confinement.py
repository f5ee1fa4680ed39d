"""Measure what shutting a child off costs: the round trip of a child that does nothing.

    python scripts/bench_confinement.py

Children of the real warm parent at the tiers none and strong, turn about, so that a busy machine
slows both alike. Medians of wall milliseconds from the request to the reaped end.
"""

import argparse
import os
import statistics
import time

from grader.confine import Limits, Policy, Tier
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor

BOUND_MS = 8.0


def round_trip_ms(supervisor: Supervisor) -> float:
    """Run an executor that has nothing to do; return how long that took."""
    request_r, request_w = os.pipe()
    answer_r, answer_w = os.pipe()
    os.close(request_w)
    with scratch_folder() as scratch:
        start = time.perf_counter()
        child = supervisor.spawn(
            "execute", Limits(), scratch=scratch, channels=(request_r, answer_w)
        )
        supervisor.wait(child)
        took = 1000 * (time.perf_counter() - start)
    os.close(answer_r)
    if child.exit is None or child.exit.code or child.exit.signal:
        raise SystemExit(f"a child failed: {child.output('stderr').decode()}")
    return took


def confinement(children: int) -> dict[Tier, float]:
    """Return the median round trip of `children` children at each tier, in milliseconds."""
    tiers: tuple[Tier, ...] = ("none", "strong")
    found: dict[Tier, list[float]] = {tier: [] for tier in tiers}
    with (
        Supervisor(Policy("none", "none")) as free,
        Supervisor(Policy("strong", "strong")) as confined,
    ):
        for supervisor in (free, confined):
            round_trip_ms(supervisor)  # waits for the imports
        for _ in range(children):
            for supervisor in (free, confined):
                found[supervisor.tier].append(round_trip_ms(supervisor))
    return {tier: statistics.median(times) for tier, times in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what shutting a child off costs.")
    parser.add_argument("--children", type=int, default=60, help="how many at each tier")
    medians = confinement(parser.parse_args().children)
    for tier, median in medians.items():
        print(f"{tier:<8} {median:6.2f} ms")
    print(f"cost     {medians['strong'] - medians['none']:6.2f} ms   (bound {BOUND_MS:.2f} ms)")


if __name__ == "__main__":
    main()
