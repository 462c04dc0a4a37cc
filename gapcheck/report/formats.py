"""The formats a result can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line names formats before anything is assessed
    from gapcheck.assessment.result import Assessment


class TextFormat(StrEnum):
    """A format that is one text, by the name the command line takes."""

    TABLE = "table"
    JSON = "json"


class Format(StrEnum):
    """A format by the name the command line takes; the last two are tidy tables, several files in a folder."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"

    @property
    def is_tables(self) -> bool:
        """Whether it is tidy tables, and not one text."""
        return self in (Format.CSV, Format.PARQUET)


@dataclass(frozen=True, slots=True)
class Renderer:
    """How a format is written, and the ending of its files.

    Which of the two is used follows what was asked for, not how many workbooks could be assessed: a program that
    reads the output must know its shape beforehand.
    """

    one: Callable[[Assessment], str]
    several: Callable[[Sequence[Assessment]], str]
    suffix: str


def renderer(name: Format) -> Renderer:
    """Return the renderer of a format that is one text; imports are left until a format is asked for.

    The tidy tables are several files: see ``gapcheck.report.tidy``.
    """
    if name is Format.JSON:
        from gapcheck.report import json

        return Renderer(json.render_one, json.render, ".json")
    from gapcheck.report import terminal

    return Renderer(terminal.render_one, terminal.render, ".txt")
