"""Checkouts that mean harm: each plants files that the grader must not run, read or believe."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CANARY = """
import os
with open({canary!r}, "a") as file:
    print(__file__, os.environ.get("GRADE_COURSE_KEY", ""), file=file)
"""
SHELL = '#!/bin/sh\necho "$0 $GRADE_COURSE_KEY" >> {canary}\n'
MODULES = (
    *("hashlib", "venv", "random", "json", "re", "typing", "pathlib", "tomllib", "sysconfig"),
    *("platform", "subprocess", "tempfile", "sqlite3", "click", "msgspec", "numpy", "pytest"),
    *("tensorflow", "jinja2", "pip", "ensurepip", "compileall", "runpy", "encodings"),
)


@dataclass
class Checkout:
    """A student's checkout; canary: a file that planted code would write."""

    folder: Path
    canary: Path

    def python(self, name: str) -> None:
        """Plant a Python file."""
        self.write(name, CANARY.format(canary=str(self.canary)))

    def program(self, name: str) -> None:
        """Plant a program."""
        self.write(name, SHELL.format(canary=self.canary))
        (self.folder / name).chmod(0o755)

    def write(self, name: str, text: str) -> None:
        """Write any file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def modules(checkout: Checkout) -> None:
    """Modules that Python or we import, under their names, as files and as compiled ones."""
    for name in MODULES:
        checkout.python(f"{name}.py")
        checkout.python(f"__pycache__/{name}.cpython-311.pyc")


def customizing(checkout: Checkout) -> None:
    """What Python's `site` looks for."""
    for name in ("sitecustomize.py", "usercustomize.py"):
        checkout.python(name)
        checkout.python(f".local/lib/python3.11/site-packages/{name}")
    checkout.write("evil.pth", f"import os; open({str(checkout.canary)!r}, 'a').write('pth')\n")
    checkout.write("pyvenv.cfg", "home = .\ninclude-system-site-packages = true\n")


def own_package(checkout: Checkout) -> None:
    """A package called like ours, with what is started of it."""
    for name in ("__init__", "__main__", "cli/__init__", "workers/__init__", "workers/forkserver"):
        checkout.python(f"grader/{name}.py")


def pytest_settings(checkout: Checkout) -> None:
    """What pytest reads in the folder in which it is started, and above a test."""
    checkout.python("conftest.py")
    checkout.python("evil.py")
    checkout.write("pytest.ini", "[pytest]\naddopts = -p evil\n")
    checkout.write("pyproject.toml", '[tool.pytest.ini_options]\naddopts = "-p evil"\n')
    checkout.write("setup.cfg", "[tool:pytest]\naddopts = -p evil\n")


def earlier_results(checkout: Checkout) -> None:
    """A gradebook and reports with full marks, as if an earlier run had left them."""
    checkout.write("graded/results/student/relu.json", "{}")
    checkout.write("graded/index.html", "full marks")
    with sqlite3.connect(checkout.folder / "graded" / "gradebook.sqlite") as journal:
        journal.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL)")
        journal.execute("INSERT INTO setting VALUES ('course_key', 'known')")
    journal.close()


def packages(checkout: Checkout) -> None:
    """Packages and sources where an older template kept them, with programs in them."""
    for name in ("key.sh", "install.sh", "grade.sh", "room.sh"):
        checkout.program(f".graphgrade/source/ci/{name}")
        checkout.program(f"ci/{name}")
    for folder in (".graphgrade/packages", "packages", ".venv", "venv"):
        checkout.program(f"{folder}/bin/python")
        checkout.write(f"{folder}/key", "anything\n")
    checkout.python("ci/requirements.py")
    checkout.write("constraints.txt", "evil==1.0\n")


def course_settings(checkout: Checkout) -> None:
    """A course without lateness, and a release of the exercise whose checks anything passes."""
    checkout.write("course.toml", '[attempts]\ncounts = "best"\n[due]\nrelu = 2000-01-01\n')
    checkout.write("exercises/release.toml", "format = 1\n")
    checkout.write("exercises/relu/exercise.toml", 'title = "Easy"\n')
    checkout.write("exercises/relu/relu.py", "\n")
    checkout.write("exercises/relu/README.md", "# Easy\n")
    checkout.python("exercises/relu/test_relu.py")
    checkout.python("exercises/relu/conftest.py")


def tools_settings(checkout: Checkout) -> None:
    """Settings of pip, git, shells and version managers, which variables of the job may name."""
    checkout.write("pip.conf", "[global]\nindex-url = file:///nowhere\nno-index = true\n")
    checkout.write(".config/pip/pip.conf", "[global]\nno-index = true\n")
    checkout.write(".netrc", "machine example.invalid login a password b\n")
    checkout.write(".python-version", "2.7.18\n")
    checkout.write(".gitconfig", '[core]\n\tsshCommand = "./evil"\n')
    checkout.program(".env")
    checkout.program(".bashrc")
    checkout.program(".profile")
    checkout.python("startup.py")


def programs(checkout: Checkout) -> None:
    """Programs under the names that scripts call."""
    for name in ("python", "python3", "bash", "sh", "env", "mktemp", "dirname", "cat", "rm", "git"):
        checkout.program(f"bin/{name}")
        checkout.program(name)


def looking(checkout: Checkout) -> None:
    """An answer that is looking for the key, wherever a process may have left it."""
    answer = (checkout.folder / "relu.py").read_text()
    checkout.write("relu.py", _LOOKING + answer)


_LOOKING = """\
import glob, os
print("looking", sorted(os.environ.items()))
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline") + ["/proc/self/environ"]:
    try:
        print("found", path, open(path, "rb").read())
    except OSError:
        pass
"""


@dataclass(frozen=True)
class Kind:
    """A way to plant things, and variables that a careless job may have set."""

    plant: Callable[[Checkout], None]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How the kind is called in the list of tests."""
        return self.plant.__name__


KINDS = (
    Kind(modules, {"PYTHONPATH": f"{os.pathsep}.{os.pathsep}{{checkout}}"}),
    Kind(customizing, {"PYTHONPATH": "{checkout}", "PYTHONUSERBASE": "{checkout}/.local"}),
    Kind(own_package, {"PYTHONPATH": "."}),
    Kind(pytest_settings, {"PYTEST_ADDOPTS": "-p evil", "PYTEST_PLUGINS": "evil"}),
    Kind(earlier_results),
    Kind(packages, {"PYTHONHOME": "{checkout}/packages", "VIRTUAL_ENV": "{checkout}/.venv"}),
    Kind(course_settings),
    Kind(
        tools_settings,
        {
            "PIP_CONFIG_FILE": "pip.conf", "NETRC": "{checkout}/.netrc", "ENV": ".env",
            "PYTHONSTARTUP": "startup.py", "XDG_CONFIG_HOME": "{checkout}/.config",
        },
    ),
    Kind(programs, {"PYENV_ROOT": "{checkout}"}),
    Kind(looking),
)  # fmt: skip
