"""What it costs a child process to be shut off from the machine."""

import statistics

from grader.collect.request import CollectRequest
from grader.foundation import wire
from grader.foundation.errors import GraderFault
from grader.foundation.limits import Limits
from grader.workers.confine import Policy, Tier
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor
from scripts.bench.page import VERDICT, Section, Table, Unmeasured, at_most, figure
from scripts.bench.sizes import Sizes

_COST_MS = 4.0


def measure(sizes: Sizes) -> Section:
    """Start children that run an empty script, on the tiers none and strong in turn."""
    try:
        none, strong = _medians(("none", "strong"), sizes.children)
    except GraderFault as error:
        raise Unmeasured(error.message) from error
    rows = (
        ("tier none", *figure(1000 * none, " ms", 1)),
        ("tier strong", *figure(1000 * strong, " ms", 1)),
        ("cost", *at_most(1000 * (strong - none), _COST_MS, " ms", 1)),
    )
    how = f"A collector child that runs an empty script: medians of {sizes.children}, in turn."
    return Section("Confinement", how, (Table(("", *VERDICT), rows),))


def _medians(tiers: tuple[Tier, ...], times: int) -> list[float]:
    found: list[list[float]] = [[] for _ in tiers]
    supervisors = [Supervisor(Policy(tier, tier)) for tier in tiers]
    try:
        for _ in range(times):
            for seconds, supervisor in zip(found, supervisors, strict=True):
                seconds.append(_seconds(supervisor))
    finally:
        for supervisor in supervisors:
            supervisor.__exit__(None, None, None)
    return [statistics.median(seconds) for seconds in found]


def _seconds(supervisor: Supervisor) -> float:
    with scratch_folder() as scratch:
        request = wire.encode(CollectRequest("empty.py", b"", str(scratch)))
        child = supervisor.spawn("collect", Limits(), request=request, scratch=scratch)
        supervisor.wait(child)
        return child.seconds
