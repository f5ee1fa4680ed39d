"""What platforms and people do now and then to a download: still a row for everybody in it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from grader.batch.submissions import Delivery
from grader.batch.submissions import find as find_with
from grader.catalog import Catalog
from grader.foundation.errors import UsageFault

SCRIPT = b"x = 1\n"
Look = Callable[..., Delivery]


@pytest.fixture
def look(tmp_path: Path, reader) -> Look:
    """Return a function that writes files into a folder and understands that for relu."""
    catalog = Catalog()
    find = partial(find_with, reader=reader, only=True, course=catalog.slugs())

    def understand(names: list[str], root: str = "class", **contents: bytes) -> Delivery:
        for name in names:
            path = tmp_path / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents.get(path.suffix[1:], SCRIPT))
        return find(tmp_path / root, [catalog.get("relu")])

    return understand


def told(delivery: Delivery) -> dict[str, str]:
    """Return the reason why nothing of them can be graded, by student; empty if something can."""
    return {row.student: row.problem for row in delivery.rows}


def test_what_canvas_has_beside_files(look: Look) -> None:
    """A link or a text is a row with its reason; anonymous students are known by their signs."""
    names = ["ada_1_2_relu.py", "ben_LATE_3_link.html", "cid_4_text.html", "anon_Zx8fq_5_relu.py"]
    delivery = look([*names, "anon_LATE_a1B2c_6_relu.py"])
    assert delivery.layout.name == "canvas"
    assert told(delivery) == {
        "1": "",
        "3": "A link was given to Canvas; no file was handed in.",
        "4": "It was typed into Canvas as a text; no file was handed in.",
        "Zx8fq": "",
        "a1B2c": "",
    }
    assert [row.student for row in delivery.rows if row.late] == ["3", "a1B2c"]


def test_what_moodle_has_beside_files(look: Look) -> None:
    """Who left a comment, or what else a plugin takes, and no file has a row that says so."""
    start = "{}_{}_assignsubmission_{}_/{}"
    delivery = look(
        [
            start.format("Ada A", 1, "file", "relu.py"),
            start.format("Ben B", 2, "comments", "comments.html"),
            start.format("Cid C", 3, "mahara", "view.html"),
        ]
    )
    assert told(delivery) == {
        "Ada A": "",
        "Ben B": "There is a comment in Moodle; no file was handed in.",
        "Cid C": "Moodle has no file, but mahara.",
    }


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("Oct 5, 2026 1041 PM", "2026-10-05T22:41:00+00:00"),
        ("October 5, 2026 10:41 pm", "2026-10-05T22:41:00+00:00"),
        ("5 October, 2026 1041 PM", "2026-10-05T22:41:00+00:00"),
        ("05 October 2026 22.41", "2026-10-05T22:41:00+00:00"),
        ("5 oct. 2026 22h41", "2026-10-05T22:41:00+00:00"),
        ("5 września 2026 2241", ""),
        ("2026-10-05 2241", ""),
    ],
)
def test_times_as_brightspace_writes_them(look: Look, written: str, understood: str) -> None:
    """English times in any order are read; where one cannot be, the student has a row all the same.

    A name may hold a hyphen between blanks.
    """
    delivery = look(
        [f"1-9 - Ada - A - {written}/relu.py", "2-9 - Ben - Oct 5, 2026 1041 PM/relu.py"]
    )
    assert delivery.layout.name == "brightspace"
    (ada,) = [row for row in delivery.rows if row.student == "1"]
    assert (ada.name, ada.submitted) == ("Ada - A", understood)


METADATA = """---
submission_1:
  :submitters:
  - :name: Ada
    :sid: '7'
    :email: ada@x.example
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-10-05 20:41:10.000000000 Z
    zone: &1 !ruby/object:ActiveSupport::TimeZone
      name: Etc/UTC
    time: 2026-10-05 22:41:10.000000000 Z
  :history:
  - :created_at: 2026-10-01 00:00:00.000000000 Z
    utc: 2026-10-02 00:00:00.000000000 Z
"""


def test_times_as_gradescope_writes_them(look: Look) -> None:
    """A time that stands there as an object of Ruby's is read, and none of earlier submissions."""
    names = ["submission_1/relu.py", "submission_metadata.yml"]
    (ada,) = look(names, yml=METADATA.encode()).rows
    assert (ada.student, ada.submitted) == ("7", "2026-10-05T20:41:10+00:00")


def test_the_folder_of_a_course_of_nbgrader(look: Look) -> None:
    """Where it is given instead of `submitted`, only what students submitted is taken."""
    delivery = look(
        [
            "submitted/ada/relu/relu.ipynb", "submitted/ben/relu/Relu.ipynb",
            "source/relu/relu.ipynb", "release/relu/relu.ipynb", "nbgrader_config.py",
            "autograded/ada/relu/relu.ipynb", "gradebook.db",
        ]
    )  # fmt: skip
    assert delivery.layout.name == "nbgrader"
    assert told(delivery) == {"ada": "", "ben": ""}
    assert [row.place for row in delivery.rows] == [
        "submitted/ada/relu/relu.ipynb",
        "submitted/ben/relu/Relu.ipynb",
    ]


def test_the_download_lies_beside_the_roster(look: Look, zip_of) -> None:
    """A folder with a platform's archive and the owner's tables is that archive."""
    packed = zip_of({"ada_1_2_relu.py": SCRIPT, "ben_3_4_relu.py": SCRIPT})
    delivery = look(["submissions.zip", "people.csv", "course.toml"], zip=packed)
    assert delivery.layout.name == "canvas"
    assert told(delivery) == {"1": "", "3": ""}


def test_the_download_was_zipped_again(look: Look, zip_of, tmp_path, reader) -> None:
    """A zip that holds nothing but a platform's archive is that; students' zips stay theirs."""
    packed = zip_of({"ada_1_2_relu.py": SCRIPT, "ben_3_4_work.zip": zip_of({"relu.py": SCRIPT})})
    (tmp_path / "again.zip").write_bytes(zip_of({"mail/submissions.zip": packed}))
    relu = [Catalog().get("relu")]
    delivery = find_with(tmp_path / "again.zip", relu, reader, only=True)
    assert delivery.layout.name == "canvas"
    assert {row.student: row.problem for row in delivery.rows} == {"1": "", "3": ""}
    assert [one.raw for one in delivery.read()] == [SCRIPT, SCRIPT]


def test_two_downloads_in_one_folder(look: Look, zip_of) -> None:
    """They are not taken for two students; which to do is told."""
    packed = zip_of({"ada_1_2_relu.py": SCRIPT, "ben_3_4_relu.py": SCRIPT})
    with pytest.raises(UsageFault, match=r"2 downloads in .*: one\.zip, two\.zip"):
        look(["one.zip", "two.zip"], zip=packed)


def test_files_of_other_exercises(look: Look) -> None:
    """With --exercise, what is called like another exercise is not graded as this one."""
    delivery = look(["ada/relu.py", "ada/dropout.py", "ben/dropout.py", "cid/l2/main.py"])
    problems = told(delivery)
    assert problems.pop("ada") == ""
    assert problems == {
        "ben": "There is no file relu.py or relu.ipynb; handed in: dropout.py.",
        "cid": "There is no file relu.py or relu.ipynb; handed in: main.py.",
    }
    assert delivery.ignored == ()


def test_an_archive_in_an_archive(look: Look, zip_of) -> None:
    """Of a student's archive no further one is opened; a damaged one is told in plain words."""
    packed = zip_of({"inner.zip": zip_of({"relu.py": SCRIPT})})
    nested = told(look(["ada/work.zip"], zip=packed))["ada"]
    assert "inner.zip is an archive in an archive" in nested
    damaged = told(look(["ada/work.zip"], zip=packed[:30]))["ada"]
    assert damaged == "work.zip cannot be unpacked: it is damaged, or no archive."
