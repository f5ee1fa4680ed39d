"""Signs for terminals of any encoding: what a stream cannot show has a stand-in, and nothing fails.

All output passes `degrade`, once, when the command begins.
"""

import codecs
import io
from typing import TextIO

_STAND_INS: dict[int, int | str] = {
    **str.maketrans("✓✗–·│…▁▂▃▄▅▆▇█×≤≥", "+x-.|~.,-=+*#@x<>"),
    **str.maketrans("—─━═•┃║→←−“”„‘’", '----*||><-"""\'\''),
    **dict(zip(map(ord, "äöüÄÖÜß"), ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True)),
    **dict.fromkeys(map(ord, "┌┐└┘┏┓┗┛├┤┬┴┼"), "+"),
}
_ERRORS = "stand-ins"
_PLAIN = "plain_ascii"


def encodable(text: str, encoding: str) -> str:
    """Return `text` with stand-ins for all signs if the stream cannot encode one of them."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_STAND_INS).encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        pass
    return text


def degrade(*streams: TextIO) -> None:
    """Have these streams write stand-ins for what they cannot encode, instead of raising."""
    codecs.register_error(_ERRORS, _stand_in)
    for stream in streams:
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if codecs.lookup(stream.encoding).name == "ascii":
            codecs.register(_plain_ascii)  # under another name, or click would write UTF-8 instead
            stream.reconfigure(encoding=_PLAIN)
        stream.reconfigure(errors=_ERRORS)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    plain = text.translate(_STAND_INS).encode("ascii", "backslashreplace").decode("ascii")
    return plain, error.end


def _plain_ascii(name: str) -> codecs.CodecInfo | None:
    if name != _PLAIN:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode,
        found.decode,
        found.streamreader,
        found.streamwriter,
        found.incrementalencoder,
        found.incrementaldecoder,
        _PLAIN,
    )
