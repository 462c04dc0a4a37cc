"""Figures of a result: scores in four readings, levels, and the values they rest on, as JSON has them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, PlainSerializer, SerializationInfo
from pydantic_core import CoreSchema

from gapcheck.assessment.rounding import half_up, scaled_half_up
from gapcheck.workbook.answers import DateInterval, Table, Value

ReadingName: TypeAlias = Literal["verified", "documented", "claimed", "possible"]
Level: TypeAlias = Literal[0, 1, 2, 3, 4]
Parts: TypeAlias = tuple[int, int]
"""A fraction as its two numbers, which are told apart from others sooner than it is."""

IN_ORDER: Final = {"keys": "in order"}
"""The context in which a record brings all keys in order, to be written as JSON."""


def _sorted(held: dict[str, Any]) -> dict[str, Any]:
    return {key: _sorted(value) if isinstance(value, dict) else value for key, value in sorted(held.items())}


def _in_order(held: dict[str, Any], info: SerializationInfo) -> dict[str, Any]:
    """Return a mapping as it is, or where a record is to be written with its keys in order, and theirs in it."""
    return _sorted(held) if info.context is IN_ORDER else held


_Row: TypeAlias = Annotated[
    dict[str, Any], PlainSerializer(_in_order, return_type=dict[str, Any], when_used="json")
]  # fmt: skip
LevelCounts: TypeAlias = Annotated[
    dict[ReadingName, dict[str, int]],
    PlainSerializer(_in_order, return_type=dict[ReadingName, dict[str, int]], when_used="json"),
]
"""How many leaves reach each level in each reading."""

Plain: TypeAlias = str | int | float | bool | list[str] | list[_Row] | None
"""An answer's value: a code or text; a number; codes; an ISO date (or year, or year-month); a table's rows."""


_MOST_DECIMALS = 9  # enough for any share of persons; a result is read by people, exact scores are beside it


def plain(value: Value | None) -> Plain:
    """Return a value as JSON has it: numbers whole where they are whole, dates as ISO text, tables as rows."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(half_up(value, _MOST_DECIMALS))
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, DateInterval):
        return str(value)
    if isinstance(value, Table):
        return [{name: plain(cell.value) for name, cell in row.items()} for row in value.rows]
    return value


class Record(BaseModel):
    """Base of everything in a result: frozen, nothing beyond what is named.

    What most results do without says ``defer_build=True``, so that it is made ready when one of its kind is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Put the fields in the order of their names in JSON, so that nothing is to be sorted when they are written."""
        schema = handler(source)
        fields = handler.resolve_ref_schema(schema)["schema"]["fields"]
        ordered = sorted(fields.items(), key=lambda item: item[1].get("serialization_alias", item[0]))
        fields.clear()
        fields.update(ordered)
        return schema


class Figure(Record):
    """A number to one decimal, halves up, and exactly, as a fraction."""

    value: float
    exact: str

    @staticmethod
    def of(number: Fraction) -> Figure:
        """Return the figure of an exact number."""
        return _figure(number.as_integer_ratio())


@lru_cache(maxsize=1024)  # most figures of a result are a few points that come again and again
def _figure(parts: Parts) -> Figure:
    number = Fraction(*parts)
    return Figure(value=scaled_half_up(number) / 10, exact=str(number))


class Score(Record):
    """Points of 100 in each reading, or null where nothing is scored; coverage in per cent."""

    verified: Figure | None
    documented: Figure | None
    claimed: Figure | None
    possible: Figure | None
    coverage: Figure | None

    @staticmethod
    def of(points: Iterable[Fraction | None], coverage: Fraction | None) -> Score:
        """Return the score of points in the order of the readings, and of a coverage from 0 to 1."""
        parts = tuple(None if number is None else number.as_integer_ratio() for number in points)
        return _score(parts, None if coverage is None else coverage.as_integer_ratio())


@lru_cache(maxsize=1024)  # most leaves of a result have one of a few scores
def _score(points: tuple[Parts | None, ...], coverage: Parts | None) -> Score:
    verified, documented, claimed, possible = (None if parts is None else _figure(parts) for parts in points)
    covered = None if coverage is None else Figure.of(Fraction(*coverage) * 100)
    return Score(verified=verified, documented=documented, claimed=claimed, possible=possible, coverage=covered)


class LevelsReached(Record):
    """The level of a leaf in each reading."""

    verified: Level
    documented: Level
    claimed: Level
    possible: Level
