"""Archives are read by name within a budget; whatever is wrong with one is told of that one."""

import io
import resource
import runpy
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.batch.archives import Archive, Budget, Unreadable, is_archive
from grader.pipeline.reader import READING, Reader

ARCHIVES = runpy.run_path(str(Path(__file__).parents[1] / "submissions" / "handed_in.py"))[
    "ARCHIVES"
]
MOST = 1 << 20


@contextmanager
def within(megabytes: int) -> Iterator[None]:
    """Let this process map so much more memory, and no more."""
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (mapped + (megabytes << 20), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def zipped(**members: bytes) -> bytes:
    """Return a zip of these members, their names' underscores made slashes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "/"), data)
    return file.getvalue()


def read_all(archive: Archive) -> dict[str, bytes]:
    """Return every file of an archive."""
    return {entry.name: archive.read(entry, MOST) for entry in archive.entries()}


def test_entries_and_files_of_a_zip(reader: Reader) -> None:
    """Names, sizes and UTC times are listed, and each file is read by itself."""
    with Archive(zipped(work_a=b"one", work_b=b"two!"), reader) as archive:
        assert [(one.name, one.size) for one in archive.entries()] == [("work/a", 3), ("work/b", 4)]
        assert all(one.modified.endswith("+00:00") for one in archive.entries())
        assert archive.read(archive.entries()[1], MOST) == b"two!"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_in_any_compression(mode: str, reader: Reader, tmp_path: Path) -> None:
    """A tar is read like a zip, from a file too."""
    path = tmp_path / "work.tar"
    (tmp_path / "a.py").write_bytes(b"one")
    with tarfile.open(path, mode) as archive:
        archive.add(tmp_path / "a.py", "work/a.py")
    with path.open("rb") as file, Archive(file, reader) as archive:
        assert read_all(archive) == {"work/a.py": b"one"}


def test_an_archive_in_an_archive(reader: Reader) -> None:
    """What was read of one archive can be opened as another."""
    with Archive(zipped(inner=zipped(a=b"one")), reader) as outer:
        inner = read_all(outer)["inner"]
    with Archive(inner, reader) as archive:
        assert read_all(archive) == {"a": b"one"}


def test_names_of_places_outside_are_left_out(reader: Reader) -> None:
    """A name that climbs out, or begins at the root, is told and is no entry."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in ("../a", "/etc/a", "b/../../a", "n" * 3_000, "good"):
            made.writestr(name, b"")
    with Archive(file.getvalue(), reader) as archive:
        assert [one.name for one in archive.entries()] == ["good"]
        assert len(archive.left_out()) == 4


def test_names_in_any_bytes(reader: Reader) -> None:
    """A name that is not UTF-8 is listed readably, and its file can be read."""
    file = io.BytesIO()
    with tarfile.open(
        fileobj=file, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1"
    ) as made:
        info = tarfile.TarInfo("Jürgen.py")
        info.size = 3
        made.addfile(info, io.BytesIO(b"one"))
    with Archive(file.getvalue(), reader) as archive:
        assert read_all(archive) == {"J�rgen.py": b"one"}


def test_no_more_is_read_than_asked_for(reader: Reader) -> None:
    """The first bytes of a member cost no more than they are."""
    with Archive(zipped(a=bytes(100 << 20)), reader) as archive:
        assert len(archive.read(archive.entries()[0], 10)) == 10


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        (Budget(entries=2, size=MOST, cpu_s=10), "more than 2 files"),
        (Budget(entries=9, size=5, cpu_s=10), "more than 0 MiB"),
        (Budget(entries=9, size=MOST, cpu_s=0), "takes more than 0 s"),
    ],
    ids=["entries", "bytes", "time"],
)
def test_one_archive_has_one_budget(budget: Budget, says: str, reader: Reader) -> None:
    """Files, bytes and processor time are counted over all that is asked of an archive."""
    with (
        Archive(zipped(a=b"1234", b=b"1234", c=b"1234"), reader, budget) as archive,
        pytest.raises(Unreadable, match=says),
    ):
        read_all(archive)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ARCHIVES))
def test_a_hostile_archive_is_unreadable_and_costs_little(name: str, reader: Reader) -> None:
    """It is told what is wrong, the parent takes at most 64 MB, the child what it may have."""
    assert is_archive(name)
    with Archive(zipped(a=b"one"), reader) as archive:
        read_all(archive)  # so that the processes are there
    before = resource.getrusage(resource.RUSAGE_SELF)
    with within(64), pytest.raises(Unreadable) as caught:
        read_whole(ARCHIVES[name], reader)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert str(caught.value)
    assert after.ru_utime - before.ru_utime < READING.cpu_s / 2
    with Archive(zipped(a=b"one"), reader) as archive:
        assert read_all(archive) == {"a": b"one"}


def read_whole(data: bytes, reader: Reader) -> None:
    """Read every file of an archive; one that is larger than a script may be is unreadable too."""
    with Archive(data, reader) as archive:
        if any(len(archive.read(entry, MOST + 1)) > MOST for entry in archive.entries()):
            raise Unreadable("holds a file that is too large")
