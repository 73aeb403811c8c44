"""What a file's author called a layer, where the file says it."""

import re

from onnx import NodeProto

from app.network.quoted import quoted

LONGEST = 80
"""Characters of a name that are kept."""
WEIGHTS = re.compile(r"(.+)[./](?:weight|bias|kernel|gamma|beta|running_mean)(?::0)?", re.DOTALL)
"""The name of a parameter behind the name of its layer, as PyTorch and Keras write it."""
WRAPPER = "StatefulPartitionedCall"
"""What TensorFlow puts before all names."""


def source_name(proto: NodeProto) -> str | None:
    """The layer's name in the module that was exported, as `layer1.0.conv1`; None without one.

    It is read from the names of the weights, else from the node's path, as
    `/layer1/layer1.0/conv1/Conv`. A number beside the node's kind, as `/Conv_12`, says nothing.
    Only characters that can be shown are kept.
    """
    for name in proto.input:
        found = WEIGHTS.fullmatch(name[: 2 * LONGEST])
        if found and "::" not in name:
            return shown(found[1])
    *path, last = proto.name[: 4 * LONGEST].split("/")
    if last.rstrip("0123456789").rstrip("_").lower() not in (proto.op_type.lower(), ""):
        # Converters of TensorFlow end a path in an operation of theirs, as `Relu` or `BiasAdd`.
        path = path if WRAPPER in path else []
    parts = [part for part in path if part not in ("", WRAPPER)]
    # PyTorch repeats the beginning: `layer1/layer1.0/layer1.0.conv1`.
    kept = [
        part
        for number, part in enumerate(parts, 1)
        if not any(following.startswith(f"{part}.") for following in parts[number : number + 1])
    ]
    return shown(".".join(kept))


def shown(name: str) -> str | None:
    """The characters of a name that can be shown, at most `LONGEST`; None without a letter."""
    kept = quoted(name, LONGEST).strip()
    return kept if any(sign.isalpha() for sign in kept) else None
