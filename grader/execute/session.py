"""The session of one imported graph: when it is opened, what its variables hold, what it prepares.

A check begins with a new session. To open one costs 2 to 3 ms, most of it at its first run, so the
old one is kept where nobody can tell: every variable is initialised or set before the next run, and
nothing else in the graph has a state.
"""

from collections.abc import Callable, Container, Mapping
from typing import Any

from grader.execute.nodes import VARIABLE_OPS
from grader.execute.writing import WRITES

# What TensorFlow calls stateful, for what it reads, writes or calls, and what holds nothing itself.
_HOLDS_NOTHING = frozenset(
    ("Assert", "Case", "If", "IsVariableInitialized", "Print", "PrintV2", "ReadVariableOp",
     "ResourceGather", "StatefulPartitionedCall", "VarIsInitializedOp", "While")
)  # fmt: skip


class Session:
    """A session that opens itself, and initialises what is due before whatever is run."""

    def __init__(
        self, tf: Any, graph: Any, threads: int, initializers: dict[str, str], *, lasting: bool
    ) -> None:
        """initializers: an operation by variable. lasting: a session may be kept for a new one."""
        self._tf = tf
        self._graph = graph
        self._threads = threads
        self._initializers = initializers
        self._lasting = lasting
        self._session: Any = None
        # What the session has prepared: TensorFlow's `If` and `While` do not outlive one that goes.
        self._prepared: dict[Any, Callable[..., Any]] = {}
        self._outdated = False  # a new one is asked for
        self._kept = False  # it is kept in place of a new one
        self._unset: dict[str, str] = {}  # variables that are due, and what initialises them
        self._set: dict[str, tuple[str, str, Any]] = {}  # before that, as `assign` was given them

    def begin_anew(self) -> None:
        """Forget all that variables hold; the next run finds a new session."""
        self._outdated = self._session is not None
        self._unset = {}

    def initialise(self) -> None:
        """Have every variable initialised by the next run, but for those that are set before it."""
        if self._outdated and self._lasting:
            self._outdated, self._kept = False, True
        self._unset, self._set = dict(self._initializers), {}

    def assign(self, given: Mapping[str, tuple[str, str, Any]]) -> None:
        """Set variables: by their names a placeholder, the operation that assigns it, a value."""
        if not given:
            return
        placeholders, operations, values = zip(*given.values(), strict=True)
        self.prepare(placeholders, (), operations)(*values)
        if self._unset:
            self._unset = {one: start for one, start in self._unset.items() if one not in given}
            self._set |= given

    def prepare(self, *what: tuple[str, ...]) -> Callable[..., Any]:
        """Return what the session has prepared for these feeds, fetches and targets."""
        from tensorflow.core.protobuf.config_pb2 import CallableOptions

        session = self.opened()
        if what not in self._prepared:
            feed, fetch, target = what
            options = CallableOptions(feed=feed, fetch=fetch, target=target)
            self._prepared[what] = session._make_callable_from_options(options)
        return self._prepared[what]

    def opened(self) -> Any:
        """Return TensorFlow's session, with the variables that were not set yet as they are."""
        if self._outdated:
            self._close()
        if self._session is None:
            config = session_config(self._tf, self._threads)
            self._session = self._tf.Session(graph=self._graph, config=config)
        return self._session

    def ready(self) -> Any:
        """Return TensorFlow's session; what is due is initialised, each alone if all fail."""
        operations = [self._graph.get_operation_by_name(name) for name in self._unset.values()]
        given, self._unset, self._set = self._set, {}, {}
        if operations:
            try:
                self.opened().run(operations)
            except self._tf.errors.OpError:
                self._initialise_singly(operations, given)
        return self.opened()

    def _initialise_singly(
        self, operations: list[Any], given: Mapping[str, tuple[str, str, Any]]
    ) -> None:
        if self._kept:  # what a variable held may be in the way, and must not stay
            self._close()
            self.assign(given)
        session = self.opened()
        for operation in operations:
            try:
                session.run(operation)
            except self._tf.errors.OpError:
                continue  # the variable keeps no value; using it reports that

    def _close(self) -> None:
        self._session.close()
        self._session = None
        self._prepared = {}
        self._outdated = self._kept = False


def session_config(tf: Any, threads: int = 1) -> Any:
    """Return a configuration with so many threads and no graph rewriting.

    One thread is the caller's own (-1): handing each run to another one costs more than the run.
    """
    config = tf.ConfigProto(
        intra_op_parallelism_threads=threads,
        inter_op_parallelism_threads=threads if threads > 1 else -1,
    )
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    return config


def only_variables_hold(graph_def: Any, initializers: Mapping[str, str]) -> bool:
    """Say whether nothing in a graph has a state but variables that are all initialised.

    A random operation with a seed has one: its numbers begin again in a new session.
    """
    functions = {one.signature.name: one.node_def for one in graph_def.library.function}
    variables = [node.name for node in graph_def.node if node.op in VARIABLE_OPS]
    others = [node for node in graph_def.node if node.op not in VARIABLE_OPS]
    return initializers.keys() >= set(variables) and not any(
        _has_state(node, functions) for nodes in (others, *functions.values()) for node in nodes
    )


def _has_state(node: Any, functions: Container[str]) -> bool:
    from tensorflow.python.framework import op_def_registry

    if node.op in functions or node.op in _HOLDS_NOTHING or node.op.startswith(WRITES):
        return False
    definition = op_def_registry.get(node.op)
    if definition is None:
        return True
    if not definition.is_stateful:
        return False
    return "seed2" not in node.attr or bool(node.attr["seed"].i or node.attr["seed2"].i)
