"""The metrics, as Prometheus reads them."""

from fastapi import APIRouter, Response

from app.api.route_policy import policy
from app.runtime.metrics import CONTENT_TYPE, exposition

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    summary="Metrics",
    response_class=Response,
    responses={200: {"description": "Prometheus's text format.", "content": {"text/plain": {}}}},
)
@policy(polled=True)
async def metrics() -> Response:
    """Requests, frames, latencies, dropped scenes, sweeps, connections and models."""
    return Response(exposition(), headers={"content-type": CONTENT_TYPE})
