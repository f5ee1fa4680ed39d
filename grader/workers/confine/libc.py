"""The C library, through which the kernel is told what Python has no function for."""

import ctypes
import functools
import os


@functools.cache
def libc() -> ctypes.CDLL:
    """Return the C library of this process, opened at the first call: only Linux needs it."""
    return ctypes.CDLL(None, use_errno=True)


def last_error(what: str) -> OSError:
    """Return the error of the call that has just failed."""
    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")
