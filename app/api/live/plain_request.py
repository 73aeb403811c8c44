"""A live frame over a plain request, for clients that cannot open a WebSocket."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from app.api.dependencies import NetworksDep, WorkerPoolDep
from app.api.errors import MODEL_ERRORS
from app.api.live.frames import GZIP, LiveRequest, compressed, computed
from app.api.media_types import SAFETENSORS
from app.api.route_policy import policy
from app.inference import FrameRequest

router = APIRouter(prefix="/api", tags=["activations"])


@router.post(
    "/frame",
    summary="One live frame",
    response_class=Response,
    responses={
        200: {"description": "The frame, safetensors.", "content": {SAFETENSORS: {}}},
        **MODEL_ERRORS,
    },
)
@policy(computes=True, polled=True)
async def frame(
    body: LiveRequest,
    request: Request,
    networks: NetworksDep,
    pool: WorkerPoolDep,
    accept_encoding: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """The same frame as over the live channel, to the last bit, where WebSockets are blocked.

    Send the message of the live channel as the body; its frame comes back.
    """
    wanted = FrameRequest(await networks.find(body.model), body.scene, body.seq)
    content = await computed(wanted, request.app.state.micro_batcher, pool)
    headers = {"vary": "accept-encoding", "cache-control": "no-store"}
    if "gzip" in accept_encoding:
        content = await compressed(content, pool, GZIP)
        headers["content-encoding"] = "gzip"
    return Response(content, media_type=SAFETENSORS, headers=headers)
