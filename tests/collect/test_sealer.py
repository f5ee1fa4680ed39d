"""Drawn numbers in files: in the right places, and in no file that cannot be read."""

import io
import os
import zipfile
from pathlib import Path

import h5py  # type: ignore[import-untyped]
import numpy as np
import pytest

from grader.catalog import Catalog
from grader.catalog.content import content_root
from grader.collect.files import SealedFiles, SealRequest, Written, WrittenFile
from grader.collect.sealer import seal
from grader.foundation import wire
from grader.foundation.seals import MOST_ARRAYS, Seal, Seals

SECRET = b"secret"
MODEL = (
    Catalog(content_root() / "exercises_keras").get("finetune_keras").folder / "digits.keras"
).read_bytes()


def sealed(folder: Path, *files: WrittenFile, given: dict[str, bytes] | None = None) -> SealedFiles:
    """Return what the sealer makes of files."""
    claims = wire.compress(wire.encode(Written(files)))
    asked, made = folder / "asked", folder / "made"
    asked.write_bytes(wire.encode(SealRequest(claims, SECRET, given or {})))
    result = os.open(made, os.O_CREAT | os.O_WRONLY)
    seal(os.open(asked, os.O_RDONLY), result)
    os.close(result)
    return wire.decode(wire.unframe(made.read_bytes()), SealedFiles)


def arrays(weights: bytes) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    """Return the arrays of a file of HDF5 by their names."""
    found = {}
    with h5py.File(io.BytesIO(weights)) as file:
        file.visititems(
            lambda name, one: (
                found.update({name: one[()]}) if isinstance(one, h5py.Dataset) else None
            )
        )
    return found


def hdf5(**held: np.ndarray) -> bytes:  # type: ignore[type-arg]
    """Return a file of HDF5 that holds these arrays."""
    made = io.BytesIO()
    with h5py.File(made, "w") as file:
        for name, array in held.items():
            file[name] = array
    return made.getvalue()


def test_a_model_has_other_numbers_and_the_same_form(tmp_path: Path) -> None:
    """All that an archive holds beside the weights stays as it is."""
    found = sealed(tmp_path, given={"digits.keras": MODEL}).given["digits.keras"]
    with zipfile.ZipFile(io.BytesIO(MODEL)) as old, zipfile.ZipFile(io.BytesIO(found)) as new:
        assert old.namelist() == new.namelist()
        assert old.read("config.json") == new.read("config.json")
        before, after = (arrays(one.read("model.weights.h5")) for one in (old, new))
    assert before.keys() == after.keys()
    floats = [name for name, array in before.items() if array.dtype == np.float32]
    origins = [Seals(SECRET).origin(after[name]) for name in floats]
    assert origins == [Seal("given", 0, number) for number in range(len(floats))]


def test_every_file_counts(tmp_path: Path) -> None:
    """Numbers of whole arrays stay, and so do those of a file that was not kept."""
    held = hdf5(a=np.ones((2, 3), np.float32), b=np.arange(3), c=np.ones(2))
    files = [
        WrittenFile("weights", {"": held}),
        WrittenFile("h5", {}),
        WrittenFile("h5", {"": held}),
    ]
    found = sealed(tmp_path, *files).written
    assert [one.form for one in found] == ["weights", "h5", "h5"]
    assert found[1].parts == {}
    for number in (0, 2):
        now = arrays(found[number].parts[""])
        form = found[number].form
        assert Seals(SECRET).origin(now["a"]) == Seal(form, number, 0)
        assert Seals(SECRET).origin(now["c"]) == Seal(form, number, 1)
        assert now["b"].tolist() == [0, 1, 2]


def test_of_many_arrays_the_last_stay_as_they_are(tmp_path: Path) -> None:
    """No more have numbers than the judge looks for."""
    held = hdf5(**{f"a{number:03}": np.zeros(2) for number in range(MOST_ARRAYS + 2)})
    found = arrays(sealed(tmp_path, WrittenFile("weights", {"": held})).written[0].parts[""])
    assert [bool(array.any()) for array in found.values()] == [True] * MOST_ARRAYS + [False] * 2


def endless() -> bytes:
    """Return a small file with an array that no machine has room for."""
    made = io.BytesIO()
    with h5py.File(made, "w") as file:
        file.create_dataset("a", (1 << 50,), "float32", chunks=(1024,))
    return made.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        WrittenFile("keras", {"": b"no archive"}),
        WrittenFile("weights", {"": MODEL}),
        WrittenFile("weights", {"": endless()}),
        pytest.param(
            WrittenFile("checkpoint", {".index": b"no", ".data-00000-of-00001": b"no"}),
            marks=pytest.mark.slow,
        ),
    ],
    ids=["archive", "form", "endless", "checkpoint"],
)
def test_what_cannot_be_read_is_left_out(
    file: WrittenFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other files have their numbers all the same."""
    monkeypatch.chdir(tmp_path)
    good = WrittenFile("weights", {"": hdf5(a=np.ones(2))})
    bad, other = sealed(tmp_path, file, good).written
    assert bad == WrittenFile(file.form, {})
    assert Seals(SECRET).origin(arrays(other.parts[""])["a"]) == Seal("weights", 1, 0)
