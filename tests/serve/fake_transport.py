"""A transport without a socket."""

import asyncio


class FakeTransport(asyncio.Transport):
    """Knows only by whom it is, whether it is read, and whether it closes."""

    def __init__(self, host: str = "1.1.1.1") -> None:
        super().__init__({"peername": (host, 1)})
        self.reading, self.closing = True, False

    def is_reading(self) -> bool:
        """Whether it is read."""
        return self.reading

    def is_closing(self) -> bool:
        """Whether it closes."""
        return self.closing

    def pause_reading(self) -> None:
        """It is not read."""
        self.reading = False

    def resume_reading(self) -> None:
        """It is read."""
        self.reading = True
