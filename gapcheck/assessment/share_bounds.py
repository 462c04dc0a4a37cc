"""The built-in check: every share, asked, derived or in a table, lies between 0 and 1.

A part of nothing that is not nothing itself, such as five of no reports, is no such share either.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from gapcheck.assessment.consistency import Contradiction
from gapcheck.assessment.quantities import Quantity, named, quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.wording import PHRASES
from gapcheck.rulebook.entries import LocalText
from gapcheck.rulebook.expressions import Difference, Expression, Name, Ratio, Sum
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.phrases import ENGLISH
from gapcheck.workbook.answers import Table

SHARE_CHECK = "share_within_bounds"
_WORDS: Final = ("share_bounds", "share_of_none")


def share_bounds(ledger: Ledger) -> Iterator[Contradiction]:
    """Yield a contradiction for every share, asked, derived or in a table, that is outside 0 to 1.

    So is a share of none with a part that is not zero: its sides are the part and the whole.
    """
    for indicator in ledger.rulebook.indicators.values():
        if indicator.type == "share":
            share = named(indicator.id, ledger)
            yield from _out_of_bounds(indicator, share)
            if share.state == "unknown":
                yield from _of_none(indicator, ledger)
        if not indicator.columns:
            continue
        columns = [name for name, column in indicator.columns.items() if column.type == "share"]
        table = ledger.answer(indicator.id).value if columns else None
        if isinstance(table, Table):
            for number, cell in enumerate(row[name] for row in table.rows for name in columns):
                if isinstance(cell.value, Fraction):
                    share = Quantity("known", cell.value, frozenset({indicator.id}), (cell.cell,))
                    yield from (found._replace(number=number) for found in _out_of_bounds(indicator, share))


def _out_of_bounds(indicator: Indicator, share: Quantity) -> Iterator[Contradiction]:
    if share.value is not None and not 0 <= share.value <= 1:
        bound = Fraction(1) if share.value > 1 else Fraction(0)
        check, says = f"{SHARE_CHECK}.{indicator.id}", _says("share_bounds", indicator)
        yield Contradiction(check, "error", says, share.value, bound, share.inputs, share.cells, (), share=True)


def _of_none(indicator: Indicator, ledger: Ledger) -> Iterator[Contradiction]:
    """Yield that a share is a part of none, once; a part that is zero itself fails nothing."""
    for quotient in _quotients(indicator.derived, ledger):
        part, whole = (quantity(term, ledger) for term in quotient.ratio)
        if part.value and whole.value == 0:
            check, says = f"{SHARE_CHECK}.{indicator.id}", _says("share_of_none", indicator)
            inputs, sides = part.inputs | whole.inputs, (part.value, whole.value)
            yield Contradiction(check, "error", says, *sides, inputs, part.cells, whole.cells)
            return


def _quotients(expression: Expression | None, ledger: Ledger) -> Iterator[Ratio]:
    """Yield the quotients that a figure is made of; not those that something is divided by, which bound nothing."""
    match expression:
        case Name(name=name):
            indicator = ledger.rulebook.indicators.get(name)
            if indicator is not None and indicator.derived is not None:
                yield from _quotients(indicator.derived, ledger)
        case Ratio(ratio=(part, _)):
            yield expression
            yield from _quotients(part, ledger)
        case Sum(sum=terms) | Difference(difference=terms):
            for term in terms:
                yield from _quotients(term, ledger)


def _says(key: str, indicator: Indicator) -> LocalText:
    return {language: _words(key, indicator, language) for language in PHRASES.unfilled(key)}


def _words(key: str, indicator: Indicator, language: str) -> str:
    return PHRASES.say(key, language, question=indicator.title(language).rstrip("?.។"))


def bounds_words(indicator: Indicator, recorded: str, language: str) -> str:
    """Return what the check says of one share, as recorded in English, in a language; else what is recorded."""
    keys = (key for key in _WORDS if _words(key, indicator, ENGLISH) == recorded)
    return next((_words(key, indicator, language) for key in keys), recorded)
