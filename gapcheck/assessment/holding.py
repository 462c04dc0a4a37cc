"""Holding: whether a criterion or a level holds in one reading, and why it does not, in words."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment.readings import Ledger, Reading
from gapcheck.assessment.trees import Found
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.wording import value_words
from gapcheck.rulebook.criteria import AnyCriteria
from gapcheck.workbook.answers import Grade, Status
from gapcheck.workbook.places import ranges, row_and_column, split_place

_NOT_THERE = {
    Status.BLANK: "no answer yet in",
    Status.NOT_KNOWN: "“not known” is written in",
    Status.NOT_AVAILABLE: "“not available” is written in",
    Status.CONFIDENTIAL: "“confidential” is written in",
    Status.NOT_APPLICABLE: "“not applicable”, which no review has approved, is written in",
}
_MOST_PLACES = 4


def holds(found: Found, reading: Reading) -> bool | None:
    """Return whether a criterion holds in a reading; None where it is not applicable and so drops out."""
    if isinstance(found, Finding):
        if found.truth == "not_applicable":
            return None
        if found.truth == "unknown" or reading not in found.counts_in:
            return reading == "possible"
        return found.truth == "met"
    parts = [part for part in (holds(part, reading) for part in found.parts) if part is not None]
    if not parts:
        return None
    return any(parts) if isinstance(found.criterion, AnyCriteria) else all(parts)


def level_holds(found: tuple[Found, ...], reading: Reading) -> bool:
    """Return whether a level's own criteria hold in a reading; with none that applies it is unknown."""
    parts = [part for part in (holds(item, reading) for item in found) if part is not None]
    return all(parts) if parts else reading == "possible"


def lacking(found: tuple[Found, ...], reading: Reading, way: str = "") -> Iterator[tuple[Finding, str]]:
    """Yield the criteria, in order, because of which some do not hold in a reading, and of which way each is."""
    for item in found:
        if holds(item, reading) is not False:
            continue
        if isinstance(item, Finding):
            yield item, way
        elif isinstance(item.criterion, AnyCriteria) and len(item.parts) > 1:
            for number, part in enumerate(item.parts, start=1):
                own = f"way {number} of {len(item.parts)}"
                yield from lacking((part,), reading, f"{way}, {own}" if way else own)
        else:
            yield from lacking(item.parts, reading, way)


def why(finding: Finding, reading: Reading, ledger: Ledger) -> str:
    """Return why a criterion does not hold in a reading, in a sentence; nothing where it does."""
    if finding.truth == "not_applicable":
        return "This does not apply here; a review approved that."
    if holds(finding, reading):
        return ""
    if finding.truth == "not_met" and reading in finding.counts_in and finding.value is not None:
        indicator = ledger.rulebook.indicators[finding.test.indicator]
        verb = "The answers come to" if indicator.derived is not None else "The answer is"
        return f"{verb} {value_words(finding.value, indicator)}."
    reasons = list(_not_known(finding, ledger)) or list(_not_counted(finding, reading, ledger))
    return _sentence("; ".join(reasons) or finding.why or "it cannot be told")


def _not_known(finding: Finding, ledger: Ledger) -> Iterator[str]:
    if finding.truth != "unknown":
        return
    lacking_by: dict[str, list[str]] = {}
    for name in _in_order(finding, ledger):
        answer = ledger.answer(name)
        if not ledger.known(name):
            said = "a review rejected the answer in" if ledger.rejected(name) else _NOT_THERE.get(answer.status, "")
            lacking_by.setdefault(said or "no answer yet in", []).append(answer.cell or name)
    yield from (f"{said} {places(cells)}" for said, cells in lacking_by.items())
    if not lacking_by and finding.why == "there was none to count":
        yield "the share cannot be worked out, because the number to divide by is 0"


def _not_counted(finding: Finding, reading: Reading, ledger: Ledger) -> Iterator[str]:
    if finding.truth == "unknown":
        return
    left = [name for name in _in_order(finding, ledger) if not ledger.counts(name, reading)]
    if reading == "verified":
        yield f"no auditor has accepted {places(ledger.answer(name).cell for name in left)}"
        return
    claimed = [name for name in left if ledger.answer(name).grade is Grade.CLAIMED]
    contested = [name for name in left if name in ledger.contested]
    if claimed:
        cells = [ledger.answer(name).document_cell or ledger.answer(name).cell for name in claimed]
        yield f"no document with its title and date is named in {places(cells)}"
    if contested:
        yield f"other answers contradict {places(ledger.answer(name).cell for name in contested)}"


def _in_order(finding: Finding, ledger: Ledger) -> list[str]:
    return [name for name in ledger.rulebook.underlying(finding.test.indicator) if name in finding.inputs]


def places(cells: Iterator[str] | list[str]) -> str:
    """Return cells in a list, runs as ranges, cut after a few."""
    listed = ranges(sorted({cell for cell in cells if cell}, key=_by_row))
    shown = listed[:_MOST_PLACES]
    if len(listed) > len(shown):
        return f"{', '.join(shown)} and {len(listed) - len(shown)} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def _by_row(cell: str) -> tuple[str, int, str]:
    sheet, written = split_place(cell)
    place = row_and_column(written or "")
    return sheet, place[0] if place else 0, cell
