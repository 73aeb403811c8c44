import numpy as np
import pytest

from app.network.handcrafted_network import KERNEL, POOL
from app.scene.palette import PALETTE
from app.scene.sprite import draw
from app.training.make_handcrafted import patch

DRAWN = [drawing for drawing in PALETTE.values() if drawing.kind in ("figure", "distractor")]
DIGITS = [drawing for drawing in PALETTE.values() if drawing.kind == "digit"]
DRAWINGS = pytest.mark.parametrize("drawing", DRAWN, ids=[drawing.name for drawing in DRAWN])


def sketch(art, parts=None, **options):
    return draw("sketch", "Sketch", art=art, ink={"x": (9, 8, 7)}, parts=parts or {}, **options)


def test_characters_become_pixels():
    drawing = sketch("\n.x\nx.\n..\n", parts={"tip": ((0, 1), (1, 0))})
    assert (drawing.height, drawing.width) == (3, 2)
    assert drawing.pixels[..., 3].tolist() == [[0, 255], [255, 0], [0, 0]]
    assert drawing.pixels[0, 1].tolist() == [9, 8, 7, 255]
    assert drawing.parts == {"tip": ((0, 1), (1, 0))}
    assert (drawing.name, drawing.title, drawing.kind) == ("sketch", "Sketch", "figure")


def test_pixels_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        sketch("x").pixels[0, 0] = 0


def test_lines_must_have_one_length():
    with pytest.raises(ValueError, match="sketch: row 1 has 3 characters, row 0 has 2"):
        sketch("xx\nxxx")


def test_every_character_has_its_ink():
    with pytest.raises(ValueError, match="sketch: no ink for 'y' at row 1, col 2"):
        sketch("xxx\nxxy")


@pytest.mark.parametrize("centre", [(2, 0), (0, 3), (-1, 0), (0, -1)])
def test_a_part_must_lie_inside(centre):
    with pytest.raises(ValueError, match=r"sketch: part tip at .* lies outside the sprite"):
        sketch("xxx\nxxx", parts={"tip": (centre,)})


@DRAWINGS
def test_a_pixel_is_opaque_or_clear(drawing):
    assert drawing.pixels.dtype == np.uint8
    assert set(np.unique(drawing.pixels[..., 3])) <= {0, 255}


@DRAWINGS
def test_clear_pixels_are_black(drawing):
    assert not drawing.pixels[drawing.pixels[..., 3] == 0].any()


@DRAWINGS
def test_the_palette_is_read_only(drawing):
    with pytest.raises(ValueError, match="read-only"):
        drawing.pixels[0, 0, 0] = 1


@DRAWINGS
def test_a_drawing_touches_each_side_of_its_box(drawing):
    opaque = drawing.pixels[..., 3] > 0
    assert opaque[0].any()
    assert opaque[-1].any()
    assert opaque[:, 0].any()
    assert opaque[:, -1].any()


@DRAWINGS
def test_parts_lie_inside_with_all_their_opaque_pixels(drawing):
    for row, col in centres(drawing):
        assert 0 <= row < drawing.height
        assert 0 <= col < drawing.width
        cut = drawing.pixels[max(row - 2, 0) : row + 3, max(col - 2, 0) : col + 3]
        assert (cut[..., 3] > 0).any()


def centres(drawing):
    return [centre for group in drawing.parts.values() for centre in group]


@DRAWINGS
def test_offsets_between_parts_are_even_and_so_survive_pooling(drawing):
    parities = {(row % POOL, col % POOL) for row, col in centres(drawing)}
    assert len(parities) == (1 if drawing.parts else 0)


@DRAWINGS
def test_parts_are_painted_in_pure_colours(drawing):
    """The 3 × 3 px around a part's centre have only channels of 0 or 255."""
    for row, col in centres(drawing):
        core = drawing.pixels[row - 1 : row + 2, col - 1 : col + 2]
        assert core.shape == (3, 3, 4)
        assert set(np.unique(core)) <= {0, 255}


def test_outlines_have_soft_colours():
    """Away from the parts, no opaque pixel has a pure colour that a detector could match."""
    for drawing in DRAWN:
        outline = drawing.pixels.copy()
        for row, col in centres(drawing):
            outline[max(row - 2, 0) : row + 3, max(col - 2, 0) : col + 3] = 0
        colours = outline[outline[..., 3] > 0][:, :3]
        assert not np.isin(colours, (0, 255)).all(1).any(), drawing.name


def test_copies_of_a_part_look_the_same_wherever_they_are_drawn():
    copies = {}
    for drawing in PALETTE.values():
        for part, group in drawing.parts.items():
            for centre in group:
                copies.setdefault(part, []).append(patch(drawing, *centre))
    for part, found in copies.items():
        pure = [copy[1:-1, 1:-1, :3] * np.isin(copy[1:-1, 1:-1, :3], (0, 255)) for copy in found]
        assert found[0].shape == (KERNEL, KERNEL, 4)
        assert all(np.array_equal(copy, pure[0]) for copy in pure), part


def test_digits_are_grey_opaque_where_they_are_written_and_read_only():
    for drawing in DIGITS:
        red, green, blue, alpha = np.moveaxis(drawing.pixels, 2, 0)
        assert (red == green).all()
        assert (red == blue).all()
        np.testing.assert_array_equal(alpha, np.where(red > 0, 255, 0))
        assert not drawing.pixels.flags.writeable
