"""The own class: what a visitor brings for one output."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.network.card import Frozen
from app.network.printable import PRINTABLE
from app.scene import user_picture

MOST_CLASSES, MOST_EACH, LARGEST = 10, 10, 48
"""Of a visitor's classes: how many, pictures of each, and rows or cols of a picture, px."""


class OwnClass(Frozen):
    """A class of the visitor's own: its name, and its pictures, PNGs in base64.

    Transparent px show the black canvas.
    """

    name: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
        PRINTABLE,
    ]
    pictures: Annotated[
        tuple[Annotated[str, Field(max_length=user_picture.LONGEST)], ...],
        Field(min_length=1, max_length=MOST_EACH, fail_fast=True),
    ]
