"""The report as an Excel workbook: to sort, to filter, and to fill in who closes which gap by when."""

from gapcheck.report.spreadsheet.spreadsheet import render

__all__ = ["render"]
