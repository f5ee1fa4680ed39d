"""Archives and files that mean harm to whoever reads them; made here, loaded with `runpy`.

ARCHIVES: file name -> bytes of an archive, each of which offers a `relu.py`. FILES: case ->
(file name, bytes). Not one of them can be graded; the reading of each must stay bounded. HEAVY:
case -> (file name, bytes) of what is large and odd, and can be read within the same bounds.
"""

import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

MEBI = 1 << 20
PLAIN = b"x = 1\n"
NAME = "relu.py"


def _zip(
    members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, flags: int = 0
) -> bytearray:
    """Return a zip; flags are set in each member's two headers."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    raw = bytearray(file.getvalue())
    for at in _headers(raw, b"PK\x03\x04"):
        raw[at + 6] |= flags
    for at in _headers(raw, b"PK\x01\x02"):
        raw[at + 8] |= flags
    return raw


def _headers(raw: bytearray, signature: bytes) -> list[int]:
    found, at = [], raw.find(signature)
    while at >= 0:
        found.append(at)
        at = raw.find(signature, at + 4)
    return found


def _changed(offset: int, form: str, *values: int) -> bytes:
    """Return a zip with numbers put at an offset of its central header."""
    raw = _zip({NAME: PLAIN})
    struct.pack_into(form, raw, _headers(raw, b"PK\x01\x02")[0] + offset, *values)
    return bytes(raw)


def _in_both(offset: int, value: int) -> bytes:
    """Return a zip with a 16-bit number put into both headers of its member."""
    raw = _zip({NAME: PLAIN})
    struct.pack_into("<H", raw, offset, value)
    struct.pack_into("<H", raw, _headers(raw, b"PK\x01\x02")[0] + offset + 2, value)
    return bytes(raw)


def _huge_dictionary() -> bytes:
    """Return a zip whose LZMA member asks for a dictionary of almost 4 GiB."""
    raw = _zip({NAME: PLAIN * 4_000}, zipfile.ZIP_LZMA)
    start = 30 + len(NAME)
    struct.pack_into("<I", raw, start + 5, 0xFFFF_FFFF - 15)
    return bytes(raw)


def _damaged(method: int) -> bytes:
    """Return a zip whose member's packed bytes are none of its method."""
    raw = _zip({NAME: bytes(range(256)) * 40}, method)
    start = 30 + len(NAME) + (9 if method == zipfile.ZIP_LZMA else 0)
    raw[start : start + 20] = b"\xff" * 20
    return bytes(raw)


def _overlapping() -> bytes:
    """Return a zip whose central directory lists one large member 20,001 times."""
    raw = _zip({NAME: bytes(10 * MEBI)})
    central = _headers(raw, b"PK\x01\x02")[0]
    end = _headers(raw, b"PK\x05\x06")[0]
    listing = bytes(raw[central:end]) * 20_001
    tail = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 20_001, 20_001, len(listing), central, 0
    )
    return bytes(raw[:central]) + listing + tail


def _tar(header: tarfile.TarInfo, data: bytes = b"", form: int = tarfile.GNU_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        archive.addfile(header, io.BytesIO(data))
    return file.getvalue()


def _info(name: str = NAME, size: int = 0, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info


def _long_name() -> bytes:
    """Return a compressed tar whose first header claims a name of 2 GiB."""
    head = _info("././@LongLink", 2 << 30, tarfile.GNUTYPE_LONGNAME).tobuf(tarfile.GNU_FORMAT)
    return _squeezed(head, 2 << 30)


def _squeezed(head: bytes, zeros: int) -> bytes:
    """Return gzip streams, one after another, of some bytes and very many zeros."""
    return zlib.compress(head, wbits=31) + zlib.compress(bytes(MEBI), 9, 31) * (zeros // MEBI)


def _filters(size: int) -> list[dict[str, int]]:
    return [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": size}]


def _large_window() -> bytes:
    """Return a tar in xz whose header asks for a window of 1.5 GiB."""
    packed = bytearray(lzma.compress(_tar(_info(size=6), PLAIN), filters=_filters(1 << 20)))
    block = 12
    size = (packed[block] + 1) * 4
    at = packed.index(b"\x21\x01", block) + 2
    packed[at] = 39
    crc = zlib.crc32(packed[block : block + size - 4])
    struct.pack_into("<I", packed, block + size - 4, crc)
    return bytes(packed)


def _cut(raw: bytes) -> bytes:
    return raw[: len(raw) * 2 // 3]


def _not_really_named() -> bytes:
    """Return a zip with a name that its two headers disagree about."""
    raw = _zip({NAME: PLAIN})
    raw[30 : 30 + len(NAME)] = b"other!!"
    return bytes(raw)


_ARCHIVES: dict[str, Callable[[], bytes]] = {
    "dictionary.zip": _huge_dictionary,
    "bad_lzma.zip": lambda: _damaged(zipfile.ZIP_LZMA),
    "bad_bzip2.zip": lambda: _damaged(zipfile.ZIP_BZIP2),
    "bad_deflate.zip": lambda: _damaged(zipfile.ZIP_DEFLATED),
    "version.zip": lambda: _changed(6, "<H", 99),
    "method.zip": lambda: _in_both(8, 97),
    "encrypted.zip": lambda: bytes(_zip({NAME: PLAIN}, flags=1)),
    "patched.zip": lambda: bytes(_zip({NAME: PLAIN}, flags=0x20)),
    "strong.zip": lambda: bytes(_zip({NAME: PLAIN}, flags=0x40)),
    "two_names.zip": _not_really_named,
    "says_less.zip": lambda: _changed(24, "<L", 3),
    "says_more.zip": lambda: _changed(20, "<LL", 1 << 30, 1 << 31),
    "elsewhere.zip": lambda: _changed(42, "<L", 1 << 30),
    "bomb.zip": lambda: bytes(_zip({NAME: bytes(200 * MEBI)})),
    "overlaps.zip": _overlapping,
    "cut.zip": lambda: _cut(bytes(_zip({NAME: bytes(range(256)) * 40}))),
    "empty.zip": lambda: b"",
    "text.zip": lambda: b"I could not find the file\n",
    "cut.tar.gz": lambda: _cut(zlib.compress(_tar(_info(size=6), PLAIN), wbits=31)),
    "long_name.tar.gz": _long_name,
    "zeros.tar.gz": lambda: _squeezed(_info(size=1 << 33).tobuf(tarfile.GNU_FORMAT), 1 << 32),
    "window.tar.xz": _large_window,
    "says_more.tar": lambda: _info(size=1 << 40).tobuf(tarfile.GNU_FORMAT) + bytes(1024),
    "negative.tar": lambda: _info(size=-512).tobuf(tarfile.GNU_FORMAT) * 3,
    "device.tar": lambda: _tar(_info(kind=tarfile.CHRTYPE)),
    "link.tar": lambda: _tar(_info(kind=tarfile.SYMTYPE)),
}
ARCHIVES: dict[str, bytes] = {name: make() for name, make in _ARCHIVES.items()}


def _notebook(cells: list[object]) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def _code(source: str, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], **more}


def _filled(head: bytes, part: bytes, tail: bytes = b"") -> bytes:
    """Return as much of a part as a file may have."""
    return head + part * ((MEBI - len(head) - len(tail)) // len(part)) + tail


FILES: dict[str, tuple[str, bytes]] = {
    "dotted import": (NAME, b"import " + b"a." * 50_000 + b"a\n"),
    "punycode": (NAME, _filled(b"# coding: punycode\n", b"a")),
    "idna": (NAME, _filled(b"# coding: idna\n", b"a")),
    "unicode escapes": (NAME, _filled(b"# coding: unicode_escape\n", b"\\u0061")),
    "base64": (NAME, _filled(b"# coding: base64\n", b"YQ==")),
    "utf-7": (NAME, _filled(b"# coding: utf-7\n", b"+AGE-")),
    "sum": (NAME, _filled(b"x = ", b"1+", b"1")),
    "calls": (NAME, _filled(b"x = a", b"()")),
    "attributes": (NAME, _filled(b"x = a", b".b")),
    "lambdas": (NAME, _filled(b"x = ", b"lambda:", b"1")),
    "elif": (NAME, _filled(b"if 1: pass\n", b"elif 1: pass\n")),
    "parentheses": (NAME, _filled(b"x = ", b"(")),
    "brackets": (NAME, _filled(b"x = ", b"[", b"1")),
    "with": (NAME, _filled(b"with ", b"a, ", b"b: pass")),
    "signs": (NAME, _filled(b"x = ", b"-", b"1")),
    "decimal": (NAME, _filled(b"x = ", b"9")),
    "format texts": (NAME, _filled(b'x = f"', b"{a}", b'" +')),
    "names": (NAME, _filled(b"", b"x\n", b")")),
    "long list": (NAME, _filled(b"x = [", b"1,", b")")),
    "deep JSON": ("relu.ipynb", b"[" * MEBI),
    "wide JSON": ("relu.ipynb", b"[" + b"[]," * (5 * MEBI) + b"[]]"),
    "objects": ("relu.ipynb", b"[" + b'{"":{}},' * (2 * MEBI - 8) + b"{}]"),
    "huge number": ("relu.ipynb", b'{"nbformat": ' + b"9" * (4 * MEBI) + b"}"),
    "many cells": ("relu.ipynb", _notebook([_code("x = 1")] * 60_000)),
    "cells of magics": ("relu.ipynb", _notebook([_code("%a\n" * 300_000 + "x = (")])),
    "blanks before no sign": ("relu.ipynb", _notebook([_code(" " * MEBI + "x = (")] * 3)),
    "prompts": ("relu.ipynb", _notebook([_code(">>> (\n" * 170_000)])),
    "indents": ("relu.ipynb", _notebook([_code("  (\n" * 250_000)])),
    "question": ("relu.ipynb", _notebook([_code("?" + " " * MEBI + "x")])),
    "cells of no text": ("relu.ipynb", _notebook([{"cell_type": "code", "source": [3]}, [], 3])),
}
HEAVY: dict[str, tuple[str, bytes]] = {
    "comparisons": (NAME, _filled(b"x = ", b"a < ", b"1")),
}
RIGHT_OUTPUTS = _notebook(
    [_code("x = 1", outputs=[{"output_type": "stream", "name": "stdout", "text": "a"}] * 40_000)]
)
