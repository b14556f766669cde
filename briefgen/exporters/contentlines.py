"""Content lines of a calendar (RFC 5545, 3.1 and 3.3.11): escaped, folded, joined.

The many entries of a calendar are written with these; what is rare is the library's, and written the same.
"""

from collections.abc import Iterable

_LIMIT = 75
_ESCAPING = b"\\^"


def escape(text: str) -> str:
    """Text as a value of a property."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def content_lines(lines: Iterable[str]) -> bytes:
    """Lines as they stand in the file."""
    return b"".join(fold(line) + b"\r\n" for line in lines)


def fold(line: str) -> bytes:
    """A line in pieces of less than 75 octets.

    None ends within a character, nor with a mark that escapes the next one: some programs do not read on from there.
    """
    data, start, pieces = line.encode(), 0, []
    while len(data) - start >= _LIMIT:
        end = start + _LIMIT - 1
        while data[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        if data[end - 1] in _ESCAPING:
            end -= 1
        pieces.append(data[start:end])
        start = end
    pieces.append(data[start:])
    return b"\r\n ".join(pieces)
