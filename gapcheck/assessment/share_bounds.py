"""The built-in check: every share, asked, derived or in a table, lies between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from gapcheck.assessment.consistency import Contradiction
from gapcheck.assessment.quantities import Quantity, quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.wording import PHRASES
from gapcheck.rulebook.expressions import Name
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.phrases import ENGLISH
from gapcheck.workbook.answers import Table

SHARE_CHECK = "share_within_bounds"


def share_bounds(ledger: Ledger) -> Iterator[Contradiction]:
    """Yield a contradiction for every share, asked, derived or in a table, that is outside 0 to 1."""
    for indicator in ledger.rulebook.indicators.values():
        if indicator.type == "share":
            yield from _out_of_bounds(indicator, quantity(Name(name=indicator.id), ledger))
        columns = [name for name, column in indicator.columns.items() if column.type == "share"]
        table = ledger.answer(indicator.id).value if columns else None
        if isinstance(table, Table):
            for number, cell in enumerate(row[name] for row in table.rows for name in columns):
                if isinstance(cell.value, Fraction):
                    share = Quantity("known", cell.value, frozenset({indicator.id}), (cell.cell,))
                    yield from (replace(found, number=number) for found in _out_of_bounds(indicator, share))


def _out_of_bounds(indicator: Indicator, share: Quantity) -> Iterator[Contradiction]:
    if share.value is not None and not 0 <= share.value <= 1:
        bound = Fraction(1) if share.value > 1 else Fraction(0)
        check = f"{SHARE_CHECK}.{indicator.id}"
        says = {language: bounds_words(indicator, language) for language in PHRASES.unfilled("share_bounds")}
        yield Contradiction(check, "error", says, share.value, bound, share.inputs, share.cells, (), share=True)


def bounds_words(indicator: Indicator, language: str = ENGLISH) -> str:
    """Return what the check says of one share."""
    return PHRASES.say("share_bounds", language, question=indicator.title(language).rstrip("?.។"))
