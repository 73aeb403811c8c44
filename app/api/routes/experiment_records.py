"""The experiments: questions, settings and results."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel

from app.api.errors import documented
from app.api.route_policy import policy
from app.errors import UnknownExperiment
from app.experiments.experiment_record import Experiment, Record
from app.experiments.registry import EXPERIMENTS, record

router = APIRouter(prefix="/api/experiments", tags=["experiments"])


class ExperimentView(BaseModel):
    """One experiment; `record` and `holds` are null if it has no kept record."""

    name: str
    title: str
    question: str
    config: dict[str, Any]
    holds: bool | None
    record: Record | None


class ExperimentsView(BaseModel):
    """All experiments, by name."""

    experiments: list[ExperimentView]


def view(experiment: Experiment) -> ExperimentView:
    """An experiment with its kept record."""
    kept = record(experiment.name)
    return ExperimentView(
        name=experiment.name,
        title=experiment.title,
        question=experiment.question,
        config=experiment.config.model_dump(mode="json"),
        holds=kept.holds if kept else None,
        record=kept,
    )


@router.get("", summary="All experiments")
@policy(fixed=True)
async def list_experiments() -> ExperimentsView:
    """Questions, settings and kept records, with seeds, spread, chance and the networks' hashes."""
    return ExperimentsView(experiments=[view(one) for one in EXPERIMENTS.values()])


@router.get("/{experiment}", summary="One experiment", responses=documented(404, 422))
@policy(fixed=True)
async def get_experiment(
    experiment: Annotated[str, Path(max_length=64, examples=["theorem"])],
) -> ExperimentView:
    """One experiment, as in the list."""
    try:
        return view(EXPERIMENTS[experiment])
    except KeyError:
        known = ", ".join(EXPERIMENTS)
        raise UnknownExperiment(
            f"expected one of {known}; got {experiment!r}", "experiment"
        ) from None
