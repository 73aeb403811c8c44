"""The objects that a training places: kinds of small pictures, some of each held out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from jaxtyping import UInt8

from app.errors import InvalidInput
from app.live_training.config import TrainingConfig
from app.live_training.own_class import LARGEST, MOST_CLASSES, OwnClass
from app.scene.objects.digits import sheet
from app.scene.palette import PALETTE
from app.scene.raster import centred
from app.scene.sprite import Sprite
from app.scene.user_picture import drawing
from app.training.digit_task import OUTPUTS, bank
from app.training.figure_task import DRAWINGS
from app.training.variants import varied

VARIANTS, HELD_OUT = 64, 16
"""Variants of a kind's drawings to train on, at least, and further ones that no training sees."""

Pictures = UInt8[np.ndarray, "picture row col 3"]


@dataclass(frozen=True, eq=False)
class Kind:
    """What one output stands for: pictures of one size, white or coloured on black.

    Args:
        training: pictures to train on.
        held_out: pictures that no training sees.
    """

    name: str
    training: UInt8[np.ndarray, "variant row col 3"]
    held_out: UInt8[np.ndarray, "sample row col 3"]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and cols, px."""
        return self.training.shape[1], self.training.shape[2]


@cache
def digits() -> tuple[Kind, ...]:
    """The ten digits: 400 samples in eight variants each, and 100 held-out samples."""
    return tuple(
        Kind(name, coloured(bank()[number]), coloured(sheet()[number]))
        for number, name in enumerate(OUTPUTS)
    )


@cache
def figures() -> tuple[Kind, ...]:
    """The drawn figures, each in variants: turned, scaled, sheared, darker, tinted."""
    return tuple(in_variants(number, name, [PALETTE[name]]) for number, name in enumerate(DRAWINGS))


def own(classes: Sequence[OwnClass]) -> tuple[Kind, ...]:
    """A visitor's classes, in such variants.

    Raises:
        InvalidInput: a picture cannot be decoded, or is larger than LARGEST px; names it.
    """
    kinds = []
    for number, one in enumerate(classes):
        sprites = []
        for index, text in enumerate(one.pictures):
            where = f"classes.{number}.pictures.{index}"
            sprite = drawing(one.name, text, where)
            if max(sprite.height, sprite.width) > LARGEST:
                raise InvalidInput(
                    f"expected a picture of at most {LARGEST} × {LARGEST} px; "
                    f"got {sprite.height} × {sprite.width}",
                    where,
                )
            sprites.append(sprite)
        kinds.append(in_variants(number, one.name, sprites))
    return tuple(kinds)


def in_variants(number: int, name: str, sprites: Sequence[Sprite]) -> Kind:
    """A kind of variants of drawings, each in the middle of a box that holds them all.

    Args:
        number: of the kind among others; random numbers follow from it.
    """
    rows, cols = (max(sprite.pixels.shape[axis] for sprite in sprites) for axis in (0, 1))
    pictures = np.stack([centred(sprite.pixels, (3, rows, cols)) for sprite in sprites])
    draws = np.random.default_rng([VARIANTS, number])
    count = -(-VARIANTS // len(sprites)), -(-HELD_OUT // len(sprites))
    training, held_out = (varied(draws, np.tile(pictures, (many, 1, 1, 1))) for many in count)
    return Kind(name, training, held_out)


def coloured(grey: UInt8[np.ndarray, "picture row col"]) -> Pictures:
    """Grey pictures in three equal channels, without a copy."""
    return np.broadcast_to(grey[..., None], (*grey.shape, 3))


def kinds_of(config: TrainingConfig) -> tuple[Kind, ...]:
    """The kinds of a config's data.

    Raises:
        InvalidInput: as `own`, or for classes with other data, too few of them, or two of one name.
    """
    classes = config.classes
    if config.data != "own":
        if classes:
            raise InvalidInput(
                f"expected no classes for {config.data}; got {len(classes)}", "classes"
            )
        return KINDS[config.data]()
    if len(classes) < 2:
        raise InvalidInput(f"expected 2 to {MOST_CLASSES} classes; got {len(classes)}", "classes")
    names = [one.name for one in classes]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InvalidInput(
            f"expected classes with names that differ; got {twice!r} twice", "classes"
        )
    return own(classes)


KINDS: dict[str, Callable[[], tuple[Kind, ...]]] = {"digits": digits, "figures": figures}
"""Those of the project, by the name of the data in a config."""
