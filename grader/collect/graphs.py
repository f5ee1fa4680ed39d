"""A graph that the student's module built, as a claim: its definition, and where it comes from."""

from typing import Any

from grader.collect.claims import GraphClaim
from grader.collect.events import MAX_NODES
from grader.collect.failure import line_of
from grader.collect.fetches import variables_of


class GraphReader:
    """Reads graphs. Make it before the module runs: what that puts in TensorFlow's place is not
    asked.
    """

    def __init__(self, tf: Any, filename: str) -> None:
        self._filename = filename
        self._definition = tf.Graph._as_graph_def
        self._operations = tf.Graph.get_operations

    def read(self, graph: Any) -> GraphClaim:
        """Return the claim of one graph; without its definition if it is too large."""
        operations = {operation.name: operation for operation in self._operations(graph)}
        if len(operations) > MAX_NODES:
            return GraphClaim(len(operations), b"", (), {}, ())
        definition, _ = self._definition(graph, add_shapes=False)
        variables = [*variables_of(graph), *graph.get_collection("local_variables")]
        return GraphClaim(
            operations=len(operations),
            definition=definition.SerializeToString(),
            lines=tuple(line_of(operations[node.name], self._filename) for node in definition.node),
            initializers={
                variable.op.name: variable.initializer.name
                for variable in variables
                if getattr(variable, "initializer", None) is not None
            },
            trainable=tuple(
                variable.op.name
                for variable in graph.get_collection("trainable_variables")
                if hasattr(variable, "initializer")
            ),
        )
