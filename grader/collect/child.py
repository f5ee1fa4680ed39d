"""Inside the collector: run the student's module as `__main__` and write down what it made."""

import os
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from grader.collect.bound import HOOK, RETURN_HOOK, Bound
from grader.collect.claims import (
    MAX_CHECKPOINTS,
    MAX_FAILED_CELLS,
    MAX_GRAPHS,
    MAX_REFUSED,
    Checkpoint,
    Claims,
    Dialect,
)
from grader.collect.dialect import dialect_of
from grader.collect.driving import DRIVER, GlobalsAlone, drive
from grader.collect.eager.script import Script
from grader.collect.eager.worlds import World
from grader.collect.eager.written import Writing
from grader.collect.elsewhere import Elsewhere
from grader.collect.failure import flatten
from grader.collect.graphs import GraphReader
from grader.collect.handles import HandleReader, public_names
from grader.collect.imports import serve
from grader.collect.keras import import_keras, names_keras
from grader.collect.lessons import lesson_builtins, reader
from grader.collect.machine import (
    fit_sessions,
    install_nothing,
    keras_mnist,
    put_np_utils_back,
    stop_nowhere,
)
from grader.collect.notes import Notes
from grader.collect.printing import print_in_pieces
from grader.collect.request import CollectRequest
from grader.collect.running import Ended, execute
from grader.collect.spellings import put_back, put_numpy_back
from grader.collect.stops import Failure
from grader.collect.trace import Tracer
from grader.collect.uncalled import uncalled
from grader.data import Datasets
from grader.foundation import wire
from grader.foundation.text import encodable

_CHECKPOINT_BUDGET = 2 << 20
# Whether matrix products are compiled for this processor; TensorFlow asks at the first of them.
_COMPILED = "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL"


def collect(request_fd: int, result_fd: int) -> None:
    """Read a CollectRequest, run the module, write one frame of compressed Claims."""
    request = wire.decode(wire.read_all(request_fd), CollectRequest)
    os.close(request_fd)
    if request.large_products:
        os.environ[_COMPILED] = "true"
    claims = run_module(request)
    try:
        payload = wire.encode(claims)
    except Exception as error:  # what the script changed turned up in the claims
        failure = claims.failure or _tampered(error)
        payload = wire.encode(_nothing(failure, claims.dialect))
    wire.write_frame(result_fd, wire.compress(payload))


def run_module(request: CollectRequest) -> Claims:
    """Run the module of `request` in its scratch folder and return the claims."""
    dialect = dialect_of(request.source.decode(), request.dialect)
    try:
        return _run(request, dialect)
    except Exception as error:
        if dialect == "tf1":
            raise
        # What records TensorFlow 2 rests on its inside: the grader's own test finds whose fault.
        return _nothing(_tampered(error), dialect)


def _run(request: CollectRequest, dialect: Dialect) -> Claims:
    import tensorflow.compat.v1 as tf

    tf.logging.set_verbosity(tf.logging.ERROR)
    notes = Notes()
    bound = GlobalsAlone("") if request.drive else Bound(request.filename)
    script = _script(request, notes, bound) if dialect == "tf2" else None
    module = _main_module(request, _surround(request, tf, notes, script), bound)
    kind = script.reader if script else partial(HandleReader, arrays=request.drive is not None)
    recorder = Tracer(tf, vars(module), bound, kind)
    reader = GraphReader(tf, request.filename)
    recording = script.recording() if script else nullcontext()
    writing = Writing(request.sealed)
    followed = writing.followed() if script and request.model.sealed else nullcontext()
    with recorder.installed(), recording, followed:
        if request.drive:
            ended, names = drive(tf, module, request, request.drive, recorder)
        else:
            ended, names = execute(module, request, lambda: len(recorder.events)), []
    try:
        claims = _claims(tf, request, module, recorder, reader, ended, notes, names, script)
        return msgspec.structs.replace(claims, written=writing.files())
    except BaseException as error:  # only a script that changed what this code builds on gets here
        return _nothing(ended.failure or _tampered(error), dialect)


def _claims(
    tf: Any,
    request: CollectRequest,
    module: ModuleType,
    recorder: Tracer,
    reader: GraphReader,
    ended: Ended,
    notes: Notes,
    driven: list[str],
    script: Script | None,
) -> Claims:
    if script:
        script.prepare(request.source.decode(), vars(module))
    recorder.finish()
    graphs, held, sessions = recorder.graphs.graphs, vars(module), recorder.sessions()
    if script and (script in graphs or script.has_model(held)):
        sessions += script.finish(recorder, len(sessions), held)
    if len(graphs) > MAX_GRAPHS:
        recorder.cut.add("graphs")
    return Claims(
        graphs=tuple(
            one.claim() if isinstance(one, Script | World) else reader.read(one)
            for one in graphs[:MAX_GRAPHS]
        ),
        snapshots=tuple(recorder.snapshots),
        globals_at_end=tuple(map(encodable, public_names({**dict.fromkeys(driven), **held}))),
        events=tuple(recorder.events),
        sessions=sessions,
        checkpoints=_checkpoints(tf, Path(request.scratch)),
        failure=ended.failure,
        left_at=ended.left_at,
        cut=tuple(sorted(recorder.cut)),
        data=_data(module),
        failed_cells=ended.failed_cells[:MAX_FAILED_CELLS],
        refused_at=ended.refused_at[:MAX_REFUSED],
        notes=notes.all(),
        uncalled=() if request.drive else uncalled(request.source.decode(), held),
        dialect="tf2" if script else "tf1",
        gaps=script.gaps(request.source.decode(), held) if script else (),
    )


def _data(module: ModuleType) -> tuple[str, ...]:
    """Return which data sets the module's globals hold, in words."""
    found = [value for value in vars(module).values() if type(value) is Datasets]
    return tuple(dict.fromkeys(encodable(Datasets.__str__(one)[:300]) for one in found))[:2]


def _nothing(failure: Failure, dialect: Dialect) -> Claims:
    return Claims((), (), (), (), (), (), failure, dialect=dialect)


def _tampered(error: BaseException) -> Failure:
    found = flatten(error, "")
    what = f"{found.type}: {found.message}"[:300]
    message = f"The script changed Python or TensorFlow itself; its graph cannot be read ({what})."
    return Failure("RuntimeError", message, ())


def _script(request: CollectRequest, notes: Notes, bound: Bound) -> Script:
    """Return what records a script in TensorFlow 2."""
    import tensorflow

    notes.add("Graded as TensorFlow 2: what the script computed was recorded as a graph.")
    return Script(tensorflow, bound, request.model, request.calls, notes)


def _surround(
    request: CollectRequest, tf: Any, notes: Notes, script: Script | None
) -> dict[str, Any]:
    """Put in place what the script expects around it; return its builtins."""
    kept = tuple(folder for folder in (request.data_dir, os.environ.get("MNIST_DIR")) if folder)
    contrib = None if script else put_back(tf, reader(request.data_dir))
    put_numpy_back()
    print_in_pieces()
    install_nothing(notes)
    stop_nowhere(notes)
    fit_sessions(tf)
    keras_mnist(request.data_dir, notes)
    put_np_utils_back()
    if script and names_keras(request.source.decode()):
        import_keras()
    Elsewhere(request.scratch, notes, kept).install(tf)
    return lesson_builtins(
        script.tf if script else tf, request.data_dir, notes, request.packages, contrib
    )


def _main_module(request: CollectRequest, names: dict[str, Any], bound: Bound) -> ModuleType:
    os.chdir(request.scratch)
    if request.drive is None:
        Path(request.filename).write_bytes(request.source)
    serve(request.parts, request.scratch, names)
    sys.argv = [request.filename]
    sys.path.insert(0, "")
    module = ModuleType("__main__")
    module.__file__ = DRIVER if request.drive else request.filename
    module.__builtins__ = {**names, HOOK: bound.end, RETURN_HOOK: bound.returned}  # type: ignore[attr-defined]
    sys.modules["__main__"] = module
    return module


def _checkpoints(tf: Any, scratch: Path) -> tuple[Checkpoint, ...]:
    """Return the values of the checkpoints in scratch, as far as they fit."""
    found: list[Checkpoint] = []
    left = _CHECKPOINT_BUDGET
    try:
        prefixes = sorted(_prefixes(scratch))
    except (OSError, RecursionError):  # the script nested folders beyond measure
        return ()
    for prefix in prefixes[:MAX_CHECKPOINTS]:
        try:
            reader = tf.train.load_checkpoint(prefix)
            dtypes = reader.get_variable_to_dtype_map()
            tensors = {
                name: wire.pack(reader.get_tensor(name))
                for name, dtype in dtypes.items()
                if dtype.name in wire.DTYPES
            }
        except (tf.errors.OpError, ValueError, RuntimeError):
            tensors = {}  # a file that merely has such a name, or a damaged checkpoint
        size = sum(len(tensor.data) for tensor in tensors.values())
        if size <= left:
            left -= size
            found.append(Checkpoint(encodable(prefix[len(str(scratch)) + 1 :]), tensors))
    return tuple(found)


def _prefixes(scratch: Path) -> set[str]:
    """Return the checkpoints in scratch; one of the first format is a file beside its graph."""
    found = {str(index)[: -len(".index")] for index in scratch.rglob("*.index")}
    beside = (str(graph)[: -len(".meta")] for graph in scratch.rglob("*.meta"))
    return found | {prefix for prefix in beside if Path(prefix).is_file()}
