"""The workbook room: what is reported. The template, reading a filled-in workbook, answers with cells and evidence."""

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
from gapcheck.workbook.drawing.fill import fill_template
from gapcheck.workbook.drawing.template import write_template
from gapcheck.workbook.reading import read_bytes, read_workbook

__all__ = [
    "Answer", "DateInterval", "Evidence", "Grade", "Status", "Submission", "Table", "TableCell", "Value",
    "fill_template", "read_bytes", "read_workbook", "write_template",
]  # fmt: skip
