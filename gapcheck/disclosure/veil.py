"""The veil: what of one result is not shown, asked by question, figure and criterion."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from gapcheck.assessment.result import ContradictionRecord, Criterion
from gapcheck.disclosure.choice import Choice, anything_hidden
from gapcheck.disclosure.counts import Page
from gapcheck.disclosure.relations import Outcome, Truth
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PERSONS

NOT_SHOWN: Final = "not shown"
"""What stands in the place of a number: small counts and what was hidden to guard them look the same."""


Place = tuple[int | None, str]
"""A number in the answer to a question: its row from 0 on and its column; None and nothing outside tables."""


class Veil(Protocol):
    """What of one result is not shown: numbers by question, figures by indicator, truths by criterion."""

    @property
    def anything(self) -> bool:
        """Whether anything of the result is not shown."""

    def hidden(self, indicator: str) -> Collection[Place]:
        """Return the hidden numbers of a question."""

    def figure_hidden(self, indicator: str) -> bool:
        """Return whether a figure rests on a hidden number."""

    def truth_hidden(self, test: Criterion) -> bool:
        """Return whether the truth of a criterion is kept back."""

    def counts_persons(self, indicator: str) -> bool:
        """Return whether the answer to a question is a number of persons, or a table that holds some."""

    def is_text(self, indicator: str) -> bool:
        """Return whether a question is answered in free words."""

    def is_text_cell(self, indicator: str, column: str) -> bool:
        """Return whether a column of a table is filled in with free words."""

    def repairs_hidden(self, found: ContradictionRecord) -> bool:
        """Return whether what would settle a failed check may rest on a hidden number."""

    def sides_hidden(self, found: ContradictionRecord) -> bool:
        """Return whether the sides of a failed check rest on a hidden number."""


@dataclass(frozen=True)
class AuditedVeil:
    """The veil of a result that was audited with the rules that it was made with."""

    page: Page
    choice: Choice
    rulebook: Rulebook

    @property
    def anything(self) -> bool:
        """Whether anything of the result is not shown."""
        return anything_hidden(self.page, self.choice.hidden)

    def hidden(self, indicator: str) -> Collection[Place]:
        """Return the hidden numbers of a question."""
        return self._places.get(indicator, ())

    @cached_property
    def _places(self) -> Mapping[str, Collection[Place]]:
        found: dict[str, set[Place]] = {}
        for cell, spot in self.page.spots.items():
            if cell in self.choice.hidden:
                found.setdefault(spot[0], set()).add((cell.row, cell.column))
        return found

    def figure_hidden(self, indicator: str) -> bool:
        """Return whether a figure rests on a hidden cell."""
        form = self.page.form(indicator)
        return form is not None and not form.cells.isdisjoint(self.choice.hidden)

    def truth_hidden(self, test: Criterion) -> bool:
        """Return whether the truth of a criterion is kept back."""
        return (test.indicator, test.operator, str(test.expected)) in self._truths

    @cached_property
    def _truths(self) -> Collection[tuple[str, str, str]]:
        return {
            (truth.indicator, truth.compared.operator, truth.operand)
            for truth in self.page.relations
            if isinstance(truth, Truth) and truth in self.choice.withheld
        }

    def counts_persons(self, indicator: str) -> bool:
        """Return whether the answer to a question is a number of persons, or a table that holds some."""
        held = self.rulebook.indicators[indicator]
        return held.unit == PERSONS or any(column.persons for column in held.columns.values())

    def is_text(self, indicator: str) -> bool:
        """Return whether a question is answered in free words."""
        return self.rulebook.indicators[indicator].type == "text"

    def is_text_cell(self, indicator: str, column: str) -> bool:
        """Return whether a column of a table is filled in with free words."""
        return self.rulebook.indicators[indicator].columns[column].type == "text"

    def repairs_hidden(self, found: ContradictionRecord) -> bool:
        """Return whether what would settle a failed check may rest on a hidden number."""
        return any(not relation.cells.isdisjoint(self.choice.tied) for relation in self._outcomes(found))

    def sides_hidden(self, found: ContradictionRecord) -> bool:
        """Return whether the sides of a failed check rest on a hidden number."""
        return any(not relation.cells.isdisjoint(self.choice.hidden) for relation in self._outcomes(found))

    def _outcomes(self, found: ContradictionRecord) -> Iterator[Outcome]:
        for relation in self.page.relations:
            if isinstance(relation, Outcome) and relation.tie.key[0] == found.check:
                yield relation
