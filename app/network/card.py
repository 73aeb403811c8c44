"""The card: what a network is and how it was made, stored beside its weights."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.network.layers.conv import Conv
from app.network.layers.layer import Role
from app.network.receptive_field import receptive_fields
from app.network.spec import Spec

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Color = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


def _rising(limits: tuple[float, float]) -> tuple[float, float]:
    """The limits, unchanged; raises ValueError when the first is not below the second."""
    low, high = limits
    if not low < high:
        raise ValueError(f"expected a low below the high, got {low} and {high}")
    return limits


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
    """

    range: Annotated[tuple[float, float], AfterValidator(_rising)]
    slices: tuple[str, ...] = ()
    colors: tuple[Color, ...] = ()


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
    samples: int
    protocol: str


class Card(Frozen):
    """The card, as stored in `models/NAME.json`.

    Args:
        id: the name of the network and of its files.
        title: the name that people read in the list.
        family: the family of networks that it belongs to.
        summary: a description in a sentence or two.
        spec: the architecture.
        made_by: `construction` or `training`.
        trained: the training region in a word: `everywhere`, `corner` or `centre`; None for a
            constructed network.
        trained_on: the data and the region of the canvas, in words.
        region: the pixels that objects covered in training: top, left, bottom, right, half-open.
        source: the origin of the data, with its licence.
        seed, steps, seconds: of the training; None for a constructed network.
        convolutions: the network whose convolutions were reused while only the head was trained;
            None when they are its own.
        accuracy: over the whole canvas, measured on the committed weights.
        home: mean accuracy over a grid of the region in which the network was trained, by another
            sample than `accuracy`: 50 pictures of each output at each place; None for a constructed
            network.
        layers: notes for `input` and for every layer of the spec, by name.
        parameters: the number of weights and biases.
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
    """A layer's receptive field: cell i sees `size` px from `offset + i * stride` on."""

    size: int
    offset: int


class LayerView(Frozen):
    """One layer in the catalogue; `stride` and `receptive_field` are in px of the input.

    `stage` numbers the volumes after the input from 1; it is None for layers of another role.
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
    """The card in the catalogue: the stored card, with everything that follows from its spec.

    `stored` is the number of weights and biases of each type in the file, by NumPy's name of the
    type. `axes` are the properties in which networks of a family may differ, by name: two networks
    of a family whose axes differ in one value differ in that property alone.
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
    home: float | None = Field(
        description="Mean accuracy over a grid of the region in which the network was trained (a "
        "region of one place has that place alone), on 50 held-out pictures of each output at "
        "each place. `metrics` has more pictures a place, so that `home` and `metrics.mean` may "
        "differ by the sample alone. Null for a constructed network."
    )
    parameters: int
    stored: dict[str, int]
    sha256: str


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
    # The head begins at the first layer that gives a vector; the outputs are one, so it exists.
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
        stored=stored or {},
    )
