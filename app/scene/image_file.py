"""Reads untrusted image files: every check comes before any pixel is decoded."""

import io
import re
import warnings
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from app.errors import InvalidInput
from app.scene.image_sanitizer import sanitized_jpeg, sanitized_png

# The first bytes decide the kind of a file; file names are not trusted.
KINDS: dict[str, tuple[re.Pattern[bytes], type[ImageFile.ImageFile]]] = {
    "PNG": (re.compile(rb"\x89PNG\r\n\x1a\n"), PngImageFile),
    "JPEG": (re.compile(rb"\xff\xd8\xff"), JpegImageFile),
    "WebP": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WebPImageFile),
}
SANITIZERS: dict[str, Callable[[bytes], bytes]] = {"PNG": sanitized_png, "JPEG": sanitized_jpeg}

MAX_PIXELS = 16_000_000
MAX_SIDE = 16_384
"""Most rows or columns: resampling a very long, thin picture costs far more than its pixels."""
MAX_EXIF = 1 << 16
"""Most bytes of EXIF that are parsed: as many as a JPEG can hold."""

# Pillow warns about every odd EXIF entry on standard error, bypassing the log.
warnings.filterwarnings("ignore", module=r"PIL\.")


def read(
    content: bytes, where: str, kinds: Sequence[str] = tuple(KINDS), max_pixels: int = MAX_PIXELS
) -> Image.Image:
    """The first picture of a file, upright, as RGB, or as RGBA if it has transparent pixels.

    Colour profiles are ignored. Channels of 16 bits keep their upper 8.

    Args:
        where: the field or file that `content` came from, for errors.
        kinds: the accepted ones of `KINDS`.
        max_pixels: the most px that the header may declare.

    Raises:
        InvalidInput: the file is of another kind, has too many pixels, rows, columns or parts, or
            cannot be decoded.
    """
    kind = next((kind for kind in kinds if KINDS[kind][0].match(content)), None)
    if kind is None:
        begins = content[:8].decode("latin-1")
        got = f"one that begins with {begins!r}" if content else "no bytes"
        raise InvalidInput(f"expected a {listed(kinds)} file; got {got}", where)
    try:
        content = SANITIZERS.get(kind, bytes)(content)
    except InvalidInput as error:
        raise InvalidInput(error.message, where) from None
    # Decoders fail on hostile files with many exceptions; each of them means a broken file.
    broken = f"expected a whole {kind} file; got one that is cut short or broken"
    try:
        image = KINDS[kind][1](io.BytesIO(content))
        height, width = image.height, image.width
    except Image.DecompressionBombError:
        raise InvalidInput(f"expected at most {max_pixels:,} px; got many more", where) from None
    except Exception:
        raise InvalidInput(broken, where) from None
    if height * width > max_pixels:
        got = f"{height} × {width} = {height * width:,} px"
        raise InvalidInput(f"expected at most {max_pixels:,} px; got {got}", where)
    if max(height, width) > MAX_SIDE:
        got = f"{height} × {width}"
        raise InvalidInput(f"expected at most {MAX_SIDE} px a side; got {got}", where)
    try:
        image.load()
        return upright(plain(image))
    except Exception:
        raise InvalidInput(broken, where) from None


def listed(kinds: Sequence[str]) -> str:
    """The kinds as a list in words, such as `PNG, JPEG or WebP`."""
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def plain(image: Image.Image) -> Image.Image:
    """The image, of any mode, as 8-bit RGB, or as RGBA if pixels may be transparent."""
    if image.mode == "I;16":
        image = upper_bits(image)
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def upper_bits(image: Image.Image) -> Image.Image:
    """A 16-bit grey image as 8-bit, by its upper bits; Pillow's own conversion clips instead."""
    values = np.asarray(image)
    grey = Image.fromarray((values >> 8).astype(np.uint8))
    clear = image.info.get("transparency")
    if clear is not None:
        grey.putalpha(Image.fromarray(np.where(values == clear, 0, 255).astype(np.uint8)))
    return grey


def upright(image: Image.Image) -> Image.Image:
    """The image, rotated as its EXIF says; EXIF that is unreadable or too long is ignored."""
    if len(image.info.get("exif", b"")) > MAX_EXIF:
        return image
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image
