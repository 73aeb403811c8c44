import pytest
from pydantic import ValidationError

from app.scene.scene import FARTHEST, MAX_OBJECTS, Scene

FACE = {"object": "face", "row": 4, "col": 40}


def error_of(scene):
    """The location and the message of the only error that the scene raises."""
    with pytest.raises(ValidationError) as caught:
        Scene.model_validate(scene)
    (error,) = caught.value.errors()
    return error["loc"], error["msg"]


def test_a_scene_may_be_empty():
    assert Scene.model_validate({}) == Scene.model_validate({"objects": []}) == Scene()


def test_thirty_two_objects_fit_and_no_more():
    assert MAX_OBJECTS == 32
    assert len(Scene.model_validate({"objects": [FACE] * 32}).objects) == 32
    where, message = error_of({"objects": [FACE] * 33})
    assert where == ("objects",)
    assert "at most 32" in message
    assert "33" in message


@pytest.mark.parametrize("field", ["row", "col"])
@pytest.mark.parametrize("value", [1.5, 1.0, "3", True, None, [1], float("nan"), 10**30], ids=str)
def test_a_position_is_a_whole_number_and_nothing_that_looks_like_one(field, value):
    where, _ = error_of({"objects": [FACE, {**FACE, field: value}]})
    assert where == ("objects", 1, field)


@pytest.mark.parametrize("text", ["1.5", "1.0", '"3"', "true", "null", "1e2"])
def test_json_positions_are_as_strict(text):
    with pytest.raises(ValidationError):
        Scene.model_validate_json(f'{{"objects": [{{"object": "face", "row": {text}, "col": 0}}]}}')


@pytest.mark.parametrize("field", ["row", "col"])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_position_may_lie_outside_but_not_beyond_reason(field, side):
    Scene.model_validate({"objects": [{**FACE, field: side * FARTHEST}]})
    where, message = error_of({"objects": [{**FACE, field: side * (FARTHEST + 1)}]})
    assert where == ("objects", 0, field)
    assert str(FARTHEST) in message


@pytest.mark.parametrize("field", FACE)
def test_a_missing_field_is_named(field):
    where, message = error_of({"objects": [{k: v for k, v in FACE.items() if k != field}]})
    assert where == ("objects", 0, field)
    assert "required" in message


def test_an_extra_field_is_named():
    assert error_of({"objects": [{**FACE, "size": 2}]})[0] == ("objects", 0, "size")
    assert error_of({"objects": [], "canvas": 64})[0] == ("canvas",)


@pytest.mark.parametrize("name", ["", "x" * 65, 3, None], ids=repr)
def test_an_object_has_a_name_of_reasonable_length(name):
    assert error_of({"objects": [{**FACE, "object": name}]})[0] == ("objects", 0, "object")


@pytest.mark.parametrize("objects", [None, "face", 3, FACE], ids=repr)
def test_objects_are_a_list(objects):
    assert error_of({"objects": objects})[0] == ("objects",)


def test_a_scene_is_frozen():
    scene = Scene.model_validate({"objects": [FACE]})
    with pytest.raises(ValidationError, match="frozen"):
        scene.objects[0].row = 5
    with pytest.raises(ValidationError, match="frozen"):
        scene.objects = ()


def test_a_scene_survives_json():
    objects = [FACE, {"object": "leg", "row": -3, "col": 0}]
    scene = Scene.model_validate({"objects": objects, "pictures": {"picture-1": "AAAA"}})
    assert Scene.model_validate_json(scene.model_dump_json()) == scene
    assert scene.model_dump()["pictures"] == {"picture-1": "AAAA"}


def test_four_pictures_fit_and_no_more():
    four = {f"picture-{index}": "" for index in range(4)}
    assert dict(Scene.model_validate({"pictures": four}).pictures) == four
    where, message = error_of({"pictures": four | {"picture-4": ""}})
    assert where == ("pictures",)
    assert "at most 4" in message


@pytest.mark.parametrize(
    "name",
    ["face", "picture-", "picture-A", "picture-1\n", f"picture-{'a' * 25}", "a/picture-1", ""],
)
def test_a_picture_has_a_name_of_its_own_kind(name):
    where, _ = error_of({"pictures": {name: ""}})
    assert where[:2] == ("pictures", name)


def test_a_picture_has_a_bounded_length():
    longest = "A" * 120_000
    assert Scene.model_validate({"pictures": {"picture-1": longest}})
    where, message = error_of({"pictures": {"picture-1": longest + "A"}})
    assert where == ("pictures", "picture-1")
    assert "120000" in message


def test_the_pictures_of_a_scene_have_a_bounded_length_together():
    half = "A" * 60_000
    assert Scene.model_validate({"pictures": {"picture-1": half, "picture-2": half}})
    where, message = error_of({"pictures": {"picture-1": half, "picture-2": half + "A"}})
    assert where == ("pictures",)
    assert "120000 characters together, got 120001" in message


@pytest.mark.parametrize("scale", [0, 33, -1, 1.5, 1.0, "2", True, None, 10**30], ids=repr)
def test_a_scale_is_a_whole_number_from_1_to_32(scale):
    assert error_of({"objects": [{**FACE, "scale": scale}]})[0] == ("objects", 0, "scale")


def test_scales_from_1_to_32_are_taken_and_1_is_the_default():
    scenes = [Scene.model_validate({"objects": [{**FACE, "scale": n}]}) for n in (1, 32)]
    assert [scene.objects[0].scale for scene in scenes] == [1, 32]
    assert scenes[0] == Scene.model_validate({"objects": [FACE]})


@pytest.mark.parametrize("background", ["#00ff7a", "#00FF7A", "picture-1a", None])
def test_a_background_is_a_colour_or_the_name_of_a_picture(background):
    assert Scene.model_validate({"background": background}).background == background


@pytest.mark.parametrize(
    "background", ["red", "#fff", "#00ff7", "#00ff7a00", "face", "picture-", "", 0, [], "#00ff7a\n"]
)
def test_any_other_background_is_refused(background):
    assert error_of({"background": background})[0] == ("background",)


@pytest.mark.parametrize("pictures", [None, [], "picture-1", {"picture-1": 3}, {"picture-1": None}])
def test_pictures_are_texts_by_name(pictures):
    assert error_of({"pictures": pictures})[0][0] == "pictures"


def test_the_pictures_of_a_scene_cannot_be_changed():
    given = {"picture-1": "AAAA"}
    scene = Scene.model_validate({"pictures": given})
    given["picture-2"] = "BBBB"
    assert list(scene.pictures) == ["picture-1"]
    with pytest.raises(TypeError):
        scene.pictures["picture-1"] = "BBBB"
    with pytest.raises(ValidationError, match="frozen"):
        scene.pictures = {}
    assert hash(scene) == hash(Scene.model_validate({"pictures": {"picture-1": "AAAA"}}))
    assert Scene().pictures == {}
    assert hash(Scene()) == hash(Scene(objects=()))


def test_the_example_in_the_schema_is_a_scene():
    (example,) = Scene.model_json_schema()["examples"]
    assert Scene.model_validate(example).objects[0].object == "face"
