"""Contradictions in words: both sides and the difference, what would settle them, and whether that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from gapcheck.assessment.clashes import ChangedCell, ContradictionRecord, LevelChange, RepairRecord, ScoreChange
from gapcheck.assessment.figures import Plain
from gapcheck.assessment.rounding import shown
from gapcheck.report.plaintext import listed
from gapcheck.report.spoken.clashes import cut_words
from gapcheck.workbook.places import ranges

_REPAIRS = 3
_CHANGES = 3
_SHOWN = ("two digits swapped", "one digit left out", "one digit too many")
_NUMBERS = {2: "both", 3: "all three", 4: "all four", 5: "all five", 6: "all six"}


def sides(found: ContradictionRecord) -> str:
    """Return both sides, each with its cells, and the difference."""
    if not found.sides_shown:
        return "Its numbers are not shown: small counts of persons are among them or could be told from them."
    words = f"{_side(found.left, found.left_cells, found)} against {_side(found.right, found.right_cells, found)}"
    return f"{words}." if found.difference is None else f"{words}; the difference is {difference(found)}."


def difference(found: ContradictionRecord) -> str:
    """Return by how much two figures are apart."""
    apart = abs(Fraction(str(found.difference)))
    return f"{shown(apart * 100, 2)} percentage points" if found.share else number_words(apart)


def settled_by(found: ContradictionRecord) -> str:
    """Return what would settle one contradiction: at most three repairs, the first in rank, and how many more."""
    if not found.repairs_shown:
        return "What would settle it is not shown: it rests on numbers that are not shown."
    families = distinct(found.repairs)
    number = len(families) + found.repairs_left_out
    cut = f" {cut_words()}" if found.search_cut else ""
    match found.outcome:
        case "not_arithmetic" if not families:
            return "These are no sums: which of the answers is wrong cannot be told from them."
        case "cannot_be_told" if found.cells_tried == 0 and found.difference is not None:
            return "Every number in it was accepted or corrected by a review, and still they do not agree: look again."
        case "cannot_be_told":
            return (
                f"What is wrong cannot be told: no change of one cell settles it, nor was one of two cells found.{cut}"
            )
        case "two_cells":
            lead = "No one cell settles it. Two together would:"
        case "only_one":
            lead = "The only single-cell correction:"
        case _:
            lead = "Any one of these would settle it:" if number > 1 else "This would settle it:"
    return f"{lead} {_told(families, number)}.{cut}"


class Cluster(NamedTuple):
    """Contradictions with the repairs that settle all of them at once; one by itself has none to share."""

    founds: tuple[ContradictionRecord, ...]
    repairs: tuple[RepairRecord, ...] = ()


def clusters(founds: Sequence[ContradictionRecord]) -> list[Cluster]:
    """Return contradictions in sets that have a repair in common, the largest first, and the others one by one."""
    shared: dict[object, list[int]] = {}
    for number, found in enumerate(founds):
        for repair in found.repairs:
            shared.setdefault(_key(repair), []).append(number)
    left, made = set(range(len(founds))), []
    for numbers in sorted(shared.values(), key=len, reverse=True):
        if len(numbers) > 1 and left.issuperset(numbers):
            left -= set(numbers)
            common = [repair for repair in founds[numbers[0]].repairs if shared[_key(repair)] == numbers]
            made.append(Cluster(tuple(founds[number] for number in numbers), tuple(common)))
    return [*made, *(Cluster((founds[number],)) for number in sorted(left))]


def settled_together(cluster: Cluster) -> str:
    """Return what would settle a set of contradictions at once."""
    families, repairs = distinct(cluster.repairs), cluster.repairs
    every = _NUMBERS.get(len(cluster.founds), f"all {len(cluster.founds)}")
    if len(repairs) == 1 and repairs[0].only:
        words = f"One correction settles {every}, the only single-cell correction that does: {_told(families, 1)}."
    elif len(families) == 1:
        words = f"One correction settles {every}: {_told(families, 1)}."
    else:
        words = f"Any one of these settles {every}: {_told(families, len(families))}."
    others = any(len(found.repairs) > len(repairs) for found in cluster.founds)
    return f"{words} Other cells would settle some of them, not all." if others else words


def _key(repair: RepairRecord) -> object:
    return tuple((cell.cell, str(cell.to)) for cell in repair.cells)


def effect(founds: Sequence[ContradictionRecord]) -> str:
    """Return whether any level hangs on contradictions, and which and by how much."""
    if not all(found.repairs_shown for found in founds):
        return "What hangs on it is not shown."
    levels: dict[str, None] = {}
    scores: dict[str, None] = {}
    for condition, changes, moved in (part for found in founds for part in _readings(found)):
        levels.update((f"{_level(change)} {condition}", None) for change in changes)
        scores.update((f"{words} {condition}", None) for words in _scores(moved))
    if levels:
        most = listed_with(list(levels), "; ")
        score = f" Score of the instrument: {listed_with(list(scores), '; ')}." if scores else ""
        return f"It changes levels: {most}.{score}"
    weighed = all(repair.weighed for found in founds for repair in found.repairs[:1])
    return "It changes no level, whichever is right." if weighed else "As stated it changes no level."


def listed_with(words: Sequence[str], between: str) -> str:
    """Return words in a row, cut after a few."""
    more = f"{between}and {len(words) - _CHANGES} more" if len(words) > _CHANGES else ""
    return between.join(words[:_CHANGES]) + more


def _readings(found: ContradictionRecord) -> Iterator[tuple[str, Sequence[LevelChange], Sequence[ScoreChange]]]:
    for reading in found.readings:
        condition = "as stated" if reading.as_ == "stated" else "as recomputed"
        yield condition, reading.changes, reading.scores
    for repair in found.repairs:
        cells = " and ".join(f"{cell.cell} is {figure_words(cell.to, share=cell.share)}" for cell in repair.cells)
        yield f"if {cells}", repair.changes, repair.scores


def _level(change: LevelChange) -> str:
    return f"{change.provision} {change.reading} {change.from_} to {change.to}"


def _scores(moved: Sequence[ScoreChange]) -> Iterator[str]:
    """Yield the instrument's own scores; those of its provisions are in the JSON result."""
    for change in moved:
        if change.node == change.instrument and change.reading in ("documented", "claimed"):
            before, after = (shown(Fraction(figure.exact)) for figure in (change.from_, change.to))
            yield f"{change.instrument} {change.reading} {before} to {after}"


def distinct(repairs: Sequence[RepairRecord]) -> list[RepairRecord]:
    """Return repairs, of those that take other numbers of the same run in the same cells the first alone."""
    kept: dict[object, RepairRecord] = {}
    for repair in repairs:
        run = tuple((cell.cell, str(cell.least), str(cell.most)) for cell in repair.cells)
        kept.setdefault(run, repair)
    return list(kept.values())


def _told(repairs: Sequence[RepairRecord], number: int) -> str:
    words = [_repair(repair) for repair in repairs[:_REPAIRS]]
    more = f"; and {number - _REPAIRS:,} more" if number > _REPAIRS else ""
    return "; ".join(words) + more


def _repair(repair: RepairRecord) -> str:
    slip = f" ({repair.slip})" if repair.slip in _SHOWN else ""
    return " with ".join(map(_cell, repair.cells)) + slip


def _cell(cell: ChangedCell) -> str:
    words = (
        f"{cell.cell} from {figure_words(cell.from_, share=cell.share)} to {figure_words(cell.to, share=cell.share)}"
    )
    if cell.least == cell.most:
        return words
    if cell.most is None:
        return f"{words} or more"
    least, most = (figure_words(end, share=cell.share) for end in (cell.least, cell.most))
    return f"{words} (any from {least} to {most})"


def _side(value: Plain, cells: Sequence[str], found: ContradictionRecord) -> str:
    words = figure_words(value, share=found.share)
    return f"{words} ({listed(ranges(cells))})" if cells else words


def figure_words(value: Plain, *, share: bool) -> str:
    """Return one side of a check, or what a cell would need, as people write it: a share in per cent."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = Fraction(str(value))
        return f"{shown(number * 100, 2)} %" if share else number_words(number)
    return str(value)


def number_words(number: Fraction) -> str:
    """Return a number as people write it: whole where it is whole, else to two decimals."""
    return f"{int(number):,}" if number.denominator == 1 else shown(number, 2)
