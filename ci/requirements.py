"""Print what graphgrade needs, each package in its version of constraints.txt, a line each.

On Linux on x86-64 that is TensorFlow without its GPU part, which is half the size.
"""

import platform
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALLER = {"tensorflow": "tensorflow-cpu"}


def requirements(*, without_gpu: bool) -> list[str]:
    """Return one `name==version` for each direct dependency."""
    pins = dict(
        line.split("==") for line in (ROOT / "constraints.txt").read_text().split() if "==" in line
    )
    versions = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = []
    for dependency in project["dependencies"]:
        name = re.split(r"[^A-Za-z0-9._-]", dependency)[0].lower().replace("_", "-")
        shown = SMALLER.get(name, name) if without_gpu else name
        found.append(f"{shown}=={versions[name]}")
    return found


if __name__ == "__main__":
    here = (sys.platform, platform.machine())
    print("\n".join(requirements(without_gpu=here == ("linux", "x86_64"))))
