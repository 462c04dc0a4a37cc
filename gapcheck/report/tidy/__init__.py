"""Tidy tables: one observation a row, under the names that statistical offices use (SDMX), as CSV and Parquet."""

from gapcheck.report.tidy.tables import answers_csv, dictionary_csv, scores_csv
from gapcheck.report.tidy.writing import Kind, table_files

__all__ = ["Kind", "answers_csv", "dictionary_csv", "scores_csv", "table_files"]
