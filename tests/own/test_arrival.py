import json

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from safetensors.torch import load, save

from app.errors import (
    ChooseReduce,
    InvalidInput,
    NetworkTooLarge,
    NotMeasurable,
    NotOnnx,
    RefusedFile,
)
from app.experiments import consistency, sensitivity
from app.experiments.slice_sweep import palette_of
from app.experiments.sweep import SweepConfig
from app.inference import FrameRequest, live_frame, trace_scene
from app.own.arrival import Bounds, id_of, read_network
from app.own.measuring import measured, measured_at_once, palette_scenes
from app.own.options import Options
from app.scene.scene import Scene
from tests.network.examples import random_network, random_weights, small_spec
from tests.own.examples import BOUNDS, SPEC, arrived, card_text, map_raw, onnx_raw, weights_raw


def read(raw=None, card=None, bounds=BOUNDS, **options):
    raw = weights_raw() if raw is None else raw
    return read_network("own-1", raw, card or card_text(), Options(**options), bounds)


def test_a_spec_and_weights_make_the_same_network():
    entry, card = arrived(classes=("cat", "dog"), title="Mine")
    assert card.id.startswith("own-")
    assert (entry.card.title, entry.card.family, entry.card.metrics) == ("Mine", "own", None)
    assert entry.card.outputs == ("cat", "dog")
    assert entry.card.layers[-1].slices == ("cat", "dog")
    assert entry.card.origin.format == "safetensors"
    assert [layer.role for layer in entry.card.layers] == [
        "input", None, "volume", "volume", None, "hidden", "output",
    ]  # fmt: skip
    expected = random_network(SPEC)
    for name, value in load(entry.raw).items():
        assert torch.equal(value, random_weights(SPEC)[name])
    assert entry.network.operations == expected.operations


def test_an_onnx_file_makes_a_network():
    options = Options()
    raw = onnx_raw()
    begun = read_network(id_of(raw, None, options), raw, None, options, BOUNDS)
    entry, card = measured_at_once(begun)
    assert entry.card.input_shape == (1, 20, 20)
    assert entry.card.outputs == ("0", "1", "2")
    assert (card.origin.format, card.origin.bytes) == ("onnx", len(raw))
    assert card.origin.notes == ()
    assert live_frame(FrameRequest(entry, Scene(), 1))


def test_a_card_as_the_api_gives_it_makes_the_same_network():
    entry, _ = arrived(classes=("cat", "dog"))
    view = entry.card.model_dump_json()
    again = read(entry.raw, view)
    spec = entry.network.spec
    assert again.card.spec.sources == spec.sources
    assert [layer.model_dump(exclude={"inputs"}) for layer in again.card.spec.layers] == [
        layer.model_dump(exclude={"inputs"}) for layer in spec.layers
    ]
    assert again.card.sha256 == entry.card.sha256
    with pytest.raises(RefusedFile, match="expected a list; got None"):
        read(entry.raw, json.dumps({"layers": [{"kind": "input"}, {"name": "a"}]}))


def test_the_id_follows_from_file_and_options():
    raw, card = weights_raw(), card_text()
    same = {id_of(raw, card, Options()), id_of(raw, card, Options(title="Your network"))}
    assert len(same) == 1
    others = {
        id_of(weights_raw(seed=1), card, Options()),
        id_of(raw, card_text(small_spec((1, 16, 16))), Options()),
        id_of(raw, None, Options()),
        id_of(raw, card, Options(classes=("a", "b"))),
        id_of(raw, card, Options(input={"invert": True})),
    }
    assert len(others | same) == 6


def test_colours_span_what_the_layers_do_on_the_palettes_scenes():
    entry, card = arrived()
    scenes = palette_scenes(24, 32)
    assert f"for {len(scenes)} of {len(scenes)} scenes" in card.origin.ranges
    traces = [trace_scene(entry, scene) for scene in scenes]
    for layer in entry.card.layers[1:]:
        values = np.stack([trace.activations[layer.name] for trace in traces])
        low, high = layer.range
        assert 0 < high <= np.abs(values).max() * 1.0001
        assert high > np.abs(values).max() / 3
        assert low == (0 if values.min() >= 0 and layer.kind in ("relu", "maxpool") else -high)


def test_scenes_fill_the_canvas_and_alternate():
    scenes = palette_scenes(224, 224)
    names = [scene.objects[0].object for scene in scenes]
    assert len(set(names)) == len(names) == 19
    assert {name.startswith("digit") for name in names[:2]} == {True, False}
    place = scenes[names.index("face")].objects[0]
    assert (place.scale, place.row, place.col) == (10, 7, 7)


def test_measuring_ends_in_time_with_one_scene_at_least():
    _, card = arrived(seconds=0.0)
    assert "for 1 of 19 scenes" in card.origin.ranges


def test_weights_that_overflow_are_refused():
    weights = {name: value * 1e30 for name, value in random_weights(SPEC).items()}
    begun = read(save(weights))
    with pytest.raises(RefusedFile, match="layer fc3: expected finite numbers"):
        list(measured(begun))


def test_roles_of_a_spec_are_kept_unless_volumes_are_chosen():
    spec = small_spec(
        (3, 24, 32),
        ("conv", {"channels": 4, "kernel": 3, "role": "volume"}),
        ("relu", {}),
        ("maxpool", {"size": 2}),
    )
    raw, card = weights_raw(spec), json.dumps({"spec": spec.model_dump(mode="json"), "id": "x"})
    kept = read(raw, card).card.spec.layers
    assert [layer.name for layer in kept if layer.role == "volume"] == ["conv0"]
    chosen = read(raw, card, volumes=("maxpool2",)).card.spec.layers
    assert [layer.name for layer in chosen if layer.role == "volume"] == ["maxpool2"]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (Bounds(1000, 10**8), "at most 1,000 products"),
        (Bounds(10**9, 1000), "at most 1,000 bytes of memory"),
    ],
)
def test_a_network_that_takes_too_much_is_refused(bounds, said):
    with pytest.raises(NetworkTooLarge, match=said):
        read(bounds=bounds)


def test_pooling_over_large_windows_counts_as_work():
    spec = small_spec((1, 512, 512), ("maxpool", {"size": 64, "stride": 1}))
    with pytest.raises(NetworkTooLarge, match="products"):
        read(weights_raw(spec), card_text(spec), Bounds(10**8, 10**10))


@pytest.mark.parametrize("count", [1, 3])
def test_each_output_needs_a_name(count):
    with pytest.raises(InvalidInput, match=f"expected 2 names.*got {count}") as caught:
        read(classes=tuple("abc"[:count]))
    assert caught.value.where == "options.classes"


BIAS, UNITS = "card.layers.0.conv.bias", "card.layers.3.fc.units"


@pytest.mark.parametrize(
    ("raw", "card", "error", "where"),
    [
        (b"nothing", None, RefusedFile, "file"),
        (weights_raw(seed=0)[:-1], None, RefusedFile, "file"),
        (save({"a": torch.zeros(2)}), None, RefusedFile, "a"),
        (None, "{", RefusedFile, "card"),
        (None, '{"layers": [{"name": "a", "name": "b"}]}', RefusedFile, "card.layers.0.name"),
        (None, card_text().replace('"bias": true', '"bias": "yes"'), RefusedFile, BIAS),
        (None, card_text().replace('"units": 6', '"units": "6"'), RefusedFile, UNITS),
        (None, "[" * 10000, RefusedFile, "card"),
        (None, "[]", RefusedFile, "card"),
        (None, '{"spec": {"layers": [{"kind": "none"}]}}', RefusedFile, "card.spec.input_shape"),
        (None, card_text(small_spec((2, 16, 16))), RefusedFile, "card"),
        (None, card_text(small_spec((1, 8, 16))), RefusedFile, "card"),
        (None, card_text(small_spec((1, 600, 16))), RefusedFile, "card"),
    ],
)
def test_what_does_not_fit_is_refused(raw, card, error, where):
    with pytest.raises(error) as caught:
        read(raw, card)
    assert caught.value.where == where
    assert len(caught.value.message) < 2000


def test_an_onnx_file_beside_a_card_is_told_so():
    with pytest.raises(RefusedFile, match="which a card goes with; got an ONNX file") as caught:
        read(onnx_raw(), card_text())
    assert caught.value.where == "file"


def test_a_file_of_another_kind_is_told_what_it_is():
    with pytest.raises(NotOnnx, match="zip"):
        read_network("own-1", b"PK\x03\x04" + bytes(40), None, Options(), BOUNDS)


@pytest.mark.parametrize(
    "options",
    [
        {"classes": ("a\nb",)},
        {"classes": ("",)},
        {"classes": ("x" * 161,)},
        {"title": "  "},
        {"title": "x" * 81},
        {"reduce": "sum"},
        {"volumes": ("a", "a")},
        {"volumes": tuple(map(str, range(13)))},
        {"more": 1},
        {"input": {"invert": "yes"}},
        {"input": {"invert": 1}},
        {"input": {"range": ["0", 255]}},
        {"input": {"mean": [True]}},
    ],
)
def test_options_are_checked(options):
    with pytest.raises(ValidationError):
        Options(**options)


def test_the_format_of_the_input_must_fit():
    with pytest.raises(InvalidInput) as caught:
        read(input={"mean": [0.1, 0.2]})
    assert caught.value.where == "options.input.mean"
    entry, _ = arrived(input={"range": [0, 255], "order": "bgr"})
    assert entry.card.layers[0].range == (0, 255)
    assert entry.card.layers[0].slices == ("blue", "green", "red")


def test_a_network_that_ends_in_a_map_needs_a_choice_and_keeps_it():
    raw = map_raw()
    with pytest.raises(ChooseReduce) as caught:
        read_network("own-1", raw, None, Options(), BOUNDS)
    assert caught.value.where == "options.reduce"
    assert caught.value.code == "choose_reduce_of_two"
    begun = read_network("own-1", raw, None, Options(reduce="max"), BOUNDS)
    entry, card = measured_at_once(begun)
    assert card.origin.reduce == "max"
    traced = trace_scene(entry, Scene())
    assert np.array_equal(traced.scores, traced.logits)
    for raw, card in ((onnx_raw(), None), (weights_raw(), card_text())):
        with pytest.raises(InvalidInput, match="ends in a vector; got 'max'") as refused:
            read_network("own-1", raw, card, Options(reduce="max"), BOUNDS)
        assert refused.value.where == "options.reduce"


def digit_spec(outputs):
    """A network of ten outputs with these names."""
    spec = small_spec((3, 24, 32), outputs=10)
    return spec.model_copy(update={"outputs": tuple(outputs)})


@pytest.mark.parametrize(
    ("raw", "card", "options", "named"),
    [
        (onnx_raw(side=32, classes=10), None, {}, False),
        (onnx_raw(side=32, classes=10), None, {"classes": tuple("0123456789")}, True),
        (weights_raw(digit_spec("0123456789")), card_text(digit_spec("0123456789")), {}, True),
    ],
    ids=["by nobody", "by the sender", "by the spec"],
)
def test_only_names_that_somebody_gave_judge_answers(raw, card, options, named):
    entry, _ = measured_at_once(read_network("own-1", raw, card, Options(**options), BOUNDS), 0.0)
    assert entry.card.outputs == tuple("0123456789")
    assert entry.card.origin.named == named
    scene = Scene(objects=({"object": "digit-3-1", "row": 0, "col": 0},))
    assert (b'"expected":"3"' in live_frame(FrameRequest(entry, scene, 1))) == named
    asked = consistency.ConsistencyConfig(pairs=1, radius=1)
    for run, config in (
        (consistency.run, asked),
        (sensitivity.run, SweepConfig(scene=scene, index=0, step=8)),
    ):
        if named:
            assert run(entry, config).model == "own-1"
        else:
            with pytest.raises(NotMeasurable):
                run(entry, config)
    digits_alone = {one.kind for one in palette_of(entry.card.labels)} == {"digit"}
    assert digits_alone == named


def test_a_lone_output_without_a_name_is_the_output():
    begun = read_network("own-1", onnx_raw(classes=1), None, Options(), BOUNDS)
    entry, _ = measured_at_once(begun, 0.0)
    assert (entry.card.outputs, entry.card.labels) == (("output",), ())


def test_classes_of_one_name_are_told_apart():
    given = ("crane", "crane", "maillot", "crane (2)", "crane", "maillot")
    assert Options(classes=given).classes == (
        "crane", "crane (3)", "maillot", "crane (2)", "crane (4)", "maillot (2)",
    )  # fmt: skip
    same = Options(classes=("crane",) * 1000)
    assert len(set(same.classes)) == 1000
    assert same.classes[-1] == "crane (1000)"
    assert Options(classes=same.classes).canonical() == same.canonical()
