"""The networks that a request may name: those that are served to all, and visitors' own."""

from app.errors import NetworkGone
from app.network.library import Entry, Library
from app.own.store import OwnNetworks, is_own
from app.runtime.worker_pool import WorkerPool


class Networks:
    """Finds networks by id.

    Args:
        library: the networks that are served to all.
        own: visitors' networks; None where visitors may bring none.
        reader: the pool in which networks are read from files.
    """

    def __init__(self, library: Library, own: OwnNetworks | None, reader: WorkerPool) -> None:
        self.library = library
        self.own = own
        self.reader = reader

    def check(self, name: str, where: str = "model") -> None:
        """Raises UnknownModel for a name that no network can have."""
        if not is_own(name):
            self.library.find(name, where)

    async def find(self, name: str, where: str = "model") -> Entry:
        """The network called `name`; one of a visitor may be read from the shared folder.

        Raises:
            UnknownModel: no network has that name.
            NetworkGone: a visitor's network that is not, or no longer, here.
        """
        if not is_own(name):
            return self.library.find(name, where)
        if self.own is None:
            raise NetworkGone(
                f"expected no network of a visitor, since this server takes none; got {name!r}",
                where,
            )
        entry = self.own.held(name)
        return await self.reader.run(self.own.find, name, where) if entry is None else entry
