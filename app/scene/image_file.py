"""An image file that came from outside, checked before any of its pixels are decoded."""

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

# What a file is, its first bytes say; its name says nothing.
KINDS: dict[str, tuple[re.Pattern[bytes], type[ImageFile.ImageFile]]] = {
    "PNG": (re.compile(rb"\x89PNG\r\n\x1a\n"), PngImageFile),
    "JPEG": (re.compile(rb"\xff\xd8\xff"), JpegImageFile),
    "WebP": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WebPImageFile),
}
SANITIZERS: dict[str, Callable[[bytes], bytes]] = {"PNG": sanitized_png, "JPEG": sanitized_jpeg}

MAX_PIXELS = 16_000_000
MAX_SIDE = 16_384
"""Rows, or columns: to make a picture smaller that has very many takes far more than its pixels."""
MAX_EXIF = 1 << 16
"""Bytes of EXIF that are looked into, as many as a JPEG can hold."""

# Of each odd entry of EXIF it warns in a line of its own, past the log.
warnings.filterwarnings("ignore", module=r"PIL\.")


def read(
    content: bytes, where: str, kinds: Sequence[str] = tuple(KINDS), most: int = MAX_PIXELS
) -> Image.Image:
    """The first picture of a file, upright, as RGB, or RGBA where it has transparent pixels.

    Colour profiles are ignored. 16 bits a channel become the upper 8.

    Args:
        where: the file came, for errors.
        kinds: which of `KINDS` are taken.
        most: px that it may have, by its header.

    Raises:
        InvalidInput: another kind of file, too many pixels, rows, columns or parts, or one that
            cannot be decoded.
    """
    kind = next((kind for kind in kinds if KINDS[kind][0].match(content)), None)
    if kind is None:
        begins = content[:8].decode("latin-1")
        came = f"one that begins with {begins!r}" if content else "no bytes"
        raise InvalidInput(f"expected a {spoken(kinds)} file; got {came}", where)
    try:
        content = SANITIZERS.get(kind, bytes)(content)
    except InvalidInput as error:
        raise InvalidInput(error.message, where) from None
    # Decoders of hostile files fail in many ways: whatever they raise, the file is at fault.
    broken = f"expected a whole {kind} file; got one that is cut short or broken"
    try:
        image = KINDS[kind][1](io.BytesIO(content))
        height, width = image.height, image.width
    except Image.DecompressionBombError:
        raise InvalidInput(f"expected at most {most} px; got many more", where) from None
    except Exception:
        raise InvalidInput(broken, where) from None
    if height * width > most:
        came = f"{height} × {width} = {height * width} px"
        raise InvalidInput(f"expected at most {most} px; got {came}", where)
    if max(height, width) > MAX_SIDE:
        came = f"{height} × {width}"
        raise InvalidInput(f"expected at most {MAX_SIDE} px a side; got {came}", where)
    try:
        image.load()
        return upright(plain(image))
    except Exception:
        raise InvalidInput(broken, where) from None


def spoken(kinds: Sequence[str]) -> str:
    """As in `PNG, JPEG or WebP`."""
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def plain(image: Image.Image) -> Image.Image:
    """Any mode of pixels as RGB of 8 bits, or RGBA where some may be transparent."""
    if image.mode == "I;16":
        image = upper_bits(image)
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def upper_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits as 8; Pillow's own conversion clips instead."""
    values = np.asarray(image)
    grey = Image.fromarray((values >> 8).astype(np.uint8))
    clear = image.info.get("transparency")
    if clear is not None:
        grey.putalpha(Image.fromarray(np.where(values == clear, 0, 255).astype(np.uint8)))
    return grey


def upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF asks; EXIF that cannot be read, or is too long, turns nothing."""
    if len(image.info.get("exif", b"")) > MAX_EXIF:
        return image
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image
