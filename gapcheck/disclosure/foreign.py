"""Foreign results: made with other rules than those at hand, so that nobody here knows what ties their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from gapcheck.assessment.quantities import same_key
from gapcheck.assessment.result import AnswerRecord, Assessment, ContradictionRecord, Criterion
from gapcheck.disclosure.counts import LAST_YEAR, SMALL, Page, Spot
from gapcheck.disclosure.veil import Place
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import NUMERIC, PERSONS, Indicator


def is_foreign(assessment: Assessment, rulebook: Rulebook) -> bool:
    """Return whether a result was made with other rules."""
    return assessment.rulebook.sha256 != rulebook.sha256


@dataclass(frozen=True)
class ForeignVeil:
    """The veil of a result whose checks and criteria are not known: all that may count persons is hidden, but zeros.

    So are all numbers of a table that may hold a count of persons, shares, any count from 1 to 4, which may bound one,
    and what an audited result hides. An indicator that the rules at hand do not have may count persons.
    """

    assessment: Assessment
    rulebook: Rulebook
    hidden_elsewhere: Collection[Spot]

    @property
    def anything(self) -> bool:
        """Whether anything of the result is not shown: figures made of its numbers are not, in any case."""
        return True

    def hidden(self, indicator: str) -> Collection[Place]:
        """Return the hidden numbers of a question."""
        record = next((held for held in self.assessment.answers if held.indicator == indicator), None)
        if record is None:
            return set()
        return {
            place
            for place, key, value in _numbers(record, self.rulebook)
            if value
            and (
                value in SMALL
                or self.counts_persons(indicator)
                or _settled((indicator, key, place[1])) in self.hidden_elsewhere
            )
        }

    def figure_hidden(self, indicator: str) -> bool:
        """Return whether a figure may rest on a hidden number: every one may that is derived, or a share."""
        held = self.rulebook.indicators.get(indicator)
        if held is not None and held.derived is not None:
            return True
        return self.counts_persons(indicator) or bool(self.hidden(indicator))

    def truth_hidden(self, test: Criterion) -> bool:
        """Return whether the truth of a criterion is kept back: where its figure is."""
        return self.figure_hidden(test.indicator)

    def counts_persons(self, indicator: str) -> bool:
        """Return whether the answer to a question may be a number made of persons, or a table that may hold some."""
        held = self.rulebook.indicators.get(indicator)
        values = [record.value for record in self.assessment.answers if record.indicator == indicator]
        if held is None or not all(_as_asked(value, held) for value in values):
            return True
        if held.type == "table":
            return any(column.persons or column.type == "share" for column in held.columns.values())
        return held.unit == PERSONS or held.type == "share"

    def is_text(self, indicator: str) -> bool:
        """Return whether a question may be answered in free words."""
        held = self.rulebook.indicators.get(indicator)
        return held is None or held.type == "text"

    def is_text_cell(self, indicator: str, column: str) -> bool:
        """Return whether a column of a table may be filled in with free words."""
        held = self.rulebook.indicators.get(indicator)
        return held is None or column not in held.columns or held.columns[column].type == "text"

    def repairs_hidden(self, found: ContradictionRecord) -> bool:  # noqa: ARG002 - no check is known
        """Return whether what would settle a failed check may rest on a hidden number: it may."""
        return True

    def sides_hidden(self, found: ContradictionRecord) -> bool:  # noqa: ARG002 - no check is known
        """Return whether the sides of a failed check may rest on a hidden number: they may."""
        return True


def hidden_elsewhere(pages: Sequence[Page], hidden: Collection[Any], country: str) -> set[Spot]:
    """Return where the audited results of a country hide a number, whatever the year: another may repeat it."""
    return {
        _settled(spot)
        for page in pages
        if page.assessment.country.code == country
        for cell, spot in page.spots.items()
        if cell in hidden
    }


def _settled(spot: Spot) -> Spot:
    """Return a place without what says that it is of the year before."""
    name, key, column = spot
    for ending in LAST_YEAR:
        name, column = name.removesuffix(ending), column.removesuffix(ending)
    return name, same_key(key), column


def _numbers(record: AnswerRecord, rulebook: Rulebook) -> Iterator[tuple[Place, str, int | float]]:
    """Yield the numbers of an answer, with the key of their row."""
    if not isinstance(record.value, list):
        if _is_number(record.value):
            yield (None, ""), "", record.value
        return
    held = rulebook.indicators.get(record.indicator)
    for number, row in enumerate(row for row in record.value if isinstance(row, dict)):
        key = _key(row, held)
        for column, value in row.items():
            if _is_number(value):
                yield (number, column), key, value


def _key(row: Mapping[str, Any], held: Indicator | None) -> str:
    return str(row.get(held.key_column, "")) if held is not None and held.type == "table" else ""


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _as_asked(value: Any, held: Indicator) -> bool:
    """Return whether an answer is of the kind that the rules at hand ask for, in the columns that they know."""
    if isinstance(value, list) and any(isinstance(row, dict) for row in value):
        return held.type == "table" and all(set(row) <= set(held.columns) for row in value)
    return not _is_number(value) or held.type in NUMERIC
