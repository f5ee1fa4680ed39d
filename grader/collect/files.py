"""Files that a script wrote, and the same files with drawn numbers in place of a model's own."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from grader.foundation.seals import MOST_FILES

Form = Literal["keras", "weights", "h5", "checkpoint", "saved_model"]
# The files that each form consists of, by how their names end.
_TENSORS = (".index", ".data-00000-of-00001")
PARTS: dict[Form, tuple[str, ...]] = {
    "keras": ("",),
    "weights": ("",),
    "h5": ("",),
    "checkpoint": _TENSORS,
    "saved_model": ("/saved_model.pb", *(f"/variables/variables{end}" for end in _TENSORS)),
}
GIVEN = (".keras", ".h5")  # how the names of given files end into which numbers can be put
MOST_GIVEN, MOST_BYTES = 8, 8 << 20
_Data = Annotated[bytes, Meta(max_length=MOST_BYTES)]


class WrittenFile(msgspec.Struct, frozen=True):
    """A file that Keras or TensorFlow wrote: its form, and its parts by how their names end.

    form is one of keras (a whole model), weights (`.weights.h5`), h5 (a whole model, as it was
    written once), checkpoint and saved_model. parts: nothing of a file that was not kept.
    """

    form: Form
    parts: Annotated[dict[str, _Data], Meta(max_length=3)]


Given = Annotated[dict[str, _Data], Meta(max_length=MOST_GIVEN)]
Files = Annotated[tuple[WrittenFile, ...], Meta(max_length=MOST_FILES)]


class Written(msgspec.Struct, frozen=True):
    """The files of a script, in the order in which it wrote them; claims can be decoded as this."""

    written: Files = ()


class SealRequest(msgspec.Struct, frozen=True):
    """Put numbers drawn from a secret into the files that these claims hold, and into those given.

    given: the files of models that the exercise puts beside the script, by their names.
    """

    claims: bytes
    secret: bytes
    given: Given = {}


class SealedFiles(msgspec.Struct, frozen=True):
    """The same files with these numbers; of those given, the ones that hold arrays."""

    written: Files = ()
    given: Given = {}
