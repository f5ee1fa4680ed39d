"""A script in TensorFlow 2 as a check sees it: recorded in a real child, run in a real executor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from textwrap import dedent

import msgspec

from grader.catalog import Exercise
from grader.collect.claims import Claims, Handle
from grader.execute.protocol import GraphSource
from grader.judge.connection import Connection, PipeTransport
from grader.judge.graph import Graph
from grader.pipeline import Grader
from grader.submission import Submission

START = "import numpy as np\nimport tensorflow as tf\n"


def claims_of(grader: Grader, exercise: Exercise, script: str, dialect: str = "tf2") -> Claims:
    """Return what a script claims, after the imports that all have."""
    rules = msgspec.structs.replace(exercise.rules, dialect=dialect)
    source = (START + dedent(script)).encode()
    claims, printed = grader.claims(replace(exercise, rules=rules), Submission("s.py", source))
    assert isinstance(claims, Claims), f"{claims}\n{printed}"
    assert claims.failure is None, claims.failure
    return claims


def handles_of(claims: Claims) -> dict[str, Handle]:
    """Return the handles at the end of a script."""
    return {handle.path: handle for handle in claims.snapshots[-1].handles}


@contextmanager
def graph_of(grader: Grader, exercise: Exercise, claims: Claims) -> Iterator[Graph]:
    """Load the graph of a script in an executor; return it, initialised."""
    request, answer = grader.open_executor(exercise)
    transport = PipeTransport(request, answer)
    connection, claim = Connection(transport), claims.graphs[0]
    connection.load((GraphSource(claim.definition, claim.initializers),))
    graph = Graph(connection, 0, claim, handles_of(claims), {}, {})
    graph.initialise()
    try:
        yield graph
    finally:
        transport.close()


Recorded = Callable[[str], Graph]
