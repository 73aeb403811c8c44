"""The black canvas: what a network answers to small pictures, each alone somewhere on black.

Only cells that a picture reaches are computed, in batches. Where the places of one picture differ
by whole strides of the last volume, off the border, its cells differ only in where they are: they
are computed once for all of these places.
"""

from collections.abc import Iterator

import numpy as np
import torch
from jaxtyping import Float32, Int64, UInt8
from torch import Tensor

from app.network.build import Network
from app.network.incremental import IncrementalNetwork, Reach, repeated

BATCH = 64
"""Pictures of one forward pass; more are not faster and take more memory."""

Pictures = UInt8[np.ndarray, "picture row col 3"]


class BlackCanvas:
    """A network of a training, in front of a black canvas.

    Its second convolution is its last, so every block reads black volumes that are the same at all
    places. Therefore only strides and borders tell places apart.
    """

    def __init__(self, network: Network) -> None:
        self.parts = IncrementalNetwork(network)
        channels, rows, cols = network.spec.input_shape
        self.shape = rows, cols, channels
        with torch.inference_mode():
            self.black = self.parts.whole(self._tensor(np.zeros((1, *self.shape), np.float32)))

    @property
    def blank(self) -> Float32[np.ndarray, "output"]:
        """The logits of the canvas without a picture."""
        black = self._tensor(np.zeros((1, *self.shape), np.float32))
        found: np.ndarray = self._finished({"input": black} | self.black)[0]
        return found

    def logits(
        self,
        pictures: Pictures,
        which: Int64[np.ndarray, "use"],
        places: Int64[np.ndarray, "use 2"],
    ) -> Float32[np.ndarray, "use output"]:
        """The logits for each use of a picture.

        Args:
            pictures: of one size.
            which: the number of the used picture.
            places: row and col of its top-left px, wholly on the canvas.
        """
        found = np.empty((len(which), len(self.parts.network.spec.outputs)), np.float32)
        for uses in self._alike(pictures.shape[1:3], places):
            order = uses[np.argsort(which[uses], kind="stable")]
            used = np.unique(which[order])
            for numbers in np.split(used, range(BATCH, len(used), BATCH)):
                first, last = np.searchsorted(which[order], (numbers[0], numbers[-1] + 1))
                some = order[first:last]
                index = np.searchsorted(numbers, which[some])
                answers = self._answers(pictures[numbers], index, places[some])
                found[some] = np.concatenate([*answers])
        return found

    def _alike(
        self, size: tuple[int, int], places: Int64[np.ndarray, "use 2"]
    ) -> Iterator[Int64[np.ndarray, "some"]]:
        """The uses in groups: those at whose places the same cells have the same values."""
        distinct, index = np.unique(places, axis=0, return_inverse=True)
        groups: dict[object, list[int]] = {}
        for number, place in enumerate(distinct.tolist()):
            reach = self._reach(size, *place)
            # A network without blocks has no keys, and takes whole pictures.
            key = (reach.rows.keys, reach.cols.keys) if self.parts.taken else number
            groups.setdefault(key, []).append(number)
        for numbers in groups.values():
            yield np.flatnonzero(np.isin(index.reshape(-1), numbers))

    def _answers(
        self,
        pictures: Pictures,
        index: Int64[np.ndarray, "use"],
        places: Int64[np.ndarray, "use 2"],
    ) -> Iterator[Float32[np.ndarray, "some output"]]:
        """The logits of the uses of some pictures at places that are alike, in batches."""
        size = pictures.shape[1:3]
        (row, col), taken = places[0].tolist(), self.parts.taken
        canvas = np.zeros((len(pictures), *self.shape), np.float32)
        lit = canvas[:, row : row + size[0], col : col + size[1]]
        np.divide(pictures, np.float32(255), out=lit, dtype=np.float32)
        whole = self._tensor(canvas)
        patches = self._patches(whole, self._reach(size, row, col)) if taken else {}
        for first in range(0, len(index), BATCH):
            some = index[first : first + BATCH]
            if not taken:
                yield self._finished({"input": whole[some]})
                continue
            volumes = {}
            for number, patch in patches.items():
                name = self.parts.blocks[number].name
                volumes[name] = repeated(self.black[name], len(some))
                # numpy is quicker at small copies.
                array, cells = volumes[name].numpy(), patch.numpy()
                for volume, one, place in zip(
                    array, some, places[first : first + BATCH].tolist(), strict=True
                ):
                    rows, cols = self._reach(size, *place)
                    volume[:, rows.spans[number].write, cols.spans[number].write] = cells[one]
            yield self._finished(volumes)

    def _patches(self, whole: Tensor, reach: Reach) -> dict[int, Tensor]:
        """The cells that pictures reach of the volumes that the head takes, by block."""
        patches: list[Tensor] = []
        with torch.inference_mode():
            for number in range(len(self.parts.blocks)):
                patches.append(self.parts.patch(number, lambda: whole, self.black, patches, reach))
        return {number: patches[number] for number in self.parts.taken}

    def _finished(self, volumes: dict[str, Tensor]) -> Float32[np.ndarray, "some output"]:
        *_, logits = self.parts.finished(volumes).values()
        found: np.ndarray = logits.numpy()
        return found

    def _reach(self, size: tuple[int, int], row: int, col: int) -> Reach:
        """The reach of a picture at a place."""
        return self.parts.reach((row, col, row + size[0], col + size[1]))

    @staticmethod
    def _tensor(canvas: Float32[np.ndarray, "batch row col channel"]) -> Tensor:
        """Pictures as a network takes them, channel last in memory."""
        return torch.from_numpy(canvas).permute(0, 3, 1, 2)
