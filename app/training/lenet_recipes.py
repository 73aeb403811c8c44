"""The recipes of LeNet-5, the network of the textbooks, and of its twin from one corner.

LeCun, Bottou, Bengio & Haffner 1998, Gradient-based learning applied to document recognition. As in
most textbooks today, it has ReLU, max pooling and a softmax, where the paper has a scaled tanh,
averages with weights of their own and radial basis functions, and its second convolution sees all
slices of the first. The 120 maps of one cell, the paper's C5, are a fully connected layer, which
computes the same. Both have the budget of the other digit networks.
"""

from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.spec import Spec
from app.scene.objects.digits import SIDE
from app.training.digit_recipes import DECAY, PEAK, SOURCE, STEPS
from app.training.digit_task import OUTPUTS, Digits
from app.training.recipe import Recipe

CANVAS = 32
"""Rows and cols of the input, in px, as in the paper."""

LAST = CANVAS - SIDE
"""The last row and col of a digit's top-left pixel."""

CORNER_LAST = 2
"""The same in the corner: about one place in twenty, as for the larger digit networks."""

SPEC = Spec(
    input_shape=(1, CANVAS, CANVAS),
    layers=(
        Conv(name="conv1", channels=6, kernel=5, padding="valid"),
        ReLU(name="relu1"),
        MaxPool(name="pool1", role="volume"),
        Conv(name="conv2", channels=16, kernel=5, padding="valid"),
        ReLU(name="relu2"),
        MaxPool(name="pool2", role="volume"),
        FullyConnected(name="fc1", units=120),
        ReLU(name="relu3", role="hidden"),
        FullyConnected(name="fc2", units=84),
        ReLU(name="relu4", role="hidden"),
        FullyConnected(name="fc3", units=len(OUTPUTS), role="output"),
    ),
    outputs=OUTPUTS,
)


def region(last: int) -> Digits:
    """Digits whose top-left pixel has rows and cols from 0 to `last`."""
    return Digits(bottom=last, right=last, height=CANVAS, width=CANVAS, channels=1)


def recipe(name: str, title: str, trained: str, last: int, where: str) -> Recipe:
    """LeNet-5, trained on one region."""
    return Recipe(
        name=name,
        title=title,
        family="lenet",
        summary=(
            "Reads one handwritten digit: LeCun's network of 1998, with ReLU and max pooling as in "
            f"today's textbooks. Trained {where}."
        ),
        spec=SPEC,
        task=region(last),
        evaluation=region(LAST),
        shown=region(last),
        trained_on=(
            f"One white digit of {SIDE} × {SIDE} px on black, {where}: 400 samples of each digit, "
            "each in eight variants (as written, and turned by up to 12 degrees, scaled by up to "
            "10%, sheared by up to 0.15). Every batch is drawn anew from a seeded generator."
        ),
        source=SOURCE,
        protocol=(
            "Share of right answers on the held-out samples, 100 of each digit, which no training "
            "saw, each alone on a black canvas with its top-left pixel at each position of a 6 × 6 "
            "grid over the whole canvas. Measured on the weights as committed."
        ),
        steps=STEPS,
        peak=PEAK,
        decay=DECAY,
        samples=100,
        trained=trained,
        bfloat16=True,
        stored="float16",
    )


RECIPES = (
    recipe("lenet5", "LeNet-5", "everywhere", LAST, "at every place of its canvas"),
    recipe(
        "lenet5-corner",
        "LeNet-5, one corner",
        "corner",
        CORNER_LAST,
        f"in the top-left corner only (rows and cols 0 to {CORNER_LAST})",
    ),
)
