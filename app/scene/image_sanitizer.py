"""The parts of an image file that its pixels need: all others are hostile, or at best not used.

By the formats' own descriptions: PNG, third edition (W3C, 2025), and ITU-T T.81 for JPEG. What does
not hold together is handed on as it is, for a decoder to refuse.
"""

import re
from collections.abc import Iterator

from app.errors import InvalidInput

MAX_PARTS = 10_000
"""Chunks of a PNG, segments of a JPEG."""
MAX_SCANNED = 400_000_000
"""Pixels that all scans of a JPEG may go over: 25 times those of the largest picture."""
MAX_SCANS = 100
"""Scans of a JPEG; encoders make 6 to 18."""

PIXELS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
EXIF = b"eXIf"
SIGNATURE = 8
"""Bytes with which a PNG begins."""

MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
"""What decoders look for: whatever comes before it, between segments, they pass over."""
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""What ends the data of a scan; some markers are part of it."""
START_OF_SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
APPLICATION = range(0xE0, 0xF0)
COLOURS = {0xE0: b"JFIF\0", 0xEE: b"Adobe", 0xE1: b"Exif\0\0"}
"""Segments of applications that say what colours the numbers are, and which side is up."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers that begin a frame, which says how large the picture is."""


def sanitized_png(content: bytes) -> bytes:
    """A PNG with the chunks of its first picture, and its first EXIF.

    Raises:
        InvalidInput: it has too many chunks.
    """
    kept, seen, at = [content[:SIGNATURE]], False, SIGNATURE
    for _ in range(MAX_PARTS):
        if at + 8 > len(content):
            return b"".join(kept)
        kind = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if kind in PIXELS or (kind == EXIF and not seen):
            kept.append(content[at:end])
            seen |= kind == EXIF
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise InvalidInput(f"expected a PNG of at most {MAX_PARTS} chunks; got more")


def sanitized_jpeg(content: bytes) -> bytes:
    """A JPEG with the segments of its first picture, and its first EXIF.

    Raises:
        InvalidInput: it has too many segments, or scans for its size.
    """
    kept, seen = [content[:2]], set[int]()
    scans = pixels = 0
    for number, (kind, segment) in enumerate(segments(content)):
        if number == MAX_PARTS:
            raise InvalidInput(f"expected a JPEG of at most {MAX_PARTS} segments; got more")
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
            most = min(MAX_SCANS, MAX_SCANNED // max(pixels, 1))
            if scans > most:
                raise InvalidInput(f"expected a JPEG of at most {most} scans; got more")
        kept.append(segment)
    return b"".join(kept)


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """What a JPEG consists of: markers, each with its segment, a scan with its data."""
    at = 2
    while found := MARKER.search(content, at):
        at = found.start()
        kind, end = content[at + 1], at + 2
        if kind == END:
            yield kind, content[at:end]
            return
        # Those without a length have nothing behind them.
        if kind != 0x01 and kind not in range(0xD0, 0xD8):
            end += max(2, int.from_bytes(content[end : end + 2]))
        if kind == START_OF_SCAN:
            following = AFTER_SCAN.search(content, end)
            end = following.start() if following else len(content)
        yield kind, content[at:end]
        at = end
