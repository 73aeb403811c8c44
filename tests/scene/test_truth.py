import itertools

import pytest

from app.network.handcrafted_network import OUTPUTS
from app.scene.palette import PALETTE
from app.scene.scene import Placement, Scene
from app.scene.truth import DIGITS, FIGURES, OTHERS, PHOTOGRAPHS, STANDING, digit, figure, truth


def scene_of(*names):
    return Scene(objects=tuple(Placement(object=name, row=0, col=0) for name in names))


def test_figures_are_the_outputs_of_the_figure_networks():
    assert FIGURES == OUTPUTS


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((), "nothing"),
        (OTHERS, "nothing"),
        (("digit-3-1",), "nothing"),
        (("leg",), "leg"),
        (("leg", "leg", "arm"), "arm"),
        (("arm", "arm", "leg", "leg", "torso"), "arm"),
        (("face", "arm", "leg", "leg"), "face"),
        (("leg", "arm", "face", "leg", "arm"), "human body"),
        (tuple(name for name, _, _ in STANDING), "human body"),
    ],
)
def test_figure(names, shown):
    assert figure(scene_of(*names)) == truth(scene_of(*names), FIGURES) == shown


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((), "nothing"),
        (("astronaut",), "face"),
        (("tree", "portrait"), "face"),
        (("face",), None),
        (("digit-3-1",), None),
    ],
)
def test_photographs_hold_faces_and_of_drawings_nobody_has_said(names, shown):
    for outputs in (PHOTOGRAPHS, PHOTOGRAPHS[::-1]):
        assert truth(scene_of(*names), outputs) == shown


def test_a_photograph_is_no_drawn_figure():
    assert truth(scene_of("astronaut"), FIGURES) == "nothing"
    assert not {"astronaut", "portrait"} & set(OTHERS)


def test_the_order_makes_no_difference():
    for names in itertools.permutations(("face", "arm", "arm", "leg", "leg")):
        assert figure(scene_of(*names)) == "human body"


@pytest.mark.parametrize("name", [n for n, drawing in PALETTE.items() if drawing.kind == "digit"])
def test_a_lone_digit_shows_itself(name):
    for names in ((name,), (name, "house"), ("face", name, "arm")):
        assert digit(scene_of(*names)) == truth(scene_of(*names), DIGITS) == PALETTE[name].title


@pytest.mark.parametrize("names", [(), ("face",), ("digit-3-1", "digit-3-2"), ("digit-3-1",) * 2])
def test_without_exactly_one_digit_a_scene_shows_none(names):
    assert digit(scene_of(*names)) is None
    assert truth(scene_of(*names), DIGITS) is None


@pytest.mark.parametrize("names", [("picture-1",), ("face", "picture-1"), ("digit-3-1", "dog")])
def test_scenes_with_objects_outside_the_palette_have_no_label(names):
    assert truth(scene_of(*names), FIGURES) is None
    assert truth(scene_of(*names), DIGITS) is None


def test_outputs_of_another_kind_have_no_label():
    assert truth(scene_of("digit-3-1"), ("1", "2")) is None
    assert truth(scene_of("digit-3-1"), tuple(map(str, range(100)))) is None
    assert truth(scene_of("face"), ("left", "right")) is None
    assert truth(scene_of("face"), ("face", "arm")) is None
