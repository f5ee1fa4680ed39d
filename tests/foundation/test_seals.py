"""Numbers that tell from which file an array was read."""

import numpy as np
import pytest

from grader.foundation.seals import (
    FORMS,
    MOST_ARRAYS,
    MOST_FILES,
    Seal,
    Seals,
    drawn,
    secret_of,
)

SECRET = secret_of(b"a student's seed")


@pytest.fixture(scope="module")
def seals() -> Seals:
    """Return what knows the numbers of one run."""
    return Seals(SECRET)


def test_every_place_has_numbers_of_its_own() -> None:
    """They are small and positive, so that no model overflows and no variance is negative."""
    places = [Seal(form, file, 3) for form in FORMS for file in range(3)]
    arrays = [drawn(SECRET, place, (4, 5)) for place in places]
    assert len({array.tobytes() for array in arrays}) == len(places)
    assert all(array.min() > 0 and array.max() < 0.2 for array in arrays)


def test_both_sides_draw_the_same() -> None:
    """What is drawn depends on secret, place and shape alone; of less, it is the beginning."""
    place = Seal("keras", 1, 2)
    assert np.array_equal(drawn(SECRET, place, (7, 2)), drawn(SECRET, place, (7, 2)))
    assert drawn(SECRET, place, (3,)).tolist() == drawn(SECRET, place, (3, 5)).ravel()[:3].tolist()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "place", [Seal("keras", 0, 0), Seal("saved_model", MOST_FILES - 1, MOST_ARRAYS - 1)]
)
@pytest.mark.parametrize("shape", [(), (1,), (30, 20)])
def test_an_array_tells_its_file(
    seals: Seals, place: Seal, shape: tuple[int, ...], dtype: str
) -> None:
    """Form, number of the file and number of the array are found by the numbers."""
    assert seals.origin(drawn(SECRET, place, shape).astype(dtype)) == place


def test_one_other_number_is_another_array(seals: Seals) -> None:
    """An array that is the file's but for one number is from no file."""
    array = drawn(SECRET, Seal("weights", 0, 1), (8, 8)).astype(np.float32)
    array[7, 7] = np.nextafter(array[7, 7], np.float32(1))
    assert seals.origin(array) is None


@pytest.mark.parametrize(
    "array",
    [np.zeros((2, 2)), np.zeros((0, 3)), np.array([1, 2]), np.full(3, np.nan), np.array(["a"])],
    ids=["zeros", "none", "whole numbers", "nan", "texts"],
)
def test_other_arrays_are_from_no_file(seals: Seals, array: np.ndarray) -> None:  # type: ignore[type-arg]
    """So is whatever a forged claim may hold."""
    assert seals.origin(array) is None


def test_another_students_numbers_are_from_no_file(seals: Seals) -> None:
    """Each student has a secret of their own, from which the seed does not follow."""
    other = secret_of(b"another seed")
    assert len({other, SECRET, b"another seed"}) == 3
    assert seals.origin(drawn(other, Seal("keras", 0, 0), (4,))) is None
