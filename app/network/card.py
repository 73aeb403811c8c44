"""The card: how a network was made and what it is, kept beside its weights."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.network.layers.conv import Conv
from app.network.layers.layer import Role
from app.network.receptive_field import receptive_fields
from app.network.spec import Spec

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Color = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


def _rising(limits: tuple[float, float]) -> tuple[float, float]:
    """The limits; ValueError when the first is not below the second."""
    low, high = limits
    if not low < high:
        raise ValueError(f"expected a low below the high, got {low} and {high}")
    return limits


class Frozen(BaseModel):
    """A model whose fields are fixed, and which takes no others, nor NaN or infinity."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class LayerNotes(Frozen):
    """What a spec cannot know of a layer.

    Args:
        range: the values that the colour scale spans, fixed, measured where the card says.
        slices: names of the slices (or units), where they have one.
        colors: `#rrggbb` of what each slice detects, where that has a colour.
    """

    range: Annotated[tuple[float, float], AfterValidator(_rising)]
    slices: tuple[str, ...] = ()
    colors: tuple[Color, ...] = ()


class Accuracy(Frozen):
    """Measured accuracy, on samples that training never saw.

    Args:
        mean: share of right answers over all outputs and positions, 0..1.
        chance: what guessing gives.
        per_output: the same for each output.
        worst: the lowest accuracy of any output at any position of the grid.
        positions: `(row, col)` in px of the grid's positions, where the output's object lay.
        per_position: for each output, one accuracy for each of `positions`.
        samples: scenes for each output and position.
        protocol: what was measured, in a sentence.
    """

    mean: float
    chance: float
    per_output: dict[str, float]
    worst: float
    positions: tuple[tuple[int, int], ...]
    per_position: dict[str, tuple[float, ...]]
    samples: int
    protocol: str


class Card(Frozen):
    """The card as it lies in `models/NAME.json`.

    Args:
        id: the network's name, also of its files.
        title: what people read in the list.
        family: what kind of networks it belongs to.
        summary: a sentence or two on what it is.
        spec: the architecture.
        made_by: `construction` or `training`.
        trained: the region in a word: `everywhere`, `corner`, `centre`; None by construction.
        trained_on: the data and the region of the canvas, in words.
        region: the pixels that objects covered in training: top, left, bottom, right, half-open.
        source: where the data came from, with its licence.
        seed, steps, seconds: of the training; None by construction.
        convolutions: the network whose convolutions were taken over, so that only the head was
            trained; None when they are its own.
        accuracy: over the whole canvas, as measured on the committed weights.
        home: mean accuracy over a grid of the region in which the network was trained.
        layers: notes for `input` and for every layer of the spec, by name.
        parameters: how many weights there are.
        sha256: of the weights' file.
    """

    id: Name
    title: str
    family: str
    summary: str
    spec: Spec
    made_by: str
    trained: str | None = None
    trained_on: str
    region: tuple[int, int, int, int] | None = None
    convolutions: str | None = None
    source: str
    seed: int | None = None
    steps: int | None = None
    seconds: float | None = None
    accuracy: Accuracy
    home: float | None = None
    layers: dict[str, LayerNotes]
    parameters: int
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class FieldView(Frozen):
    """A layer's receptive field: cell i sees px `offset + i * stride`, `size` of them."""

    size: int
    offset: int


class LayerView(Frozen):
    """One layer as the catalogue describes it; `stride` and `receptive_field` are in px.

    `stage` counts the volumes after the input from 1; None for layers of another role.
    """

    name: str
    kind: str
    role: Role | None
    stage: int | None
    shape: tuple[int, ...]
    stride: int | None
    receptive_field: FieldView | None
    range: tuple[float, float]
    slices: tuple[str, ...]
    colors: tuple[str, ...]
    options: dict[str, Any]


class CardView(Frozen):
    """The card as the catalogue gives it: the file's, with all that follows from the spec.

    `axes` are what networks of a family may differ in, by name: two cards whose axes differ in one
    value differ in that one thing.
    """

    id: str
    title: str
    family: str
    summary: str
    input_shape: tuple[int, int, int]
    layers: tuple[LayerView, ...]
    outputs: tuple[str, ...]
    pooling: str
    padding: str
    head: str
    made_by: str
    trained: str | None
    trained_on: str
    region: tuple[int, int, int, int] | None
    convolutions: str | None
    axes: dict[str, str]
    source: str
    seed: int | None
    steps: int | None
    seconds: float | None
    metrics: Accuracy
    home: float | None
    parameters: int
    sha256: str


def view(card: Card) -> CardView:
    """The card with shapes, strides and receptive fields worked out; the input comes first."""
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
            stride=1,
            receptive_field=FieldView(size=1, offset=0),
            options={},
            **notes["input"].model_dump(),
        )
    ]
    for layer, shape, field in zip(spec.layers, spec.shapes(), receptive_fields(spec), strict=True):
        layers.append(
            LayerView(
                name=layer.name,
                kind=layer.kind,
                role=layer.role,
                stage=stages.get(layer.name),
                shape=shape,
                stride=field.stride if field else None,
                receptive_field=FieldView(size=field.size, offset=field.offset) if field else None,
                options=layer.model_dump(exclude={"name", "kind", "role"}),
                **notes[layer.name].model_dump(),
            )
        )
    convolutions = [layer for layer in spec.layers if isinstance(layer, Conv)]
    poolings = (layer.pooling_name for layer in spec.layers if layer.pooling_name)
    pooling = next(poolings, "none")
    padding = ", ".join(sorted({layer.padding for layer in convolutions})) or "none"
    # The head begins where places are given up; the outputs are a vector, so that there is one.
    shapes = zip(spec.layers, spec.shapes(), strict=True)
    head = next(layer.kind for layer, shape in shapes if len(shape) == 1)
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
            "trained": card.trained or "by construction",
            "padding": padding,
            "biases": "yes" if all(layer.bias for layer in convolutions) else "no",
            "convolutions": f"of {card.convolutions}" if card.convolutions else "its own",
        },
        metrics=card.accuracy,
    )
