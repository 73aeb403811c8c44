"""The card: what a network is and how it was made, stored beside its weights."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.network.input_format import PLAIN, InputFormat, rising
from app.network.layers.conv import Conv
from app.network.layers.layer import Role
from app.network.receptive_field import ReceptiveField, receptive_fields
from app.network.reduce import Reduce
from app.network.spec import Spec

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Box = tuple[int, int, int, int]
"""px: top, left, bottom, right, half-open."""
Share = Annotated[float, Field(ge=0, le=1)]
Color = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]

RGB = {"red": "#ff0000", "green": "#00ff00", "blue": "#0000ff"}
"""The channels of an input with three, in order, and their colours."""


class Frozen(BaseModel):
    """An immutable model that rejects unknown fields, NaN and infinity."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class LayerNotes(Frozen):
    """Notes on a layer, beyond its spec.

    Args:
        range: lowest and highest value of the colour scale, fixed; measured on the pictures that
            the recipe names.
        slices: names of the slices (or units); empty where they have none.
        colors: `#rrggbb` of what each slice detects; empty where that has no colour.
        source: what the file that the network is from calls the layer; None without such a name.
    """

    range: Annotated[tuple[float, float], AfterValidator(rising)]
    slices: tuple[str, ...] = ()
    colors: tuple[Color, ...] = ()
    source: Annotated[str, Field(max_length=80)] | None = None


class Accuracy(Frozen):
    """Accuracy, measured on samples that training never saw.

    Args:
        mean: share of correct predictions over all outputs and positions, 0..1.
        chance: the accuracy of guessing.
        per_output: the mean for each output.
        worst: the lowest accuracy of any output at any position of the grid.
        positions: `(row, col)` of the grid's positions, in px, where the output's object lay.
        per_position: for each output, one accuracy for each of `positions`.
        samples: number of scenes for each output and position.
        protocol: what was measured, in a sentence.
    """

    mean: float
    chance: float
    per_output: dict[str, float]
    worst: float
    positions: tuple[tuple[int, int], ...]
    per_position: dict[str, tuple[float, ...]]
    samples: Annotated[int, Field(ge=0, le=10**9)]
    protocol: Annotated[str, Field(max_length=500)]


class Origin(Frozen):
    """Where a network comes from that was not made here.

    Args:
        format: of its file: `onnx`, `safetensors` beside a spec, or `pt`, weights of PyTorch, which
            no visitor can bring.
        bytes: of the file.
        sha256: of the file; the card's own is that of the weights as they are served.
        reduce: how the map that the network ends in became one value for each output; None for a
            network that ends in a vector.
        said: whether training, accuracy and ranges of colours are what the card says that came with
            the weights, not what this server knows.
        named: whether somebody named the outputs, the sender or the file's spec. Otherwise they
            have numbers, which say nothing of what they stand for.
        ranges: how the ranges of the colour scales were measured, in a sentence.
        notes: what else the reader decided, in a sentence each.
    """

    format: Literal["onnx", "safetensors", "pt"]
    bytes: int
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reduce: Reduce | None = None
    said: bool = False
    named: bool = True
    ranges: str
    notes: tuple[str, ...] = ()


class Card(Frozen):
    """The card, as stored in `models/NAME.json`.

    Args:
        id: the name of the network and of its files.
        title: the name that people read in the list.
        family: the family of networks that it belongs to.
        summary: a description in a sentence or two.
        spec: the architecture.
        input: how it wants the pixels of the canvas.
        made_by: `construction`, `training`, or `file` for a network that was not made here.
        trained: the training region in a word: `everywhere`, `corner`, `centre` or `painted`; None
            for a constructed network.
        trained_on: the data and the region of the canvas, in words.
        region: the pixels that objects covered in training: top, left, bottom, right, half-open;
            None where they are no box.
        painted: boxes, whose union is the region in which objects lay wholly, where a visitor
            painted it; None for others.
        source: the origin of the data, with its licence.
        seed, steps, seconds: of the training; None for a constructed network.
        batch: pictures per step.
        peak: the highest learning rate.
        decay: weight decay, decoupled (AdamW).
        convolutions: the network whose convolutions were reused while only the head was trained;
            None when they are its own.
        origin: of a network that was not made here; None for others.
        accuracy: over the whole canvas, measured on the committed weights; None where it was not
            measured.
        home: mean accuracy over a grid of the region in which the network was trained, by another
            sample than `accuracy`: 50 pictures of each output at each place; None for a network
            that was not trained here, or the mean over all of `accuracy`'s positions inside a
            painted region.
        away: the mean over all others of them, outside a painted region; None where there are none,
            and for others.
        layers: notes for `input` and for every layer of the spec, by name.
        parameters: the number of weights and biases.
        sha256: of the weights' file.
    """

    id: Name
    title: str
    family: str
    summary: str
    spec: Spec
    input: InputFormat = PLAIN
    made_by: str
    trained: str | None = None
    trained_on: str
    region: Box | None = None
    painted: Annotated[tuple[Box, ...], Field(min_length=1, max_length=256)] | None = None
    convolutions: str | None = None
    source: str
    seed: int | None = None
    steps: Annotated[int, Field(ge=0, le=10**9)] | None = None
    seconds: float | None = None
    batch: int | None = None
    peak: float | None = None
    decay: float | None = None
    origin: Origin | None = None
    accuracy: Accuracy | None = None
    home: Share | None = None
    away: Share | None = None
    layers: dict[str, LayerNotes]
    parameters: int
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class FieldView(Frozen):
    """A layer's receptive field: cell i sees `size` px from `offset + i * stride` on."""

    size: int
    offset: int


class LayerView(Frozen):
    """One layer in the catalogue; strides and receptive fields are in px of the input.

    `stage` numbers the volumes after the input from 1; it is None for layers of another role.
    `inputs` are the layers that feed it. `stride` and `receptive_field` are those along rows; both
    are None for a layer that depends on whole volumes. `source` is what the file that the network
    is from calls the layer, as in `layer1.0.conv1`; None where it has no such name.
    """

    name: str
    kind: str
    role: Role | None
    stage: int | None
    shape: tuple[int, ...]
    inputs: tuple[str, ...]
    stride: int | None
    stride_cols: int | None
    receptive_field: FieldView | None
    receptive_field_cols: FieldView | None
    range: tuple[float, float]
    slices: tuple[str, ...]
    colors: tuple[str, ...]
    source: str | None
    options: dict[str, Any]


class CardView(Frozen):
    """The card in the catalogue: the stored card, with everything that follows from its spec.

    `stored` is the number of weights and biases of each type in the file, by NumPy's name of the
    type. `axes` are all properties in which networks of a family may differ, by name, except the
    seed and how weights are stored: two networks of a family whose axes differ in one value differ
    in that property alone. Some of them are conditions that nobody chooses, see
    `app/network/family.py`.
    """

    id: str
    title: str
    family: str
    summary: str
    input_shape: tuple[int, int, int]
    input: InputFormat
    layers: tuple[LayerView, ...]
    outputs: tuple[str, ...]
    pooling: str
    padding: str
    head: str
    made_by: str
    trained: str | None
    trained_on: str
    region: Box | None
    painted: tuple[Box, ...] | None = Field(
        description="Boxes in px (top, left, bottom, right, half-open) whose union is the region "
        "that a visitor painted; null for other networks."
    )
    convolutions: str | None
    axes: dict[str, str]
    source: str
    seed: int | None
    steps: int | None
    seconds: float | None
    batch: int | None
    peak: float | None
    decay: float | None
    origin: Origin | None
    metrics: Accuracy | None = Field(
        description="Accuracy on held-out pictures; null where none was measured, as for networks "
        "of visitors."
    )
    home: float | None = Field(
        description="Mean accuracy over a grid of the region in which the network was trained (a "
        "region of one place has that place alone), on 50 held-out pictures of each output at "
        "each place. `metrics` has more pictures a place, so that `home` and `metrics.mean` may "
        "differ by the sample alone. Null for a constructed network. Where a visitor painted the "
        "region, the mean over all positions of `metrics` inside it."
    )
    away: float | None = Field(
        description="The mean over all positions of `metrics` outside a painted region; null where "
        "there are none, and for other networks."
    )
    parameters: int
    stored: dict[str, int]
    sha256: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The outputs' names as labels of scenes: none where they are numbers that nobody gave."""
        return self.outputs if self.origin is None or self.origin.named else ()

    @property
    def chance(self) -> float:
        """The accuracy of guessing: as measured, else one of all outputs."""
        return self.metrics.chance if self.metrics else 1 / len(self.outputs)


def view(card: Card, stored: dict[str, int] | None = None) -> CardView:
    """The card with computed shapes, strides and receptive fields; the input is the first layer.

    Args:
        stored: as in `CardView`; None for weights that are in no file.
    """
    spec = card.spec
    notes = card.layers
    stages = spec.stages()
    layers = [
        LayerView(
            name="input",
            kind="input",
            role="input",
            stage=None,
            shape=spec.input_shape,
            inputs=(),
            stride=1,
            stride_cols=1,
            receptive_field=FieldView(size=1, offset=0),
            receptive_field_cols=FieldView(size=1, offset=0),
            options={},
            **notes["input"].model_dump(),
        )
    ]
    names = spec.names
    for layer, shape, sources, fields in zip(
        spec.layers, spec.shapes(), spec.sources, receptive_fields(spec), strict=True
    ):
        layers.append(
            LayerView(
                name=layer.name,
                kind=layer.kind,
                role=layer.role,
                stage=stages.get(layer.name),
                shape=shape,
                inputs=tuple(names[source] for source in sources),
                stride=fields.rows.stride if fields else None,
                stride_cols=fields.cols.stride if fields else None,
                receptive_field=_field(fields.rows) if fields else None,
                receptive_field_cols=_field(fields.cols) if fields else None,
                options=layer.model_dump(exclude={"name", "kind", "role", "inputs"}),
                **notes[layer.name].model_dump(),
            )
        )
    convolutions = [layer for layer in spec.layers if isinstance(layer, Conv)]
    poolings = (layer.pooling_name for layer in spec.layers if layer.pooling_name)
    pooling = next(poolings, "none")
    padding = ", ".join(sorted({layer.padding_name for layer in convolutions})) or "none"
    head = spec.layers[spec.first_of_head].kind
    return CardView(
        **card.model_dump(exclude={"spec", "layers", "accuracy"}),
        input_shape=spec.input_shape,
        layers=tuple(layers),
        outputs=spec.outputs,
        pooling=pooling,
        padding=padding,
        head=head,
        axes={
            "pooling": pooling,
            "head": head,
            "trained": card.trained or ("elsewhere" if card.origin else "by construction"),
            "padding": padding,
            "biases": "yes" if all(layer.bias for layer in convolutions) else "no",
            "convolutions": f"of {card.convolutions}" if card.convolutions else "its own",
            "kernel": ", ".join(sorted({_size(one) for one in convolutions})) or "none",
            "steps": f"{card.steps or 0}",
            "batch": f"{card.batch or 0}",
            "peak": f"{card.peak or 0:g}",
            "decay": f"{card.decay or 0:g}",
        },
        metrics=card.accuracy,
        stored=stored or {},
    )


def _field(field: ReceptiveField) -> FieldView:
    """The field along one axis, as the catalogue has it."""
    return FieldView(size=field.size, offset=field.offset)


def _size(convolution: Conv) -> str:
    """The kernel's rows and cols, as in `5×5`."""
    rows, cols = convolution.windows()
    return f"{rows.size}×{cols.size}"
