"""The graph of an ONNX file before its conversion: its nodes and its picture."""

from collections.abc import Iterable, Sequence

from onnx import GraphProto, ModelProto, NodeProto, ValueInfoProto, defs

from app.errors import MalformedOnnx, RefusedFile, UnsupportedNode
from app.network.layers.layer import Shape
from app.network.onnx_file.folding import FOLDS
from app.network.onnx_file.node import title
from app.network.onnx_file.operators import OPERATORS
from app.network.onnx_file.scope import Scope
from app.network.onnx_file.tensors import FLOATS
from app.network.onnx_file.wrapping import wraps
from app.network.quoted import quoted

OLDEST = 7
NEWEST = defs.onnx_opset_version()
MOST_NODES = 1000
DOMAINS = {"", "ai.onnx"}
"""The names of ONNX's own operators."""
SMALLEST, LARGEST = 16, 512
"""Rows and columns of a picture, in px."""
MOST_AXIS = 1024
"""The size of an axis of the picture that is read at all."""
TOLD = 8
"""Kinds that an error names, at most."""
BY_CELL = {"Add", "Cast", "Div", "Identity", "Mul", "Sub"}
"""Nodes that may scale a picture before its axes are turned."""
CHANNELS_FIRST = [0, 3, 1, 2]
"""The order that `Transpose` gives to the axes (batch, row, col, channel)."""


def check_extent(model: ModelProto) -> None:
    """Raises RefusedFile for what lies beside plain nodes, and for too many of these."""
    graph = model.graph
    if model.functions:
        name = quoted(model.functions[0].name)
        raise RefusedFile(
            f"expected nodes alone, got the function {name}: export it inlined, with "
            "onnx.inliner.inline_local_functions",
            name,
        )
    if graph.sparse_initializer:
        raise RefusedFile("expected dense tensors, got sparse ones")
    if len(graph.node) > MOST_NODES:
        raise RefusedFile(f"expected at most {MOST_NODES} nodes, got {len(graph.node)}")


def needed_nodes(graph: GraphProto) -> list[NodeProto]:
    """The nodes on which the first output depends, in their order.

    Raises:
        MalformedOnnx: there is no output, or two nodes compute the same.
        RefusedFile: no node computes the output.
    """
    if not graph.output:
        raise MalformedOnnx("expected an output, got none")
    makers: dict[str, int] = {}
    for number, node in enumerate(graph.node):
        for name in node.output:
            if name and makers.setdefault(name, number) != number:
                raise MalformedOnnx(f"two nodes compute {quoted(name)}", title(node))
    output = graph.output[0].name
    if output not in makers:
        name = quoted(output)
        raise RefusedFile(f"expected a node that computes the output {name}, got none", name)
    waiting, numbers = [output], set()
    while waiting:
        maker = makers.get(waiting.pop())
        if maker is not None and maker not in numbers:
            numbers.add(maker)
            waiting += graph.node[maker].input
    return [graph.node[number] for number in sorted(numbers)]


def check_kinds(nodes: Sequence[NodeProto], picture: str) -> None:
    """Checks the kinds of all nodes, so that the cause is told, not a node before it.

    Args:
        picture: the tensor that is the picture: some kinds are taken of constants alone.

    Raises:
        UnsupportedNode: a node is of a kind that is not taken; the message names all such kinds.
    """
    depends, wrong = {picture}, list[tuple[NodeProto, str]]()
    for node in nodes:
        of_picture = any(name in depends for name in node.input)
        # The sizes of a tensor are known before it is.
        if of_picture and node.op_type != "Shape":
            depends.update(filter(None, node.output))
        kind = quoted(".".join(part for part in (node.domain, node.op_type) if part))
        if node.domain in DOMAINS and node.op_type in OPERATORS:
            continue
        if node.op_type == "Slice" and node.domain in DOMAINS and wraps(node, nodes):
            continue
        if node.domain not in DOMAINS or node.op_type not in FOLDS:
            wrong.append((node, kind))
        elif of_picture:
            wrong.append((node, f"{kind} of what depends on the picture"))
    if not wrong:
        return
    # What is foreign comes before what is taken of constants alone, which often only serves it.
    wrong.sort(key=lambda found: found[0].op_type in FOLDS)
    (first, kind), *_ = wrong
    others = list(dict.fromkeys(other for _, other in wrong if other != kind))
    more = f", nor is {' or '.join(others[:TOLD])}" if others else ""
    raise UnsupportedNode(
        f"node {title(first)} is a {kind}, which is not taken{more}; "
        f"taken are {', '.join(sorted(OPERATORS))}",
        title(first),
    )


def turns_channels(nodes: Iterable[NodeProto], picture: str) -> bool:
    """Whether the picture's own axes are turned so that channels come first, before all else."""
    seen = {picture}
    for node in nodes:
        if not any(name in seen for name in node.input):
            continue
        orders = [list(found.ints) for found in node.attribute if found.name == "perm"]
        if node.op_type == "Transpose" and CHANNELS_FIRST in orders:
            return True
        if node.op_type in BY_CELL:
            seen.update(node.output)
    return False


def opset_of(model: ModelProto) -> int:
    """The version of ONNX's own operators that the file asks for."""
    versions: list[int] = [entry.version for entry in model.opset_import if entry.domain in DOMAINS]
    if len(versions) != 1:
        raise MalformedOnnx("expected one version of the operators (opset_import)")
    if not OLDEST <= versions[0] <= NEWEST:
        raise RefusedFile(f"expected opset {OLDEST} to {NEWEST}, got {versions[0]}")
    return versions[0]


def only_input(graph: GraphProto, scope: Scope, used: set[str]) -> ValueInfoProto:
    """The one input that the output depends on; older files list their weights as inputs, too."""
    free = [entry for entry in graph.input if entry.name not in scope]
    found: list[ValueInfoProto] = [entry for entry in free if entry.name in used]
    if free and not found:
        output = quoted(graph.output[0].name)
        raise RefusedFile(f"expected an output that depends on the picture, got {output}", output)
    if len(found) != 1:
        names = ", ".join(quoted(entry.name) for entry in found[:4]) or "none"
        raise RefusedFile(f"expected one input, the picture; got {len(found)}: {names}")
    return found[0]


def picture_axes(
    picture: ValueInfoProto, turned: bool
) -> tuple[Shape, tuple[int | None, ...], int]:
    """The shape `(channel, row, col)` of the picture, the order of its axes, and its batch.

    Channels come last, as Keras has them, where only the last axis can be one of channels and the
    graph turns axes so that channels come first (`turned`).
    """
    name = quoted(picture.name)
    kind = picture.type.tensor_type
    if kind.elem_type not in FLOATS:
        raise RefusedFile(f"input {name}: expected floats", name)
    dims = kind.shape.dim
    sizes = [dim.dim_value if dim.HasField("dim_value") else None for dim in dims]
    shown = quoted(", ".join("open" if size is None else str(size) for size in sizes))
    if len(sizes) != 4:
        raise RefusedFile(
            f"input {name}: expected the axes (batch, channel, row, col), got ({shown})", name
        )
    batch, *rest = sizes
    whole = [size for size in rest if size]
    if len(whole) < 3 or any(not 1 <= size <= MOST_AXIS for size in whole):
        raise RefusedFile(
            f"input {name}: expected 1 or 3 channels and fixed sizes of {SMALLEST} to {LARGEST} px "
            f"after the batch, got ({shown}): export with an example of the wanted size, and only "
            "the batch left open",
            name,
        )
    last = turned and whole[2] in (1, 3) and whole[0] not in (1, 3)
    shape = (whole[2], whole[0], whole[1]) if last else (whole[0], whole[1], whole[2])
    return shape, (1, 2, 0) if last else (0, 1, 2), max(batch or 1, 1)
