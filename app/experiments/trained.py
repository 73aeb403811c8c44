"""The trained networks of an experiment: each with several seeds, of which one is served."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.errors import UnknownModel
from app.network.library import Entry, Library, read_one

SEEDS = (0, 1, 2, 3, 4)
"""Seeds of the trainings that a statistical row rests on."""


@dataclass(frozen=True)
class Trained:
    """Served networks, and the same networks trained with other seeds.

    Args:
        library: the served networks.
        folder: where the others are, by seed: `FOLDER/3/NAME.json`.
    """

    library: Library
    folder: Path

    def find(self, name: str, seeds: Iterable[int]) -> tuple[Entry, ...]:
        """The network called `name`, trained with each of the seeds.

        Raises:
            UnknownModel: it is not served, or was not trained with one of the seeds.
            BrokenNetwork: a file cannot be read or does not match its card.
        """
        served = self.library.find(name)
        return tuple(
            served if seed == served.card.seed else self._other(served, seed) for seed in seeds
        )

    def _other(self, served: Entry, seed: int) -> Entry:
        """The same network, trained with another seed."""
        name = served.card.id
        path = self.folder / str(seed) / f"{name}.json"
        how = f"python -m app.training {name} --seeds {seed}"
        if not path.is_file():
            raise UnknownModel(f"{name} was not trained with seed {seed} yet: {how}", name)
        found = read_one(path)
        # A training with an older recipe is not the same network.
        if found.card.axes != served.card.axes:
            raise UnknownModel(f"{path}: expected the recipe of {name} as served: {how}", name)
        return found


def hashes(found: Iterable[tuple[Entry, ...]]) -> dict[str, dict[str, str]]:
    """The fields `networks` and `others` of a record on networks that `Trained.find` gave.

    The first seed of each is the served one's.
    """
    groups = list(found)
    return {
        "networks": {first.card.id: first.card.sha256 for first, *_ in groups},
        "others": {
            f"{entry.card.id}/{entry.card.seed}": entry.card.sha256
            for _, *others in groups
            for entry in others
        },
    }


def key(entry: Entry) -> str:
    """The key under which work on this very network is kept."""
    return f"{entry.card.id}/{entry.card.seed}/{entry.card.sha256[:12]}"
