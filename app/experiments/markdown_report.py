"""Markdown reports: a page of docs/experiments/ for each experiment and each measure."""

import importlib
import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from app.experiments.experiment_record import Experiment, Measure, Record, Row

PAGES = Path("docs/experiments")

SPREAD = "± is the standard deviation over seeds."
INTERVAL = (
    "The interval, of 95 %, is over seeds and held-out hands. Where it includes the bound, the row "
    "is *not told apart*; see [measures](../measures.md#experiments)."
)


def write(
    records: Mapping[Experiment, Record | None], measures: Iterable[Measure], folder: Path = PAGES
) -> None:
    """Writes one page per experiment and per measure, and README.md with an overview."""
    measures = list(measures)
    folder.mkdir(parents=True, exist_ok=True)
    for experiment, record in records.items():
        (folder / f"{experiment.name}.md").write_text(page(experiment, record), "utf-8")
    for measure in measures:
        (folder / f"{measure.name}.md").write_text(measure_page(measure), "utf-8")
    (folder / "README.md").write_text(overview(records, measures), "utf-8")


def overview(records: Mapping[Experiment, Record | None], measures: Iterable[Measure]) -> str:
    """The overview: a table of the experiments and a table of the measures."""
    lines = [
        "# Experiments",
        "",
        "Written by `python -m app.experiments --pages`; each page has the numbers. The API has",
        "them at `GET /api/experiments`, and the app shows them under *Evidence*.",
        "",
        "| experiment | what it shows | kinds of rows | hold | not told apart | fail |",
        "|---|---|---|---|---|---|",
    ]
    for experiment, record in records.items():
        link = f"[{experiment.name}]({experiment.name}.md)"
        if record is None:
            lines.append(f"| {link} | {experiment.title} | | not run | | |")
            continue
        count = Counter(row.verdict for row in record.rows)
        tally = " | ".join(str(count[verdict]) for verdict in ("holds", "not told apart", "fails"))
        kinds = ", ".join(record.agreements)
        lines.append(f"| {link} | {experiment.title} | {kinds} | {tally} |")
    lines += ["", "Measures of one network, computed on request:", ""]
    lines += ["| measure | question |", "|---|---|"]
    lines += [f"| [{one.name}]({one.name}.md) | {one.question} |" for one in measures]
    return "\n".join(lines) + "\n"


def measure_page(measure: Measure) -> str:
    """The page of one measure: its question, method, settings and how to run it."""
    address = f"/api/models/{{model}}/{measure.name}"
    lines = [
        f"# {measure.name}",
        "",
        f"**{measure.question}**",
        "",
        _described(measure.run),
        "",
        "## Settings",
        "",
        "| name | default |",
        "|---|---|",
        *(
            f"| `{name}` | {'required' if field.is_required() else f'`{field.default!r}`'} |"
            for name, field in measure.config.model_fields.items()
        ),
        "",
        f"Over REST: `{address}`, see [the API](../api.md). On the command line:",
        f"`python -m app.experiments {measure.name} --model NAME --config JSON`. The app's page",
        "uses the API. All three call the same function.",
    ]
    return "\n".join(lines) + "\n"


def _described(run: Callable[..., object]) -> str:
    """The docstring of a function's module, without its first line if there is more."""
    module = inspect.getdoc(importlib.import_module(run.__module__)) or ""
    return module.partition("\n\n")[2] or module


def page(experiment: Experiment, record: Record | None) -> str:
    """The page of one experiment: its question, method, settings and results."""
    settings = inspect.getdoc(type(experiment.config)) or ""
    lines = [
        f"# {experiment.title}",
        "",
        f"**{experiment.question}**",
        "",
        _described(experiment.run),
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
    return "\n".join(lines) + (_results(record) if record else "\nIt has not been run yet.\n")


def _results(record: Record) -> str:
    """The record: table, seeds, networks, remarks."""
    lines = ["", "## Results", ""]
    lines.append("| | ours | interval | over | reference | chance | must be | verdict | kind |")
    lines.append("|---|---|---|---|---|---|---|---|---|")
    lines += [_line(row) for row in record.rows]
    meaning = [SPREAD, INTERVAL] if any(row.interval for row in record.rows) else [SPREAD]
    lines += ["", " ".join([*meaning, f"Source: {record.source}."]), ""]
    seeds = ", ".join(str(seed) for seed in record.seeds)
    lines += [f"Seeds: {seeds}. Grid: {record.grid}.", ""]
    lines += [f"- {remark}" for remark in record.remarks]
    if record.networks:
        lines += ["", "Networks, by the first twelve digits of their weights' sha256:", ""]
        lines += [
            f"- `{name}` {sha256[:12]}{_others(name, record)}"
            for name, sha256 in record.networks.items()
        ]
    return "\n".join(lines) + "\n"


def _others(name: str, record: Record) -> str:
    """The hashes of a network's other seeds."""
    found = [
        f"{key.partition('/')[2]}: {sha256[:12]}"
        for key, sha256 in record.others.items()
        if key.startswith(f"{name}/")
    ]
    return f"; seed {', '.join(found)}" if found else ""


def _line(row: Row) -> str:
    """One row of the table."""
    spread = "" if row.spread is None else f" ± {row.spread:.2g}"
    ours = f"{row.mean:.4g}{spread}"
    reference = "" if row.reference is None else f"{row.reference:g}"
    chance = "" if row.chance is None else f"{row.chance:g}"
    ends = "" if row.interval is None else f"{row.interval.low:.4g} to {row.interval.high:.4g}"
    verdict = row.verdict if row.verdict == "holds" else f"**{row.verdict}**"
    over = f"{len(row.values)} {row.over}" if row.values else ""
    cells = (row.name, ours, ends, over, reference, chance, row.bar, verdict, row.agreement)
    return f"| {' | '.join(cells)} |"
