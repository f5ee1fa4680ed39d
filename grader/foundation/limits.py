"""The bounds of one child process: an exercise states them, a worker enforces them."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one child.

    The kernel keeps cpu_s, memory_mb, file_mb (of one file) and open_files; the supervisor
    watches the others. disk_mb and files count what is in the scratch folder. Of what is printed,
    output_bytes are kept: more is cut in the middle, and more than drained_bytes ends the child
    (if that is less, more than output_bytes does).
    """

    wall_s: float = 60.0
    cpu_s: int = 60
    memory_mb: int = 2048
    file_mb: int = 64
    disk_mb: int = 256
    files: int = 1_000
    threads: int = 64
    open_files: int = 128
    output_bytes: int = 1 << 20
    drained_bytes: int = 0

    @property
    def printed_bytes(self) -> int:
        """How much may be printed."""
        return max(self.output_bytes, self.drained_bytes)

    result_bytes: int = 16 << 20
