"""Where gradings run: threads over this machine's warm workers, or a Dask cluster.

Both are `concurrent.futures.Executor`s, so what hands out the work does not know which it is.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from grader.batch import tasks
from grader.foundation.errors import GraderFault, UsageFault
from grader.workers.confine.tiers import Policy
from grader.workers.usage import shortage

_RETRIES = 3


@dataclass(frozen=True)
class Slot:
    """An executor, how many tasks keep it busy, and why it can take none now ("" if it can)."""

    executor: Executor
    width: int
    shortage: Callable[[], str] = str


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def local(jobs: int, policy: Policy, course_key: bytes) -> Iterator[Slot]:
    """Grade `jobs` submissions at a time on this machine. Raises GraderFault if it may not."""
    tasks.warm_grader(policy, course_key).ready()
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="grade")
    try:
        yield Slot(executor, jobs + 1, shortage)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        tasks.close()
        executor.shutdown()


@contextlib.contextmanager
def cluster(address: str, policy: Policy, course_key: bytes) -> Iterator[Slot]:
    """Grade on the workers of the Dask scheduler at `address`.

    Raises UsageFault if there is none, GraderFault if a worker may not grade.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageFault(
            "a scheduler needs Dask, which is not installed", "pip install 'graphgrade[cluster]'"
        ) from error
    try:
        connect: Any = Client
        client = connect(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageFault(
            f"no scheduler answers at {address}: {error}",
            "start one: `dask scheduler --host HOST --port 8786`",
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageFault(
                f"the scheduler at {address} has no workers", f"start one: `dask worker {address}`"
            )
        client.run(_ready, policy, course_key)
        executor = client.get_executor(pure=False, retries=_RETRIES)
        try:
            yield Slot(executor, 2 * threads)
        finally:
            executor.shutdown(wait=False)


def _ready(policy: Policy, course_key: bytes) -> None:
    """Start a worker's processes, or raise GraderFault; runs on every worker."""
    tasks.warm_grader(policy, course_key).ready()


def why(error: BaseException) -> GraderFault:
    """Return a task's failure as the grader's fault."""
    if isinstance(error, GraderFault):
        return error
    return GraderFault(f"{type(error).__name__}: {error}"[:500])
