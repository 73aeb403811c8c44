"""PNG files, to the letter of the specification (PNG, third edition, W3C 2025).

Pillow decompresses the samples. This module decides what they mean: which frame is the first, which
colour is clear, and how samples of 1 to 16 bits become 8. Chunks about colour spaces (gAMA, cHRM,
sRGB, iCCP, cICP) are dropped: samples are taken as they stand.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Bool
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from app.errors import InvalidInput

MAX_CHUNKS = 10_000
"""Most chunks of a PNG."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, INDEXED = 0, 2, 3
"""Colour types that may have clear colours; the other two have an alpha channel."""

KEPT = (b"PLTE", b"tRNS", b"eXIf")
"""Chunks that the pixels need, beside those of every PNG; the first of each kind counts."""

Pixels = Bool[np.ndarray, "row col"]


@dataclass
class PngFile:
    """The first picture of a PNG, ready for a decoder.

    Attributes:
        content: a PNG of that picture and nothing else.
        height, width: of the whole picture, px; the first frame of an animation may be smaller.
        top, left: where the frame lies in it.
        depth: bits of a sample.
        colour: the specification's colour type.
        key: the clear colour, as the samples of tRNS, of a grey or RGB picture.
    """

    content: bytes
    height: int
    width: int
    depth: int
    colour: int
    top: int = 0
    left: int = 0
    key: tuple[int, ...] | None = None

    def finished(self, image: Image.Image, picture: Image.Image) -> Image.Image:
        """The whole picture, with its clear colour clear.

        Args:
            image: `content` as Pillow decodes it.
            picture: the same as 8-bit RGB or RGBA.
        """
        if self.colour == GREY and self.depth == 16:
            # Pillow would clip to 255.
            upper = (np.asarray(image) >> 8).astype(np.uint8)
            picture = Image.fromarray(upper).convert("RGB")
        if self.key is not None:
            clear = self.clear(image, self.key)
            picture.putalpha(Image.fromarray(np.where(clear, 0, 255).astype(np.uint8)))
        if picture.size == (self.width, self.height):
            return picture
        whole = Image.new("RGBA", (self.width, self.height))
        whole.paste(picture.convert("RGBA"), (self.left, self.top))
        return whole

    def clear(self, image: Image.Image, key: tuple[int, ...]) -> Pixels:
        """The pixels of the clear colour: samples are compared in their own depth."""
        if self.depth < 16:
            # Pillow scales samples to 0..255, each value to another one.
            largest = (1 << self.depth) - 1
            scaled = tuple((sample & largest) * 255 // largest for sample in key)
            return equal(image.convert("L" if self.colour == GREY else "RGB"), scaled)
        if self.colour == GREY:
            return equal(image, key)
        upper = equal(image, tuple(sample >> 8 for sample in key))
        lower = equal(self.lower_bytes(), tuple(sample & 255 for sample in key))
        both: Pixels = upper & lower
        return both

    def lower_bytes(self) -> Image.Image:
        """The lower bytes of RGB samples of 16 bits; Pillow keeps the upper ones."""
        image = PngImageFile(io.BytesIO(self.content))
        # Read as little-endian, the other byte of each sample is the upper one.
        image.tile = [part._replace(args="RGB;16L") for part in image.tile]
        image.load()
        return image


def equal(image: Image.Image, key: tuple[int, ...]) -> Pixels:
    """The pixels of an image that have that colour."""
    samples = np.asarray(image)
    same = np.ones(samples.shape[:2], bool)
    for channel, wanted in zip(np.atleast_3d(samples).transpose(2, 0, 1), key, strict=True):
        same &= channel == wanted
    return same


@dataclass
class Frame:
    """The first frame of an animation: its box in the picture, px, and its compressed data."""

    width: int
    height: int
    left: int
    top: int
    data: list[bytes] = field(default_factory=list)


def first_picture(content: bytes) -> PngFile:
    """The first picture of a PNG: the first frame of an animation, else the only one.

    The default image of an animation that leaves it out is no frame. An animation that breaks the
    rules is none, and shows its default image.

    Raises:
        InvalidInput: the file has too many chunks.
        ValueError: the file is broken.
    """
    parts: dict[bytes, bytes] = {}
    image: list[bytes] = []
    header = b""
    animated = hidden = False
    controls = 0
    frame: Frame | None = None
    for number, (kind, body) in enumerate(chunks(content)):
        if (kind == b"IHDR") != (number == 0):
            raise ValueError("expected one IHDR, first")
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            # An animation whose control comes later leaves the default image out.
            hidden = animated and controls == 0
            image.append(body)
        elif kind in KEPT and (kind == b"eXIf" or not image):
            parts.setdefault(kind, body)
        elif kind == b"acTL" and not image:
            animated = len(body) == 8 and body[:4] != bytes(4)
        elif kind == b"fcTL":
            controls += 1
            frame = frame_of(body, header) if hidden and controls == 1 else frame
        elif kind == b"fdAT" and frame is not None and controls == 1:
            frame.data.append(body[4:])
    return assembled(header, parts, image, frame if frame and frame.data else None)


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the data of each chunk, up to IEND.

    Raises:
        InvalidInput: there are more than MAX_CHUNKS.
        ValueError: a chunk is cut short, or the checksum of one that counts is wrong.
    """
    at = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if at + 8 > len(content):
            return
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 8 + length
        if kind in COUNTED:
            if end + 4 > len(content):
                raise ValueError(f"{kind!r} is cut short")
            if zlib.crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4]):
                raise ValueError(f"the checksum of {kind!r} is wrong")
            yield kind, content[at + 8 : end]
        if kind == b"IEND":
            return
        at = end + 4
    raise InvalidInput(f"expected a PNG of at most {MAX_CHUNKS} chunks; got more")


COUNTED = {b"IHDR", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT", *KEPT}


def frame_of(control: bytes, header: bytes) -> Frame | None:
    """The frame that an fcTL describes; None if it breaks the rules."""
    if len(control) != 26:
        return None
    width, height, left, top = struct.unpack(">IIII", control[4:20])
    whole_width, whole_height = struct.unpack(">II", header[:8])
    if not (width and height and left + width <= whole_width and top + height <= whole_height):
        return None
    return Frame(width, height, left, top)


def assembled(
    header: bytes, parts: dict[bytes, bytes], image: list[bytes], frame: Frame | None
) -> PngFile:
    """A PNG of the frame, else of the default image; raises ValueError if a chunk is invalid."""
    if len(header) != 13 or not image:
        raise ValueError("expected IHDR and IDAT")
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    if colour == INDEXED and b"PLTE" not in parts:
        raise ValueError("expected a palette")
    clear = parts.pop(b"tRNS", None)
    if clear is not None and colour == INDEXED:
        parts[b"tRNS"] = clear
    key = key_of(clear, colour) if clear is not None and colour in (GREY, RGB) else None
    top = left = 0
    if frame:
        header = struct.pack(">II", frame.width, frame.height) + header[8:]
        image, top, left = frame.data, frame.top, frame.left
    kept = [(kind, parts[kind]) for kind in KEPT if kind in parts]
    whole = [(b"IHDR", header), *kept, *((b"IDAT", body) for body in image), (b"IEND", b"")]
    content = SIGNATURE + b"".join(chunk(kind, body) for kind, body in whole)
    return PngFile(content, height, width, depth, colour, top, left, key)


def key_of(clear: bytes, colour: int) -> tuple[int, ...]:
    """The samples of a tRNS; raises ValueError for a wrong length."""
    count = 1 if colour == GREY else 3
    if len(clear) != 2 * count:
        raise ValueError(f"expected tRNS with {count} samples")
    return struct.unpack(f">{count}H", clear)


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
