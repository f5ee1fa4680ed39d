"""A student's file: a submission, or the reason why there is none to grade. No TensorFlow here."""

import ast
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.catalog import Exercise, load_exercise
from grader.submission import (
    MAX_BYTES,
    Submission,
    Ungradable,
    open_submission,
    parse_submission,
    shown_name,
    start_of,
)

STUB = (
    "import tensorflow.compat.v1 as tf\n\ntf.disable_v2_behavior()\n\n"
    "x = tf.placeholder(tf.float32, [None])\nb = tf.Variable(0.0)\n\n# TODO: y = 2x + b\n"
)


def parse(raw: bytes, exercise: Exercise) -> Submission | Ungradable:
    """Return what becomes of a file `double.py` with these bytes."""
    return parse_submission("double.py", raw, start_of(exercise))


def test_the_stub_here_is_the_stub_of_the_exercise(double: Exercise) -> None:
    """The text that these tests change is the exercise's own."""
    assert double.stub.read_text() == STUB


def test_a_right_file_is_a_submission(double: Exercise) -> None:
    """Name and source are handed on as they are."""
    raw = open_submission(double.solution, double.slug)
    assert raw == double.solution.read_bytes()
    assert parse(raw, double) == Submission("double.py", raw)


@pytest.fixture
def unreadable(double: Exercise, tmp_path: Path) -> Exercise:
    """Return an exercise whose starting file Python cannot read before it is fixed."""
    folder = tmp_path / "double"
    shutil.copytree(double.folder, folder)
    (folder / "double.py").write_text("# TODO: fix it\nx = (1\n\ny = 'a\n")
    return load_exercise(folder)


@pytest.mark.parametrize(
    ("text", "headline", "line"),
    [
        pytest.param("# TODO: fix it\nx = (1\n\ny = 'a\n", "not started", 0, id="untouched"),
        pytest.param("x = (1  \r\n  # mine\r\ny = 'a", "not started", 0, id="other-comments"),
        pytest.param("x = (1\n\ny = 'a'\n", "syntax error", 1, id="half-fixed"),
        pytest.param("x = (1)\n\ny = 'a\n", "syntax error", 3, id="other-half"),
    ],
)
def test_a_stub_may_be_a_file_that_python_cannot_read(
    text: str, headline: str, line: int, unreadable: Exercise
) -> None:
    """Untouched it is not started; half fixed, the line that is wrong is shown."""
    found = parse(text.encode(), unreadable)
    assert isinstance(found, Ungradable)
    assert found.headline == headline
    assert [where.line for where in found.problem.lines] == [line] * (line > 0)


def test_an_unreadable_stub_that_is_mended_is_a_submission(unreadable: Exercise) -> None:
    """Nothing of it has to be like the starting file."""
    assert isinstance(parse(b"x = (1)\ny = 'a'\n", unreadable), Submission)


def test_a_missing_file_is_named(double: Exercise, tmp_path: Path) -> None:
    """A file that does not exist says how to get the starting file."""
    found = open_submission(tmp_path / "double.py", double.slug)
    assert isinstance(found, Ungradable)
    assert (found.file, found.headline) == ("double.py", "no such file")
    assert "grade start double" in found.problem.hint


def test_a_folder_is_not_a_file(double: Exercise, tmp_path: Path) -> None:
    """A folder is answered as one."""
    found = open_submission(tmp_path, double.slug)
    assert isinstance(found, Ungradable)
    assert found.headline == "a folder"


def test_a_fifo_is_not_waited_for(double: Exercise, tmp_path: Path) -> None:
    """A named pipe without a writer does not block."""
    os.mkfifo(tmp_path / "double.py")
    found = open_submission(tmp_path / "double.py", double.slug)
    assert isinstance(found, Ungradable)
    assert found.headline == "not a regular file"


def test_a_device_is_not_read(double: Exercise) -> None:
    """An endless device is not a file."""
    found = open_submission(Path("/dev/zero"), double.slug)
    assert isinstance(found, Ungradable)
    assert found.headline == "not a regular file"


def test_a_link_to_nothing_is_missing(double: Exercise, tmp_path: Path) -> None:
    """A dangling link is answered like a missing file, a loop as unreadable."""
    (tmp_path / "double.py").symlink_to(tmp_path / "gone.py")
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop.py")
    missing = open_submission(tmp_path / "double.py", double.slug)
    loop = open_submission(tmp_path / "loop.py", double.slug)
    assert isinstance(missing, Ungradable) and isinstance(loop, Ungradable)
    assert (missing.headline, loop.headline) == ("no such file", "not readable")


def test_a_name_that_is_too_long_is_not_readable(double: Exercise, tmp_path: Path) -> None:
    """A name that the system refuses is shown in part."""
    found = open_submission(tmp_path / ("x" * 5000 + ".py"), double.slug)
    assert isinstance(found, Ungradable)
    assert found.headline == "not readable"
    assert len(found.file) <= 100


def test_a_file_name_cannot_hide_escapes(double: Exercise, tmp_path: Path) -> None:
    """Terminal escapes in a file's name are not shown."""
    path = tmp_path / "a\x1b[31mb.py"
    path.write_text("1/0\n")
    assert shown_name(path) == "ab.py"


@pytest.mark.parametrize(
    ("raw", "headline", "kind", "says"),
    [
        pytest.param(b"", "empty", "empty", "is empty", id="empty"),
        pytest.param(b" \n\t\r\n\x0c", "empty", "empty", "is empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf\n", "empty", "empty", "is empty", id="BOM alone"),
        pytest.param(STUB.encode(), "not started", "not started", "starting file", id="stub"),
        pytest.param(
            b"# mine\n" + STUB.replace("# TODO: y = 2x + b", "  # later").encode(),
            "not started", "not started", "starting file", id="stub, other comments",
        ),
        pytest.param(
            STUB.replace("\n", "\r\n").replace("0.0", "0.00").encode(),
            "not started", "not started", "starting file", id="stub, other layout",
        ),
        pytest.param(
            b"\xef\xbb\xbf" + STUB.encode(), "not started", "not started", "starting file",
            id="stub, BOM",
        ),
        pytest.param(
            b"\0" * 10, "not Python text", "UnicodeError", "NUL byte, on line 1", id="zeros"
        ),
        pytest.param(
            b"x = 1\ny = '\0'\n", "not Python text", "UnicodeError", "NUL byte, on line 2", id="NUL"
        ),
        pytest.param(
            "x = 1\n".encode("utf-16"), "not Python text", "UnicodeError", "UTF-16", id="UTF-16"
        ),
        pytest.param(
            "x = 1\n".encode("utf-16-be"), "not Python text", "UnicodeError", "UTF-16",
            id="UTF-16 without BOM",
        ),
        pytest.param(
            "x = 1\ny = 'ü'\n".encode("latin-1"), "not Python text", "UnicodeError",
            "not UTF-8 (byte 0xfc), on line 2", id="latin-1",
        ),
        pytest.param(
            "# größer\n".encode("latin-1"), "not Python text", "UnicodeError",
            "not UTF-8 (byte 0xf6), on line 1", id="latin-1 at once",
        ),
        pytest.param(
            b"# coding: iso-8859-2\n\n\ny = '\xff" + b"\n" * 3, "syntax error", "SyntaxError",
            "unterminated string", id="cookie, then a syntax error",
        ),
        pytest.param(
            b"# coding: klingon\nx = 1\n", "not Python text", "SyntaxError", "klingon",
            id="no such coding",
        ),
        pytest.param(
            b"# coding: rot13\nk = 1\n", "not Python text", "SyntaxError", "rot13",
            id="no text coding",
        ),
        pytest.param(
            b"# coding: hex\nx = 1\n", "not Python text", "SyntaxError", "hex", id="coding of bytes"
        ),
        pytest.param(
            b"# coding: undefined\nx = 1\n", "not Python text", "SyntaxError", "undefined",
            id="undefined coding",
        ),
        pytest.param(
            b"\xef\xbb\xbf# coding: latin-1\nx = 1\n", "not Python text", "SyntaxError", "encoding",
            id="BOM and cookie disagree",
        ),
        pytest.param(
            b"# coding: utf-7\nx = '+2AA-'\n", "not Python text", "SyntaxError", "save the file as",
            id="coding of several bytes",
        ),
        pytest.param(
            b"x = " + b"(" * 300 + b")" * 300, "syntax error", "SyntaxError", "parenthes",
            id="300 parentheses",
        ),
        pytest.param(
            b"x = " + b"-" * 50_000 + b"1\n", "not Python", "not Python", "cannot be parsed",
            id="50,000 signs",
        ),
        pytest.param(b"#" * (2 << 20), "too large", "too large", "larger than 1 MiB", id="2 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_graded_says_why(
    raw: bytes, headline: str, kind: str, says: str, double: Exercise
) -> None:
    """Each kind of bad file has its headline and a message."""
    found = parse(raw, double)
    assert isinstance(found, Ungradable)
    assert (found.file, found.headline, found.problem.type) == ("double.py", headline, kind)
    assert says in found.problem.message


@pytest.mark.parametrize(
    ("raw", "kind", "line", "column", "text"),
    [
        pytest.param(b"x = 1\ny = = 2\n", "SyntaxError", 2, 5, "y = = 2", id="equals"),
        pytest.param(b"x = (1,\n", "SyntaxError", 1, 5, "x = (1,", id="open parenthesis"),
        pytest.param(b"if x:\ny = 2\n", "IndentationError", 2, 1, "y = 2", id="no indent"),
        pytest.param(b"x = 1\n  y = 2\n", "IndentationError", 2, None, "  y = 2", id="indent"),
        pytest.param(
            b"if x:\n\ty = 2\n        z = 3\n", "TabError", 3, None, "        z = 3", id="tabs"
        ),
        pytest.param(b"return 1\n", "SyntaxError", 1, 1, "return 1", id="found by the compiler"),
        pytest.param(b"x = 1\r\ny = = 2\r\n", "SyntaxError", 2, 5, "y = = 2", id="CRLF"),
        pytest.param(b"x = 1\ry = = 2\r", "SyntaxError", 2, 5, "y = = 2", id="CR alone"),
        pytest.param(b"x = 1\n\x0c\ny = = 2\n", "SyntaxError", 3, 5, "y = = 2", id="form feed"),
        pytest.param(
            "x = '\u2028\x1c\x85'\ny = = 2\n".encode(), "SyntaxError", 2, 5, "y = = 2",
            id="other line ends",
        ),
        pytest.param(b"\xef\xbb\xbfy = = 2\n", "SyntaxError", 1, 5, "y = = 2", id="BOM"),
        pytest.param(
            "# coding: latin-1\ns = 'ü'; y = = 2\n".encode("latin-1"), "SyntaxError", 2, 14,
            "s = 'ü'; y = = 2", id="latin-1",
        ),
        pytest.param(b"a = '''\n\n\n", "SyntaxError", 1, 5, "a = '''", id="open string"),
    ],
)  # fmt: skip
def test_a_syntax_error_shows_line_and_column(
    raw: bytes, kind: str, line: int, column: int | None, text: str, double: Exercise
) -> None:
    """The student's own line is shown, with the column where Python gives one."""
    found = parse(raw, double)
    assert isinstance(found, Ungradable)
    assert (found.headline, found.problem.type) == ("syntax error", kind)
    (where,) = found.problem.lines
    assert (where.file, where.line, where.text) == ("double.py", line, text)
    assert column is None or where.column == column
    assert f"(line {line})" in found.problem.message


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        pytest.param(b"\xef\xbb\xbfy = 1\n", "y = 1\n", id="BOM"),
        pytest.param(b"x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n", id="CRLF"),
        pytest.param(b"x = 1\ry = 2", "x = 1\ny = 2", id="CR alone"),
        pytest.param("y = 'ü'\n".encode(), "y = 'ü'\n", id="UTF-8"),
        pytest.param(
            "# coding: latin-1\ny = 'ü'\n".encode("latin-1"), "# coding: latin-1\ny = 'ü'\n",
            id="latin-1 cookie",
        ),
        pytest.param(b"# nothing but a comment\n", "# nothing but a comment\n", id="comment"),
        pytest.param(b"if x is 1: y = '\\d'\n", "if x is 1: y = '\\d'\n", id="warnings"),
        pytest.param(b"y = " + b"1 + " * 500 + b"1", "y = " + "1 + " * 500 + "1", id="long sum"),
        pytest.param(b"\n" * MAX_BYTES, None, id="white space"),
        pytest.param(b"x=1" + b"\n" * (MAX_BYTES - 3), "x=1" + "\n" * (MAX_BYTES - 3), id="1 MiB"),
    ],
)  # fmt: skip
def test_a_readable_file_becomes_utf_8_with_plain_line_ends(
    raw: bytes, source: str | None, double: Exercise
) -> None:
    """BOM, line ends and declared encodings are gone from what is graded."""
    found = parse(raw, double)
    if source is None:
        assert isinstance(found, Ungradable)
    else:
        assert found == Submission("double.py", source.encode())


def test_a_stub_with_one_line_added_is_started(double: Exercise) -> None:
    """The smallest change to the program counts as work."""
    assert isinstance(parse(STUB.encode() + b"y = 2\n", double), Submission)


@given(
    raw=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.tuples(
            st.sampled_from(
                ["rot13", "utf-7", "idna", "punycode", "unicode_escape", "cp037", "hz"]
            ),
            st.binary(max_size=100),
        ).map(lambda pair: b"# coding: " + pair[0].encode() + b"\n" + pair[1]),
    )
)
@example(raw=STUB.encode())
@example(raw=b"x = " + b"a." * 3000 + b"b")
@example(raw=b"x = " + b"-" * 1500 + b"1")
@example(raw=b"# coding: unicode_escape\\\x01")
@example(raw=b"x" + b"(0)" * 3000)
@example(raw=b"if 1:\n" + b"".join(b" " * n + b"if 1:\n" for n in range(1, 120)))
def test_any_bytes_are_a_submission_or_ungradable(raw: bytes, double: Exercise) -> None:
    """Whatever a file holds, the answer is one of two values, and a submission is Python."""
    found = parse(raw, double)
    if isinstance(found, Submission):
        assert isinstance(ast.parse(found.source.decode()), ast.Module)
        assert b"\r" not in found.source
    else:
        assert found.problem.message.endswith((".", ")"))
