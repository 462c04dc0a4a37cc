"""A small rulebook, the shipped one, filled-in workbooks, and a factory of hostile ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from sharing import share

from gapcheck.errors import RulebookError
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import Submission, fill_template, read_bytes

for _name in ("hostile", "office", "drafting"):
    share("workbook", _name)

HEADER = {
    "country": "KHM", "year": 2022, "period_start": "2022-01-01", "period_end": "2022-10-31",
    "submitted_on": "2022-11-18", "submitted_by": "NCCT",
}  # fmt: skip
Fill = Callable[..., bytes]
Read = Callable[..., Submission]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(Path(__file__).with_name("rules"))


@pytest.fixture(scope="session")
def shipped_rulebook() -> Rulebook:
    try:
        return load_rulebook()
    except RulebookError as error:
        pytest.skip(f"the shipped rulebook does not load now: {len(error.problems)} problems")


@pytest.fixture(scope="session")
def fill(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Return a function that fills the small template and returns its bytes."""
    path = tmp_path_factory.mktemp("filled") / "khm-2022.xlsx"

    def filled(
        answers: Mapping[str, Any] | None = None,
        tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        header: Mapping[str, Any] | None = None,
    ) -> bytes:
        rows = {
            name: value if isinstance(value, Mapping) else {"answer": value} for name, value in (answers or {}).items()
        }
        fill_template(rulebook, HEADER | dict(header or {}), rows, tables or {}, path)
        return path.read_bytes()

    return filled


@pytest.fixture(scope="session")
def read(rulebook: Rulebook, fill: Fill) -> Read:
    """Return a function that reads bytes, or fills the small template and reads it."""

    def reading(
        answers: Mapping[str, Any] | bytes | None = None,
        tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        header: Mapping[str, Any] | None = None,
        file_name: str = "khm-2022.xlsx",
    ) -> Submission:
        data = answers if isinstance(answers, bytes) else fill(answers, tables, header)
        return read_bytes(data, file_name, rulebook)

    return reading


@pytest.fixture(scope="session")
def blank(fill: Fill) -> bytes:
    """A template with Start filled in and no answers."""
    return fill()


@pytest.fixture(scope="session")
def edited(fill: Fill) -> Callable[..., bytes]:
    """Return a function that fills the small template and then changes it with openpyxl, as a person would."""

    def editing(change: Callable[[Workbook], object], *arguments: Any, **options: Any) -> bytes:
        workbook = openpyxl.load_workbook(io.BytesIO(fill(*arguments, **options)))
        change(workbook)
        target = io.BytesIO()
        workbook.save(target)
        return target.getvalue()

    return editing
