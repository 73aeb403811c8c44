import pytest
from pydantic import ValidationError

from app.errors import BrokenNetwork
from app.network.build import build
from app.network.spec import Spec
from tests.network.examples import ODD_SPECS, small_spec


def spec_of(*layers, input_shape=(1, 8, 8), outputs=("yes", "no")):
    return Spec.model_validate({"input_shape": input_shape, "layers": layers, "outputs": outputs})


def conv(name, **options):
    return {"kind": "conv", "name": name, "channels": 2, "kernel": 3, **options}


def pool(name, size=2):
    return {"kind": "maxpool", "name": name, "size": size}


def head(name="head", units=2):
    return {"kind": "fc", "name": name, "units": units}


def spec_error(spec):
    """The error that building the spec raises."""
    with pytest.raises(BrokenNetwork) as caught:
        build(spec)
    return caught.value


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_spec_survives_json(spec):
    assert Spec.model_validate_json(spec.model_dump_json()) == spec


def test_shapes_follow_the_layers():
    spec = spec_of(conv("a"), pool("b", 3), head("c", 5), head("d"), input_shape=(3, 10, 7))
    assert spec.shapes() == [(2, 10, 7), (2, 3, 2), (5,), (2,)]


def test_an_unknown_kind_is_refused_with_its_place_and_the_known_kinds():
    with pytest.raises(ValidationError) as caught:
        spec_of(conv("a"), {"kind": "attention", "name": "heedful"}, head())
    error = caught.value.errors()[0]
    assert error["loc"] == ("layers", 1)
    assert error["input"]["name"] == "heedful"
    assert all(kind in error["msg"] for kind in ("attention", "conv", "fc", "maxpool", "relu"))


def test_an_unknown_option_is_refused_with_its_place():
    with pytest.raises(ValidationError) as caught:
        spec_of(conv("a", twist=2), head())
    assert caught.value.errors()[0]["loc"] == ("layers", 0, "conv", "twist")


@pytest.mark.parametrize(
    ("layers", "name", "message"),
    [
        pytest.param([conv("a"), head("flat"), conv("b")], "b", "expected a volume", id="conv"),
        pytest.param([head("flat"), pool("b")], "b", "expected a volume", id="pooling"),
        pytest.param([pool("a"), pool("b", 8), head()], "b", "at least 8 rows", id="vanished"),
        pytest.param([conv("a"), conv("a"), head()], "a", "two layers", id="same name"),
        pytest.param([conv("input"), head()], "input", "two layers", id="named like the input"),
        pytest.param([conv("a"), head("last", 3)], "last", r"expected shape \(2,\)", id="outputs"),
        pytest.param([conv("a")], "a", r"expected shape \(2,\)", id="no head"),
        pytest.param([conv("train"), head()], "train", "torch", id="a name of torch's own"),
        pytest.param([conv("keys"), head()], "keys", "torch", id="another of torch's names"),
    ],
)
def test_a_layer_that_does_not_fit_is_refused_by_its_name(layers, name, message):
    error = spec_error(spec_of(*layers))
    assert error.where == name
    assert name in error.message
    with pytest.raises(BrokenNetwork, match=message):
        build(spec_of(*layers))


def test_outputs_have_different_names():
    error = spec_error(spec_of(head(), outputs=("yes", "yes")))
    assert error.where == "outputs"
    assert "yes, yes" in error.message


@pytest.mark.parametrize(
    "change",
    [
        {"input_shape": (0, 8, 8)},
        {"input_shape": (1, 8)},
        {"input_shape": (1, 8, 1025)},
        {"layers": []},
        {"outputs": []},
        {"surprise": 1},
    ],
    ids=str,
)
def test_a_spec_keeps_its_bounds(change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        Spec.model_validate({**small_spec((1, 8, 8)).model_dump(), **change})


def test_a_spec_is_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        small_spec((1, 8, 8)).outputs = ("other",)
