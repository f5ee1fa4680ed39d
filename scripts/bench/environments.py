"""Environments of other tools, made once below .bench/; they see this project's TensorFlow."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from scripts.bench.commands import ROOT
from scripts.bench.page import Unmeasured

FOLDER = ROOT / ".bench"
_TIMEOUT_S = 900


def installed(*pins: str) -> Path:
    """Return the `bin` folder of an environment with these distributions. Raises Unmeasured."""
    folder = FOLDER / pins[0].replace("==", "-")
    ready = folder / "ready"
    if not ready.is_file() or ready.read_text(encoding="utf-8").split() != list(pins):
        _make(folder, pins)
        ready.write_text("\n".join(pins), encoding="utf-8")
    return folder / "bin"


def variables(tools: Path, home: Path) -> dict[str, str]:
    """Return the variables for a tool's commands: it keeps its settings and history in `home`."""
    path = os.pathsep.join((str(tools), os.environ.get("PATH", os.defpath)))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "PATH": path, "HOME": str(home), "TF_CPP_MIN_LOG_LEVEL": "3"}


def _make(folder: Path, pins: tuple[str, ...]) -> None:
    print(f"installing {', '.join(pins)} …", file=sys.stderr, flush=True)
    venv.create(folder, clear=True, with_pip=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    # After the environment's own packages, so that what a tool asks for goes first.
    (packages / "project.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n")
    command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *pins]
    try:
        subprocess.run(
            command, check=True, timeout=_TIMEOUT_S, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        raise Unmeasured(f"{pins[0]} could not be installed (no network?)") from error
