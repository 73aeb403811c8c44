"""JPEG files without needless parts: the same pixels, and limits on parts that only cost time."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from app.errors import InvalidInput
from app.scene.image_file import read
from app.scene.jpeg_file import MAX_SEGMENTS, START_OF_SCAN, sanitized_jpeg, segments
from tests.scene.files import file, photo

RGB = photo(12, 20)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def decoded(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)))


def refused(content: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(content, "picture")
    assert caught.value.where == "picture"
    return caught.value.message


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 2}])
def test_a_jpeg_keeps_its_pixels(mode, options):
    exif = Image.Exif()
    exif[0x0112] = 3
    more = {"icc_profile": PROFILE * 40, "comment": b"c" * 999, "exif": exif}
    told = file(RGB.convert(mode), "JPEG", **more, **options)
    small = sanitized_jpeg(told)
    assert len(told) - len(small) > 40 * len(PROFILE)
    np.testing.assert_array_equal(decoded(small), decoded(told))
    assert Image.open(io.BytesIO(small)).getexif()[0x0112] == 3
    assert b"".join(segment for _, segment in segments(told)) == told[2:]


def test_an_rgb_jpeg_stays_rgb():
    """Only Adobe's segment says that the values are not YCbCr."""
    told = file(RGB, "JPEG", keep_rgb=True, quality=95)
    np.testing.assert_array_equal(decoded(sanitized_jpeg(told)), decoded(told))


def test_the_first_of_several_pictures_in_a_file_is_kept():
    first = file(RGB, "JPEG")
    assert sanitized_jpeg(first + file(RGB.rotate(90), "JPEG")) == sanitized_jpeg(first)


def scanned(size: int, times: int) -> bytes:
    """A progressive JPEG whose last scan is repeated `times` times."""
    whole = file(Image.new("L", (size, size)), "JPEG", progressive=True)
    parts = list(segments(whole))
    last = next(part for kind, part in reversed(parts) if kind == START_OF_SCAN)
    return whole[:-2] + last * times + whole[-2:]


@pytest.mark.parametrize(("size", "most"), [(4000, 25), (2200, 82), (64, 100)])
def test_too_many_scans_are_refused(size, most):
    own = scanned(size, 0).count(b"\xff\xda")
    assert read(scanned(size, most - own), "picture").size == (size, size)
    message = refused(scanned(size, most - own + 1))
    assert message == f"expected a JPEG of at most {most} scans; got more"


@pytest.mark.parametrize("junk", [b"\0", b"\xff\x01\0", b"\xff\xd0\0", b"\xff\xff\0", b"\xff\0"])
def test_bytes_that_decoders_skip_hide_nothing(junk):
    """Between segments, decoders skip any bytes before the next marker."""
    content = scanned(64, 200)
    at = content.index(b"\xff\xdb")
    assert "at most 100 scans" in refused(content[:at] + junk + content[at:])
    plain = file(RGB, "JPEG")
    at = plain.index(b"\xff\xdb")
    told = plain[:at] + junk + b"\xff\xfe\0\5abc" + plain[at:]
    assert b"abc" not in sanitized_jpeg(told)


def test_a_run_of_fill_bytes_is_skipped_at_once():
    """With quadratic time, this would take days."""
    plain = file(RGB, "JPEG")
    at = plain.index(b"\xff\xda") + 14
    told = plain[:at] + b"\xff" * 4_000_000 + b"\0" + plain[at:]
    assert len(sanitized_jpeg(told)) >= len(plain)


def test_too_many_segments_are_refused():
    content = file(RGB, "JPEG")
    message = refused(content[:2] + b"\xff\xfe\0\2" * MAX_SEGMENTS + content[2:])
    assert message == f"expected a JPEG of at most {MAX_SEGMENTS} segments; got more"
