"""The tidy tables, whole: scores, answers, and the dictionary that explains both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.assessment.result import Assessment
from gapcheck.report.tidy.columns import ANSWERS, DICTIONARY, SCORES, Field, Row
from gapcheck.report.tidy.rows import answer_rows, score_rows
from gapcheck.report.tidy.separated import render
from gapcheck.rulebook import Rulebook


@dataclass(frozen=True)
class TidyTable:
    """One table by its name, with its columns and rows."""

    name: str
    columns: Sequence[Field]
    rows: Sequence[Row]

    def csv(self) -> str:
        """Return the table as comma-separated values."""
        return render(self.columns, self.rows)


def scores(assessments: Sequence[Assessment]) -> TidyTable:
    """Return every score in every reading."""
    return TidyTable("scores", SCORES, [row for held in assessments for row in score_rows(held)])


def answers(assessments: Sequence[Assessment], rulebook: Rulebook) -> TidyTable:
    """Return every answer, as it is in the results that are given: publish them first."""
    return TidyTable("answers", ANSWERS, [row for held in assessments for row in answer_rows(held, rulebook)])


def dictionary() -> TidyTable:
    """Return what every column and code of the other two means."""
    return TidyTable("dictionary", DICTIONARY, list(_explained()))


def scores_csv(assessments: Sequence[Assessment]) -> str:
    """Return every score in every reading, as comma-separated values."""
    return scores(assessments).csv()


def answers_csv(assessments: Sequence[Assessment], rulebook: Rulebook) -> str:
    """Return every answer as comma-separated values, as it is in the results that are given: publish them first."""
    return answers(assessments, rulebook).csv()


def dictionary_csv() -> str:
    """Return what every column and code of the other two means, as comma-separated values."""
    return dictionary().csv()


def _explained() -> Iterator[Row]:
    for table, columns in (("scores", SCORES), ("answers", ANSWERS)):
        for column in columns:
            yield {"TABLE": table, "COLUMN": column.name, "TYPE": column.kind, "MEANING": column.meaning}
            for code, meaning in column.codes.items():
                yield {
                    "TABLE": table, "COLUMN": column.name, "TYPE": column.kind, "CODE": code, "MEANING": meaning
                }  # fmt: skip
