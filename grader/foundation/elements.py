"""How many elements a msgpack message has, counted before any of them becomes an object.

A message of a few megabytes can hold as many elements as bytes, and each takes tens of bytes once
it is an object. Walking over their heads takes no memory, and stops where there are too many.
"""

# What follows a head: bytes of a fixed number, or a length of so many bytes and that many more.
_FIXED = {
    **{0xA0 + length: length for length in range(32)},  # short texts
    0xCA: 4,
    0xCB: 8,
    0xCC: 1,
    0xCD: 2,
    0xCE: 4,
    0xCF: 8,
    0xD0: 1,
    0xD1: 2,
    0xD2: 4,
    0xD3: 8,
    0xD4: 2,
    0xD5: 3,
    0xD6: 5,
    0xD7: 9,
    0xD8: 17,
    0xDC: 2,
    0xDD: 4,
    0xDE: 2,
    0xDF: 4,  # arrays and maps: their elements are counted
}

_LENGTH = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
_EXTENSIONS = (0xC7, 0xC8, 0xC9)  # one byte more, for their type


def holds_more(payload: bytes, most: int) -> bool:
    """Say whether a msgpack message has more than `most` elements, the keys of maps included."""
    at, count, end = 0, 0, len(payload)
    while at < end:
        count += 1
        if count > most:
            return True
        head = payload[at]
        at += 1
        if width := _LENGTH.get(head):
            length = int.from_bytes(payload[at : at + width], "big")
            at += width + length + (head in _EXTENSIONS)
            if count + end - at <= most:  # what is left has no more elements than bytes
                return False
        else:
            at += _FIXED.get(head, 0)
    return False
