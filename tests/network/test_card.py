import pytest
from pydantic import ValidationError

from app.network.card import Card, view
from tests.network.examples import ODD_SPECS, card_of, small_spec


def test_a_view_starts_with_the_input_and_follows_the_layers(ludic):
    shown = view(card_of(ludic.spec))
    assert [layer.name for layer in shown.layers] == [
        "input", "conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "fc1", "relu3", "fc2",
    ]  # fmt: skip
    roles = {layer.name: (layer.role, layer.stage) for layer in shown.layers if layer.role}
    assert roles == {
        "input": ("input", None),
        "pool1": ("volume", 1),
        "pool2": ("volume", 2),
        "relu3": ("hidden", None),
        "fc2": ("output", None),
    }
    assert all(layer.stage is None for layer in shown.layers if layer.role is None)


def test_a_view_gives_shapes_strides_and_fields_in_px(ludic):
    layers = {layer.name: layer for layer in view(card_of(ludic.spec)).layers}
    assert layers["input"].shape == (3, 64, 64)
    assert layers["pool1"].shape[1:] == (32, 32)
    assert layers["pool2"].shape[1:] == (16, 16)
    assert [layers[name].stride for name in ("input", "pool1", "pool2", "fc1")] == [1, 2, 4, None]
    field = layers["pool2"].receptive_field
    assert (field.size, field.offset) == (16, -6)
    assert layers["fc2"].receptive_field is None


def test_a_view_gives_each_layers_own_options(ludic):
    layers = {layer.name: layer for layer in view(card_of(ludic.spec)).layers}
    assert layers["conv1"].options == {
        "channels": 8,
        "kernel": 5,
        "stride": 1,
        "dilation": 1,
        "groups": 1,
        "padding": "zero",
        "mode": "zero",
        "bias": True,
    }
    assert layers["pool1"].options == {
        "size": 2,
        "stride": None,
        "dilation": 1,
        "padding": (0, 0, 0, 0),
        "ceil": False,
    }
    assert layers["relu1"].options == {}


def test_a_view_sums_the_architecture_up():
    shown = view(card_of(ODD_SPECS["a wide canvas"]))
    assert (shown.pooling, shown.padding, shown.head) == ("max", "zero", "fc")
    shown = view(card_of(ODD_SPECS["paddings of each mode"]))
    assert (shown.pooling, shown.padding, shown.head) == ("none", "circular, edge", "fc")
    shown = view(card_of(small_spec((1, 2, 2))))
    assert (shown.pooling, shown.padding, shown.head) == ("none", "none", "fc")


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_card_survives_json(spec):
    card = card_of(spec)
    assert Card.model_validate_json(card.model_dump_json()) == card


@pytest.mark.parametrize("name", ["", "Upper", "1st", "a_b", "a.b", "../a", "a/b", "a" * 65, "a\n"])
def test_an_id_is_lower_case_words_with_hyphens(name):
    with pytest.raises(ValidationError, match="id"):
        card_of(ODD_SPECS["no pooling"], name)
