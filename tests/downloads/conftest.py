"""Downloads of learning platforms with twelve students each, as messy as real ones are.

A builder returns files by their paths, and which rows there must be: by student and attempt, the
name under which a file is graded (empty: none), words of the note or the reason, and the time.
"""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

GOOD = b"x = 1\n"
DOCX = b"PK\x03\x04 not a script"
Files = dict[str, bytes]
Wanted = dict[tuple[str, int], tuple[str, str, str]]
NFD = unicodedata.normalize("NFD", "Zoë Núñez")
NFC = unicodedata.normalize("NFC", NFD)


def zipped(files: Files) -> bytes:
    """Return a zip archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 5, 12, 0, 0)), content)
    return data.getvalue()


def locked(files: Files) -> bytes:
    """Return an archive whose members say that they are encrypted."""
    raw = zipped(files)
    for header, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.index(header) + flag
        raw = raw[:at] + b"\x01\x00" + raw[at + 2 :]
    return raw


# What each of the twelve students handed in: names and bytes, then what is to come of it.
WORK: tuple[tuple[Files, str, str], ...] = (
    ({"relu.py": GOOD}, "relu.py", ""),
    ({"Relu.PY": GOOD}, "Relu.py", "Taken from Relu.PY"),
    ({"relu (1).py": GOOD}, "relu (1).py", "Taken from relu (1).py"),
    ({"relu_final.py.txt": GOOD}, "relu_final.py", "Taken from relu_final.py.txt"),
    ({"work.zip": zipped({"My work/relu.py": GOOD, "__MACOSX/._relu.py": b""})}, "relu.py", ""),
    ({"homework.docx": DOCX}, "", "homework.docx is a Word document"),
    ({"relu.py": b""}, "relu.py", ""),
    ({"damaged.zip": zipped({"relu.py": GOOD})[:40]}, "", "damaged.zip cannot be unpacked"),
    ({"secret.zip": locked({"relu.py": GOOD})}, "", "encrypted"),
    ({"assignment3.py": GOOD, "notes.pdf": b"%PDF"}, "assignment3.py", "the only file with code"),
    ({"back.zip": zipped({"src\\relu.py": GOOD})}, "relu.py", ""),
    ({"relu.ipynb": b"{}"}, "relu.ipynb", ""),
)
NAMES = (
    "Ada Lovelace", "Grace Hopper", "Alan Turing", "Edsger Dijkstra", "Barbara Liskov",
    "Donald Knuth", "Frances Allen", "John Backus", "Radia Perlman", "Tony Hoare",
    "Jean-Luc O'Brien Jr.", NFD,
)  # fmt: skip


def canvas(again: bool = True) -> tuple[Files, Wanted]:
    """Flat files; the second is late, and the first was handed in a second time."""
    files: Files = {}
    wanted: Wanted = {}
    for number, (work, *told) in enumerate(WORK):
        name = "".join(reversed(NAMES[number].lower().split()))
        late = "_LATE" if number == 1 else ""
        for at, (file, data) in enumerate(work.items()):
            files[f"{name}{late}_{100 + number}_{9000 + 10 * number + at}_{file}"] = data
        wanted[str(100 + number), 1] = (*told, "")
    if again:
        files["lovelaceada_100_9999_relu-1.py"] = b"x = 2\n"
        wanted["100", 2] = ("relu.py", "", "")
    files["babbagecharles_200_text.html"] = b"<p>I forgot the file</p>"
    wanted["200", 1] = ("", "typed into Canvas", "")
    return files, wanted


def moodle(form: str) -> tuple[Files, Wanted]:
    """Folders, of the older or the newer spelling, or flat files with that as a prefix."""
    files: Files = {}
    wanted: Wanted = {}
    for number, (work, *told) in enumerate(WORK):
        start = f"{NAMES[number]}_{5000 + number}_assignsubmission_file{form}"
        for file, data in work.items():
            files[start + file] = data
        wanted[unicodedata.normalize("NFC", NAMES[number]), 0] = (*told, "")
    typed = f"Ida Rhodes_6000_assignsubmission_onlinetext{form}onlinetext.html"
    files[typed] = b"<p>see attachment</p>"
    wanted["Ida Rhodes", 0] = ("", "typed into Moodle", "")
    return files, wanted


def gradescope() -> tuple[Files, Wanted]:
    """Numbered folders and the file that says whose they are; the last two are a group."""
    files: Files = {}
    wanted: Wanted = {}
    rows = ["---"]
    for number, (work, *told) in enumerate(WORK):
        folder = f"submission_{300001 + number}"
        for file, data in work.items():
            files[f"assignment_5551234_export/{folder}/{file}"] = data
        people = [number] if number < 11 else [11, 12]
        rows += [f"{folder}:", "  :submitters:"]
        for one in people:
            name = [*NAMES, 'Partner: the "second"'][one].replace('"', '\\"')
            rows += [
                f'  - :name: "{name}"',
                f"    :sid: '{7000 + one}'",
                f"    :email: s{one}@x.example",
            ]
            wanted[str(7000 + one), 0] = (*told, "2026-10-05T20:41:10+00:00")
        rows += ["  :created_at: 2026-10-05 22:41:10.123456000 +02:00", "  :score: 3.0"]
        rows += ["  :results:", "    output: |", "      submission_9:", "      :created_at: never"]
    rows += ["submission_400000:", "  :submitters:", "  - :name: Nobody's File", "    :sid: ''"]
    rows += ["    :email: n@x.example", "  :created_at: 2026-10-06 00:00:00 Z"]
    wanted["n@x.example", 0] = ("", "there is no file", "2026-10-06T00:00:00+00:00")
    files["assignment_5551234_export/submission_metadata.yml"] = "\n".join(rows).encode()
    return files, wanted


def blackboard() -> tuple[Files, Wanted]:
    """Flat files with a note beside each attempt; the first student has two."""
    files: Files = {}
    wanted: Wanted = {}
    attempts = [(number, "2026-10-05-22-41-10", *WORK[number]) for number in range(12)]
    attempts.append((0, "2026-10-07-08-00-00", {"relu.py": b"x = 2\n"}, "relu.py", ""))
    for number, time, work, *told in attempts:
        user = f"s_{number}" if number == 3 else f"s{number}"
        stem = f"ReLU 1_{user}_attempt_{time}"
        note = [f"Name: {NAMES[number]} ({user})", "Assignment: ReLU 1", "", "Files:"]
        for file, data in work.items():
            files[f"{stem}_{file}"] = data
            note += [f"\tOriginal filename: {file}", f"\tFilename: {stem}_{file}"]
        files[f"{stem}.txt"] = "\n".join(note).encode()
        day, clock = time[:10], time[11:].replace("-", ":")
        wanted[user, 2 if clock[0] == "0" else 1] = (*told, f"{day}T{clock}+00:00")
    files["ReLU 1_s99_attempt_2026-10-05-01-02-03.txt"] = b"Name: Ida Rhodes (s99)\n"
    wanted["s99", 1] = ("", "No file was handed in", "2026-10-05T01:02:03+00:00")
    return files, wanted


def brightspace() -> tuple[Files, Wanted]:
    """A folder for each attempt; the first student has two."""
    files: Files = {"index.html": b"<html>"}
    wanted: Wanted = {}
    for number, (work, *told) in enumerate(WORK):
        folder = f"{1000 + number}-55 - {NAMES[number]} - Oct 5, 2026 1041 PM"
        for file, data in work.items():
            files[f"{folder}/{file}"] = data
        wanted[str(1000 + number), 1] = (*told, "2026-10-05T22:41:00+00:00")
    files["1000-55 - Ada Lovelace - Oct 12, 2026 905 AM/relu.py"] = b"x = 2\n"
    wanted["1000", 2] = ("relu.py", "", "2026-10-12T09:05:00+00:00")
    return files, wanted


def github() -> tuple[Files, Wanted]:
    """Clones with what the platform puts there; one student's is as it was given."""
    files: Files = {}
    wanted: Wanted = {}
    for number, (work, *told) in enumerate(WORK):
        clone = f"relu-submissions/relu-user-{number}"
        for file, data in work.items():
            files[f"{clone}/{file}"] = data
        files[f"{clone}/.gitignore"] = b"x"
        for file in (".git/HEAD", ".github/workflows/classroom.yml", "README.md"):
            files[f"{clone}/{file}"] = b"x"
        wanted[f"user-{number}", 0] = (*told, "")
    files["relu-submissions/relu-idle/README.md"] = b"x"
    files["relu-submissions/relu-bare/.git/HEAD"] = b"x"
    wanted["idle", 0] = ("", "There is no file relu.py", "")
    wanted["bare", 0] = ("", "The folder is empty", "")
    return files, wanted


def nbgrader() -> tuple[Files, Wanted]:
    """submitted/STUDENT/ASSIGNMENT with the time of each."""
    files: Files = {}
    wanted: Wanted = {}
    for number, (work, *told) in enumerate(WORK):
        folder = f"submitted/stu{number}/relu"
        for file, data in work.items():
            files[f"{folder}/{file}"] = data
        files[f"{folder}/timestamp.txt"] = b"2026-10-05 22:41:10.123456 UTC"
        files[f"{folder}/submission_secret.txt"] = b"0123456789abcdef"
        files[f"{folder}/.ipynb_checkpoints/relu-checkpoint.ipynb"] = b"{}"
        wanted[f"stu{number}", 0] = (*told, "2026-10-05T22:41:10+00:00")
    return files, wanted


def exchange() -> tuple[Files, Wanted]:
    """nbgrader's exchange: a folder for each attempt, beside what goes out; the first has two."""
    files: Files = {"cs1/outbound/relu/relu.ipynb": b"{}", "cs1/feedback/0123.html": b"<html>"}
    wanted: Wanted = {}
    attempts = [(number, "2026-10-05 22:41:10.123456 UTC", *one) for number, one in enumerate(WORK)]
    attempts.append((0, "2026-10-07 08:00:00.5 CEST", {"relu.py": b"x = 2\n"}, "relu.py", ""))
    for number, time, work, *told in attempts:
        folder = f"cs1/inbound/stu{number}+relu+{time}+MTIzNDU2Nzg5"
        for file, data in work.items():
            files[f"{folder}/{file}"] = data
        files[f"{folder}/timestamp.txt"] = time.encode() if number else b""
        files[f"{folder}/submission_secret.txt"] = b"0123456789abcdef"
        moment = f"{time[:10]}T{time[11:19]}+00:00"
        wanted[f"stu{number}", 2 if "CEST" in time else 1] = (*told, moment)
    return files, wanted


def plain() -> tuple[Files, Wanted]:
    """A folder for each student."""
    files: Files = {"readme.md": b"about"}
    wanted: Wanted = {}
    for number, (work, *told) in enumerate(WORK):
        for file, data in work.items():
            files[f"{NAMES[number]}/{file}"] = data
        wanted[unicodedata.normalize("NFC", NAMES[number]), 0] = (*told, "any")
    return files, wanted


BUILDERS: dict[str, Callable[[], tuple[Files, Wanted]]] = {
    "canvas": canvas,
    "moodle": lambda: moodle("_/"),
    "moodle-newer": lambda: moodle("/"),
    "moodle-flat": lambda: moodle("_"),
    "gradescope": gradescope,
    "blackboard": blackboard,
    "brightspace": brightspace,
    "github": github,
    "nbgrader": nbgrader,
    "nbgrader-exchange": exchange,
    "plain": plain,
}


# A zip in a folder is the download of a platform, but in the plain layout one student's archive.
FORMS = [
    (platform, form)
    for platform in BUILDERS
    for form in ("folder", "zip", "zip in a folder")
    if (platform, form) != ("plain", "zip in a folder")
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for platform and form every download in turn."""
    if {"platform", "form"} <= set(metafunc.fixturenames):
        metafunc.parametrize(("platform", "form"), FORMS)


@pytest.fixture
def download(tmp_path: Path) -> Callable[..., tuple[Path, Wanted]]:
    """Return a function that builds a platform's download as a folder, a zip or a zip in one."""

    def build(platform: str, form: str = "folder") -> tuple[Path, Wanted]:
        files, wanted = BUILDERS[platform]()
        folder = tmp_path / "download"
        folder.mkdir()
        if form == "folder":
            for name, data in files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            return folder, wanted
        path = folder / "submissions.zip"
        path.write_bytes(zipped(files))
        return (path if form == "zip" else folder), wanted

    return build


@dataclass(frozen=True)
class Messy:
    """Downloads as they come. names: those of the twelve students."""

    names: tuple[str, ...] = NAMES

    def write(self, platform: str, place: Path, answer: Path) -> int:
        """Write a download at `place`, a folder or a zip; return how many students are in it.

        Scripts that stand for an answer hold the one in the file `answer`.
        """
        files, wanted = BUILDERS[platform]()
        right = {
            name: answer.read_bytes() if data == GOOD else data for name, data in files.items()
        }
        tops = {name.split("/")[0] for name in right}
        if place.suffix == ".zip":
            place.write_bytes(zipped(right))
        for name, data in right.items() if place.suffix != ".zip" else ():
            path = (place.parent if tops == {place.name} else place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return len({student for student, _ in wanted})


@pytest.fixture
def messy() -> Messy:
    """Return what writes downloads."""
    return Messy()


@pytest.fixture
def zip_of() -> Callable[[Files], bytes]:
    """Return the function that zips files."""
    return zipped
