"""Row digests: equal rows have equal digests, different rows practically never."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.collect.digest import row_digests
from grader.data import read_data_sets

FLOATS = st.floats(width=32, allow_nan=False)


@given(hnp.arrays(np.float32, st.tuples(st.integers(0, 5), st.integers(0, 6)), elements=FLOATS))
def test_a_digest_depends_on_its_row_alone(array: npt.NDArray[np.float32]) -> None:
    """Digesting all rows at once or one by one gives the same uint32 values."""
    digests = row_digests(array)
    assert (digests.dtype, digests.shape) == (np.dtype("<u4"), (len(array),))
    alone = [row_digests(array[n : n + 1])[0] for n in range(len(array))]
    assert alone == digests.tolist()


@pytest.mark.parametrize("shape", [(6, 784), (6, 28, 28), (6, 28, 28, 1), (6, 1, 784)])
def test_the_shape_of_a_row_does_not_matter(shape: tuple[int, ...]) -> None:
    """A flat image and a square one are the same row."""
    images = np.random.default_rng(1).random((6, 784), np.float32)
    assert row_digests(images).tolist() == row_digests(images.reshape(shape)).tolist()


@pytest.mark.parametrize("dtype", ["float64", "int32", "uint8", "bool", ">f4"])
def test_the_dtype_of_a_row_does_not_matter(dtype: str) -> None:
    """Rows are compared as the float32 values that TensorFlow is fed."""
    rows = np.eye(4)
    assert row_digests(rows.astype(np.float32)).tolist() == row_digests(rows.astype(dtype)).tolist()


def test_the_order_of_memory_does_not_matter() -> None:
    """A transposed view has the digests of its copy."""
    rows = np.arange(12, dtype=np.float32).reshape(3, 4).T
    assert row_digests(rows).tolist() == row_digests(rows.copy()).tolist()


@pytest.mark.parametrize("shape", [(0,), (0, 4), (0, 28, 28, 1), (3, 0)])
def test_nothing_has_a_digest_too(shape: tuple[int, ...]) -> None:
    """An empty batch has no digests, empty rows have equal ones."""
    digests = row_digests(np.zeros(shape, np.float32))
    assert [0] * shape[0] == digests.tolist()


def test_a_vector_has_a_digest_for_each_number() -> None:
    """The rows of a vector are its elements."""
    assert len(set(row_digests(np.arange(100)).tolist())) == 100


def test_the_order_of_values_in_a_row_matters() -> None:
    """Two rows with the same values in another order differ."""
    first, second = row_digests(np.array([[1.0, 2.0], [2.0, 1.0]]))
    assert first != second


def test_only_the_first_65536_values_of_a_row_count() -> None:
    """A huge row is digested by its beginning."""
    rows = np.zeros((3, 65_538), np.float32)
    rows[1, 65_535] = rows[2, 65_537] = 1
    digests = row_digests(rows)
    assert digests[0] == digests[2] != digests[1]


def test_the_images_of_the_shipped_data_are_told_apart() -> None:
    """No two different images of the course's data share a digest."""
    mnist = read_data_sets(one_hot=True)
    images = np.concatenate([mnist.train.images, mnist.validation.images, mnist.test.images])
    assert len(np.unique(images, axis=0)) == len(np.unique(row_digests(images)))
