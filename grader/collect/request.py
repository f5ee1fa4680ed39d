"""What the collector is asked to do."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from grader.collect.files import Files
from grader.collect.parts import MAX_PARTS, Drive, Part
from grader.foundation.roles import Calls, ModelRoles

Wanted = Literal["tf1", "tf2", "any"]


class CollectRequest(msgspec.Struct, frozen=True):
    """Run this module. `data_dir` may hold the four full MNIST files.

    cells: the lines, from 1, at which a notebook's cells begin; each of them runs, whatever became
    of those before it. None: a script, which ends where it raises.
    packages: modules that are the real ones, where a stand-in would take their place.
    parts: what may be imported. drive: what is run in place of the module, which is then a part.
    dialect: which TensorFlow the exercise wants: tf1, tf2 or any. model: what a model stands for.
    calls: what is called after the module ran. sealed: what the files that the module writes are
    replaced by, in the order of each form; None: by nothing. large_products: whether TensorFlow
    compiles matrix products, which pays for many large ones.
    """

    filename: str
    source: bytes
    scratch: str
    data_dir: str | None = None
    cells: tuple[int, ...] = ()
    packages: tuple[str, ...] = ()
    parts: Annotated[tuple[Part, ...], Meta(max_length=MAX_PARTS)] = ()
    drive: Drive | None = None
    dialect: Wanted = "tf1"
    model: ModelRoles = ModelRoles()
    calls: Calls = {}
    sealed: Files | None = None
    large_products: bool = False
