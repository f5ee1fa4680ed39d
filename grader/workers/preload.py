"""What a warm parent imports for its children, once."""

import contextlib
import sys
from typing import Any

from grader.foundation.imports import SLOW, kept_out


def preload(kind: str) -> None:
    """Import what the children of this kind run, once."""
    if kind == "judge":
        from grader import judge, networks
        from grader.judge.rehearsal import rehearse

        rehearse(judge, networks)
    elif kind == "reader":
        import grader.submission.child
    else:
        tf = _import_tensorflow()
        import grader.collect.child
        import grader.collect.sealer
        import grader.execute.child  # noqa: F401
        from grader.collect.dialect import expect_names
        from grader.workers import abcs, kernels

        _expect_messages()
        expect_names(sys.modules["tensorflow"])
        with contextlib.suppress(ImportError, AttributeError):  # saves time, and nothing else
            abcs.remember(tf)
        with contextlib.suppress(ImportError, AttributeError):  # this, too
            kernels.look_up()
        with contextlib.suppress(OSError, AttributeError):  # and this
            kernels.register(tf)


def _expect_messages() -> None:
    from grader.collect.request import CollectRequest
    from grader.execute.protocol import Request
    from grader.foundation import wire

    wire.expect(CollectRequest, Request)


def _import_tensorflow() -> Any:
    """Import TensorFlow alone: it would import Keras, which only the child of a script needs."""
    # Not all of `keras`: TensorFlow looks where it is, for `import tensorflow.keras`.
    with kept_out(*SLOW, "keras.src"):
        import tensorflow.compat.v1 as tf
    return tf
