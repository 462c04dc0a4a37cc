"""What is missing: what keeps a leaf from its next level, and the cells where that would be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.reasons import reason_of
from gapcheck.assessment.shortfalls import Atom, Compound, Shortfall, shortfall_words
from gapcheck.assessment.trees import Found, findings_in
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.wording import PHRASES
from gapcheck.rulebook.criteria import AnyCriteria


class Missing(NamedTuple):
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
    shorts = [shortfall(found, ledger) for found in wanted]
    if not any(short.applies for short in shorts):
        return (_emptied(wanted, ledger),)
    return tuple(_missing(found, short, ledger) for found, short in zip(wanted, shorts, strict=True) if short.is_open)


def shortfall(found: Found, ledger: Ledger) -> Shortfall:
    """Return whether a criterion, nested or not, applies and holds in the documented reading, and why it does not."""
    if not isinstance(found, Finding):
        return Compound(found.criterion, tuple(shortfall(part, ledger) for part in found.parts))
    applies, holds = found.truth != "not_applicable", found.truth == "met" and "documented" in found.counts_in
    return Atom(found.test, applies, holds, None if holds or not applies else reason_of(found, ledger))


def _emptied(wanted: tuple[Found, ...], ledger: Ledger) -> Missing:
    """Return the words for a level that is unknown because none of its criteria applies."""
    named = dict.fromkeys(name for item in findings_in(wanted) for name in sorted(item.inputs))
    indicators = tuple(name for name in named if ledger.not_applicable(name))
    cells = _cells(ledger.answer(name).cell for name in indicators)
    return Missing(PHRASES.say("nothing_applies"), indicators, (), (), cells)


def _missing(found: Found, short: Shortfall, ledger: Ledger) -> Missing:
    fill: list[str] = []
    document: list[str] = []
    see: list[str] = []
    names: dict[str, None] = {}
    for item in _relevant(found, short):
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
    words = shortfall_words(short, ledger.rulebook)
    return Missing(words, tuple(names), _cells(fill), _cells(document), _cells(see))


def _cells(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for cell in cells if cell))


def _relevant(found: Found, short: Shortfall) -> Iterator[Finding]:
    """Yield the criteria to act on.

    Where alternatives have words of their own, the words are about the first one, and so are the cells.
    """
    if isinstance(found, Finding) or isinstance(short, Atom):
        yield from _open(found, short)
        return
    parts = [(part, within) for part, within in zip(found.parts, short.parts, strict=True) if within.is_open]
    if isinstance(found.criterion, AnyCriteria) and found.criterion.gap is not None:
        parts = parts[:1]
    for part, within in parts:
        yield from _open(part, within)


def _open(found: Found, short: Shortfall) -> Iterator[Finding]:
    """Yield the open criteria of a tree, also those of alternatives of which another one holds."""
    if isinstance(found, Finding):
        if short.is_open:
            yield found
    elif isinstance(short, Compound):
        for part, within in zip(found.parts, short.parts, strict=True):
            yield from _open(part, within)
