"""All of the instrument on networks read from ONNX, against ONNX Runtime and brute force."""

from functools import partial

import numpy as np
import onnx
import pytest
import torch

from app.errors import NotMeasurable
from app.experiments import compare, consistency, equivariance, excitation, weight_change
from app.experiments.path import PathConfig
from app.experiments.path import run as run_path
from app.experiments.sweep import SweepConfig, plan
from app.inference import FrameRequest, live_frame, raster_of, trace_scene
from app.network.build import assemble
from app.network.cell_receptive_field import field
from app.network.head_path import path
from app.network.interior import edge_affected, marked
from app.network.onnx_file.read import read
from app.network.receptive_field import receptive_fields
from app.network.shift import Offset
from app.network.trace import forward
from app.own.arrival import Bounds, read_network
from app.own.measuring import measured
from app.own.options import Options
from app.scene.scene import Placement, Scene
from tests.experiments.test_sweep import grouped, returned
from tests.network.onnx_file.exporting import export, session
from tests.network.onnx_file.networks import (
    NETWORKS,
    MobileNetV2,
    picture,
    resnet18,
    settle,
)

MODELS = NETWORKS | {
    "ResNet-18": (partial(resnet18, 8), picture(3, 64)),
    "MobileNetV2": (partial(MobileNetV2, 8), picture(3, 64)),
}
MODELS.pop("VGG")
CASES = {name: (name, None) for name in MODELS if name != "detector"} | {
    f"detector, {reduce}": ("detector", reduce) for reduce in ("max", "mean", "difference")
}
BACKGROUNDS = (None, "#336699")


class Case:
    """A network as a visitor sends it, and what ONNX Runtime computes for it."""

    def __init__(self, name, reduce):
        make, example = MODELS[name]
        model = settle(make(), example)
        if name == "detector":
            model = torch.nn.Sequential(model.body, model.faces, torch.nn.Softmax(1))
        self.raw = export(model, example)
        count = read(self.raw, reduce).spec.outputs
        classes = tuple("0123456789") if len(count) == 10 else ()
        options = Options(reduce=reduce, classes=classes)
        begun = read_network("own-0", self.raw, None, options, Bounds(10**10, 10**9))
        *_, (self.entry, _) = measured(begun, 0.0)
        self.name, self.reduce = name, reduce
        self.tensors = read(self.raw, reduce).values
        proto = onnx.load_from_string(self.raw)
        self.input_name = proto.graph.input[0].name
        self.output_name = proto.graph.output[0].name
        # The page shows the logits of a network that ends in their softmax.
        last = next(node for node in proto.graph.node if self.output_name in node.output)
        if last.op_type.endswith("Softmax") and reduce in (None, "difference"):
            self.output_name = last.input[0]
        del proto.graph.output[:]
        names = {*self.tensors.values(), self.output_name}
        proto.graph.output.extend(onnx.helper.make_empty_tensor_value_info(n) for n in names)
        self.names = [output.name for output in proto.graph.output]
        self.session = session(proto)

    def truth(self, pixels):
        """Layers by name, and the answer as "", as ONNX Runtime computes them for one picture."""
        found = dict(
            zip(self.names, self.session.run(None, {self.input_name: pixels[None]}), strict=True)
        )
        truth = {layer: found[name][0] for layer, name in self.tensors.items()}
        last = found[self.output_name][0]
        if self.reduce == "difference":
            last = np.array([0, (last[1] - last[0]).max()])
        elif self.reduce:
            last = last.max((1, 2)) if self.reduce == "max" else last.mean((1, 2))
        return truth | {"": last}

    def pixels(self, *placed, background=None):
        """The network's input, painted px by px."""
        channels, height, width = self.entry.card.input_shape
        scene = scene_of(*placed, background=background)
        pixels = raster_of(self.entry, scene).pixels
        assert pixels.shape == (height, width, channels)
        return np.ascontiguousarray(pixels.transpose(2, 0, 1)).astype(np.float32) / 255


@pytest.fixture(scope="module", params=CASES)
def case(request):
    return Case(*CASES[request.param])


def scene_of(*placed, background=None):
    objects = tuple(Placement(object=name, row=row, col=col) for name, row, col in placed)
    return Scene(objects=objects, background=background)


def places(case, count, seed=0):
    """Places of a face, some of them over the borders."""
    _, height, width = case.entry.card.input_shape
    return np.random.default_rng(seed).integers(-12, (height - 6, width - 6), (count, 2)).tolist()


def assert_near(found, truth, what=""):
    """Asserts that values agree within 1e-5 of the largest."""
    assert found.shape == truth.shape, what
    scale = float(np.abs(truth).max()) or 1.0
    assert float(np.abs(found - truth).max()) <= 1e-5 * scale, what


def test_live_frames_equal_the_trace_and_the_runtime_wherever_an_object_is_dragged(case):
    for background in BACKGROUNDS:
        for number, (row, col) in enumerate(places(case, 12)):
            placed = [("ball", 3, 5)] * (number % 3 == 2) + [("face", row, col)]
            scene = scene_of(*placed, background=background)
            live = case.entry.backgrounds.trace(raster_of(case.entry, scene))
            rest = trace_scene(case.entry, scene)
            shown = {name for name, role in case.entry.network.roles.items() if role}
            assert shown <= live.activations.keys()
            truth = case.truth(case.pixels(*placed, background=background))
            for name, values in live.activations.items():
                assert_near(values, rest.activations[name], name)
                if name in truth:
                    assert_near(values, truth[name], name)
            assert_near(live.logits, truth[""])
            assert live_frame(FrameRequest(case.entry, scene, number))


def test_a_sweep_gives_the_logits_of_every_place(case):
    scene = scene_of(("face", 0, 0))
    sweep = plan(case.entry, SweepConfig(scene=scene, step=5, output=case.entry.card.outputs[0]))
    positions = sweep.positions()
    found = np.concatenate([returned(sweep.logits(some)) for some in grouped(positions, 3)])
    for (row, col), logits in zip(positions, found, strict=True):
        assert_near(logits, case.truth(case.pixels(("face", row, col)))[""], (row, col))


def moved(values, rows, cols):
    """`out[.., r, c] = values[.., r - rows, c - cols]`, zeros elsewhere, cell by cell."""
    out = np.zeros_like(values)
    height, width = values.shape[1:]
    for r in range(height):
        for c in range(width):
            if 0 <= r - rows < height and 0 <= c - cols < width:
                out[:, r, c] = values[:, r - rows, c - cols]
    return out


def test_equivariance_errors_are_those_of_moved_volumes(case):
    config = equivariance.Config(
        scene=scene_of(("leg", 6, 7)), shift=equivariance.Shift(row=4, col=-3), protocol="canvas"
    )
    found = {layer.name: layer for layer in equivariance.run(case.entry, config).layers}
    before = case.pixels(("leg", 6, 7))
    old, new = case.truth(before), case.truth(moved(before, 4, -3))
    checked = 0
    for name in found.keys() & old.keys():
        layer, a, b = found[name], old[name].astype(np.float64), new[name].astype(np.float64)
        wanted = layer.displacement
        errors = {
            (rows, cols): np.linalg.norm(b - moved(a, rows, cols)) / np.linalg.norm(a)
            for rows in {int(np.floor(wanted.row)), int(np.ceil(wanted.row))}
            for cols in {int(np.floor(wanted.col)), int(np.ceil(wanted.col))}
        }
        assert layer.error.whole == pytest.approx(min(errors.values()), rel=1e-4, abs=1e-5), name
        best = errors[layer.best.row, layer.best.col]
        assert best == pytest.approx(min(errors.values()), rel=1e-4, abs=1e-5), name
        checked += 1
    assert checked >= 1


def positive(case, spec=None):
    """The network with weights above zero, so that no change is lost on the way."""
    spec = spec or case.entry.network.spec
    # A function with an upper bound would hide changes.
    opened = [
        layer.model_copy(update={"high": None}) if layer.kind == "clip" else layer
        for layer in spec.layers
    ]
    spec = spec.model_copy(update={"layers": tuple(opened)})
    layers = case.entry.network.stack.state_dict()
    kept = {f"{layer.name}." for layer in spec.layers}
    weights = {}
    for key, value in layers.items():
        name = key.removeprefix("layers.")
        if any(name.startswith(prefix) for prefix in kept):
            # Small, so that nothing saturates.
            weights[name] = value.abs() * 0.3 + 1e-3
    return assemble("positive", spec, weights)


def changed_lines(network, canvas, axis, spec_names):
    """For each px along an axis, by layer, which rows (or cols) change with it.

    On some processors the last digits of a cell depend on pixels that it does not see, since sums
    over several cells are rearranged. A pixel that a cell sees changes it far more.
    """
    length = canvas.shape[1 + axis]
    pictures = canvas[None].repeat(length, 0)
    for at in range(length):
        index = [at, slice(None), slice(None), slice(None)]
        index[2 + axis] = at
        pictures[tuple(index)] += 1
    plain = forward(network, torch.from_numpy(canvas)[None].double())
    found = forward(network, torch.from_numpy(pictures).double())
    rounding = 1e-13
    return {
        name: ((found[name] - plain[name]).abs() > rounding * plain[name].abs().max())
        .any(1)
        .any(2 - axis)
        .numpy()
        for name in spec_names
    }


def test_fields_are_those_of_pixels_that_change_cells(case):
    network = positive(case)
    network.stack.double()
    spec = network.spec
    network = type(network)("positive", spec, network.stack)
    canvas = np.random.default_rng(0).random(spec.input_shape).astype(np.float32) * 0.5
    names = [*edge_affected(spec)]
    assert len(names) > 2
    numbers = {layer.name: n for n, layer in enumerate(spec.layers, 1)} | {"input": 0}
    for axis in range(2):
        found = changed_lines(network, canvas, axis, names)
        length = spec.input_shape[1 + axis]
        seen = marked(spec, np.eye(length, dtype=bool), axis, outside=False)
        fields = [None, *receptive_fields(spec)]
        for name in names:
            np.testing.assert_array_equal(seen[name], found[name], err_msg=name)
            if name == "input" or fields[numbers[name]] is None:
                continue
            along = fields[numbers[name]][axis]
            for cell in range(found[name].shape[1]):
                pixels = np.flatnonzero(found[name][:, cell])
                first, last = along.span(cell)
                assert first <= pixels.min() <= pixels.max() < last, name
                if first >= 0 and last <= length:
                    at = (0, cell, 0) if axis == 0 else (0, 0, cell)
                    box = field(spec, numbers[name], at).clipped
                    assert (box.rows, box.cols)[axis] == (first, last), name


def trunk(spec, extra):
    """The layers up to the head's input, on a canvas that is larger on every side."""
    layers = spec.layers[: spec.head_input]
    channels = spec.shapes()[spec.head_input - 1][0]
    pool = type(spec).model_validate(
        {
            "input_shape": spec.input_shape,
            "layers": [
                *(layer.model_dump() | {"role": None} for layer in layers),
                {"kind": "gap", "name": "all_of_it", "role": "output"},
            ],
            "outputs": [str(n) for n in range(channels)],
        }
    )
    shape = (spec.input_shape[0], *(side + 2 * extra for side in spec.input_shape[1:]))
    return pool, pool.model_copy(update={"input_shape": shape})


def test_edge_affected_cells_are_those_that_a_larger_canvas_changes(case):
    spec = case.entry.network.spec
    if not spec.head_input:
        pytest.skip("its cells see everything")
    extra = 64
    small, large = trunk(spec, extra)
    large = type(large).model_validate(large.model_dump())
    canvas = np.random.default_rng(1).random(small.input_shape).astype(np.float32)
    outside = np.full(large.input_shape, 9, np.float32)
    outside[:, extra:-extra, extra:-extra] = canvas
    here, there = positive(case, small), positive(case, large)
    for network in (here, there):
        network.stack.double()
    a = forward(type(here)("a", here.spec, here.stack), torch.from_numpy(canvas)[None].double())
    b = forward(type(there)("b", there.spec, there.stack), torch.from_numpy(outside)[None].double())
    edges, fields = edge_affected(small), receptive_fields(small)
    numbers = {layer.name: n for n, layer in enumerate(small.layers)}
    checked = 0
    for name, edge in edges.items():
        if name == "input" or fields[numbers[name]] is None:
            continue
        strides = [along.stride for along in fields[numbers[name]]]
        if any(extra % stride for stride in strides):
            continue
        rows, cols = (extra // stride for stride in strides)
        height, width = edge.shape
        inner = b[name][:, :, rows : rows + height, cols : cols + width]
        differ = ~torch.isclose(inner, a[name], rtol=1e-9, atol=1e-12).all(1)[0].numpy()
        np.testing.assert_array_equal(edge, differ, err_msg=name)
        checked += 1
    assert checked >= 1


def test_excitation_finds_the_strongest_cell_of_all_places(case):
    spec = case.entry.network.spec
    numbers = {layer.name: n for n, layer in enumerate(spec.layers, 1)}
    layer = next(name for name in edge_affected(spec) if name != "input" and name in case.tensors)
    config = excitation.Config(layer=layer, channel=1, objects=("leg",), step=9, top=1)
    (found,) = excitation.run(case.entry, config).by_object
    _, height, width = case.entry.card.input_shape
    shape = spec.shapes()[numbers[layer] - 1]
    down = [field(spec, numbers[layer], (1, at, 0)).whole.rows for at in range(shape[1])]
    along = [field(spec, numbers[layer], (1, 0, at)).whole.cols for at in range(shape[2])]
    best = []
    for row in range(0, height - 17 + 1, 9):
        for col in range(0, width - 9 + 1, 9):
            values = case.truth(case.pixels(("leg", row, col)))[layer][1]
            rows = [r for r, (top, bottom) in enumerate(down) if top < row + 17 and row < bottom]
            cols = [c for c, (left, right) in enumerate(along) if left < col + 9 and col < right]
            best.append(values[np.ix_(rows, cols)].max())
    assert found.positions == len(best)
    assert found.max == pytest.approx(max(best), rel=1e-4, abs=1e-6)
    assert found.mean == pytest.approx(float(np.mean(best)), rel=1e-4, abs=1e-6)


def head_gradients(case, values, output):
    """The logit, its gradient at the head's input, and the part of the biases, by autograd."""
    network = case.entry.network
    spec = network.spec
    module = network.stack.double()
    try:
        parameters = dict(module.named_parameters())
        for value in parameters.values():
            value.requires_grad_(True)
        x = torch.from_numpy(values.astype(np.float64))[None].requires_grad_()
        found = {spec.head_input: x}
        for number in range(spec.head_input + 1, len(spec.layers) + 1):
            layer = spec.layers[number - 1]
            sources = [found[source] for source in spec.sources[number - 1]]
            found[number] = module.layers[layer.name](*sources)
        logit = found[len(spec.layers)][0, output]
        logit.backward()
        biases = sum(
            float((value.grad * value.detach()).sum())
            for key, value in parameters.items()
            if value.grad is not None and key.endswith((".bias", ".offset", ".mean"))
        )
        return float(logit.detach()), x.grad[0].numpy(), biases
    finally:
        for value in module.parameters():
            value.requires_grad_(False)
            value.grad = None
        module.float()


def test_contributions_are_gradient_times_input_and_the_rest_is_what_the_head_is(case):
    scene = scene_of(("face", 5, 6))
    traced = trace_scene(case.entry, scene)
    output = int(traced.logits.argmax())
    found = path(case.entry.network, traced, output)
    logit, gradient, biases = head_gradients(case, found.values, output)
    assert_near(found.weights, gradient.astype(np.float32))
    assert found.logit == pytest.approx(logit, rel=1e-4, abs=1e-5)
    answer = run_path(case.entry, PathConfig(scene=scene, output=case.entry.card.outputs[output]))
    assert answer.total + answer.bias == pytest.approx(answer.logit, abs=1e-4)
    assert answer.exact == (not {"LeNet-5"} & {case.name})
    if answer.exact:
        assert answer.bias == pytest.approx(biases, abs=1e-4 * max(1, abs(logit)))


def test_comparing_counts_the_cells_of_both_scenes(case):
    a, b = scene_of(("leg", 4, 5)), scene_of(("leg", 8, 9))
    result = compare.run(case.entry, compare.Config(a=a, b=b))
    assert result.shift == Offset(row=4, col=4)
    here, there = case.truth(case.pixels(("leg", 4, 5))), case.truth(case.pixels(("leg", 8, 9)))
    checked = 0
    for layer in result.layers:
        if layer.name not in here:
            continue
        # Values this near to zero may be of either sign.
        for counted, values in ((layer.active_a, here), (layer.active_b, there)):
            near = 1e-5 * np.abs(values[layer.name]).max()
            least = (values[layer.name] > near).sum((1, 2))
            most = (values[layer.name] > -near).sum((1, 2))
            assert ((least <= counted) & (counted <= most)).all(), layer.name
        checked += 1
    assert checked >= 1
    assert [one.logit for one in result.outputs_b] == pytest.approx(
        there[""].tolist(), rel=1e-4, abs=1e-5 * float(np.abs(there[""]).max())
    )


def test_consistency_is_that_of_pairs_or_says_why_not(case):
    config = consistency.Config(pairs=6, radius=3)
    if case.entry.card.outputs != tuple("0123456789"):
        with pytest.raises(NotMeasurable, match="expected"):
            consistency.run(case.entry, config)
        return
    result = consistency.run(case.entry, config)
    pairs = consistency.plan(case.entry, config)
    answers = []
    for pair in pairs:
        both = [
            pair.sample.picture(*at, case.entry.card.input_shape)
            for at in (pair.first, pair.second)
        ]
        answers.append([int(case.truth(np.ascontiguousarray(x))[""].argmax()) for x in both])
    assert result.consistency.mean == pytest.approx(np.mean([a == b for a, b in answers]))


def test_weight_change_cannot_be_measured_and_says_so(case):
    with pytest.raises(NotMeasurable, match="expected a network"):
        weight_change.run(case.entry, weight_change.WeightChangeConfig())
