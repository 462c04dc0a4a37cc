"""What is missing: what keeps a leaf from its next level, and the cells where that would be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.trees import Found, Group, findings_in
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.wording import gap_words, reason
from gapcheck.rulebook.criteria import AnyCriteria


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a leaf from its next level, in words, with the questions it rests on and their cells.

    ``fill`` are cells of answers not given yet, ``document`` cells where only a document is missing, ``see``
    cells that say something else than the level needs, or that other answers contradict.
    """

    words: str
    indicators: tuple[str, ...]
    fill: tuple[str, ...]
    document: tuple[str, ...]
    see: tuple[str, ...]


def missing_from(wanted: tuple[Found, ...], ledger: Ledger) -> tuple[Missing, ...]:
    """Return what is missing, for the documented reading, from the criteria of a level that apply."""
    applicable = [found for found in wanted if _applies(found)]
    if not applicable:
        return (_emptied(wanted, ledger),)
    return tuple(_missing(found, ledger) for found in applicable if not _holds(found, ledger))


def _applies(found: Found) -> bool:
    return any(item.truth != "not_applicable" for item in findings_in((found,)))


def _emptied(wanted: tuple[Found, ...], ledger: Ledger) -> Missing:
    """Return the words for a level that is unknown because none of its criteria applies."""
    named = dict.fromkeys(name for item in findings_in(wanted) for name in sorted(item.inputs))
    indicators = tuple(name for name in named if ledger.not_applicable(name))
    words = "Nothing that applies can show this level: all it asks for is “not applicable”"
    return Missing(words, indicators, (), (), _cells(ledger.answer(name).cell for name in indicators))


def _holds(found: Found, ledger: Ledger) -> bool:
    if isinstance(found, Finding):
        return found.truth == "met" and all(ledger.counts(name, "documented") for name in found.inputs)
    parts = [part for part in found.parts if _applies(part)]
    if isinstance(found.criterion, AnyCriteria):
        return any(_holds(part, ledger) for part in parts)
    return bool(parts) and all(_holds(part, ledger) for part in parts)


def _open(finding: Finding, ledger: Ledger) -> bool:
    return finding.truth != "not_applicable" and not _holds(finding, ledger)


def _missing(found: Found, ledger: Ledger) -> Missing:
    fill: list[str] = []
    document: list[str] = []
    see: list[str] = []
    names: dict[str, None] = {}
    for item in _relevant(found, ledger):
        for name in sorted(item.inputs):
            answer = ledger.answer(name)
            if not ledger.known(name):
                fill.append(answer.cell)
            elif item.truth == "not_met" or name in ledger.contested:
                see.append(answer.cell)
            elif not ledger.counts(name, "documented"):
                document.append(answer.document_cell or answer.cell)
            else:
                continue
            names[name] = None
    return Missing(_words(found, ledger), tuple(names), _cells(fill), _cells(document), _cells(see))


def _cells(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for cell in cells if cell))


def _relevant(found: Found, ledger: Ledger) -> list[Finding]:
    """Return the criteria to act on.

    Where alternatives have words of their own, the words are about the first one, and so are the cells.
    """
    if isinstance(found, Finding):
        return [found]
    parts = list(_open_parts(found, ledger))
    if isinstance(found.criterion, AnyCriteria) and found.criterion.gap is not None:
        parts = parts[:1]
    return [item for item in findings_in(tuple(parts)) if _open(item, ledger)]


def _words(found: Found, ledger: Ledger) -> str:
    if isinstance(found, Finding):
        return f"{gap_words(found.test, ledger)} ({reason(found, ledger)})"
    if found.criterion.gap is not None:
        first = next(item for item in findings_in(tuple(_open_parts(found, ledger))) if _open(item, ledger))
        return f"{found.criterion.gap['en']} ({reason(first, ledger)})"
    joint = " — or — " if isinstance(found.criterion, AnyCriteria) else "; and "
    return joint.join(_words(part, ledger) for part in _open_parts(found, ledger))


def _open_parts(group: Group, ledger: Ledger) -> Iterator[Found]:
    for part in group.parts:
        if _applies(part) and not _holds(part, ledger):
            yield part
