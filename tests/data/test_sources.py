"""Where MNIST is found, in which format, and how damaged data is named."""

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.data import sources
from grader.data.idx import DataFault
from grader.data.mnist import read_data_sets
from grader.data.sources import EMBEDDED, FILES, find_files, held, keras_cache, read_arrays

Write = Callable[[Path], Path]


def idx(array: np.ndarray) -> bytes:
    """Return an array as an IDX file."""
    header = b"\0\0\x08" + bytes([array.ndim])
    return header + np.array(array.shape, ">u4").tobytes() + array.tobytes()


def small() -> list[np.ndarray]:
    """Return four arrays of the right kind, with 20 training and 10 test images."""
    rng = np.random.default_rng(0)
    images = [rng.integers(0, 256, (n, 28, 28), dtype=np.uint8) for n in (20, 10)]
    labels = [rng.integers(0, 10, n, dtype=np.uint8) for n in (20, 10)]
    return [images[0], labels[0], images[1], labels[1]]


def plain(folder: Path) -> Path:
    """Write four plain IDX files."""
    for name, array in zip(FILES, small(), strict=True):
        (folder / name).write_bytes(idx(array))
    return folder


def gzipped(folder: Path) -> Path:
    """Write four gzipped IDX files."""
    for name, array in zip(FILES, small(), strict=True):
        (folder / f"{name}.gz").write_bytes(gzip.compress(idx(array)))
    return folder


def archive(folder: Path) -> Path:
    """Write an archive as Keras does."""
    names = ("x_train", "y_train", "x_test", "y_test")
    np.savez(folder / "mnist.npz", **dict(zip(names, small(), strict=True)))
    return folder / "mnist.npz"


@pytest.fixture(autouse=True)
def no_other_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide what the machine has."""
    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


@pytest.mark.parametrize("write", [plain, gzipped, archive])
def test_every_format_gives_the_same_arrays(write: Write, tmp_path: Path) -> None:
    """Plain and gzipped IDX files and Keras' archive are all read."""
    found = find_files(None, "", tmp_path / "nothing", write(tmp_path).parent / ".", tmp_path)
    for got, expected in zip(read_arrays(found), small(), strict=True):
        assert np.array_equal(got, expected)


def test_the_first_place_with_data_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given folder, fallback, MNIST_DIR, Keras' cache, the package: in this order."""
    cache = keras_cache()
    assert cache == tmp_path / "keras" / "datasets" / "mnist.npz"
    assert find_files(tmp_path) == EMBEDDED
    cache.parent.mkdir(parents=True)
    archive(cache.parent)
    assert find_files(tmp_path) == cache
    other = tmp_path / "other"
    other.mkdir()
    plain(other)
    monkeypatch.setenv("MNIST_DIR", str(other))
    assert f"from {other}" in read_data_sets(tmp_path, validation_size=5).source
    assert find_files(EMBEDDED, other) == EMBEDDED
    assert held(os.path.relpath(EMBEDDED)) == EMBEDDED


def test_a_folder_without_all_four_files_is_none(tmp_path: Path) -> None:
    """Three of the four are not MNIST."""
    plain(tmp_path)
    (tmp_path / FILES[3]).unlink()
    assert held(tmp_path) is None
    with pytest.raises(DataFault, match=rf"{FILES[3]}: the file is missing.*`grade data`"):
        read_arrays(tmp_path)


def test_the_shipped_subset_is_sound_and_says_what_it_is() -> None:
    """Its checksums hold; the sizes are in the words that scripts and reports show."""
    found = read_data_sets(EMBEDDED, one_hot=True)
    assert str(found) == (
        "the shipped subset of MNIST (5,000 training, 1,000 validation, 1,000 test images)"
    )
    assert found.train.images.shape == (5000, 784)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        pytest.param(lambda raw: raw[:-100], "its header says", id="cut off"),
        pytest.param(lambda raw: raw + b"x", "its header says", id="too long"),
        pytest.param(lambda raw: raw[:6], "header is cut off", id="no header"),
        pytest.param(lambda raw: b"", "not an IDX file", id="empty"),
        pytest.param(lambda raw: b"<html>", "not an IDX file", id="a web page"),
        pytest.param(lambda raw: gzip.compress(raw)[:-200], "cut off", id="gzip cut off"),
        pytest.param(lambda raw: idx(small()[1]), "not [n, 28, 28]", id="labels"),
        pytest.param(lambda raw: idx(small()[2]), "20 labels for 10 images", id="too few"),
    ],
)
def test_a_damaged_file_is_named(
    damage: Callable[[bytes], bytes], says: str, tmp_path: Path
) -> None:
    """The message says which file, what is wrong, and what to do."""
    path = plain(tmp_path) / FILES[0]
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DataFault) as caught:
        read_arrays(tmp_path)
    assert says in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert "Get it again" in str(caught.value)


def test_a_label_that_is_no_digit_is_named(tmp_path: Path) -> None:
    """Labels are 0 to 9."""
    (plain(tmp_path) / FILES[1]).write_bytes(idx(np.full(20, 10, np.uint8)))
    with pytest.raises(DataFault, match="no digits"):
        read_arrays(tmp_path)


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    """Cut off, not an archive, without a member, of another dtype: all are DataFaults."""
    path = archive(tmp_path)
    whole, buffer = path.read_bytes(), io.BytesIO()
    np.save(buffer, small()[0])
    lacking = io.BytesIO()
    with zipfile.ZipFile(lacking, "w") as file:
        file.writestr("x_train.npy", buffer.getvalue())
    floats = io.BytesIO()
    np.savez(floats, x_train=[0.5], y_train=[0.5], x_test=[0.5], y_test=[0.5])
    for raw in (whole[:1000], b"", b"text", buffer.getvalue(), lacking.getvalue()):
        path.write_bytes(raw)
        with pytest.raises(DataFault, match=r"mnist\.npz: "):
            read_arrays(path)
    path.write_bytes(floats.getvalue())
    with pytest.raises(DataFault, match="dtype float64"):
        read_arrays(path)


def test_values_that_are_not_mnists_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many images as MNIST has must have MNIST's checksum: one wrong byte is enough."""
    monkeypatch.setattr(sources, "_FULL_TRAINING", 20)
    with pytest.raises(DataFault, match=rf"{FILES[0]}: {FILES[0]} does not hold MNIST.*SHA-256"):
        read_arrays(plain(tmp_path))


def test_a_file_that_may_not_be_read_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another user's cache is passed over."""
    path = archive(tmp_path)
    monkeypatch.setattr(os, "access", lambda *arguments: False)
    assert held(path) is None
