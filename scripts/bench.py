"""Measure start-up, cold grading and judging; ratios within one run.

    make bench

Medians of several runs. Machines are noisy: compare the ratios, not the seconds.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader import wire
from grader.collect.claims import CollectRequest
from grader.confine import Limits, Policy, Tier
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor

ROOT = Path(__file__).resolve().parent.parent
GRADE = str(Path(sys.executable).with_name("grade"))
RELU = str(ROOT / "solutions" / "relu.py")
MLP = str(ROOT / "solutions" / "mnist_mlp.py")


def seconds(command: list[str], cwd: str, times: int) -> float:
    """Return the median wall time of a command."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(
            command, cwd=cwd, check=False, env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def report(command: list[str], cwd: str) -> dict[str, object]:
    """Return the JSON report of a grading command."""
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def child_seconds(tier: Tier, times: int = 60) -> float:
    """Return the median time of a collector child that runs an empty script."""
    found = []
    with Supervisor(Policy(tier, tier)) as supervisor, scratch_folder() as scratch:
        request = wire.encode(CollectRequest("empty.py", b"", str(scratch)))
        for _ in range(times):
            child = supervisor.spawn("collect", Limits(), request=request, scratch=scratch)
            supervisor.wait(child)
            found.append(child.seconds)
    return statistics.median(found)


def confinement() -> None:
    """Print what being shut off costs a child."""
    none, strong = child_seconds("none"), child_seconds("strong")
    cost = 1000 * (strong - none)
    print(f"child, tier none          {1000 * none:6.1f} ms")
    print(f"child, tier strong        {1000 * strong:6.1f} ms   cost {cost:.1f} ms (bound 8 ms)")


def main() -> None:
    with tempfile.TemporaryDirectory() as cwd:
        for arguments in (["--help"], ["list"], ["hint", "relu"]):
            took = seconds([GRADE, *arguments], cwd, 7)
            print(f"grade {' '.join(arguments):<12} {took:6.2f} s   (bound 0.30 s)")
        seconds([sys.executable, RELU], cwd, 1)  # warms the file cache for both
        plain, cold = [], []
        for _ in range(5):
            plain.append(seconds([sys.executable, RELU], cwd, 1))
            cold.append(seconds([GRADE, "relu", RELU], cwd, 1))
        ratio = statistics.median(cold) / statistics.median(plain)
        print(f"python solutions/relu.py  {statistics.median(plain):6.2f} s")
        print(f"grade relu (cold)         {statistics.median(cold):6.2f} s   ratio {ratio:.2f}")
        found = report([GRADE, "mnist_mlp", MLP, "--json"], cwd)
        timings = found["timings_s"]
        confinement()
        print(f"mnist_mlp: status {found['status']}, wall seconds {timings}")


if __name__ == "__main__":
    main()
