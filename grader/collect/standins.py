"""Which modules an inert one stands for, and what it does beside nothing.

A module in DECORATING is never the real one, unless the exercise allows it: no grade depends on
what happens to be installed. One in OPTIONAL is real where it is installed.
"""

import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from grader.collect.inert import Inert, InertModule
from grader.collect.notes import Notes
from grader.collect.shell import get_ipython

_DECORATING = """
matplotlib mpl_toolkits pylab seaborn plotly bokeh altair graphviz pydot tqdm IPython ipywidgets
google.colab tensorboard tensorboardcolab tensorboardX wandb livelossplot neptune mlflow
pdb ipdb pudb psutil GPUtil termcolor colorama tabulate prettytable
"""
_OPTIONAL = """
pandas sklearn scipy cv2 PIL skimage imageio statsmodels xgboost lightgbm nltk gensim bs4 yaml
torch torchvision tensorflow_datasets tensorflow_hub tensorflow_addons tensorflow_probability
gdown kaggle dotenv
"""
DECORATING = frozenset(_DECORATING.split())
OPTIONAL = frozenset(_OPTIONAL.split())
_AVAILABLE = (
    "Here are TensorFlow, NumPy, Python's own modules and the lessons' data (`input_data`,"
    " `helper`)"
)


class Bar(Inert):
    """A progress bar: iterates what it is given, and shows nothing."""

    def __init__(self, iterable: Any = None, *args: Any, **options: Any) -> None:
        super().__init__("tqdm")
        object.__setattr__(self, "_iterable", iterable)

    def __iter__(self) -> Iterator[Any]:
        """Yield what the bar was given."""
        iterable = object.__getattribute__(self, "_iterable")
        return iter(() if iterable is None else iterable)

    def __len__(self) -> int:
        iterable = object.__getattribute__(self, "_iterable")
        return 0 if iterable is None else len(iterable)

    @staticmethod
    def write(text: object = "", *args: Any, **options: Any) -> None:
        """Print a line, as beside a bar."""
        print(text)

    @staticmethod
    def pandas(*args: Any, **options: Any) -> None:
        """Do nothing."""


def _range(*args: Any, **options: Any) -> Bar:
    return Bar(range(*args))


class StandIns:
    """Finds the stand-in for what a script imports. packages: what is to be real."""

    def __init__(self, notes: Notes, display: Any, packages: tuple[str, ...] = ()) -> None:
        self._notes = notes
        self._packages = frozenset(packages)
        bars = {"tqdm": Bar, "trange": _range, "tqdm_notebook": Bar, "tnrange": _range}
        self._given: dict[str, dict[str, Any]] = {
            "tqdm": bars,
            "IPython": {"display": display, "get_ipython": get_ipython},
        }
        self._offer = ", ".join([_AVAILABLE, *(f"`{name}`" for name in packages)]) + "."

    def find(self, name: str, fromlist: Any, real: Callable[[], Any]) -> Any:
        """Return what `import name` gives, by `real` unless a stand-in takes its place."""
        root = _standing_for(name, fromlist)
        if not root or root in self._packages:
            return real()
        if root in OPTIONAL:
            try:
                return real()
            except ModuleNotFoundError as error:
                if (error.name or "").partition(".")[0] != root:
                    raise
        self._notes.stood_in(root)
        return self._module(root, name, bool(fromlist))

    def _module(self, root: str, name: str, innermost: bool) -> Any:
        given = dict(self._given.get(root, {}))
        if root == "tqdm":
            below = ("auto", "notebook", "std", "autonotebook")
            given |= {part: InertModule(f"tqdm.{part}", given, self._offer) for part in below}
        if root == "IPython":
            display = InertModule("IPython.display", given, self._offer)
            given = {"display": display, "get_ipython": given["get_ipython"]}
        if root == "google.colab":
            return self._colab(name, innermost)
        module: Any = InertModule(root, given, self._offer)
        for part in name.split(".")[1:] if innermost else ():
            module = getattr(module, part)
        return module

    def _colab(self, name: str, innermost: bool) -> Any:
        """Put `colab` into the package `google`, which is there for TensorFlow's sake."""
        google: Any = sys.modules.get("google") or ModuleType("google")
        google.colab = colab = InertModule("google.colab", {}, self._offer)
        if name == "google" or not innermost:
            return google
        module: Any = colab
        for part in name.split(".")[2:]:
            module = getattr(module, part)
        return module


def _standing_for(name: str, fromlist: Any) -> str:
    """Return the root of a module that may have a stand-in, or ""."""
    if name == "google.colab" or name.startswith("google.colab."):
        return "google.colab"
    if name == "google" and fromlist and "colab" in fromlist:
        return "google.colab"
    root = name.partition(".")[0]
    return root if root in DECORATING or root in OPTIONAL else ""
