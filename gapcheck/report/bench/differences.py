"""What differs between two rulebooks, and what that does to scores, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tabulate import tabulate

from gapcheck.assessment.figures import LevelsReached
from gapcheck.assessment.rounding import shown
from gapcheck.bench.differences import Change
from gapcheck.bench.impact import Impact, InstrumentImpact, LeafMoved, Standing
from gapcheck.report.json import dump
from gapcheck.report.plaintext import WIDTH, clean, wrap
from gapcheck.rulebook import Rulebook

SCHEMA = "gapcheck.rules-diff/1"
_HASH = 16
_READINGS = ("documented", "claimed", "possible", "coverage")


def render(
    books: tuple[Rulebook, Rulebook], changes: Sequence[Change], impacts: Sequence[Impact], *, words: bool
) -> str:
    """Return the changes, those of words only with ``words``, and what they do to the workbooks."""
    return "\n".join(_lines(books, changes, impacts, words=words)) + "\n"


def render_json(books: tuple[Rulebook, Rulebook], changes: Sequence[Change], impacts: Sequence[Impact]) -> str:
    """Return everything for programs, changes of words included."""
    old, new = ({"version": book.method.version, "sha256": book.sha256} for book in books)
    told = [
        {
            **change.model_dump(),
            "affects_scores": change.affects_scores,
            "only_words": change.only_words,
            "explained": change.explain(),
        }
        for change in changes
    ]
    done = [impact.model_dump() for impact in impacts]
    return dump({"schema": SCHEMA, "old": old, "new": new, "changes": told, "workbooks": done})


def _lines(
    books: tuple[Rulebook, Rulebook], changes: Sequence[Change], impacts: Sequence[Impact], *, words: bool
) -> Iterator[str]:
    old, new = (f"rules {book.method.version} ({book.sha256[:_HASH]})" for book in books)
    yield from wrap(f"From {old} to {new}")
    if not changes:
        yield "" if books[0].sha256 == books[1].sha256 else "The files differ in comments, order or spaces only."
        yield "Nothing differs."
    yield from _listed("CHANGES THAT CAN MOVE SCORES", [item for item in changes if item.affects_scores])
    others = [item for item in changes if not item.affects_scores and not item.only_words]
    yield from _listed("CHANGES THAT MOVE NO SCORE", others)
    spoken = [item for item in changes if item.only_words]
    if words:
        yield from _listed("CHANGES OF WORDS", spoken)
    elif spoken:
        yield ""
        number = "1 change" if len(spoken) == 1 else f"{len(spoken)} changes"
        yield f"{number} of words only; --words lists them."
    for impact in impacts:
        yield from _impact(impact)


def _listed(title: str, changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield ""
        yield f"{title} ({len(changes)})"
    for change in changes:
        place = f" [{change.place}]" if change.place else ""
        yield from wrap(f"{change.explain()}{place}", indent="    ", first="  - ")


def _impact(impact: Impact) -> Iterator[str]:
    yield ""
    yield clean(f"WHAT IT DOES TO {impact.workbook} ({impact.country}, {impact.year})")
    yield "-" * WIDTH
    rows = [row for item in impact.instruments for row in _rows(item)]
    yield tabulate(
        rows,
        ["Instrument", "Rules", "Documented", "Claimed", "Possible", "Coverage"],
        colalign=("left", "left", "right", "right", "right", "right"),
        disable_numparse=True,
    )
    if impact.same:
        yield from wrap("No score, no coverage and no level differs.")
    for item in impact.instruments:
        for leaf in item.leaves:
            yield from _leaf(leaf)


def _rows(item: InstrumentImpact) -> Iterator[list[str]]:
    name = clean(item.id)
    if item.same:
        yield [name, "both", *_cells(item.after)]
        return
    yield [name, "old", *_cells(item.before)]
    yield ["", "new", *_cells(item.after)]


def _cells(standing: Standing | None) -> list[str]:
    if standing is None:
        return ["not there", "", "", ""]
    held = [getattr(standing, name) for name in _READINGS]
    return ["no score" if figure is None else shown(Fraction(str(figure))) for figure in held]


def _leaf(leaf: LeafMoved) -> Iterator[str]:
    yield ""
    yield from wrap(f"{leaf.id}: {leaf.title}", indent="  ", first="")
    yield from wrap(f"Levels: {_levels(leaf.before)} -> {_levels(leaf.after)}.", indent="  ")
    for words in leaf.because:
        yield from wrap(words, indent="    ", first="  - ")


def _levels(levels: LevelsReached | None) -> str:
    if levels is None:
        return "none"
    return f"documented {levels.documented}, claimed {levels.claimed}, possible {levels.possible}"
