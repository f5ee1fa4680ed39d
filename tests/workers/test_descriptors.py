"""The descriptors of a child: those that it was given, and no others."""

import os
import subprocess
import sys

SCRIPT = """
import os
from grader.workers.descriptors import allow_many, close_all_but, lowered
allow_many()
pipes = [os.pipe() for _ in range(50)]
kept = {pipes[3][1], pipes[30][0]}
close_all_but(kept)
open_ones = {int(name) for name in os.listdir("/proc/self/fd")}
print(sorted(open_ones - {0, 1, 2} - kept), *(lowered(number) for number in sorted(kept)))
"""


def test_everything_else_is_closed_and_what_is_kept_gets_low_numbers() -> None:
    """Only a folder of /proc that is being listed is open beside what was kept."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=os.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["[3]", "3", "4"]
