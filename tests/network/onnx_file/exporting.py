"""Exports to ONNX in memory, and every tensor of them as ONNX Runtime computes it."""

import io
import warnings

import numpy as np
import onnx
import onnxruntime
import torch

from app.network.build import assemble
from app.network.trace import forward


def export(model, example, opset=17, dynamo=False, **options) -> bytes:
    """The model as `torch.onnx.export` writes it; the newest opset for None."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        # Both exporters warn of parts of themselves that will be removed.
        warnings.simplefilter("ignore")
        if not dynamo:
            torch.onnx.export(model, (example,), file, opset_version=opset, dynamo=False, **options)
            return file.getvalue()
        program = torch.onnx.export(
            model, (example,), opset_version=opset, dynamo=True, verbose=False, **options
        )
    return program.model_proto.SerializeToString()


def session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    """A session that computes the graph as it is written, on one thread."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def expected(raw, names, input_name, pictures):
    """The tensors called `names`, as ONNX Runtime computes them."""
    model = onnx.load_from_string(raw)
    del model.graph.output[:]
    model.graph.output.extend(onnx.helper.make_empty_tensor_value_info(name) for name in names)
    if not names:
        return {}
    return dict(zip(names, session(model).run(None, {input_name: pictures}), strict=True))


def errors(raw, found, pictures):
    """For each layer that equals a tensor of the file: the largest error over its largest value."""
    network = assemble("imported", found.spec, found.weights)
    values = forward(network, torch.from_numpy(pictures))
    truth = expected(raw, list(found.values.values()), found.input_name, pictures)
    result = {}
    for layer, name in found.values.items():
        assert values[layer].shape == truth[name].shape, layer
        scale = float(np.abs(truth[name]).max()) or 1.0
        result[layer] = float(np.abs(values[layer].numpy() - truth[name]).max()) / scale
    return result
