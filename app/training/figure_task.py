"""Labelled scenes of drawn figures, to train and measure the figure networks.

The label depends on a scene's objects alone, not on their positions. All objects lie wholly inside
a region, with a gap between their boxes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, Int64

from app.network.handcrafted_network import OUTPUTS
from app.scene.palette import PALETTE
from app.scene.raster import raster
from app.scene.scene import Placement, Scene
from app.scene.truth import KEY, STANDING, figure
from app.training.jitter import jitter
from app.training.task import Position

DRAWINGS = ("face", "arm", "leg", "torso", "ball", "house", "tree")
"""The drawings that the figure networks were trained on; the palette may have more by now."""

NOT_A_BODY = tuple(
    (arms, legs)
    for arms in range(4)
    for legs in range(4)
    if arms + legs <= 4 and min(arms, legs) < 2
)
"""Numbers of arms and legs beside a face that do not make a human body."""

GAP = 1
"""Px between the boxes of two objects: a template extends one pixel beyond the leg's box."""

GRID = 6
"""Positions along each axis of the grid for measuring accuracy."""

TRIES = 24
"""Attempts to place an object before its scene is restarted."""

SCENES = 1000
"""Attempts at a scene before the region counts as too small."""

AROUND = 100
"""Attempts at a scene whose key object has a given position."""

LONE = 0.4
"""Share of the scenes, human bodies excepted, that hold a single object."""

PUT_TOGETHER = 0.2
"""Probability that a scene's face and limbs are assembled as a standing body, where they can be."""


def label(scene: Scene) -> int:
    """The index in OUTPUTS of a scene's label, by the rule of `app/scene/truth.py`."""
    return OUTPUTS.index(figure(scene))


@dataclass(frozen=True)
class Region:
    """The box in which all objects lie, in px of the canvas; bottom and right are exclusive."""

    top: int = 0
    left: int = 0
    bottom: int = 64
    right: int = 64


@dataclass(frozen=True)
class Figures:
    """Scenes of figures; every output is equally frequent.

    Args:
        region: the box in which objects may lie.
        clean: share of the scenes that are painted exactly as on the page; the others get jitter
            and noise.
        height, width: of the canvas, in px.
        drawings: names of the objects in the scenes.
    """

    region: Region = Region()
    clean: float = 0.3
    height: int = 64
    width: int = 64
    drawings: tuple[str, ...] = DRAWINGS

    @property
    def outputs(self) -> tuple[str, ...]:
        """The labels of the scenes."""
        return OUTPUTS

    @property
    def others(self) -> tuple[str, ...]:
        """The drawings that no output depends on."""
        return tuple(name for name in self.drawings if name not in KEY.values())

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The pixels that objects may cover: top, left, bottom, right, half-open."""
        return self.region.top, self.region.left, self.region.bottom, self.region.right

    @property
    def positions(self) -> tuple[Position, ...]:
        """A grid over all positions at which the smallest key object lies inside the region."""
        keys = [PALETTE[name] for name in KEY.values()]
        box = self.region
        rows = np.linspace(box.top, box.bottom - min(key.height for key in keys), GRID)
        cols = np.linspace(box.left, box.right - min(key.width for key in keys), GRID)
        return tuple((round(row), round(col)) for row in rows for col in cols)

    def batch(
        self, rng: np.random.Generator, size: int
    ) -> tuple[Float32[np.ndarray, "{size} channel row col"], Int64[np.ndarray, "{size}"]]:
        """Scenes and labels; the outputs take turns, beginning at a random one."""
        first = int(rng.integers(len(OUTPUTS)))
        turns = [OUTPUTS[(first + index) % len(OUTPUTS)] for index in range(size)]
        scenes = [self.scene(rng, output) for output in turns]
        return self._paint(rng, scenes), np.array([label(scene) for scene in scenes], np.int64)

    def evaluation_batch(
        self, rng: np.random.Generator, output: str, position: Position, samples: int
    ) -> Float32[np.ndarray, "{samples} channel row col"]:
        """Scenes that show `output`, with its key object at `position`.

        A key object that would leave the region moves to the nearest position inside. If the rest
        of the scene does not fit beside it, it may lie anywhere in the region.
        """
        return self._paint(rng, [self._around(rng, output, position) for _ in range(samples)])

    def _around(self, rng: np.random.Generator, output: str, position: Position) -> Scene:
        """A scene whose key object is at `position`; anywhere if that fails."""
        try:
            return self.scene(rng, output, position)
        except ValueError:
            return self.scene(rng, output)

    def scene(
        self, rng: np.random.Generator, output: str, position: Position | None = None
    ) -> Scene:
        """A scene that shows `output`; its key object is the first, at `position` if given.

        Raises:
            ValueError: the region is too small for such a scene.
        """
        for _ in range(SCENES if position is None else AROUND):
            names = compose(rng, output, self.others)
            if position is None and "face" in names and rng.random() < PUT_TOGETHER:
                placed = self._stand(rng, names)
            else:
                placed = self._scatter(rng, names, position)
            if placed is not None:
                return Scene(objects=tuple(placed))
        raise ValueError(f"a scene of {output!r} does not fit into {self.region}")

    def _scatter(
        self, rng: np.random.Generator, names: Sequence[str], position: Position | None
    ) -> list[Placement] | None:
        """The objects at random positions; None if one of them does not fit."""
        box = self.region
        draws = rng.random((len(names), TRIES, 2)).tolist()
        placed: list[Placement] = []
        boxes: list[tuple[int, int, int, int]] = []
        for index, name in enumerate(names):
            drawing = PALETTE[name]
            last_row, last_col = box.bottom - drawing.height, box.right - drawing.width
            for down, along in draws[index]:
                row = box.top + int(down * (last_row - box.top + 1))
                col = box.left + int(along * (last_col - box.left + 1))
                if position is not None and index == 0:
                    row, col = min(position[0], last_row), min(position[1], last_col)
                bottom, right = row + drawing.height + GAP, col + drawing.width + GAP
                if all(
                    row >= other[2] or col >= other[3] or bottom <= other[0] or right <= other[1]
                    for other in boxes
                ):
                    placed.append(Placement(object=name, row=row, col=col))
                    boxes.append((row, col, bottom, right))
                    break
            else:
                return None
        return placed

    def _stand(self, rng: np.random.Generator, names: Sequence[str]) -> list[Placement] | None:
        """The objects assembled as a standing body; None if a body has no place for one of them."""
        box = self.region
        height = max(row + PALETTE[name].height for name, row, _ in STANDING)
        width = max(col + PALETTE[name].width for name, _, col in STANDING)
        if box.top + height > box.bottom or box.left + width > box.right:
            return None
        top = int(rng.integers(box.top, box.bottom - height + 1))
        left = int(rng.integers(box.left, box.right - width + 1))
        wanted = Counter(names)
        placed = []
        for index in rng.permutation(len(STANDING)).tolist():
            name, row, col = STANDING[index]
            if wanted[name]:
                wanted[name] -= 1
                placed.append(Placement(object=name, row=top + row, col=left + col))
        return None if wanted.total() else placed

    def _paint(
        self, rng: np.random.Generator, scenes: Sequence[Scene]
    ) -> Float32[np.ndarray, "picture 3 row col"]:
        """The rasters of scenes; all but the clean share get jitter and noise."""
        pictures = np.stack(
            [raster(scene, (3, self.height, self.width)).picture for scene in scenes]
        )
        altered = rng.random(len(scenes)) >= self.clean
        for index in np.flatnonzero(altered).tolist():
            jitter(rng, pictures[index], scenes[index])
        return pictures


def compose(rng: np.random.Generator, output: str, others: Sequence[str]) -> list[str]:
    """The objects of a scene that shows `output`: the key object first, some of `others` last.

    Incomplete bodies are as common as other faces: a face with two arms and one leg is a face.
    """
    if rng.random() < LONE and output != "human body":
        if output == "nothing":
            return [str(rng.choice(others))]
        return [KEY[output]]
    faces, arms, legs, beside = 0, 0, 0, int(rng.integers(3))
    if output == "human body":
        faces = 1 + int(rng.random() < 0.1)
        arms = 2 + int(rng.random() < 0.2)
        legs = 2 + int(rng.random() < 0.2)
        beside = min(beside, 1)
    elif output == "face":
        faces = 1 + int(rng.random() < 0.15)
        arms, legs = NOT_A_BODY[int(rng.integers(len(NOT_A_BODY)))]
    elif output == "arm":
        arms, legs = int(rng.integers(1, 4)), int(rng.integers(4))
    elif output == "leg":
        legs = int(rng.integers(1, 5))
    else:
        beside = int(rng.integers(1, 5))
    names = ["face"] * faces + ["arm"] * arms + ["leg"] * legs
    return names + [str(name) for name in rng.choice(others, beside)]
