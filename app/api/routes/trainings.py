"""Trainings: a small network, trained where the visitor painted, as a stream of events."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import StreamingResponse

from app.api.dependencies import SettingsDep, WorkerPoolDep
from app.api.errors import documented
from app.api.media_types import NDJSON
from app.api.route_policy import policy
from app.errors import InvalidInput, NoTrainings, UnknownTraining
from app.live_training.config import TrainingConfig
from app.live_training.painted_task import task_of
from app.live_training.scheduler import TrainingScheduler
from app.network.card import Frozen

router = APIRouter(prefix="/api/trainings", tags=["trainings"])

STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The events, one a line.",
        "content": {
            NDJSON: {
                "example": '{"type":"started","training":"…"}\n'
                '{"type":"progress","step":120,"steps":400,"loss":0.6,"accuracy":'
                '{"inside":0.71,"outside":0.12}}\n'
            }
        },
    }
}


def training_scheduler(request: Request) -> TrainingScheduler:
    """What runs trainings.

    Raises:
        NoTrainings: visitors may start none.
    """
    scheduler: TrainingScheduler | None = request.app.state.trainings
    if scheduler is None:
        raise NoTrainings("this server trains no networks: ask who runs it")
    return scheduler


SchedulerDep = Annotated[TrainingScheduler, Depends(training_scheduler)]
TrainingPath = Annotated[str, Path(description="The training's id.", max_length=64)]


class Change(Frozen):
    """What is asked of a training."""

    do: Literal["pause", "go on"]


@router.post(
    "",
    summary="Train a network where objects were painted",
    response_class=StreamingResponse,
    responses=STREAM | documented(400, 403, 413, 415, 422),
)
@policy(computes=True, budget="trainings", streams=True)
async def start_training(
    config: TrainingConfig, scheduler: SchedulerDep, pool: WorkerPoolDep, settings: SettingsDep
) -> StreamingResponse:
    """Trains a small network on objects that lie wholly inside a region of the canvas.

    Lines: `started` with the training's id; `waiting` while others are before it; `progress`;
    every 2 s a `map` of the places where the network is right with held-out pictures, and a
    `snapshot`, whose `model` is served as any other network; at last `done`, `ended` or an `error`.
    The same settings give the same weights on one machine. A training that nobody has watched for a
    minute ends.
    """
    if config.steps > settings.training_steps:
        raise InvalidInput(
            f"expected at most {settings.training_steps} steps; got {config.steps}", "steps"
        )
    await pool.run(task_of, config)
    return stream(scheduler, scheduler.submit(config))


@router.get(
    "/{training}",
    summary="Watch a training",
    response_class=StreamingResponse,
    responses=STREAM | documented(403, 404, 422),
)
@policy(computes=True, streams=True)
async def watch_training(training: TrainingPath, scheduler: SchedulerDep) -> StreamingResponse:
    """The same stream from its beginning, until an hour after its end."""
    return stream(scheduler, found(scheduler, training))


@router.patch(
    "/{training}",
    status_code=204,
    summary="Pause a training, or go on",
    responses=documented(400, 403, 404, 422),
)
@policy(computes=True)
async def change_training(training: TrainingPath, change: Change, scheduler: SchedulerDep) -> None:
    """A training that pauses keeps its turn; it ends when nobody has watched it for a minute."""
    scheduler.journal(found(scheduler, training)).ask(change.do)


@router.delete(
    "/{training}",
    status_code=204,
    summary="End a training",
    responses=documented(403, 404, 422),
)
@policy(computes=True)
async def stop_training(training: TrainingPath, scheduler: SchedulerDep) -> None:
    """Its snapshots stay; its stream ends with a line `ended`."""
    scheduler.stop(found(scheduler, training))


def found(scheduler: TrainingScheduler, training: str) -> str:
    """The id, of a training that there is.

    Raises:
        UnknownTraining: there is none, or no longer.
    """
    if not scheduler.known(training):
        raise UnknownTraining(
            f"expected the id of a training; got {training!r}: it may have ended long ago",
            "training",
        )
    return training


def stream(scheduler: TrainingScheduler, training: str) -> StreamingResponse:
    """The training's lines."""
    return StreamingResponse(scheduler.lines(training), media_type=NDJSON)
