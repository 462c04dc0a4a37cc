"""One instrument in Markdown: the sentence to take away, its five parts with a bar of letters, its pillars by level."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gapcheck.report.bar import Bar
from gapcheck.report.markdown.blocks import Code, Column, Strong, heading, items, paragraph, table
from gapcheck.report.markdown.words import say
from gapcheck.report.story import Tongue
from gapcheck.report.story.bars import BarView
from gapcheck.report.story.heat import BUCKETS
from gapcheck.report.story.story import InstrumentView

_BAR = 20  # letters; one stands for five points, so every level ends on a whole one


def standing_part(instrument: InstrumentView, tongue: Tongue) -> Iterator[str]:
    """Yield the blocks about one instrument as a whole."""
    standing = instrument.standing
    yield heading(2, standing.title)
    yield paragraph(standing.status)
    if standing.baseline is not None:
        yield paragraph(standing.baseline)
    if standing.headline is not None:
        yield paragraph(Strong(say(tongue, "headline", number=standing.headline, band=standing.band or "")))
    yield paragraph(Strong(standing.lead))
    if standing.nothing is not None:
        yield paragraph(standing.nothing)
    if standing.coverage:
        yield paragraph(say(tongue, "coverage", coverage=standing.coverage))
    if standing.bar is not None:
        yield _parts(standing.bar, tongue)
        yield paragraph(Code(drawn(standing.bar)), say(tongue, "scale"))
    if standing.notes:
        yield items(standing.notes)
    if instrument.heat:
        yield paragraph(say(tongue, "pillars"))
        yield _pillars(instrument, tongue)


def drawn(bar: BarView) -> str:
    """Return a bar in letters, drawn from its edges as they are printed beside it."""
    first, second, third, fourth = (Fraction(part.start) for part in bar.parts[1:])
    return Bar((first, second, third, fourth)).drawn(_BAR)


def _parts(bar: BarView, tongue: Tongue) -> str:
    columns = (
        Column(say(tongue, "mark")),
        Column(say(tongue, "part")),
        Column(say(tongue, "points"), "right"),
    )
    return table(columns, ((Code(part.letter), part.name, part.value) for part in bar.parts))


def _pillars(instrument: InstrumentView, tongue: Tongue) -> str:
    columns = (
        Column(say(tongue, "pillar")),
        Column(say(tongue, "points_documented"), "right"),
        Column(say(tongue, "points_possible"), "right"),
        Column(say(tongue, "known"), "right"),
        *(Column(tongue.say(f"bucket_{bucket}"), "right") for bucket in BUCKETS),
    )
    rows = (
        (row.name, row.documented, row.possible, row.coverage, *(str(cell.number) for cell in row.cells))
        for row in instrument.heat
    )
    return table(columns, rows)
