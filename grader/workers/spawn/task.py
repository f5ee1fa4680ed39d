"""What a spawned child is told, and what it says of itself."""

import msgspec

from grader.foundation.limits import Limits

# The exit code of a child that found that it had used up its processor time.
OUT_OF_TIME = 124
MOST_BYTES = 1 << 30
USED = "used.json"
RESULT = "result"


class Task(msgspec.Struct, frozen=True):
    """Play this role. folder: where the result and what was used are written, "" for nowhere.

    files: what it reads besides. linked: standard input and output lead to an executor.
    """

    role: str
    limits: Limits
    scratch: str
    folder: str
    request: bytes | None
    files: tuple[bytes, ...] = ()
    linked: bool = False


class Used(msgspec.Struct, frozen=True):
    """What a child says it used; memory_mb is 0 where the system does not tell."""

    cpu_s: float = 0.0
    memory_mb: int = 0
