"""What a second run ended with, as a check sees it."""

import msgspec
import numpy as np
import pytest

from grader.catalog.rules import HandleRules
from grader.collect.claims import Claims, GraphClaim, Handle, SessionClaim, Snapshot
from grader.foundation.seals import Seal, drawn, secret_of
from grader.foundation.wire import Array, pack
from grader.judge.checks import CheckFailed
from grader.judge.sealed import Sealed

SEED = b"seed"
READ = drawn(secret_of(SEED), Seal("keras", 1, 0), (2, 3)).astype(np.float32)
RULES = HandleRules(("net",))


def handle(path: str, name: str, kind: str = "variable", graph: int = 1) -> Handle:
    """Return a handle of a model that the script calls `net`."""
    return Handle(path, kind, graph, name, where="`net`")


CLAIMS = Claims(
    graphs=(GraphClaim(1, b"", (), {}, ()),) * 2,
    snapshots=(
        Snapshot("reset", (handle("net[0]", "old", graph=0),)),
        Snapshot(
            "end",
            (
                handle("net", "net/call", "operation"),
                handle("net[0]", "kernel"),
                handle("net[1]", "bias"),
                handle("net[2]", "gone"),
            ),
        ),
    ),
    globals_at_end=("net",),
    events=(),
    sessions=(
        SessionClaim(1, {"kernel": pack(READ), "bias": pack(np.zeros(3, np.float32))}),
        SessionClaim(0, {"gone": pack(READ), "kernel": pack(0 * READ)}),
    ),
    checkpoints=(),
)


def sealed(claims: Claims = CLAIMS) -> Sealed:
    """Return the second run of a script."""
    return Sealed(claims, RULES, SEED)


def test_it_tells_what_variables_ended_with() -> None:
    """A path is a variable of the graph that counts, with the value that its session ended with."""
    found = sealed().ended("net[0]")
    assert found is not None
    assert found.tolist() == READ.tolist()


@pytest.mark.parametrize("path", ["net[2]", "net[7]", "net", "other"])
def test_what_was_not_there_has_no_end(path: str) -> None:
    """Neither has a variable of another session, nor what is none."""
    assert sealed().ended(path) is None
    assert sealed().origin(path) is None


def test_it_tells_from_which_file_a_variable_was_read() -> None:
    """Zeros are from none."""
    one = sealed()
    assert one.origin("net[0]") == Seal("keras", 1, 0)
    assert one.origin("net[1]") is None


def test_claims_without_a_graph_have_no_ends() -> None:
    """A script that did not come so far, or forged its claims, has no variable."""
    empty = msgspec.structs.replace(CLAIMS, graphs=(), snapshots=(), sessions=())
    assert sealed(empty).ended("net[0]") is None


def test_a_forged_array_fails_the_check() -> None:
    """A value that contradicts itself is the submission's fault."""
    forged = SessionClaim(1, {"kernel": Array("float32", (9, 9), b"1234")})
    claims = msgspec.structs.replace(CLAIMS, sessions=(forged,))
    with pytest.raises(CheckFailed):
        sealed(claims).ended("net[0]")
