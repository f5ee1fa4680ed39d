"""What a script did, as the collector claims it: runs, saves, restores and resets, in their order.

As all claims they are written where student code ran.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from grader.foundation.wire import Array

MAX_NODES = 20_000
MAX_FETCHES = 4_000

Sides = Annotated[tuple[int, ...], Meta(max_length=256)]
Arrays = Annotated[dict[str, Array], Meta(max_length=MAX_NODES)]


class SaverClaim(msgspec.Struct, frozen=True):
    """A `tf.train.Saver`, as the names of the tensors and operation of its SaverDef."""

    filename_tensor: str
    save_tensor: str
    restore_op: str


class Feed(msgspec.Struct, frozen=True):
    """What a run fed to one tensor; rows holds one little-endian uint32 digest per row."""

    name: str
    dtype: str
    shape: Sides
    rows: bytes
    scalar: float | None = None


class Run(msgspec.Struct, frozen=True, tag="run"):
    """One `Session.run`: fetched names, feeds, and the small values that came back."""

    session: int
    graph: int
    fetches: Annotated[tuple[str, ...], Meta(max_length=MAX_FETCHES)]
    feeds: Annotated[tuple[Feed, ...], Meta(max_length=MAX_FETCHES)]
    values: Arrays


class Save(msgspec.Struct, frozen=True, tag="save"):
    """One `Saver.save`; path is what the student passed, written the checkpoint's prefix."""

    session: int
    graph: int
    path: str
    written: str
    saver: SaverClaim


class Restore(msgspec.Struct, frozen=True, tag="restore"):
    """One `Saver.restore`; failed says that it raised, by_hand that Python read and assigned."""

    session: int
    graph: int
    path: str
    saver: SaverClaim
    failed: bool = False
    by_hand: bool = False


class Reset(msgspec.Struct, frozen=True, tag="reset"):
    """One `tf.reset_default_graph`."""

    graph: int


Event = Run | Save | Restore | Reset
