"""What is changed in a graph before it may run: memory is filled, savers are cut out.

Works on protocol buffers alone; nothing is imported or run.
"""

from typing import Any

from grader.foundation.operations import NAMERS, RESTORERS, SAVERS

_NO_NUMBERS = (7, 20, 21)  # string, resource, variant: made whole, never left as found


# -- memory: filled, so that no run shows what an earlier one left ---------------------------------


def fill(node: Any) -> None:
    """Fill what a node would leave as it finds it: `Empty`, a stand-in for a missing value."""
    if node.op == "Empty":
        node.attr["init"].b = True
    elif node.op == "FakeParam" and node.attr["dtype"].type not in _NO_NUMBERS:
        dtype, shape = node.attr["dtype"].type, node.attr["shape"].shape
        sides = [] if shape.unknown_rank else [max(0, dim.size) for dim in shape.dim]
        _become(node, "Const")
        node.attr["dtype"].type = dtype
        zeros = node.attr["value"].tensor
        zeros.dtype = dtype
        for side in sides or ([0] if shape.unknown_rank else []):
            zeros.tensor_shape.dim.add().size = side


# -- savers: cut out, so that they can be fed ----------------------------------------------------


def cut_savers(graph_def: Any) -> None:
    """Replace each saver operation: what restores becomes placeholders, what saves does nothing."""
    added = []
    for node in graph_def.node:
        if node.op not in SAVERS:
            continue
        if node.op in RESTORERS:
            added.extend(_restore_to_placeholders(node))
        elif node.op in NAMERS:
            _become(node, "Const")
            node.attr["dtype"].type = 7
            node.attr["value"].tensor.dtype = 7
            node.attr["value"].tensor.string_val.append(b"")
        else:
            _become(node, "NoOp")
    for node in added:
        graph_def.node.add().CopyFrom(node)


def _become(node: Any, op: str) -> None:
    node.op = op
    node.ClearField("attr")
    node.ClearField("input")


def _restore_to_placeholders(node: Any) -> list[Any]:
    dtypes = list(node.attr["dtypes"].list.type) or [node.attr["dt"].type]
    names = [f"{node.name}/graphgrade_{number}" for number in range(len(dtypes))]
    _become(node, "IdentityN")
    node.attr["T"].list.type.extend(dtypes)
    node.input.extend(names)
    placeholders = []
    for name, dtype in zip(names, dtypes, strict=True):
        placeholder = type(node)(name=name, op="Placeholder")
        placeholder.attr["dtype"].type = dtype
        placeholder.attr["shape"].shape.unknown_rank = True
        placeholders.append(placeholder)
    return placeholders
