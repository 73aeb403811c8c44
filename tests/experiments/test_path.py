import numpy as np
import pytest
import torch
from pydantic import ValidationError

from app.errors import UnknownObject, UnknownOutput
from app.experiments.path import Config, run
from app.inference import trace_scene
from tests.experiments.conftest import NAMES, scene_of, shown_to
from tests.network.examples import parameters

SUM = 1e-4
"""Largest distance of a sum of contributions from the logit; a tenth of this, relative to it.

The logit itself is rounded: it sums 65,536 products in float32."""

EXACT = 1e-5
"""Largest distance of the sum from the logit that the head gives in float64."""


def head_of(entry):
    """The layers after the last volume."""
    shapes = entry.network.spec.shapes()
    return [
        layer
        for layer, shape in zip(entry.network.spec.layers, shapes, strict=True)
        if len(shape) == 1
    ]


def bias_of(entry, seen):
    """The output of the head's active pieces for a zero input, which comes from the biases."""
    weights, sums = parameters(entry.network), 0.0
    for layer in head_of(entry):
        if layer.kind == "fc":
            weight = weights[f"{layer.name}.weight"].astype(np.float64)
            handed = weight @ sums if np.ndim(sums) else 0.0
            sums = handed + weights.get(f"{layer.name}.bias", 0.0)
        elif layer.kind == "relu":
            sums = sums * (seen.volume(layer.name).values > 0)
    return sums if np.ndim(sums) else np.full(len(entry.card.outputs), sums)


def logits_of(entry, seen, name):
    """The head's logits in float64 for the volume called `name`."""
    weights, values = parameters(entry.network), seen.volume(name).values.astype(np.float64)
    for layer in head_of(entry):
        if layer.kind == "fc":
            weight = weights[f"{layer.name}.weight"].astype(np.float64)
            values = weight @ values.ravel() + weights.get(f"{layer.name}.bias", 0.0)
        else:
            values = {
                "relu": lambda x: np.maximum(x, 0),
                "gap": lambda x: x.mean((1, 2)),
                "gmp": lambda x: x.max((1, 2)),
            }[layer.kind](values)
    return values


def gradient_of(entry, volume, output):
    """The logit's gradient at the last volume, by automatic differentiation."""
    x = torch.from_numpy(volume)[None].clone().requires_grad_(True)
    y = x
    for layer in head_of(entry):
        y = entry.network.stack.layers[layer.name](y)
    y[0, output].backward()
    return x.grad[0].numpy()


def at_first_maximum(gradient, volume):
    """The gradient that torch spreads over equally large cells, at the first of them."""
    found = np.zeros_like(gradient)
    for total, values, slice_ in zip(gradient.sum((1, 2)), volume, found, strict=True):
        slice_.flat[values.argmax()] = total
    return found


@pytest.mark.parametrize("name", NAMES)
def test_contributions_add_up_to_the_logit_and_weights_are_the_gradient(library, name):
    entry = library.find(name)
    scene = shown_to(entry)
    seen = trace_scene(entry, scene)
    biases = bias_of(entry, seen)
    for output, word in enumerate(entry.card.outputs):
        answer = run(entry, Config(scene=scene, output=word, top=1000))
        assert answer.output == word
        assert answer.logit == seen.logits[output]
        assert answer.total + answer.bias == pytest.approx(answer.logit, abs=1e-9)
        added = answer.total + biases[output]
        assert added == pytest.approx(answer.logit, abs=SUM, rel=SUM / 10)
        assert added == pytest.approx(logits_of(entry, seen, answer.layer)[output], abs=EXACT)
        volume = seen.volume(answer.layer).values
        assert answer.shape == volume.shape
        gradient = gradient_of(entry, volume, output)
        if "gmp" in name:
            gradient = at_first_maximum(gradient, volume)
        contributions = gradient * volume
        assert answer.total == pytest.approx(contributions.sum(dtype=np.float64), abs=SUM)
        for cell in answer.top:
            at = cell.channel, cell.row, cell.col
            assert cell.layer == answer.layer
            assert cell.value == volume[at]
            assert cell.weight == pytest.approx(gradient[at], abs=1e-5)
            assert cell.contribution == pytest.approx(contributions[at], abs=1e-5)
        listed = [abs(cell.contribution) for cell in answer.top]
        largest = np.sort(np.abs(contributions[contributions != 0]))[::-1]
        np.testing.assert_allclose(listed, largest[:1000], atol=1e-5)


def test_the_default_output_is_the_strongest_and_top_limits_the_list(library):
    entry = library.find("figure-everywhere")
    answer = run(entry, Config(scene=scene_of(("leg", 20, 20)), top=7))
    assert answer.output == "leg"
    assert len(answer.top) == 7


def test_in_ludic_one_cell_contributes_to_face(library):
    answer = run(library.find("ludic"), Config(scene=scene_of(("face", 4, 40))))
    assert [cell.model_dump() for cell in answer.top] == [
        {
            "layer": "pool2",
            "channel": 0,
            "row": 3,
            "col": 12,
            "value": 1.0,
            "weight": 16.0,
            "contribution": 16.0,
            "unit": 0,
        }
    ]


@pytest.mark.parametrize("name", ["digits-max-fc-corner", "digits-none-fc-everywhere"])
def test_the_unit_of_a_cell_is_the_one_that_carries_most_of_its_contribution(library, name):
    entry = library.find(name)
    scene = shown_to(entry)
    hidden = trace_scene(entry, scene).volume("fc1").values > 0
    weights = parameters(entry.network)
    answer = run(entry, Config(scene=scene, top=50))
    onward = weights["fc2.weight"][entry.card.outputs.index(answer.output)] * hidden
    for cell in answer.top:
        flat = np.ravel_multi_index((cell.channel, cell.row, cell.col), answer.shape)
        carried = weights["fc1.weight"][:, flat] * cell.value * onward
        assert cell.contribution == pytest.approx(carried.sum(), rel=1e-4, abs=1e-5)
        assert cell.unit == np.abs(carried).argmax()


def test_without_a_hidden_layer_that_takes_the_volume_there_is_no_unit(library):
    entry = library.find("digits-max-gmp-corner")
    answer = run(entry, Config(scene=shown_to(entry)))
    assert answer.top
    assert all(cell.unit is None for cell in answer.top)


def test_bad_input(library):
    for top in (0, 1001, 1.5, True):
        with pytest.raises(ValidationError):
            Config(scene=scene_of(), top=top)
    with pytest.raises(UnknownOutput, match=r"human body.*'dog'") as listed:
        run(library.find("ludic"), Config(scene=scene_of(), output="dog"))
    assert listed.value.where == "output"
    with pytest.raises(UnknownObject):
        run(library.find("ludic"), Config(scene=scene_of(("dog", 0, 0))))
