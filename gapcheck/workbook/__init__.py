"""The workbook room: what is reported. The template, reading a filled-in workbook, answers with cells and evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gapcheck.workbook.answers import (
    Answer,
    DateInterval,
    Evidence,
    Grade,
    Status,
    Submission,
    Table,
    TableCell,
    Value,
)

if TYPE_CHECKING:
    from gapcheck.workbook.drawing.fill import fill_template
    from gapcheck.workbook.drawing.template import write_template
    from gapcheck.workbook.reading import read_bytes, read_workbook

__all__ = [
    "Answer", "DateInterval", "Evidence", "Grade", "Status", "Submission", "Table", "TableCell", "Value",
    "fill_template", "read_bytes", "read_workbook", "write_template",
]  # fmt: skip

# Loaded where they are first asked for: who reads draws nothing, and who has answers reads nothing.
_ON_DEMAND = {
    "fill_template": "drawing.fill", "write_template": "drawing.template",
    "read_bytes": "reading", "read_workbook": "reading",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
    globals()[name] = value
    return value
