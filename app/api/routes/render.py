"""A scene as a picture."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.dependencies import NetworksDep, WorkerPoolDep
from app.api.errors import MODEL_ERRORS
from app.api.route_policy import policy
from app.scene.png import png
from app.scene.raster import InputShape, paint
from app.scene.scene import CANVAS, Scene

router = APIRouter(prefix="/api", tags=["scene"])


class RenderRequest(BaseModel):
    """A scene, and the network whose canvas it lies on; without one, 64 × 64 px."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"scene": {"objects": [{"object": "face", "row": 4, "col": 40}]}}]
        },
    )

    scene: Scene
    model: Annotated[str, Field(max_length=64)] | None = None


def picture(scene: Scene, shape: InputShape) -> bytes:
    """The scene as PNG, grey for one channel, else RGB; raises UnknownObject."""
    return png(paint(scene, shape))


@router.post(
    "/render",
    summary="A scene as PNG",
    response_class=Response,
    responses={
        200: {"description": "RGB, or grey, as the network sees it.", "content": {"image/png": {}}},
        **MODEL_ERRORS,
    },
)
@policy(computes=True)
async def render(body: RenderRequest, networks: NetworksDep, pool: WorkerPoolDep) -> Response:
    """The scene's pixels: black canvas, later objects on top, clipped at the border."""
    shape = (3, *CANVAS)
    if body.model is not None:
        shape = (await networks.find(body.model)).card.input_shape
    content = await pool.run(picture, body.scene, shape)
    return Response(content, media_type="image/png")
