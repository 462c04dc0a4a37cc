"""The guide to the tidy tables, in Markdown, written from the same definitions as the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.report.tidy.columns import ANSWERS, SCORES, Field

_LEAD = """\
# Tidy tables

Written from `columns.py`; `dictionary.csv` says the same.

`scores.csv` has one row for every score in every reading, `answers.csv` one for every answer and every cell of a table.
The same tables as Parquet need `pip install 'gapcheck[parquet]'`; a CSV file needs nothing.

- **Encoding**: UTF-8 with a byte order mark, which Excel needs and pandas, DuckDB and LibreOffice pass over.
- **Form**: RFC 4180: commas, lines end with CR LF, text in quotation marks, numbers without; what is missing is empty.
- **Guard**: text that a spreadsheet would take for a formula or a day has an apostrophe before it, and so has text that
  begins with one: taking one apostrophe away gives every text back. Numbers have none. Parquet has none.
- **pandas**: `read_csv(path, keep_default_na=False, na_values=[""])`, or an answer such as "None" is read as missing.
- **LibreOffice**: tick "Format quoted field as text", or a version such as 1.0 becomes the number 1.
- **Periods**: SDMX keeps `YYYY` for January to December. Any other period is its first day and its length, so that two
  reports of other months are never taken for one year. There is no FREQ: a report covers whatever it says it covers.
- **Not shown**: counts of persons from 1 to 4, and what would tell them, have OBS_STATUS Q and CONF_STATUS N. Which of
  the two a number is, is not said. Zero, and five and more, are shown unless they would tell.
"""


def guide() -> str:
    """Return the guide to the tidy tables."""
    parts = [_LEAD, "## scores", *_columns(SCORES), "\n## answers", *_columns(ANSWERS)]
    return "\n".join(parts) + "\n"


def _columns(columns: Sequence[Field]) -> Iterator[str]:
    yield "\n| column | type | meaning |\n|---|---|---|"
    for column in columns:
        codes = "; ".join(f"`{code}` {meaning}" for code, meaning in column.codes.items())
        yield f"| {column.name} | {column.kind} | {column.meaning}{': ' + codes if codes else ''} |"
