"""Strips JPEG files to the parts that their pixels need; all other parts are unused or hostile.

Source: ITU-T T.81. Malformed structure passes through unchanged: the decoder rejects it.
"""

import re
from collections.abc import Iterator

from app.errors import InvalidInput

MAX_SEGMENTS = 10_000
"""Most segments of a JPEG."""
MAX_SCANNED = 400_000_000
"""Most pixels over all scans of a JPEG: 25 times those of the largest picture."""
MAX_SCANS = 100
"""Most scans of a JPEG; encoders write 6 to 18."""

MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
"""A JPEG marker; decoders skip any bytes between segments until they find one."""
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""A marker that ends the data of a scan; restart markers are part of the data."""
START_OF_SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
APPLICATION = range(0xE0, 0xF0)
COLOURS = {0xE0: b"JFIF\0", 0xEE: b"Adobe", 0xE1: b"Exif\0\0"}
"""The application segments that are kept: they define the colour space and the orientation."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Start-of-frame markers; their segments declare the picture's size."""


def sanitized_jpeg(content: bytes) -> bytes:
    """The JPEG with nothing but its first picture's segments and its first EXIF.

    Raises:
        InvalidInput: the file has too many segments, or too many scans for its size.
    """
    stripped, seen = [content[:2]], set[int]()
    scans = pixels = 0
    for number, (kind, segment) in enumerate(segments(content)):
        if number == MAX_SEGMENTS:
            raise InvalidInput(f"expected a JPEG of at most {MAX_SEGMENTS} segments; got more")
        if kind == COMMENT:
            continue
        if kind in APPLICATION:
            if kind in seen or not segment[4:].startswith(COLOURS.get(kind, b"\xff")):
                continue
            seen.add(kind)
        if kind in FRAMES and not pixels:
            pixels = int.from_bytes(segment[5:7]) * int.from_bytes(segment[7:9])
        if kind == START_OF_SCAN:
            scans += 1
            max_scans = min(MAX_SCANS, MAX_SCANNED // max(pixels, 1))
            if scans > max_scans:
                raise InvalidInput(f"expected a JPEG of at most {max_scans} scans; got more")
        stripped.append(segment)
    return b"".join(stripped)


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG, each with its marker's second byte; a scan includes its data."""
    at = 2
    while found := MARKER.search(content, at):
        at = found.start()
        kind, end = content[at + 1], at + 2
        if kind == END:
            yield kind, content[at:end]
            return
        # These markers stand alone: no length follows.
        if kind != 0x01 and kind not in range(0xD0, 0xD8):
            end += max(2, int.from_bytes(content[end : end + 2]))
        if kind == START_OF_SCAN:
            following = AFTER_SCAN.search(content, end)
            end = following.start() if following else len(content)
        yield kind, content[at:end]
        at = end
