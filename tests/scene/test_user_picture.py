"""A scene's own pictures: fitted from files, and decoded from the scene's base64."""

import base64
import math

import numpy as np
import pytest
from PIL import Image

from app.errors import InvalidInput
from app.scene.palette import PALETTE
from app.scene.user_picture import (
    LONGEST,
    SIDE,
    decoded,
    drawing,
    fit,
    from_base64,
    name_of,
)
from tests.scene.files import file, photo, png_of

WHERE = "scene.pictures.picture-a"


def text_of(image: Image.Image, kind: str = "PNG", **options) -> str:
    return base64.b64encode(file(image, kind, **options)).decode()


def naive_lanczos(pixels, length):
    """The first axis resampled to `length` by Lanczos-3, stretched by the scale, in float64."""
    scale = len(pixels) / length
    out = np.zeros((length, *pixels.shape[1:]))
    for to in range(length):
        weights = np.zeros(len(pixels))
        for at in range(len(pixels)):
            x = (at + 0.5 - (to + 0.5) * scale) / scale
            if abs(x) < 3:
                weights[at] = np.sinc(x) * np.sinc(x / 3)
        out[to] = np.tensordot(weights / weights.sum(), pixels, 1)
    return out


def naive_fit(image, height, width):
    """The picture within the canvas, by its definition; alpha in 0..1."""
    rgba = np.asarray(image.convert("RGBA")).astype(np.float64)
    scale = min(height / len(rgba), width / len(rgba[0]), 1)
    rows, cols = (max(1, math.floor(scale * n + 0.5)) for n in rgba.shape[:2])
    alpha = rgba[..., 3:] / 255
    whole = np.concatenate([rgba[..., :3] * alpha, alpha], axis=2)
    small = naive_lanczos(whole, rows)
    small = naive_lanczos(small.swapaxes(0, 1), cols).swapaxes(0, 1)
    alpha = np.clip(small[..., 3:], 0, 1)
    colour = np.clip(small[..., :3] / np.maximum(alpha, 1e-9), 0, 255)
    return colour, alpha[..., 0]


@pytest.mark.parametrize("size", [(200, 100), (100, 200), (97, 131), (65, 64), (64, 300)])
def test_a_picture_is_fitted_as_the_oracle_says(size):
    image = photo(*size)
    colour, _ = naive_fit(image, 64, 64)
    got = fit(file(image, "PNG"), 64, 64)
    assert got.shape == (*colour.shape[:2], 4)
    assert max(got.shape[:2]) == 64
    assert (got[..., 3] == 255).all()
    np.testing.assert_allclose(got[..., :3], colour, rtol=0, atol=1.6)


def test_alpha_is_premultiplied_and_then_made_binary():
    image = photo(90, 70)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    # The colour of transparent pixels must not bleed into opaque ones.
    hidden = np.array(image)
    hidden[:20] = (0, 255, 0, 0)
    image = Image.fromarray(hidden)
    colour, alpha = naive_fit(image, 30, 30)
    got = fit(file(image, "PNG"), 30, 30)
    sure = np.abs(alpha * 255 - 127.5) > 3
    np.testing.assert_array_equal(got[..., 3][sure], np.where(alpha * 255 > 127.5, 255, 0)[sure])
    shown = sure & (got[..., 3] == 255)
    assert shown.any()
    np.testing.assert_allclose(got[shown][:, :3], colour[shown], rtol=0, atol=4)
    assert not got[got[..., 3] == 0].any()


@pytest.mark.parametrize("size", [(1, 1), (5, 7), (64, 64), (64, 3)])
def test_a_picture_that_is_small_enough_keeps_every_pixel(size):
    image = photo(*size)
    got = fit(file(image, "PNG"), 64, 64)
    np.testing.assert_array_equal(got[..., :3], np.asarray(image))


def test_a_very_thin_picture_keeps_one_px():
    assert fit(file(Image.new("L", (6000, 2)), "PNG"), 64, 64).shape == (1, 64, 4)
    assert fit(file(Image.new("L", (2, 6000)), "PNG"), 64, 64).shape == (64, 1, 4)


def test_a_name_is_a_hash_of_the_bytes():
    # SHA-256 of nothing, from its standard.
    assert name_of(b"") == "picture-e3b0c44298fc"
    assert name_of(b"a") != name_of(b"b")


def test_a_picture_becomes_a_drawing():
    image = photo(9, 14)
    got = drawing("picture-a", text_of(image), WHERE)
    assert (got.name, got.title, got.kind) == ("picture-a", "Picture", "picture")
    assert (got.height, got.width, got.parts) == (9, 14, {})
    np.testing.assert_array_equal(got.pixels[..., :3], np.asarray(image))
    assert (got.pixels[..., 3] == 255).all()


def test_alpha_from_128_on_is_opaque_and_the_rest_is_black():
    pixels = np.full((1, 5, 4), 200, np.uint8)
    pixels[0, :, 3] = (0, 1, 127, 128, 255)
    got = drawing("picture-a", text_of(Image.fromarray(pixels)), WHERE).pixels
    shown = [200, 200, 200, 255]
    assert got[0].tolist() == [[0, 0, 0, 0]] * 3 + [shown] * 2


def test_a_picture_is_decoded_once_and_read_only():
    text = text_of(photo(6, 6, seed=3))
    first, again = (drawing("picture-a", text, WHERE).pixels for _ in range(2))
    assert first is again
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 0
    assert decoded.cache_info().maxsize == 32


@pytest.mark.parametrize(
    "written",
    [
        lambda content: base64.encodebytes(content).decode(),
        lambda content: base64.encodebytes(content).decode().replace("\n", "\r\n"),
        lambda content: base64.encodebytes(content).decode().replace("\n", " \t"),
        lambda content: base64.urlsafe_b64encode(content).decode(),
        lambda content: base64.urlsafe_b64encode(content).decode().rstrip("="),
        lambda content: base64.b64encode(content).decode().rstrip("="),
    ],
    ids=["lines", "CRLF", "spaces", "base64url", "base64url bare", "bare"],
)
def test_base64_is_taken_as_programs_write_it(written):
    rng = np.random.default_rng(2)
    for size in range(160):
        content = rng.bytes(size)
        assert from_base64(written(content)) == content


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("A" * 40 + "!" + "A" * 43, "'!' as character 41"),
        ("A" * 76 + "\n" + "AA.A", "'.' as character 80"),
        ("AAAA\x00AAA", r"'\x00' as character 5"),
        ("AA==AAAA", "'=' as character 3"),
        ("=AAA", "'=' as character 1"),
        ("data:image/png;base64,AAAA", "':' as character 5, a data: URL: send what follows"),
        ("A", "1 characters and 0 of padding"),
        ("AAAAA===", "5 characters and 3 of padding"),
        ("AA=", "2 characters and 1 of padding"),
        ("AAAA=", "4 characters and 1 of padding"),
        ("AAAA====", "4 characters and 4 of padding"),
    ],
)
def test_the_error_for_base64_quotes_what_is_wrong(text, got):
    with pytest.raises(InvalidInput) as caught:
        from_base64(text, "picture")
    assert caught.value.where == "picture"
    assert got in caught.value.message


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("", "no bytes"),
        ("x", "expected base64"),
        ("é" * 8, "expected base64; got 'é' as character 1"),
        (text_of(photo(8, 8), "JPEG"), "expected a PNG file; got one that begins with"),
        (text_of(photo(8, 8), "WEBP"), "expected a PNG file; got one that begins with"),
        (text_of(photo(60, 60))[:400], "cut short or broken"),
        (text_of(Image.new("L", (513, 200))), "512 × 512 px; got 200 × 513"),
        (text_of(Image.new("L", (200, 513))), "512 × 512 px; got 513 × 200"),
        (base64.b64encode(png_of(60_000, 60_000)).decode(), "expected at most 262,144 px; got"),
    ],
)
def test_the_error_for_an_invalid_png_gives_its_place(text, came):
    with pytest.raises(InvalidInput) as caught:
        drawing("picture-a", text, WHERE)
    assert caught.value.where == WHERE
    assert came in caught.value.message


def test_a_picture_of_any_kind_fits_a_scene_of_the_usual_canvas():
    """Even noise, which PNG cannot compress."""
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 4), np.uint8)
    assert len(text_of(Image.fromarray(noise))) < LONGEST


def test_a_picture_may_have_512_px_a_side():
    assert decoded(text_of(Image.new("L", (SIDE, SIDE), 9))).shape == (512, 512, 4)


def test_no_object_of_the_palette_has_the_name_of_a_picture():
    assert not any(name.startswith("picture-") for name in PALETTE)
