"""The tour's panel, as a visitor uses it."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import LONG

CORNER = "digits-max-fc-corner"
STEPS = (
    "corner",
    "head",
    "train",
    "volumes",
    "move",
    "pooling",
    "everywhere",
    "lattice",
    "global",
    "steady",
)


def digit(row: int, col: int) -> list[dict[str, Any]]:
    """The 3 of the tour and of the first screen, alone on the canvas."""
    return [{"object": "digit-3-4", "row": row, "col": col}]


def best(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """The strongest output."""
    return max(outputs, key=lambda output: output["score"])


class Guide:
    """The tour's panel on a visitor's page."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.panel = visit.page.locator("tour-panel")

    def start(self) -> None:
        """Opens the tour."""
        self.page.locator("tour-switch button").click()
        self.at("corner")

    def at(self, step: str) -> None:
        """Asserts which step is shown."""
        expect(self.panel.locator("section")).to_have_attribute("data-step", step)

    def done(self) -> None:
        """Waits until the step is marked as done and its numbers are current."""
        expect(self.panel.locator(".task.done")).to_be_visible(timeout=LONG)
        expect(self.panel.locator("[data-late=true]")).to_have_count(0)
        expect(self.page.locator("[data-pointed]")).to_have_count(0)
        self.visit.settle()

    def waits(self) -> None:
        """Asserts that the step asks for its task, and points at its target."""
        expect(self.panel.locator(".task.done")).to_have_count(0)
        expect(self.panel.locator("[data-action]")).to_be_enabled()
        expect(self.page.locator("[data-pointed]")).to_have_count(1)

    def act(self) -> None:
        """Does the task with the card's own button."""
        self.panel.locator("[data-action]").click()

    def on(self, step: str) -> None:
        """Goes to the next step, which is not done."""
        self.panel.get_by_role("button", name="Next").click()
        self.at(step)
        self.waits()
        self.visit.settle()

    def numbers(self) -> dict[str, float]:
        """The numbers that the sentences quote, exact, by name."""
        return {name: float(title) for name, title, _ in self._quotes() if title is not None}

    def names(self) -> dict[str, str]:
        """The names, such as answers, that they quote."""
        return {name: text for name, title, text in self._quotes() if title is None}

    def _quotes(self) -> list[tuple[str, str | None, str]]:
        return [
            (
                str(quote.get_attribute("data-quote")),
                quote.get_attribute("title"),
                str(quote.text_content()).strip(),
            )
            for quote in self.panel.locator("[data-quote]").all()
        ]

    def kinds(self) -> list[str]:
        """The state of each claim."""
        kinds = [
            str(each.get_attribute("data-kind")) for each in self.panel.locator("[data-kind]").all()
        ]
        return [kind for kind in kinds if kind != "plain"]

    def dot(self, number: int) -> Locator:
        """The dot of a step, from 1."""
        return self.panel.locator(".dot").nth(number - 1)
