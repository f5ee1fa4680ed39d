"""When the supervisor is killed, nothing of it stays behind: no process, no folder."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
SCRIPT = """
import sys
from pathlib import Path
from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.workers.supervisor import Supervisor

class Told(Supervisor):
    def wait(self, child, until=None):
        super().wait(child, lambda: child.deadline - child.limits.wall_s == child.started)
        pids = [server.process.pid for server in self._servers.values()]
        for pid in list(pids):
            pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        print(*pids, flush=True)
        super().wait(child, until)

grader = Grader()
grader._parties.standby._workers = Told()
toys, script = map(Path, sys.argv[1:])
grader.grade_file(Catalog(toys).get("double"), script, "student")
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "number", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.long)]
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for its processes")
def test_a_killed_supervisor_leaves_nothing(number: int, tmp_path: Path) -> None:
    """Killed, even by kill -9, it leaves no warm parent, script or scratch for two seconds."""
    arguments = [str(HERE / "toys" / "exercises"), str(HERE / "submissions/hostile/sleeps.py")]
    tmp_path.chmod(0o755)  # the script's own user passes through
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *arguments],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as grader:
        assert grader.stdout is not None
        pids = list(map(int, grader.stdout.readline().split()))
        handles = [os.pidfd_open(pid) for pid in pids]
        scratches = list(tmp_path.iterdir())
        grader.send_signal(number)
        waiting = set(handles)
        while waiting:
            ended, _, _ = select.select(list(waiting), [], [], 2.0)
            if not ended:
                break
            waiting -= set(ended)
    for handle in handles:
        os.close(handle)
    assert len(pids) == 3  # two warm parents, one script
    assert waiting == set()
    assert len(scratches) == 1
    assert list(tmp_path.iterdir()) == []
