"""Adding a drawn object, a kind of layer or a measure is adding one file.

Each is added to a copy of the tree; processes that run there then see it wherever it should be, and
tests of the structure still pass there.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from app.runtime.settings import ROOT
from app.training import make_handcrafted
from app.training.recipe_registry import RECIPES
from app.training.task import Stream, generator

KITE = '''
"""A kite, a distractor: an outline and a tail."""

from app.scene.sprite import draw

SPRITES = (
    draw(
        "kite",
        "Kite",
        art="""
..o..
.o.o.
o...o
.o.o.
..o..
..o..
""",
        ink={"o": (120, 150, 224)},
        parts={},
        kind="distractor",
    ),
)
'''

MIN_POOL = '''
"""Min pooling: of each square of cells, the smallest."""

from typing import Literal

import torch
from torch import Tensor, nn

from app.network.cell_step import Index, Pool
from app.network.layers.layer import Layer, Shape, lone, pooled
from app.network.window import Window, Windows, square


class Least(nn.Module):
    """The least of each square."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def forward(self, values: Tensor) -> Tensor:
        """The maximum of what is negated, negated."""
        return -torch.max_pool2d(-values, self.size)


class MinPool(Layer):
    """`out[k, r, c]` = the least of the `size` × `size` cells that begin at `(r, c) * size`."""

    kind: Literal["minpool"] = "minpool"
    pooling_name = "min"
    size: Literal[2] = 2

    def output_shape(self, shape: Shape) -> Shape:
        """Rows and columns divided by `size`, rounded down."""
        channels, rows, cols = self.needs_volume(shape)
        return (channels, rows // self.size, cols // self.size)

    def windows(self) -> Windows:
        """The square."""
        return square(Window(self.size, self.size))

    def build(self, shape: Shape) -> nn.Module:
        """A minimum."""
        return Least(self.size)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Pool:
        """The least cell of the square, of equals the first."""
        channel, row, col = (i * j for i, j in zip(at, (1, self.size, self.size), strict=True))
        cells = x[channel, row : row + self.size, col : col + self.size]
        return pooled(self.windows(), x, at, lone(self.size, self.size, int(cells.argmin())))


LAYER = MinPool
'''

MIN_POOL_ORACLE = '''
"""The oracle of min pooling."""

import numpy as np

from app.network.layers.minpool import MinPool
from tests.network.volume import Volume, Weights

EXAMPLES = {"least of 2 by 2": (MinPool(name="a"), (2, 6, 7))}


def oracle(layer: MinPool, weights: Weights, volume: Volume) -> Volume:
    """The minimum of each square; incomplete squares at the border are dropped."""
    channels, rows, cols = (length // n for length, n in zip(volume.shape, (1, 2, 2), strict=True))
    out = np.empty((channels, rows, cols))
    for k, r, c in np.ndindex(out.shape):
        out[k, r, c] = volume[k, 2 * r : 2 * r + 2, 2 * c : 2 * c + 2].min()
    return out
'''

BRIGHTNESS = '''
"""Brightness: how bright a picture becomes as an object moves to the right."""

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import ConfigDict, Field

from app.engine.division import Division
from app.experiments.experiment_record import Measure, Steps
from app.experiments.result import Result
from app.network.card import Frozen
from app.network.library import Entry
from app.scene.raster import raster
from app.scene.scene import Placement, Scene

QUESTION = "How bright is the picture of a face, from left to right?"


class BrightnessConfig(Frozen):
    """How many places are tried."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"places": 3}]})

    places: Annotated[int, Field(ge=1, le=40, strict=True)] = 3


class Place(Frozen):
    """One place: its col, px, and the mean of all pixels there."""

    col: int
    mean: float


class BrightnessResult(Result):
    """All places."""

    places: tuple[Place, ...]


def divided(entry: Entry, config: BrightnessConfig, _limit: int) -> Division[Place]:
    """Place by place."""

    def part(col: int) -> Iterator[np.ndarray]:
        scene = Scene(objects=(Placement(object="face", row=0, col=col),))
        yield np.array([raster(scene, entry.card.input_shape).picture.mean()])

    def lines(means: Iterator[np.ndarray | None]) -> Iterator[Place | None]:
        col = 0
        for mean in means:
            yield None if mean is None else Place(col=col, mean=float(mean[0]))
            col += mean is not None

    return Division(config.places, part, lines)


def collect(places: list[Place]) -> BrightnessResult:
    """All of them."""
    return BrightnessResult(model="", sha256="", places=tuple(places))


def run(entry: Entry, config: BrightnessConfig) -> BrightnessResult:
    """All places of one network's canvas."""
    return collect(list(divided(entry, config, 40).computed()))


MEASURE = Measure(
    name="brightness",
    title="How bright a picture is",
    question=QUESTION,
    note="The mean of all pixels.",
    config=BrightnessConfig,
    result=BrightnessResult,
    run=run,
    steps=Steps(divided, collect, '{"col":0,"mean":0.1}'),
)
'''

CLIENT = """
from fastapi.testclient import TestClient
from app.main import create_app
from app.runtime.settings import Settings

def serving(**settings):
    return TestClient(create_app(Settings(**settings)))

def paths(client):
    return client.get("/openapi.json").json()["paths"]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the app and its tests, with a single network."""
    leave = shutil.ignore_patterns("__pycache__", "snapshots")
    for folder in ("app", "benchmarks", "docs", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave)
    shutil.copytree(ROOT / "static/i18n", tmp_path / "static/i18n")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "models").symlink_to(ROOT / "models")
    (tmp_path / "few").mkdir()
    for name in ("ludic.json", "ludic.safetensors"):
        (tmp_path / "few" / name).symlink_to(ROOT / "models" / name)
    return tmp_path


def python(tree: Path, *arguments: str) -> str:
    """The output of a Python process in the copy."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-8000:]
    return done.stdout


def run(tree: Path, code: str) -> str:
    """The output of Python code, run in the copy."""
    return python(tree, "-c", CLIENT + dedent(code))


def still_passes(tree: Path, *tests: str) -> None:
    """Asserts that tests pass in the copy, including those of its rooms."""
    options = ("-q", "-x", "-p", "no:cacheprovider")
    python(tree, "-m", "pytest", *options, "tests/test_architecture.py", *tests)


def translate(tree: Path, *words: str) -> None:
    """Adds words to the copy's other languages."""
    for table in (tree / "static/i18n/locales").glob("names.*.json"):
        names = json.loads(table.read_text("utf-8"))
        table.write_text(json.dumps(names | {word: f"~{word}" for word in words}), "utf-8")


def trained_on() -> str:
    """A hash of pictures that each recipe of figures trains on, and of the constructed weights."""
    found = hashlib.sha256()
    for name, recipe in RECIPES.items():
        if name.startswith("figure"):
            pictures, labels = recipe.task.batch(generator(0, Stream.TRAINING, 0), 32)
            found.update(pictures.tobytes() + labels.tobytes())
    for pooling in (True, False):
        for weight in make_handcrafted.parts(pooling)[1].values():
            found.update(weight.numpy().tobytes())
    return found.hexdigest()


def test_a_drawn_object(tree):
    (tree / "app/scene/objects/kite.py").write_text(KITE.lstrip())
    translate(tree, "kite", "Kite")
    run(
        tree,
        """
        import io
        import numpy as np
        from PIL import Image
        from app.scene.raster import raster
        from app.scene.scene import Placement, Scene

        with serving(models="few") as client:
            objects = {one["name"]: one for one in client.get("/api/objects").json()["objects"]}
            assert (objects["kite"]["title"], objects["kite"]["height"]) == ("Kite", 6)
            drawn = np.asarray(Image.open(io.BytesIO(client.get("/api/objects/kite.png").content)))
            assert drawn.shape == (6, 5, 4)
            scene = {"objects": [{"object": "kite", "row": 10, "col": 20}]}
            seen = client.post("/api/render", json={"scene": scene}).content
            picture = np.asarray(Image.open(io.BytesIO(seen)))
            np.testing.assert_array_equal(picture[10:16, 20:25], drawn[..., :3])
            placed = Scene(objects=(Placement(object="kite", row=10, col=20),))
            exact = raster(placed, (3, 64, 64)).picture
            np.testing.assert_array_equal(np.rint(exact * 255).transpose(1, 2, 0), picture)
            asked = {"layer": "pool2", "channel": 0, "step": 30, "objects": ["kite"]}
            answer = client.post("/api/models/ludic/excitation", json=asked).json()
            assert answer["by_object"][0]["object"] == "kite"
            whole = {"layer": "pool2", "channel": 0, "step": 64}
            answer = client.post("/api/models/ludic/excitation", json=whole).json()
            assert "kite" in answer["objects"]
        """,
    )
    # The same code in the copy: nothing else is trained on, and no constructed weight changes.
    code = "from tests.test_one_file import trained_on; print(trained_on())"
    assert python(tree, "-c", code).strip() == trained_on()
    lists = ("tests/scene/test_palette.py", "tests/scene/test_sprite.py")
    still_passes(tree, *lists, "tests/api/test_languages.py")


def test_a_kind_of_layer(tree):
    (tree / "app/network/layers/minpool.py").write_text(MIN_POOL.lstrip())
    # Its test: no kind is complete without an oracle.
    (tree / "tests/network/oracles/minpool.py").write_text(MIN_POOL_ORACLE.lstrip())
    run(
        tree,
        """
        from pathlib import Path
        import numpy as np
        from app.network.library import write
        from app.scene.raster import raster
        from app.scene.scene import Scene
        from tests import oracle
        from tests.network.examples import card_of, random_weights, small_spec

        spec = small_spec(
            (3, 24, 31),
            ("conv", {"channels": 4, "kernel": 3}), ("minpool", {}), ("relu", {}), outputs=2,
        )
        weights = random_weights(spec)
        write(Path("few"), card_of(spec, "tiny"), weights)

        with serving(models="few") as client:
            card = client.get("/api/models/tiny").json()
            assert (card["pooling"], card["axes"]["pooling"]) == ("min", "min")
            assert [layer["kind"] for layer in card["layers"]][2] == "minpool"
            # The later scenes differ from the first in a part, which alone is computed again.
            for col in (3, 4, 9):
                scene = {"objects": [{"object": "arm", "row": 2, "col": col}]}
                picture = raster(Scene.model_validate(scene), (3, 24, 31)).picture
                expected = oracle.forward(spec, weights, picture)
                asked = {"scene": scene}
                found = client.post("/api/models/tiny/activations", json=asked).json()
                for layer in found["layers"]:
                    values = np.array(layer["values"])
                    np.testing.assert_allclose(values, expected[layer["name"]], atol=1e-5)
                cell = {"layer": "minpool1", "channel": 2, "row": 3, "col": 4}
                told = client.post("/api/models/tiny/cell", json=asked | cell).json()
                assert told["kind"] == "minpool"
                assert abs(told["value"] - expected["minpool1"][2, 3, 4]) < 1e-5
                assert told["steps"][0]["how"]["total"] == told["value"]
        """,
    )
    step = (
        "tests/network/test_cell_step.py::"
        "test_a_step_weighs_each_cell_as_the_oracle_does_and_adds_up[minpool: least of 2 by 2]"
    )
    still_passes(tree, "tests/network/test_layers.py", "tests/network/test_card.py", step)


def test_a_measure(tree):
    (tree / "app/experiments/brightness.py").write_text(BRIGHTNESS.lstrip())
    run(
        tree,
        """
        TOKEN = "a-long-enough-token"
        ADDRESS = "/api/models/{model}/brightness"
        with serving(models="few", token=TOKEN, sweeps_per_minute=1) as client:
            operation = paths(client)[ADDRESS]["post"]
            assert operation["summary"] == "How bright a picture is"
            assert operation["description"] == "The mean of all pixels."
            assert (operation["x-computes"], operation["x-budget"]) == (True, "sweeps")
            assert {"401", "404", "408", "422", "429", "503"} <= operation["responses"].keys()
            limits = client.get("/api/limits").json()["measures"]
            assert limits["brightness"] == {"places": [1, 40]}
            said = {"authorization": f"Bearer {TOKEN}"}
            address = ADDRESS.replace("{model}", "ludic")
            assert client.post(address, json={"places": 2}).status_code == 401
            answer = client.post(address, json={"places": 41}, headers=said)
            assert answer.status_code == 422
            answer = client.post(address, json={"places": 2}, headers=said)
            assert [place["col"] for place in answer.json()["places"]] == [0, 1]
            assert client.post(address, json={"places": 2}, headers=said).status_code == 429
            assert 'kind="brightness"' in client.get("/metrics").text
        with serving(models="few") as client:
            lines = client.post(address + "?format=ndjson", json={"places": 3}).text.splitlines()
            assert len(lines) == 3
        """,
    )
    command = ("-m", "app.experiments", "brightness", "--model", "ludic", "--models", "few")
    assert len(json.loads(python(tree, *command))["places"]) == 3
    python(tree, "-m", "app.experiments", "--pages")
    assert "How bright is the picture" in (tree / "docs/experiments/brightness.md").read_text()
    routes = ("tests/api/test_openapi.py", "tests/api/routes/test_limits.py")
    pages = "tests/experiments/test_markdown_report.py::test_overview_is_as_generated"
    still_passes(tree, *routes, pages)
