"""The server's limits, for clients to check before a request."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from app.api import json_limit
from app.api.dependencies import SettingsDep
from app.api.route_policy import policy
from app.api.routes.kernels import MAX_WEIGHTS
from app.experiments.registry import MEASURES
from app.own.roles import MOST_CHOSEN
from app.scene import image_file, scene, user_picture

router = APIRouter(prefix="/api/limits", tags=["catalogue"])

Range = tuple[int, int]
"""The smallest and the largest accepted number."""


class SceneLimits(BaseModel):
    """Limits of a scene.

    `objects` and `pictures` are how many it holds; `position` is the range of a row or col, px;
    `picture_side` the rows or cols of its own pictures, px, and `picture_text` the characters of
    one in base64.
    """

    objects: int = scene.MAX_OBJECTS
    pictures: int = user_picture.MAX_PICTURES
    position: Range = (-scene.FARTHEST, scene.FARTHEST)
    picture_side: int = user_picture.SIDE
    picture_text: int = user_picture.LONGEST


class FileLimits(BaseModel):
    """Limits of a picture's file: its bytes, and the pixels that its header declares."""

    bytes: int
    pixels: int = image_file.MAX_PIXELS


class MessageLimits(BaseModel):
    """Limits of messages: bytes of a live message and of a body, commas in JSON."""

    live_bytes: int
    body_bytes: int
    commas: int = json_limit.MAX_COMMAS


class OwnLimits(BaseModel):
    """Limits of visitors' networks.

    `allowed` says whether visitors may bring any; `bytes` is the largest file, `products` the most
    products (weight × value) of one pass, `memory` the bytes that one may take, `minutes` how long
    it is kept without use, `volumes` how many layers may be chosen as volumes.
    """

    allowed: bool
    bytes: int
    products: int
    memory: int
    minutes: float
    volumes: int = MOST_CHOSEN


class TrainingLimits(BaseModel):
    """Limits of trainings.

    `allowed` says whether visitors may start any; `steps` and `seconds` are those of one, `at_once`
    how many run while others wait.
    """

    allowed: bool
    steps: int
    seconds: float
    at_once: int


class Limits(BaseModel):
    """All limits.

    `sweep_positions` are those of one sweep, `kernel_weights` those in one answer of kernels.
    `measures` has, for each measure, the range of each setting that is a bounded whole number; of a
    setting within another, the name is written with a dot, as in `shift.row`.
    """

    scene: SceneLimits
    file: FileLimits
    message: MessageLimits
    own: OwnLimits
    trainings: TrainingLimits
    sweep_positions: int
    kernel_weights: int
    measures: dict[str, dict[str, Range]]


def ranges(config: type[BaseModel]) -> dict[str, Range]:
    """The ranges of a measure's settings, by name: `shift.row` is the setting `row` of `shift`."""
    fields: dict[str, dict[str, Any]] = config.model_json_schema().get("properties", {})
    found = {}
    for name, field in fields.items():
        maximum = field.get("maximum", field.get("exclusiveMaximum", 0) - 1)
        if field.get("type") == "integer" and "minimum" in field and maximum >= field["minimum"]:
            found[name] = (field["minimum"], maximum)
        nested = config.model_fields[name].annotation
        if isinstance(nested, type) and issubclass(nested, BaseModel):
            found |= {f"{name}.{inner}": bounds for inner, bounds in ranges(nested).items()}
    return found


@router.get("", summary="All limits")
@policy(fixed=True)
async def list_limits(settings: SettingsDep) -> Limits:
    """The largest scene, file and message, and the ranges of each measure's settings.

    Those of files, messages and sweeps are the server's settings; the others are the same on every
    server of this version.
    """
    return Limits(
        scene=SceneLimits(),
        file=FileLimits(bytes=settings.picture_limit),
        message=MessageLimits(live_bytes=settings.message_limit, body_bytes=settings.body_limit),
        own=OwnLimits(
            allowed=settings.own_networks,
            bytes=settings.own_file_limit,
            products=settings.own_products,
            memory=settings.own_memory,
            minutes=settings.own_minutes,
        ),
        trainings=TrainingLimits(
            allowed=bool(settings.own_networks and settings.trainings),
            steps=settings.training_steps,
            seconds=settings.training_seconds,
            at_once=settings.trainings,
        ),
        sweep_positions=settings.sweep_limit,
        kernel_weights=MAX_WEIGHTS,
        measures={name: ranges(measure.config) for name, measure in MEASURES.items()},
    )
