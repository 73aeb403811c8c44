"""The region pass: the logits of pictures that are black outside of a box, with gradients.

Outside of what the box reaches, all pictures of a batch have the volumes of a black canvas. Those
are computed once for the batch; of each picture only the cells that the box reaches are. Sums have
the same terms, so results and gradients are those of whole pictures but for the order of addition.
"""

import torch
from jaxtyping import Float
from torch import Tensor

from app.live_training.region import Box
from app.network.build import Network
from app.network.incremental import IncrementalNetwork


class RegionPass:
    """A network whose weights change, for pictures that are black outside of a box.

    Args:
        network: its weights may change in place.
        box: in px, half-open.
    """

    def __init__(self, network: Network, box: Box) -> None:
        self.network = network
        self.parts = IncrementalNetwork(network)
        self.reach = self.parts.reach(box)
        channels, rows, cols = network.spec.input_shape
        self.black = torch.zeros(1, rows, cols, channels).permute(0, 3, 1, 2)
        self.pays_off = bool(self.parts.blocks) and self.parts.pays_off([box])

    def __call__(
        self, pictures: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch output"]:
        """The logits."""
        if not self.pays_off:
            logits: Tensor = self.network.stack(pictures)
            return logits
        blocks, (down, along) = self.parts.blocks, self.reach
        black = self.parts.whole(self.black)
        patches: list[Tensor] = []
        for number in range(len(blocks)):
            patches.append(self.parts.patch(number, lambda: pictures, black, patches, self.reach))
        # As in `IncrementalNetwork.rest`: the picture's value first, then those of the blocks.
        values: list[Tensor | None] = [None] * (1 + len(blocks))
        for number in self.parts.taken:
            volume = black[blocks[number].name].repeat(len(pictures), 1, 1, 1)
            volume[:, :, down.spans[number].write, along.spans[number].write] = patches[number]
            values[1 + number] = volume
        for name, _, sources in self.parts.rest:
            # The modules, not the functions: those sum in parts, which training does without.
            values.append(self.network.stack.layers[name](*(values[one] for one in sources)))
        (*_, last) = values
        if last is None:
            raise ValueError("expected a network with a head")
        return last
