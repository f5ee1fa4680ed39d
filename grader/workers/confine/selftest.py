"""Finding the tier: a child shuts itself off and tries what the tier rules out.

`python -m grader.workers.confine.selftest` prints what this machine offers as JSON.
"""

import contextlib
import json
import os
import platform
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.foundation.limits import Limits
from grader.workers.confine import landlock, process, seccomp
from grader.workers.confine.confinement import Confinement
from grader.workers.confine.tiers import ORDER, Tier


def best(wanted: Tier = "strong", data_dir: str | None = None) -> tuple[Confinement, list[str]]:
    """Return the strongest confinement up to `wanted` that holds here, and why not a stronger one.

    Forks; call it in a process with one thread. The tier `none` holds everywhere.
    """
    if sys.platform != "linux":
        return Confinement.prepare("none", data_dir), ["strong: only Linux can isolate a process"]
    reasons: list[str] = []
    for tier in reversed(ORDER[: ORDER.index(wanted) + 1]):
        try:
            confinement = Confinement.prepare(tier, data_dir)
        except OSError as error:
            reasons.append(f"{tier}: {error}")
            continue
        fault = "" if tier == "none" else _try(confinement)
        if not fault:
            return confinement, reasons
        confinement.release()
        reasons.append(f"{tier}: {fault}")
    raise AssertionError("the tier none always holds")


def _try(confinement: Confinement) -> str:
    """Return what went wrong when a child isolated itself, or an empty string."""
    if sys.platform != "linux":
        raise NotImplementedError
    with tempfile.TemporaryDirectory(prefix="grade-") as scratch:
        if confinement.uid:
            os.chown(scratch, confinement.uid, confinement.uid)
        read, write = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            os.write(write, _attempt(confinement, Path(scratch), parent).encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as answer:
            found = answer.read(4096).decode("utf-8", "replace")
        os.waitpid(pid, 0)
    return found.removeprefix(_DONE) if found.startswith(_DONE) else found or "the child died"


_DONE = "done:"


def _attempt(confinement: Confinement, scratch: Path, parent: int) -> str:
    """In the child: isolate it, then try. Return `done:` and the first thing that was possible."""
    try:
        confinement.enforce(Limits(wall_s=10, cpu_s=10), scratch, parent)
        for what, act in _forbidden(confinement, scratch):
            if _possible(act):
                return f"{_DONE}{what} was possible"
        (scratch / "file").write_bytes(b"x")
        Path(os.__file__).read_bytes()
    except Exception as error:  # whatever fails here means: this tier does not hold
        return f"{type(error).__name__}: {error}"
    return _DONE


def _forbidden(confinement: Confinement, scratch: Path) -> list[tuple[str, Callable[[], Any]]]:
    acts: list[tuple[str, Callable[[], Any]]] = [("gaining privileges", _could_gain_privileges)]
    if confinement.tier == "strong":
        acts += [
            ("reading /etc/passwd", lambda: Path("/etc/passwd").read_bytes()),
            ("reading a check", lambda: Path(__file__).read_bytes()),
            ("writing beside the scratch folder", lambda: _write_beside(scratch)),
            ("starting a process", _fork),
            ("opening a socket", lambda: socket.socket().close()),
            ("signalling another process", lambda: os.kill(1, 0)),
        ]
    if confinement.apart:
        acts += [("finding another process", lambda: os.stat("/proc/1"))]
    return acts


def _possible(act: Callable[[], Any]) -> bool:
    try:
        act()
    except OSError:
        return False
    return True


def _could_gain_privileges() -> None:
    if process.can_gain_nothing():
        raise PermissionError


def _write_beside(scratch: Path) -> None:
    target = scratch.parent / f"{scratch.name}-beside"
    target.write_bytes(b"x")
    target.unlink()


def _fork() -> None:
    if sys.platform != "linux":
        raise NotImplementedError
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def findings() -> dict[str, Any]:
    """Return what this machine offers: tier, reasons, kernel, Landlock, seccomp, user."""
    confinement, reasons = best()
    return {
        "tier": confinement.tier,
        "reasons": reasons,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "landlock": landlock.abi_version(),
        "seccomp": seccomp.supported(),
        "mounts": confinement.apart,
        "root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "container": _container(),
    }


def _container() -> str:
    for name, kind in (("/.dockerenv", "docker"), ("/run/.containerenv", "podman")):
        if os.path.exists(name):
            return kind
    with contextlib.suppress(OSError):
        if "gVisor" in Path("/proc/version").read_text(encoding="utf-8"):
            return "gvisor"
    return ""


def main() -> None:
    json.dump(findings(), sys.stdout)


if __name__ == "__main__":
    main()
