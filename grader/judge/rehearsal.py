"""What the warm parent of judges does once, so that no judge does it again.

Everything a judge imports is imported, and pytest runs a check without a submission: it is skipped,
and what pytest and Python worked out for it is inherited by every judge.
"""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from _pytest.config import default_plugins

from grader.collect.claims import Claims
from grader.execute.protocol import Answer
from grader.foundation import wire
from grader.judge.checking import Checks
from grader.judge.messages import JudgeRequest

# NumPy imports it when it first needs it.
_LATE = ("numpy.ma",)
_CHECKS = Path(__file__).parent / "rehearsed" / "test_rehearsal.py"


def rehearse(*packages: ModuleType) -> None:
    """Import what checks import, the packages' modules, and let pytest run once.

    No thread is left behind.
    """
    for name in (*_LATE, *(f"_pytest.{plugin}" for plugin in default_plugins)):
        importlib.import_module(name)
    for package in packages:
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    wire.expect(JudgeRequest, Claims, Answer)
    Checks(_CHECKS).run()
