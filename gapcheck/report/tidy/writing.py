"""Writing the tidy tables into a folder, under names that are always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gapcheck.assessment.result import Assessment
from gapcheck.disclosure import Exposure, Published, disclose
from gapcheck.errors import Problem, UsageError
from gapcheck.files import write_whole
from gapcheck.report.tidy.columnar import parquet
from gapcheck.report.tidy.tables import answers, dictionary, scores
from gapcheck.rulebook import Rulebook


class Kind(StrEnum):
    """The kinds of file that the tables are written as."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, and the small counts that what is published in them seems to tell all the same."""

    paths: tuple[Path, ...]
    exposures: tuple[Exposure, ...]


def write(
    folder: Path, assessments: Sequence[Assessment], rulebook: Rulebook, kind: Kind, *, internal: bool = False
) -> Written:
    """Write ``scores``, ``answers`` and ``dictionary.csv`` into a folder that is there, and return what was written.

    Without ``internal`` small counts of persons are kept back, over all results together. Raises UsageError where the
    folder is none or cannot be written, or where Parquet is asked for and pyarrow is not installed.
    """
    if not folder.is_dir():
        raise UsageError([Problem(str(folder), "no folder", "a folder that is there", "Make it first.")])
    disclosed = Published(list(assessments), ()) if internal else disclose(assessments, rulebook)
    shown = disclosed.assessments
    files: dict[str, bytes] = {}
    for table in (scores(shown), answers(shown, rulebook)):
        files[f"{table.name}.{kind}"] = table.csv().encode() if kind is Kind.CSV else parquet(table)
    files["dictionary.csv"] = dictionary().csv().encode()
    for name, data in files.items():
        write_whole(folder / name, data)
    return Written(tuple(folder / name for name in files), disclosed.exposures)
