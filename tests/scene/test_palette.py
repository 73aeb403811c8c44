import sys
from typing import get_args

import pytest

from app.errors import UnknownObject
from app.scene import objects, palette
from app.scene.palette import PALETTE, find
from app.scene.sprite import Kind


def test_the_palette_cannot_be_changed():
    with pytest.raises(TypeError):
        PALETTE["sphinx"] = PALETTE["face"]
    with pytest.raises(TypeError):
        del PALETTE["face"]


def test_the_figure_comes_first_and_drawings_with_more_parts_before_others():
    drawn = ["face", "arm", "leg", "torso", "ball", "house", "tree"]
    digits = [f"digit-{digit}-{hand}" for digit in range(10) for hand in range(1, 5)]
    assert [name for name in PALETTE if name in {*drawn, *digits}] == drawn + digits
    kinds = [drawing.kind for drawing in PALETTE.values()]
    assert kinds == sorted(kinds, key=get_args(Kind).index)
    for kind in ("figure", "distractor"):
        parts = [len(drawing.parts) for drawing in PALETTE.values() if drawing.kind == kind]
        assert parts == sorted(parts, reverse=True)


def test_every_drawing_is_listed_by_its_own_name():
    assert all(drawing.name == name for name, drawing in PALETTE.items())


def test_the_palette_offers_every_digit_by_several_hands():
    digits = [drawing for drawing in PALETTE.values() if drawing.kind == "digit"]
    assert [drawing.title for drawing in digits] == [str(d) for d in range(10) for _ in range(4)]
    assert {drawing.pixels.shape for drawing in digits} == {(20, 20, 4)}
    assert len({drawing.pixels.tobytes() for drawing in digits}) == 40


def test_a_drawing_is_found_by_name():
    assert find("face") is PALETTE["face"]


@pytest.mark.parametrize("name", ["Face", "", "face ", "sphinx", "../face"])
def test_the_error_for_an_unknown_name_lists_the_known_ones_and_the_place(name):
    with pytest.raises(UnknownObject) as caught:
        find(name, "scene.objects.3.object")
    assert caught.value.where == "scene.objects.3.object"
    assert caught.value.message == f"expected one of {', '.join(PALETTE)}; got {name!r}"


@pytest.fixture
def more_objects(monkeypatch, tmp_path):
    """Writes files to a second folder of drawings; their modules are unloaded afterwards."""
    monkeypatch.setattr(objects, "__path__", [*objects.__path__, str(tmp_path)])
    written = []

    def write(module, text):
        (tmp_path / f"{module}.py").write_text(text)
        written.append(f"{objects.__name__}.{module}")

    yield write
    for module in written:
        sys.modules.pop(module, None)
        vars(objects).pop(module.rpartition(".")[2], None)


def test_two_drawings_of_one_name_raise(more_objects):
    more_objects("second_face", "from app.scene.objects.face import SPRITES\n")
    with pytest.raises(ValueError, match="two drawings are called 'face'"):
        palette._collect()


def test_one_more_file_is_one_more_object(more_objects):
    more_objects(
        "spot",
        "from app.scene.sprite import draw\n"
        "SPRITES = (draw('spot', 'Spot', art='x', ink={'x': (9, 9, 9)}, parts={}),)\n",
    )
    collected = palette._collect()
    assert collected.keys() == {*PALETTE, "spot"}
    assert collected["spot"].title == "Spot"
