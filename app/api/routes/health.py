"""Health checks: whether the process is alive, and whether networks are ready."""

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from app.api.dependencies import LibraryDep
from app.api.errors import ErrorBody
from app.api.route_policy import policy

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process is alive."""

    status: str = "alive"


class Ready(BaseModel):
    """The networks that passed a forward pass, and the reasons why others are refused."""

    status: str = "ready"
    models: list[str]
    refused: dict[str, str]


@router.get("/healthz", summary="Is the process alive?")
@policy(polled=True)
async def healthz() -> Alive:
    """Responds as long as the event loop runs."""
    return Alive()


@router.get(
    "/readyz",
    summary="Can it answer?",
    responses={503: {"model": ErrorBody, "description": "No network can be served."}},
)
@policy(polled=True)
async def readyz(library: LibraryDep) -> Ready:
    """Ready once every served network has done a real forward pass."""
    if not library.entries:
        reasons = ", ".join(f"{name}: {why}" for name, why in library.refused.items())
        raise HTTPException(
            503, f"expected at least one network; got none ({reasons or 'no files'})"
        )
    return Ready(models=list(library.entries), refused=dict(library.refused))
