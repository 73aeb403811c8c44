"""The kernels of a convolution."""

from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as InPath
from pydantic import BaseModel
from torch import nn

from app.api.dependencies import EntryDep
from app.api.errors import documented
from app.api.etag import NOT_MODIFIED, etag_response
from app.errors import InvalidInput, UnknownLayer
from app.network.layers.conv import Conv
from app.network.library import Entry

router = APIRouter(prefix="/api/models", tags=["cell"])

MAX_WEIGHTS = 100_000
"""Most weights in one response."""


class KernelsResponse(BaseModel):
    """A convolution's weights: `kernels` are `[channel][in][row][col]`, `bias` has one per channel.

    `channels` are the numbers of the channels in the response; `in` indexes the slices of the layer
    `input`.
    """

    model: str
    layer: str
    input: str
    channels: list[int]
    kernels: list[list[list[list[float]]]]
    bias: list[float]


def kernels(entry: Entry, name: str, channel: int | None) -> bytes:
    """A convolution's kernels as JSON, all or one.

    Raises:
        UnknownLayer: the network has no convolution of that name.
        InvalidInput: it has no such channel, or the response would be too large.
    """
    spec = entry.network.spec
    names = [layer.name for layer in spec.layers if isinstance(layer, Conv)]
    if name not in names:
        raise UnknownLayer(f"expected one of {', '.join(names) or 'none'}; got {name!r}", "layer")
    module = cast(nn.Conv2d, entry.network.stack.layers[name])
    count = module.out_channels
    if channel is not None and channel >= count:
        raise InvalidInput(f"expected a channel from 0 to {count - 1}; got {channel}", "channel")
    channels = list(range(count)) if channel is None else [channel]
    weights = module.weight[channels]
    if weights.numel() > MAX_WEIGHTS:
        raise InvalidInput(
            f"expected at most {MAX_WEIGHTS} weights at once; got {weights.numel()}: "
            "ask for one channel, or for the network's weights",
            "channel",
        )
    bias = [0.0] * len(channels) if module.bias is None else module.bias[channels].tolist()
    number = next(i for i, layer in enumerate(spec.layers) if layer.name == name)
    return (
        KernelsResponse(
            model=entry.card.id,
            layer=name,
            input=spec.names[spec.sources[number][0]],
            channels=channels,
            kernels=weights.tolist(),
            bias=bias,
        )
        .model_dump_json()
        .encode()
    )


@router.get(
    "/{model}/kernels/{layer}",
    summary="A convolution's kernels",
    response_model=KernelsResponse,
    responses={**NOT_MODIFIED, **documented(404, 422)},
)
async def get_kernels(
    request: Request,
    entry: EntryDep,
    layer: Annotated[str, InPath(max_length=64, examples=["conv1"])],
    channel: Annotated[
        int | None, Query(ge=0, description="One channel; all of them without it.")
    ] = None,
) -> Response:
    """The weights of a convolution, at most `kernel_weights` of `GET /api/limits` at once."""
    content = kernels(entry, layer, channel)
    tag = f"{entry.card.sha256}-{layer}-{'all' if channel is None else channel}"
    return etag_response(request, content, "application/json", tag)
