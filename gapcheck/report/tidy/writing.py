"""The tidy tables as files, under names that are always the same."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from gapcheck.assessment.result import Assessment
from gapcheck.report.tidy.columnar import parquet
from gapcheck.report.tidy.tables import answers, dictionary, scores
from gapcheck.rulebook import Rulebook


class Kind(StrEnum):
    """The kinds of file that the tables are written as."""

    CSV = "csv"
    PARQUET = "parquet"


def table_files(shown: Sequence[Assessment], rulebook: Rulebook, kind: Kind) -> dict[str, bytes]:
    """Return ``scores``, ``answers`` and ``dictionary.csv`` by name, of results as they are given: publish them first.

    Raises UsageError where Parquet is asked for and pyarrow is not installed.
    """
    files: dict[str, bytes] = {}
    for table in (scores(shown), answers(shown, rulebook)):
        files[f"{table.name}.{kind}"] = table.csv().encode() if kind is Kind.CSV else parquet(table)
    files["dictionary.csv"] = dictionary().csv().encode()
    return files
