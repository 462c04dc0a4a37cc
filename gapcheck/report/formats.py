"""The formats a result can be written in, by the names that the command line takes."""

from __future__ import annotations

from enum import StrEnum


class TextFormat(StrEnum):
    """A format that is one text."""

    TABLE = "table"
    JSON = "json"


class _Format(StrEnum):
    """What can be asked of any format."""

    @property
    def is_tables(self) -> bool:
        """Whether it is tidy tables: the same few files for however many results, in a folder."""
        return self.value in ("csv", "parquet")

    @property
    def is_internal(self) -> bool:
        """Whether it shows small counts of persons: all others are made to be passed on."""
        return self.value in ("table", "json")

    @property
    def has_language(self) -> bool:
        """Whether it can be written in another language than English."""
        return self.value in ("html", "xlsx", "md")


class Format(_Format):
    """A format of an assessment."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"
    MD = "md"
    OSCAL = "oscal"
    CSV = "csv"
    PARQUET = "parquet"


class ComparedFormat(_Format):
    """A format of a comparison or a trend."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    CSV = "csv"
    PARQUET = "parquet"
