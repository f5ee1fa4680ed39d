"""`grade doctor`: how far this machine can shut submissions off, and how to get more."""

import json
import os
import subprocess
from typing import Any

import click

from grader.cli.speech import say
from grader.foundation.errors import GraderFault
from grader.foundation.interpreter import FOLDER, start_of

_LANDLOCK_OFF = (
    "Landlock is not there. It needs Linux 5.13 or newer with `landlock` among the security"
    " modules: `cat /sys/kernel/security/lsm` lists them; the kernel option is"
    " `lsm=landlock,…`. gVisor has none."
)
_LANDLOCK_OLD = (
    "Landlock version {version} works, but does not cover everything that newer kernels do"
    " (truncating from 6.2, TCP from 6.7; both are refused by seccomp here)."
)
_SECCOMP_OFF = "This architecture has no table of system calls here: x86_64 and aarch64 have."
_CONTAINER = (
    "In a container the default profile is enough: no `--privileged`, no `--cap-add`. A runtime so"
    " old that its seccomp profile does not know Landlock needs updating, or"
    " `--security-opt seccomp=unconfined`."
)
_MOUNTS_SHARED = (
    "Submissions see the times at which common files were last read, and which processes there are:"
    " a script can leave another one a message there. To close this, allow user namespaces"
    " (`sysctl user.max_user_namespaces`, and `kernel.unprivileged_userns_clone=1` or"
    " `kernel.apparmor_restrict_unprivileged_userns=0` where they exist; in Docker"
    " `--security-opt seccomp=unconfined`), or grade as root outside of a container; Linux 5.12 or"
    " newer. Mounting the file system of Python with `noatime` closes the times alone."
)
_NOT_LINUX = "Only Linux can shut a process off. Elsewhere a script runs with time limits only."


@click.command()
def doctor() -> int:
    """Say how far submissions are isolated on this machine, and how to get more."""
    found = _findings()
    say(f"system       {found['system']}" + ("  (root)" if found["root"] else ""))
    version = found["landlock"]
    say(f"landlock     {f'version {version}' if version else 'none'}")
    say(f"seccomp      {'available' if found['seccomp'] else 'none'}")
    say(f"mounts       {'each child its own' if found['mounts'] else 'shared'}")
    if found["container"]:
        say(f"container    {found['container']}")
    say(f"confinement  {found['tier']}")
    for reason in found["reasons"]:
        say(f"             not {reason}")
    for advice in advise(found):
        say(f"hint: {advice}")
    return 0 if found["tier"] == "strong" else 1


def advise(found: dict[str, Any]) -> list[str]:
    """Return what would shut submissions off further, one sentence or two each."""
    if not found["system"].startswith("Linux"):
        return [_NOT_LINUX]
    advice = []
    if not found["landlock"]:
        advice.append(_LANDLOCK_OFF)
    elif found["landlock"] < 3:
        advice.append(_LANDLOCK_OLD.format(version=found["landlock"]))
    if not found["seccomp"]:
        advice.append(_SECCOMP_OFF)
    if found["container"] and found["tier"] != "strong":
        advice.append(_CONTAINER)
    if found["tier"] == "strong" and not found["mounts"]:
        advice.append(_MOUNTS_SHARED)
    if found["tier"] != "strong":
        advice.append(
            "Grading work of others is refused here unless `--confinement basic` (or `none`) says"
            " that this is enough: use it on a machine that holds nothing of value only."
        )
    return advice


def _findings() -> dict[str, Any]:
    kept = {
        name: os.environ[name] for name in ("PATH", "TMPDIR", "GRADE_MASK") if name in os.environ
    }
    start = start_of("grader.workers.confine.selftest", (), kept)
    done = subprocess.run(
        start.arguments, env=start.environment, cwd=FOLDER,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode:
        raise GraderFault(f"the self-test failed: {done.stderr.strip()[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
