"""The bounds of one child process: an exercise states them, a worker enforces them."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one child.

    The kernel keeps cpu_s, memory_mb, file_mb (of one file) and open_files; the supervisor
    watches the others. disk_mb and files count what is in the scratch folder.
    """

    wall_s: float = 60.0
    cpu_s: int = 60
    memory_mb: int = 2048
    file_mb: int = 64
    disk_mb: int = 256
    files: int = 1_000
    threads: int = 256
    open_files: int = 128
    output_bytes: int = 1 << 20
    result_bytes: int = 16 << 20
