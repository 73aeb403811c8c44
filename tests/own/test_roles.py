import pytest

from app.errors import UnknownLayer
from app.network.spec import Spec
from app.own.roles import default_volumes, hidden_vectors, passages, with_roles
from tests.network.examples import graph, small_spec

LENET = small_spec(
    (1, 32, 32),
    ("conv", {"channels": 6, "kernel": 5, "padding": "valid"}),
    ("relu", {}),
    ("maxpool", {"size": 2}),
    ("conv", {"channels": 16, "kernel": 5, "padding": "valid"}),
    ("relu", {}),
    ("maxpool", {"size": 2}),
    ("fc", {"units": 12}),
    ("relu", {}),
    ("fc", {"units": 8}),
    ("relu", {}),
)


def test_the_last_layer_before_each_change_of_resolution_is_shown():
    assert default_volumes(LENET) == ["relu1", "maxpool2", "relu4", "maxpool5"]
    assert hidden_vectors(LENET) == ["relu7", "relu9"]
    roles = {layer.name: layer.role for layer in with_roles(LENET).layers}
    assert roles == {
        "conv0": None,
        "relu1": "volume",
        "maxpool2": "volume",
        "conv3": None,
        "relu4": "volume",
        "maxpool5": "volume",
        "fc6": None,
        "relu7": "hidden",
        "fc8": None,
        "relu9": "hidden",
        "last": "output",
    }


def test_of_many_resolutions_six_are_shown_the_first_and_the_last_among_them():
    narrowing = [("conv", {"channels": 2, "kernel": 3, "padding": "valid"})] * 11
    spec = small_spec((1, 40, 30), *narrowing)
    found = default_volumes(spec)
    assert found == ["conv0", "conv2", "conv4", "conv6", "conv8", "conv10"]


def test_a_volume_of_one_place_is_never_shown():
    spec = small_spec(
        (1, 8, 8),
        ("conv", {"channels": 3, "kernel": 3}),
        ("maxpool", {"size": 8}),
        ("conv", {"channels": 4, "kernel": 1}),
    )
    assert default_volumes(spec) == ["conv0"]


def test_of_branches_the_sum_is_shown_and_not_a_part():
    spec = graph(
        (1, 16, 16),
        ("first", "conv", "", {"channels": 4, "kernel": 3}),
        ("pool", "maxpool", "", {"size": 2}),
        ("part", "conv", "pool", {"channels": 4, "kernel": 3}),
        ("other", "conv", "pool", {"channels": 4, "kernel": 1}),
        ("sum", "add", "part other", {}),
        ("late", "maxpool", "", {"size": 2}),
    )
    assert passages(spec) == {0, 1, 4, 5, 6}
    assert default_volumes(spec) == ["first", "sum", "late"]


def test_where_skips_span_everything_all_layers_count():
    spec = graph(
        (1, 16, 16),
        ("first", "conv", "", {"channels": 2, "kernel": 3}),
        ("second", "conv", "first", {"channels": 2, "kernel": 3}),
        ("third", "conv", "second", {"channels": 2, "kernel": 3}),
        ("sum", "add", "third first", {}),
    )
    assert default_volumes(spec) == ["sum"]


def test_layers_that_only_pass_on_are_no_change_of_their_own():
    spec = small_spec(
        (1, 16, 16),
        ("pad", {"padding": [1, 1, 1, 1], "mode": "zero"}),
        ("conv", {"channels": 2, "kernel": 3, "padding": "valid"}),
        ("relu", {}),
        ("dropout", {}),
        ("flatten", {}),
    )
    assert default_volumes(spec) == ["relu2"]
    assert hidden_vectors(spec) == []


def test_a_network_without_volumes_has_only_vectors():
    spec = small_spec((1, 8, 8), ("fc", {"units": 5}), ("relu", {}))
    assert default_volumes(spec) == []
    assert [layer.role for layer in with_roles(spec).layers] == [None, "hidden", "output"]


def test_logits_before_a_softmax_are_not_hidden():
    spec = Spec.model_validate(
        {
            "input_shape": (1, 8, 8),
            "layers": [
                {"kind": "fc", "name": "units", "units": 2},
                {"kind": "softmax", "name": "shares"},
            ],
            "outputs": ["a", "b"],
        }
    )
    assert hidden_vectors(spec) == []


def test_chosen_volumes_take_the_place_of_the_default():
    roles = {layer.name: layer.role for layer in with_roles(LENET, ["conv0", "relu4"]).layers}
    assert [name for name, role in roles.items() if role == "volume"] == ["conv0", "relu4"]


@pytest.mark.parametrize("name", ["nothing", "relu7", "input", "last"])
def test_a_layer_without_places_cannot_be_chosen(name):
    with pytest.raises(UnknownLayer) as caught:
        with_roles(LENET, ["conv0", name], "options.volumes")
    assert caught.value.where == "options.volumes.1"
    assert "conv0, relu1, maxpool2" in caught.value.message
    assert repr(name) in caught.value.message
