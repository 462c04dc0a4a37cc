"""Counts: the numbers of several results, which of them count persons, and all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from gapcheck.assessment.cells import NO_CHANGES, Cells, NumberCell
from gapcheck.assessment.figures import Plain
from gapcheck.assessment.forming import Forming
from gapcheck.assessment.forms import Form
from gapcheck.assessment.implied import Compared
from gapcheck.assessment.quantities import same_key
from gapcheck.assessment.result import Assessment
from gapcheck.assessment.tying import weave_cells
from gapcheck.disclosure.loose import loose_tables
from gapcheck.disclosure.relations import Copy, Outcome, Relation, Truth
from gapcheck.disclosure.reopening import reopen
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.expressions import Name
from gapcheck.rulebook.model import NUMERIC, PERSONS
from gapcheck.rulebook.operands import read_operand
from gapcheck.rulebook.provisions import tests_in
from gapcheck.workbook.answers import Table

SMALL: Final = (1, 2, 3, 4)
"""The counts of persons that are not shown: fewer than five, and not none."""

LAST_YEAR: Final = ("_previous_year", "_before")
"""How the ids of questions and columns end that ask for the figure of the year before."""

Spot = tuple[str, str, str]
"""Where a figure stands: its question, the key of its row, its column; both empty outside tables."""


@dataclass(frozen=True)
class Page:
    """The numbers of one result; ``spots`` names every cell that holds one, ``persons`` are those that count persons.

    ``loose`` are numbers in tables that nothing ties to any other: they may repeat any figure of the report.
    ``once_small`` says that a review stands between a small count and what is counted now: that one is hidden too.
    """

    assessment: Assessment
    forming: Forming
    spots: Mapping[NumberCell, Spot]
    persons: frozenset[NumberCell]
    loose: frozenset[NumberCell]
    relations: Sequence[Relation]
    once_small: bool = False
    derived: Mapping[str, Form] = field(default_factory=dict)

    def form(self, indicator: str) -> Form | None:
        """Return the figure of an indicator over the cells, if there is one."""
        return self.forming.form(Name(name=indicator))


def open_page(assessment: Assessment, rulebook: Rulebook) -> Page:
    """Return the numbers of one result with all that it says of them."""
    ledger = reopen(assessment, rulebook)
    cells = Cells(ledger)
    forming = Forming(ledger, cells)
    relations: list[Relation] = [Outcome(tie) for tie in weave_cells(forming).ties.values()]
    relations += _truths(forming)
    spots = dict(_spots(assessment, forming))
    loose = loose_tables(rulebook)
    counted = {cell for cell, spot in spots.items() if _counts_persons(spot, rulebook)}
    return Page(
        assessment=assessment,
        forming=forming,
        spots=spots,
        persons=frozenset(counted),
        loose=frozenset(cell for cell in counted if cell.indicator in loose),
        relations=relations,
        once_small=any(_holds_small(name, value, rulebook) for name, value in _earlier(assessment)),
        derived=dict(_derived(forming)),
    )


def copies(pages: Sequence[Page]) -> Iterator[Relation]:
    """Yield the figures that two results of a country give alike: of one period, or last year's beside this year's."""
    for number, one in enumerate(pages):
        for other in pages[number + 1 :]:
            if one.assessment.country.code != other.assessment.country.code:
                continue
            places = {_folded(spot): cell for cell, spot in other.spots.items()}
            same = one.assessment.period == other.assessment.period
            for cell, spot in one.spots.items():
                for wanted in _elsewhere(_folded(spot), one, other, same=same):
                    twin = places.get(wanted)
                    if twin is not None and twin.value == cell.value:
                        yield Copy(cell, twin)


def _elsewhere(spot: Spot, one: Page, other: Page, *, same: bool) -> Iterator[Spot]:
    """Yield where a figure of one result may stand in another: the same place, or that of the year before."""
    if same:
        yield spot
    name, key, column = spot
    later = other.assessment.year - one.assessment.year
    for ending in LAST_YEAR if abs(later) == 1 else ():
        if later == 1:
            yield (name, key, column + ending) if column else (name + ending, key, column)
        elif column.endswith(ending):
            yield name, key, column.removesuffix(ending)
        elif not column and name.endswith(ending):
            yield name.removesuffix(ending), key, column


def _folded(spot: Spot) -> Spot:
    return spot[0], same_key(spot[1]), spot[2]


def _spots(assessment: Assessment, forming: Forming) -> Iterator[tuple[NumberCell, Spot]]:
    indicators = forming.ledger.rulebook.indicators
    for record in assessment.answers:
        value = forming.ledger.answer(record.indicator).value
        if isinstance(value, Table) and isinstance(record.value, list):
            key = indicators[record.indicator].key_column
            for row, told in zip(value.rows, record.value, strict=True):
                for column, held in row.items():
                    cell = forming.cells.in_table(held)
                    # A blank is taken for none in sums, and stays a blank: there is nothing to hide.
                    if cell is not None and isinstance(told, dict) and told.get(column) is not None:
                        yield cell, (record.indicator, str(row[key].value), column)
        else:
            cell = forming.cells.answer(record.indicator)
            if cell is not None:
                yield cell, (record.indicator, "", "")


def _counts_persons(spot: Spot, rulebook: Rulebook) -> bool:
    indicator = rulebook.indicators[spot[0]]
    return indicator.columns[spot[2]].persons if spot[2] else indicator.unit == PERSONS


def _earlier(assessment: Assessment) -> Iterator[tuple[str, Plain]]:
    """Yield what an answer was before a review, and what reviews made of it, by question."""
    yield from ((held.indicator, held.original.value) for held in assessment.answers if held.original is not None)
    yield from ((held.indicator, held.value) for review in assessment.reviews for held in review.decisions)


def _holds_small(name: str, value: Plain, rulebook: Rulebook) -> bool:
    columns = {key for key, column in rulebook.indicators[name].columns.items() if column.persons}
    if isinstance(value, list):
        return any(row.get(key) in SMALL for row in value if isinstance(row, dict) for key in columns)
    return rulebook.indicators[name].unit == PERSONS and value in SMALL


def _derived(forming: Forming) -> Iterator[tuple[str, Form]]:
    """Yield the derived counts of persons that come to a small number."""
    for indicator in forming.ledger.rulebook.indicators.values():
        if indicator.derived is not None and indicator.unit == PERSONS:
            form = forming.form(Name(name=indicator.id))
            if form is not None and form.value(NO_CHANGES) in SMALL:
                yield indicator.id, form


def _truths(forming: Forming) -> Iterator[Relation]:
    """Yield every criterion on a figure that the instruments put to the country, each once."""
    ledger, seen = forming.ledger, set()
    for instrument in ledger.rulebook.instruments:
        if not instrument.applies(ledger.country):
            continue
        for provision in instrument.walk():
            for test in (test for criteria in provision.levels.values() for test in tests_in(criteria)):
                key = test.indicator, test.operator, str(test.operand)
                indicator = ledger.rulebook.indicators[test.indicator]
                if key in seen or indicator.type not in NUMERIC:
                    continue
                seen.add(key)
                form, bound = forming.form(Name(name=indicator.id)), read_operand(test, indicator)
                if form is not None and form.cells and isinstance(bound, Fraction):
                    yield Truth(test.indicator, str(test.operand), Compared(form, test.operator, bound))
