"""What the judge may ask of the executor, and what it answers: one frame each way."""

import msgspec

from grader.foundation.wire import Array

REQUEST_LIMIT = 256 << 20
ANSWER_LIMIT = 256 << 20


class GraphSource(msgspec.Struct, frozen=True):
    """A graph to load; the batch dimension of the variables in `inputs` is left open.

    needed: what the checks look up; a graph in which it depends on what is not allowed is rejected.
    allowed: operation types that the exercise allows beside those that every one does.
    """

    definition: bytes
    initializers: dict[str, str] = {}
    inputs: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


class Load(msgspec.Struct, frozen=True, tag_field="message_type", tag="load"):
    """Vet all graphs and import them, for sessions of `threads`; answered by Loaded."""

    graphs: tuple[GraphSource, ...]
    threads: int = 1


class Describe(msgspec.Struct, frozen=True, tag_field="message_type", tag="describe"):
    """Describe nodes or tensors by name; answered by Described."""

    graph: int
    names: tuple[str, ...]


class Initialise(msgspec.Struct, frozen=True, tag_field="message_type", tag="initialise"):
    """Run every variable's initializer; answered by Arrays (empty)."""

    graph: int


class Reopen(msgspec.Struct, frozen=True, tag_field="message_type", tag="reopen"):
    """Begin a new session, in which no variable has a value; answered by Arrays (empty)."""

    graph: int


class Assign(msgspec.Struct, frozen=True, tag_field="message_type", tag="assign"):
    """Set variables, by operation name; answered by Arrays (empty).

    again: those that are given the same large array as the last time.
    """

    graph: int
    values: dict[str, Array]
    again: tuple[str, ...] = ()


class RunGraph(msgspec.Struct, frozen=True, tag_field="message_type", tag="run"):
    """Run `fetches` and `targets` `times` times; answered by Arrays, stacked when times > 1.

    anew: run every variable's initializer before each of these times. again: what is fed the same
    large array as the last time.
    """

    graph: int
    fetches: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    feeds: dict[str, Array] = {}
    times: int = 1
    anew: bool = False
    again: tuple[str, ...] = ()


Step = Reopen | Initialise | Assign | RunGraph


class Several(msgspec.Struct, frozen=True, tag_field="message_type", tag="several"):
    """Do these one after the other, up to the first that fails; answered by Answers."""

    steps: tuple[Step, ...]


class RestoreFrom(msgspec.Struct, frozen=True, tag_field="message_type", tag="restore"):
    """Run an operation that restores, a saver's or another, as if the checkpoint held `values`."""

    graph: int
    restore_op: str
    values: dict[str, Array]
    feeds: dict[str, Array] = {}


class SavedBy(msgspec.Struct, frozen=True, tag_field="message_type", tag="saved"):
    """Answer with Arrays named as a saver would name them in its checkpoint."""

    graph: int
    save_tensor: str


class Ancestry(msgspec.Struct, frozen=True, tag_field="message_type", tag="ancestry"):
    """Answer with Related: what running or fetching `name` reads and writes."""

    graph: int
    name: str


class Influences(msgspec.Struct, frozen=True, tag_field="message_type", tag="influences"):
    """Answer with Influenced: what decides `name`, and what it writes, where `fed` is given."""

    graph: int
    name: str
    fed: tuple[str, ...] = ()


class Changing(msgspec.Struct, frozen=True, tag_field="message_type", tag="changing"):
    """Answer with Changed: the variables that some operation changes, initializers left out."""

    graph: int


class Outline(msgspec.Struct, frozen=True, tag_field="message_type", tag="outline"):
    """Answer with Outlined: every node of the graph, in the order of creation."""

    graph: int


Request = (
    Load
    | Describe
    | Initialise
    | Reopen
    | Assign
    | RunGraph
    | Several
    | RestoreFrom
    | SavedBy
    | Ancestry
    | Influences
    | Changing
    | Outline
)


class Rejection(msgspec.Struct, frozen=True):
    """Why a graph may not be run: the node, its operation type and the reason.

    position is the node's place in the definition, -1 where it is no node of the main graph.
    """

    graph: int
    node: str
    op: str
    reason: str
    position: int = -1


class Loaded(msgspec.Struct, frozen=True, tag_field="message_type", tag="loaded"):
    """The graphs were imported, or the first reason why one is not allowed.

    left_out: operation types that were cut out, since nothing that is looked up needs them.
    """

    rejection: Rejection | None = None
    left_out: tuple[str, ...] = ()


class NodeInfo(msgspec.Struct, frozen=True):
    """A node or tensor: shape is None when the rank is unknown, -1 for an unknown side.

    position is the node's place in the definition, which is the order of creation.
    """

    name: str
    op: str
    dtype: str = ""
    shape: tuple[int, ...] | None = None
    variable: str = ""
    position: int = -1


class Described(msgspec.Struct, frozen=True, tag_field="message_type", tag="described"):
    """Descriptions by the name that was asked; a name that does not exist is left out."""

    nodes: dict[str, NodeInfo]


class Arrays(msgspec.Struct, frozen=True, tag_field="message_type", tag="arrays"):
    """Arrays by the name that was asked."""

    values: dict[str, Array] = {}


class Answers(msgspec.Struct, frozen=True, tag_field="message_type", tag="answers"):
    """The arrays of several steps; only a run has some."""

    answers: tuple[Arrays, ...]


class Related(msgspec.Struct, frozen=True, tag_field="message_type", tag="related"):
    """Names of the nodes that a node depends on, and of the variables that running it writes."""

    ancestors: tuple[str, ...]
    writes: tuple[str, ...]


class Written(msgspec.Struct, frozen=True):
    """A variable that is written, and the variables and random operations that decide its value."""

    variable: str
    sources: tuple[str, ...]


class Influenced(msgspec.Struct, frozen=True, tag_field="message_type", tag="influenced"):
    """The variables and random operations that decide a value, and what running it writes."""

    sources: tuple[str, ...]
    writes: tuple[Written, ...]


class Changed(msgspec.Struct, frozen=True, tag_field="message_type", tag="changed"):
    """Names of variables."""

    variables: tuple[str, ...]


class OutlineNode(msgspec.Struct, frozen=True):
    """A node with its inputs as the definition names them (`^a` waits, `a:1` is an output).

    shape and dtype are those of a variable, placeholder or constant; None and "" otherwise.
    """

    name: str
    op: str
    inputs: tuple[str, ...] = ()
    shape: tuple[int, ...] | None = None
    dtype: str = ""


class Outlined(msgspec.Struct, frozen=True, tag_field="message_type", tag="outlined"):
    """All nodes of a graph."""

    nodes: tuple[OutlineNode, ...]


class GraphFault(msgspec.Struct, frozen=True, tag_field="message_type", tag="fault"):
    """The student's graph raised: type, message, and the node when it is known."""

    type: str
    message: str
    node: str = ""


Answer = (
    Loaded | Described | Arrays | Answers | Related | Influenced | Changed | Outlined | GraphFault
)
