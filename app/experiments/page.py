"""The page: an experiment and its record as Markdown, for docs/experiments/."""

import importlib
import inspect
from collections.abc import Mapping
from pathlib import Path

from app.experiments.record import Experiment, Record, Row

PAGES = Path("docs/experiments")


def write(records: Mapping[Experiment, Record | None], folder: Path = PAGES) -> None:
    """Writes one page for each experiment, and README.md with all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for experiment, record in records.items():
        (folder / f"{experiment.name}.md").write_text(page(experiment, record), "utf-8")
    (folder / "README.md").write_text(overview(records), "utf-8")


def overview(records: Mapping[Experiment, Record | None]) -> str:
    """All experiments in one table, with the rows that do not hold spelt out."""
    lines = [
        "# Experiments",
        "",
        "Written by `python -m app.experiments --pages`; each page has the numbers. The app gives",
        "the same at `GET /api/experiments`, and shows them under *Evidence*.",
        "",
        "| experiment | what it shows | agreement | rows that hold |",
        "|---|---|---|---|",
    ]
    for experiment, record in records.items():
        link = f"[{experiment.name}]({experiment.name}.md)"
        if record is None:
            lines.append(f"| {link} | {experiment.title} | | not run |")
            continue
        held = sum(row.holds for row in record.rows)
        lines.append(
            f"| {link} | {experiment.title} | {record.agreement} | {held} of {len(record.rows)} |"
        )
    return "\n".join(lines) + "\n"


def page(experiment: Experiment, record: Record | None) -> str:
    """One experiment: its question, what it does, its settings and its table."""
    module = inspect.getdoc(importlib.import_module(experiment.run.__module__)) or ""
    settings = inspect.getdoc(type(experiment.config)) or ""
    lines = [
        f"# {experiment.title}",
        "",
        f"**{experiment.question}**",
        "",
        module.partition("\n\n")[2] or module,
        "",
        "## Settings",
        "",
        "```",
        settings.partition("Args:")[2].strip("\n") or settings,
        "```",
        "",
        f"Run it: `python -m app.experiments {experiment.name}`.",
        "",
    ]
    return "\n".join(lines) + (_results(record) if record else "\nIt was not run yet.\n")


def _results(record: Record) -> str:
    """The record: table, seeds, networks, remarks."""
    lines = ["## Results", "", "| | ours | over | reference | chance | must be | holds |"]
    lines.append("|---|---|---|---|---|---|---|")
    lines += [_line(row) for row in record.rows]
    lines += ["", f"Agreement: {record.agreement}. Source: {record.source}.", ""]
    seeds = ", ".join(str(seed) for seed in record.seeds)
    lines += [f"Seeds: {seeds}. Grid: {record.grid}.", ""]
    lines += [f"- {remark}" for remark in record.remarks]
    if record.networks:
        lines += ["", "Networks, by the first twelve digits of their weights' sha256:", ""]
        lines += [f"- `{name}` {sha256[:12]}" for name, sha256 in record.networks.items()]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    """One row of the table."""
    spread = "" if row.spread is None else f" ± {row.spread:.2g}"
    ours = f"{row.mean:.4g}{spread}"
    reference = "" if row.reference is None else f"{row.reference:g}"
    chance = "" if row.chance is None else f"{row.chance:g}"
    holds = "yes" if row.holds else "**no**"
    over = f"{len(row.values)} {row.over}"
    return f"| {row.name} | {ours} | {over} | {reference} | {chance} | {row.bar} | {holds} |"
