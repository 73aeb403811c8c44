"""Image files, valid and hostile."""

import io
import struct
import zlib

import numpy as np
from PIL import Image


def file(image: Image.Image, kind: str, **options) -> bytes:
    """An image as the bytes of a file of that kind."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(height: int, width: int, seed: int = 0) -> Image.Image:
    """An RGB picture of smooth colours."""
    rng = np.random.default_rng(seed)
    seeds = Image.fromarray(rng.integers(0, 256, (5, 5, 3), np.uint8))
    return seeds.resize((width, height), Image.Resampling.BICUBIC)


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG, by the specification."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png_of(height: int, width: int, rows: bytes = b"", depth: int = 8, colour: int = 2) -> bytes:
    """A PNG whose header need not match its rows."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def webp_of(height: int, width: int) -> bytes:
    """A lossless WebP whose header declares a wrong size."""
    content = bytearray(file(photo(8, 8), "WEBP", lossless=True))
    at = content.index(b"VP8L") + 9
    bits = int.from_bytes(content[at : at + 4], "little") >> 28 << 28
    content[at : at + 4] = (bits | (height - 1) << 14 | (width - 1)).to_bytes(4, "little")
    return bytes(content)


def jpeg_of(height: int, width: int) -> bytes:
    """A JPEG whose frame header declares a wrong size."""
    content = file(photo(8, 8), "JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def animated_webp(height: int, width: int, *frames: tuple[int, int, Image.Image]) -> bytes:
    """An animated WebP without alpha, of frames with their top and left, even px."""

    def part(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)

    def number(value: int) -> bytes:
        return struct.pack("<I", value)[:3]

    body = part(b"VP8X", b"\x02\0\0\0" + number(width - 1) + number(height - 1))
    body += part(b"ANIM", b"\xff" * 4 + bytes(2))
    for top, left, image in frames:
        box = (left // 2, top // 2, image.width - 1, image.height - 1, 100)
        data = file(image, "WEBP", lossless=True)[12:]
        body += part(b"ANMF", b"".join(map(number, box)) + b"\0" + data)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
