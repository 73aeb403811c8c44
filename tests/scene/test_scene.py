import pytest
from pydantic import ValidationError

from app.scene.scene import FARTHEST, MAX_OBJECTS, Scene

FACE = {"object": "face", "row": 4, "col": 40}


def error_of(scene):
    """The one error that the scene raises: where it lies, and its message."""
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
    scene = Scene.model_validate({"objects": [FACE, {"object": "leg", "row": -3, "col": 0}]})
    assert Scene.model_validate_json(scene.model_dump_json()) == scene


def test_the_example_in_the_schema_is_a_scene():
    (example,) = Scene.model_json_schema()["examples"]
    assert Scene.model_validate(example).objects[0].object == "face"
