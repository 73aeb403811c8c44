"""Small plots of lines over a size, with logarithmic axes, as SVG."""

import math
from itertools import pairwise

from benchmarks.cost_growth import Law

WIDTH, HEIGHT = 380, 270
LEFT, RIGHT, TOP, BOTTOM = 56, 26, 34, 52
STROKES = ("#2563eb", "#b45309")
STYLE = "font: 12px system-ui, sans-serif"


def svg(laws: list[Law]) -> str:
    """The plots of all laws, two per row."""
    rows = math.ceil(len(laws) / 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {rows * HEIGHT}" '
        f'style="{STYLE}" role="img"><title>How costs grow</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
    ]
    for number, law in enumerate(laws):
        row, col = divmod(number, 2)
        parts.append(f'<g transform="translate({col * WIDTH} {row * HEIGHT})">{panel(law)}</g>')
    return "\n".join([*parts, "</svg>\n"])


def panel(law: Law) -> str:
    """One law's lines, and the expected one, dashed, through the middle of the first."""
    values = [value for line in law.lines.values() for value in line]
    low, high = min(values) / 1.3, max(values) * 1.3
    first, last = law.sizes[0], law.sizes[-1]

    def x(size: float) -> float:
        share = math.log(size / first) / math.log(last / first)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        share = math.log(value / low) / math.log(high / low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<text x="{LEFT}" y="18" font-weight="600">{law.title}{law.up and ", " + law.up}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 12}" fill="#475569">{law.across}</text>',
    ]
    for size in law.sizes:
        parts.append(
            f'<line x1="{x(size):.1f}" x2="{x(size):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" '
            'stroke="#e2e8f0"/>'
        )
    for size in spread(law.sizes):
        parts.append(
            f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{size:,}'
            "</text>"
        )
    for tick in ticks(low, high):
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" '
            f'stroke="#e2e8f0"/><text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" '
            f'text-anchor="end">{tick:g}</text>'
        )
    (line, *_), middle = law.lines.values(), len(law.sizes) // 2
    ideal = [
        (size, line[middle] * (size / law.sizes[middle]) ** law.power)
        for size in (first * (last / first) ** (step / 200) for step in range(201))
    ]
    places = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in ideal if low <= b <= high)
    parts.append(
        f'<polyline points="{places}" fill="none" stroke="#64748b" stroke-dasharray="4 4"/>'
    )
    for line, stroke in zip(law.lines.values(), STROKES, strict=False):
        places = " ".join(
            f"{x(size):.1f},{y(value):.1f}" for size, value in zip(law.sizes, line, strict=True)
        )
        parts.append(
            f'<polyline points="{places}" fill="none" stroke="{stroke}" stroke-width="2"/>'
        )
    for number, (name, stroke) in enumerate(zip(law.lines, STROKES, strict=False)):
        parts.append(
            f'<text x="{WIDTH - RIGHT}" y="18" dx="{-number * 96}" '
            f'text-anchor="end" fill="{stroke}">{name}</text>'
        )
    return "".join(parts)


def spread(sizes: list[int]) -> list[int]:
    """The sizes whose labels have room."""
    found = [sizes[0]]
    for size in sizes[1:]:
        if size / found[-1] >= (sizes[-1] / sizes[0]) ** 0.13:
            found.append(size)
    return found


def ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times the powers of ten between two numbers."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
    found = [tick for tick in found if low <= tick <= high]
    return found if len(found) < 9 else [tick for tick in found if math.log10(tick) % 1 == 0]


def slope(sizes: list[int], line: list[float]) -> list[float]:
    """The exponent of a line's growth, from each size to the next."""
    return [
        math.log(after / before) / math.log(larger / smaller)
        for (smaller, larger), (before, after) in zip(pairwise(sizes), pairwise(line), strict=True)
    ]
