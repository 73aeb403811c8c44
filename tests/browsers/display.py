"""A screen that nobody sees."""

import os
import subprocess


class Display:
    """An X server of its own, without a network port."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        self.name = f":{self.process.stdout.readline().strip()}"

    def environment(self) -> dict[str, str]:
        """The environment of a program that shows itself here."""
        return os.environ | {"DISPLAY": self.name}

    def close(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
