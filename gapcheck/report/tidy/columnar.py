"""Parquet: the tidy tables with typed columns, where pyarrow is installed."""

from __future__ import annotations

import io
from typing import Any

from gapcheck.errors import Problem, UsageError
from gapcheck.report.tidy.tables import TidyTable


def parquet(table: TidyTable) -> bytes:
    """Return a table as Parquet, the same bytes from the same rows by the same pyarrow; text is not guarded here.

    Raises UsageError where pyarrow is not installed.
    """
    arrow, writer = _pyarrow()
    kinds = {"text": arrow.string(), "number": arrow.float64(), "whole": arrow.int32(), "flag": arrow.bool_()}
    schema = arrow.schema(
        [arrow.field(column.name, kinds[column.kind], metadata={"meaning": column.meaning}) for column in table.columns]
    )
    columns = [arrow.array([row.get(field.name) for row in table.rows], type=field.type) for field in schema]
    stream = io.BytesIO()
    writer.write_table(arrow.Table.from_arrays(columns, schema=schema), stream, compression="zstd")
    return stream.getvalue()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        mend = "Install it with: pip install 'gapcheck[parquet]'. CSV needs nothing more."
        problem = Problem("Parquet", "no pyarrow, which writes it", "gapcheck with its extra “parquet”", mend)
        raise UsageError([problem]) from error
    return pyarrow, pyarrow.parquet
