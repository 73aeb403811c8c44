import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import InvalidInput, UnknownObject
from app.scene.palette import PALETTE
from app.scene.raster import centred, paint, paste, raster, with_channels
from app.scene.scene import Scene
from app.scene.sprite import Sprite
from tests.scene.files import file


def scene_of(*placed, pictures=None):
    """A scene of `(object, row, col)`."""
    objects = [{"object": name, "row": row, "col": col} for name, row, col in placed]
    return Scene.model_validate({"objects": objects, "pictures": pictures or {}})


def speckles(height, width, seed):
    """Pixels of any colour and alpha."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)


OWN = {"picture-a": speckles(11, 7, 1), "picture-b": speckles(30, 41, 2)}
TEXTS = {
    name: base64.b64encode(file(Image.fromarray(pixels), "PNG")).decode()
    for name, pixels in OWN.items()
}


def naive(scene, height, width):
    """The scene, pixel by pixel: each takes the colour of the last object that is opaque there.

    A half-opaque pixel counts as opaque.
    """
    drawn = {name: drawing.pixels for name, drawing in PALETTE.items()} | OWN
    canvas = behind(scene, drawn, height, width)
    for row in range(height):
        for col in range(width):
            for placement in scene.objects:
                pixels = drawn[placement.object]
                down = (row - placement.row) // placement.scale
                right = (col - placement.col) // placement.scale
                if 0 <= down < pixels.shape[0] and 0 <= right < pixels.shape[1]:
                    red, green, blue, alpha = pixels[down, right]
                    if alpha >= 128:
                        canvas[row, col] = (red, green, blue)
    return canvas


def behind(scene, drawn, height, width):
    """The background alone, pixel by pixel: a picture lies in the middle, on black."""
    canvas = np.zeros((height, width, 3), np.uint8)
    for row, col in np.ndindex(height, width):
        if scene.background is None:
            continue
        if scene.background.startswith("#"):
            canvas[row, col] = [int(scene.background[at : at + 2], 16) for at in (1, 3, 5)]
            continue
        pixels = drawn[scene.background]
        down = row - (height - pixels.shape[0]) // 2
        right = col - (width - pixels.shape[1]) // 2
        inside = 0 <= down < pixels.shape[0] and 0 <= right < pixels.shape[1]
        if inside and pixels[down, right, 3] >= 128:
            canvas[row, col] = pixels[down, right, :3]
    return canvas


def enlarged(scene, *scales, background=None):
    """The scene with these scales for its objects, and a background."""
    objects = [
        placed.model_copy(update={"scale": scale})
        for placed, scale in zip(scene.objects, scales, strict=True)
    ]
    return scene.model_copy(update={"objects": tuple(objects), "background": background})


SCENES = {
    "nothing": scene_of(),
    "a face": scene_of(("face", 4, 40)),
    "in each corner": scene_of(("face", 0, 0), ("arm", 0, 55), ("leg", 47, 0), ("torso", 46, 49)),
    "cut at the top": scene_of(("face", -7, 20)),
    "cut at the left": scene_of(("house", 20, -9)),
    "cut at the bottom": scene_of(("tree", 57, 20)),
    "cut at the right": scene_of(("ball", 20, 50)),
    "cut at each corner": scene_of(
        ("face", -9, -9), ("face", -9, 52), ("face", 52, -9), ("face", 52, 52)
    ),
    "one row left": scene_of(("face", -20, 20), ("face", 63, 20)),
    "one col left": scene_of(("face", 20, -20), ("face", 20, 63)),
    "just outside": scene_of(
        ("face", -21, 20), ("face", 64, 20), ("face", 20, -21), ("face", 20, 64)
    ),
    "far outside": scene_of(
        ("face", -4096, -4096), ("face", 4096, 4096), ("arm", 10, 4096), ("leg", -4096, 10)
    ),
    "pictures": scene_of(
        ("picture-b", 5, 9),
        ("picture-a", 8, 12),
        ("face", 10, 14),
        ("picture-a", 12, 18),
        pictures=TEXTS,
    ),
    "a picture at each corner": scene_of(
        ("picture-a", -3, -2),
        ("picture-a", -3, 60),
        ("picture-b", 50, -9),
        ("picture-b", 60, 60),
        pictures=TEXTS,
    ),
    "large": enlarged(scene_of(("face", -20, 7), ("arm", 30, 40)), 3, 2),
    "as large as it gets": enlarged(scene_of(("ball", -300, -200)), 32),
    "before grey": enlarged(scene_of(("face", 4, 40)), 2, background="#7F7f80"),
    "before a picture": enlarged(
        scene_of(("leg", 4, 20), ("picture-a", -4, 50), pictures=TEXTS),
        1,
        3,
        background="picture-b",
    ),
    "a heap": scene_of(("face", 20, 20), ("ball", 25, 22), ("house", 15, 30), ("arm", 24, 24)),
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_painted_scene_equals_the_oracle(scene):
    assert np.array_equal(paint(scene, (3, 64, 64)), naive(scene, 64, 64))


@pytest.mark.parametrize("size", [(1, 1), (1, 80), (9, 5), (30, 100), (128, 128)])
def test_a_canvas_may_have_any_size(size):
    scene = scene_of(("face", -5, -3), ("ball", 2, 60), ("leg", 20, 1))
    assert np.array_equal(paint(scene, (3, *size)), naive(scene, *size))


NAMES = st.sampled_from(list(PALETTE)) | st.sampled_from(list(OWN))
PLACED = st.tuples(NAMES, st.integers(-25, 45), st.integers(-25, 45))


@given(st.lists(PLACED, max_size=4))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_scene_equals_the_oracle(placed):
    scene = scene_of(*placed, pictures=TEXTS)
    assert np.array_equal(paint(scene, (3, 40, 36)), naive(scene, 40, 36))


def test_later_objects_lie_on_top():
    house, tree = ("house", 10, 10), ("tree", 10, 10)
    below, above = (
        paint(scene_of(house, tree), (3, 64, 64)),
        paint(scene_of(tree, house), (3, 64, 64)),
    )
    assert not np.array_equal(below, above)
    assert_shows(below, "tree", 10, 10)
    assert_shows(above, "house", 10, 10)


def assert_shows(canvas, name, row, col):
    """Asserts that the canvas shows all opaque pixels of the object at (row, col)."""
    pixels = PALETTE[name].pixels
    there = canvas[row : row + pixels.shape[0], col : col + pixels.shape[1]]
    opaque = pixels[..., 3] == 255
    assert np.array_equal(there[opaque], pixels[opaque][:, :3])


def test_lower_objects_show_through_transparent_pixels():
    # The middle of an arm is transparent; a dot of the ball lies there.
    canvas = paint(scene_of(("ball", 0, 0), ("arm", 0, 1)), (3, 64, 64))
    assert canvas[9, 5].tolist() == [0, 255, 0]


def test_transparent_pixels_paint_nothing_whatever_their_colour():
    ghost = np.full((2, 2, 4), 200, np.uint8)
    ghost[..., 3] = 0
    canvas = np.full((4, 4, 3), 7, np.uint8)
    paste(canvas, Sprite("ghost", "Ghost", ghost, {}, "distractor"), 1, 1)
    assert (canvas == 7).all()


def test_pasting_changes_the_canvas_inside_the_drawing_alone():
    canvas = np.full((64, 64, 3), 9, np.uint8)
    paste(canvas, PALETTE["face"], 10, 30)
    outside = np.ones((64, 64), bool)
    outside[10:31, 30:51] = False
    assert (canvas[outside] == 9).all()
    assert (canvas[~outside] != 9).any()


def test_a_raster_is_the_painted_scene_as_float32_channel_first():
    scene = SCENES["a heap"]
    picture, painted = raster(scene, (3, 48, 64)).picture, paint(scene, (3, 48, 64))
    assert (picture.shape, picture.dtype) == ((3, 48, 64), np.float32)
    assert picture.transpose(1, 2, 0).flags.c_contiguous, "channel last in memory"
    assert picture.min() == 0
    assert picture.max() == 1
    for channel in range(3):
        exact = painted[..., channel] / 255
        np.testing.assert_allclose(picture[channel], exact, rtol=0, atol=1e-7)


def test_painting_again_gives_the_same_pixels_and_leaves_the_drawings_alone():
    before = {name: drawing.pixels.copy() for name, drawing in PALETTE.items()}
    once = paint(SCENES["a heap"], (3, 64, 64))
    assert np.array_equal(once, paint(SCENES["a heap"], (3, 64, 64)))
    assert all(np.array_equal(before[name], PALETTE[name].pixels) for name in before)


def test_moving_an_object_moves_its_pixels():
    here = paint(scene_of(("tree", 5, 7)), (3, 64, 64))
    there = paint(scene_of(("tree", 12, 18)), (3, 64, 64))
    assert np.array_equal(np.roll(here, (7, 11), (0, 1)), there)


@pytest.mark.parametrize("make", [paint, raster])
def test_the_error_for_an_unknown_object_lists_the_known_ones_and_its_place(make):
    with pytest.raises(UnknownObject) as caught:
        make(scene_of(("face", 0, 0), ("sphinx", 0, 0)), (3, 64, 64))
    assert caught.value.where == "scene.objects.1.object"
    assert "got 'sphinx'" in caught.value.message
    assert all(name in caught.value.message for name in PALETTE)


def test_a_picture_that_the_scene_does_not_hold_is_unknown():
    with pytest.raises(UnknownObject) as caught:
        paint(scene_of(("picture-c", 0, 0), pictures=TEXTS), (3, 64, 64))
    assert caught.value.where == "scene.objects.0.object"


@pytest.mark.parametrize("make", [paint, raster])
def test_the_error_for_a_picture_that_cannot_be_decoded_gives_its_place(make):
    scene = scene_of(("face", 0, 0), ("picture-z", 1, 1), pictures=TEXTS | {"picture-z": "AAAA"})
    with pytest.raises(InvalidInput) as caught:
        make(scene, (3, 64, 64))
    assert caught.value.where == "scene.pictures.picture-z"
    with pytest.raises(InvalidInput) as caught:
        make(scene, (3, 64, 64), "a")
    assert caught.value.where == "a.pictures.picture-z"


def test_a_picture_that_no_object_uses_changes_nothing():
    assert np.array_equal(
        paint(scene_of(("face", 0, 0), pictures=TEXTS), (3, 64, 64)),
        paint(scene_of(("face", 0, 0)), (3, 64, 64)),
    )


@pytest.mark.parametrize(
    ("size", "corner"), [((11, 7), (26, 28)), ((64, 64), (0, 0)), ((30, 41), (17, 11))]
)
def test_a_picture_alone_lies_in_the_middle(size, corner):
    pixels = speckles(*size, 5)
    pixels[..., 3] = np.where(pixels[..., 3] >= 128, 255, 0)
    expected = np.zeros((64, 64, 3), np.uint8)
    for row, col in np.ndindex(size):
        if pixels[row, col, 3]:
            expected[corner[0] + row, corner[1] + col] = pixels[row, col, :3]
    assert np.array_equal(centred(pixels, (3, 64, 64)), expected)


def test_a_background_larger_than_the_canvas_is_cut_off_around_its_middle():
    scene = Scene.model_validate({"pictures": TEXTS, "background": "picture-b"})
    for size in ((9, 12), (30, 41), (31, 40), (10, 100)):
        assert np.array_equal(paint(scene, (3, *size)), naive(scene, *size))


def test_a_black_background_is_none():
    colours = [raster(Scene(background=colour), (3, 8, 8)) for colour in ("#000000", "#010000")]
    assert colours[0].background is None
    assert np.array_equal(colours[1].background, colours[1].pixels)


@pytest.mark.parametrize("make", [paint, raster])
def test_a_background_that_the_scene_does_not_hold_is_unknown(make):
    scene = Scene.model_validate({"pictures": TEXTS, "background": "picture-c"})
    with pytest.raises(UnknownObject) as caught:
        make(scene, (3, 64, 64), "a")
    assert caught.value.where == "a.background"
    assert "#rrggbb, picture-a, picture-b; got 'picture-c'" in caught.value.message


def test_thirty_two_enlarged_pictures_take_no_more_memory_than_the_canvas():
    text = base64.b64encode(file(Image.new("RGB", (512, 512), "red"), "PNG")).decode()
    placed = {"object": "picture-a", "row": -4096, "col": -4096, "scale": 32}
    scene = Scene.model_validate({"objects": [placed] * 32, "pictures": {"picture-a": text}})
    canvas = paint(scene, (3, 512, 512))
    assert (canvas == (255, 0, 0)).all()
    assert raster(scene, (3, 512, 512)).boxes == [(0, 0, 512, 512)] * 32


@pytest.mark.parametrize("objects", SCENES.values(), ids=SCENES)
def test_outside_of_the_boxes_the_canvas_is_the_background(objects):
    canvas = paint(objects, (3, 48, 64)) ^ paint(objects.cleared, (3, 48, 64))
    found = raster(objects, (3, 48, 64)).boxes
    for top, left, bottom, right in found:
        assert 0 <= top < bottom <= 48
        assert 0 <= left < right <= 64
        canvas[top:bottom, left:right] = 0
    assert not canvas.any()
    assert len(found) <= len(objects.objects)


def test_grey_stays_grey_and_colours_become_their_luminance():
    rng = np.random.default_rng(0)
    canvas = rng.integers(0, 256, (20, 30, 3), np.uint8)
    assert with_channels(canvas, 3) is canvas
    grey = with_channels(canvas, 1)
    assert (grey.shape, grey.dtype) == ((20, 30, 1), np.uint8)
    exact = canvas @ np.array([0.299, 0.587, 0.114])
    assert np.abs(grey[..., 0] - exact).max() <= 0.5 + 1e-9
    levels = np.arange(256, dtype=np.uint8)
    ramp = np.repeat(levels[:, None, None], 3, 2)
    assert with_channels(ramp, 1).ravel().tolist() == levels.tolist()
    with pytest.raises(ValueError, match="1 or 3 channels; got 2"):
        with_channels(canvas, 2)


@pytest.mark.parametrize("size", [(16, 16), (224, 224), (24, 200)])
def test_an_input_of_one_channel_is_the_luminance_of_the_scene(size):
    scene = SCENES["a heap"]
    grey = raster(scene, (1, *size))
    assert grey.picture.shape == (1, *size)
    colour = paint(scene, (3, *size))
    assert np.array_equal(grey.pixels, with_channels(colour, 1))
    assert grey.boxes == raster(scene, (3, *size)).boxes
