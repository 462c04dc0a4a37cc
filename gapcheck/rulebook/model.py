"""The method, the indicators and the country facts of a rulebook, as frozen models."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, field_validator, model_validator

from gapcheck.rulebook.criteria import Entry, Expression, LocalText
from gapcheck.rulebook.numbers import parse_number

IndicatorType: TypeAlias = Literal["choice", "choices", "yes_no", "count", "amount", "share", "date", "text", "table"]
Pillar: TypeAlias = Literal["prosecution", "protection", "prevention", "partnership"]
Kind: TypeAlias = Literal["structure", "process", "outcome"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Number = Annotated[Fraction, BeforeValidator(parse_number)]

PILLARS: tuple[Pillar, ...] = ("prosecution", "protection", "prevention", "partnership")
NUMERIC: frozenset[IndicatorType] = frozenset({"count", "amount", "share"})
YES_NO: tuple[str, str] = ("yes", "no")
SHEET_NAME_LIMIT = 31  # characters, set by every spreadsheet program


class LevelMeaning(Entry):
    """What a level is worth, in points of 100, and what it means in every rule."""

    points: int = Field(ge=0, le=100)
    title: LocalText
    meaning: LocalText | None = None


class Method(Entry):
    """How answers become scores: the same for every instrument."""

    version: str
    levels: dict[int, LevelMeaning]
    coverage_threshold: Number
    bands: dict[str, Number] = Field(default_factory=dict)
    bands_source: str | None = None
    words: dict[str, LocalText] = Field(default_factory=dict)

    @field_validator("levels")
    @classmethod
    def _five_rising(cls, levels: dict[int, LevelMeaning]) -> dict[int, LevelMeaning]:
        points = [levels[level].points for level in sorted(levels)]
        if sorted(levels) != [0, 1, 2, 3, 4] or points[0] != 0 or points[-1] != 100 or points != sorted(set(points)):
            raise ValueError("levels are 0 to 4, with points rising from 0 to 100")
        return levels


class Option(Entry):
    """One answer to a choice, by language; an exclusive one stands alone and counts 0."""

    labels: LocalText
    exclusive: bool = False

    @model_validator(mode="before")
    @classmethod
    def _labels(cls, value: Any) -> Any:
        if isinstance(value, dict) and "labels" not in value:
            labels = {key: text for key, text in value.items() if key != "exclusive"}
            return {"labels": labels, **({"exclusive": value["exclusive"]} if "exclusive" in value else {})}
        return value


class TableColumn(Entry):
    """One column of a table indicator."""

    type: Literal["text", "count", "amount", "share", "date"]
    title: LocalText | None = None
    key: bool = False


class Indicator(Entry):
    """One question, asked once, used by many provisions of many instruments; or a figure derived from others."""

    id: Identifier
    question: LocalText | None = None
    guidance: LocalText | None = None
    type: IndicatorType
    options: dict[str, Option] = Field(default_factory=dict)
    unit: str | None = None
    pillar: Pillar | None = None
    kind: Kind | None = None
    not_applicable: bool = False
    derived: Expression | None = None
    columns: dict[Identifier, TableColumn] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _parts_fit_the_type(self) -> Indicator:
        if bool(self.options) != (self.type in ("choice", "choices")):
            raise ValueError("'options' belongs to type choice or choices, and to no other")
        if bool(self.columns) != (self.type == "table"):
            raise ValueError("'columns' belongs to type table, and to no other")
        if self.derived is not None and self.type not in NUMERIC:
            raise ValueError("a derived indicator is a count, an amount or a share")
        if self.derived is None and (self.question is None or self.pillar is None):
            raise ValueError("an indicator that is asked needs a 'question' and a 'pillar'")
        if self.derived is not None and self.not_applicable:
            raise ValueError("a derived indicator takes 'not applicable' from its inputs")
        if self.type == "table":
            keys = [column for column in self.columns.values() if column.key]
            if len(keys) != 1 or keys[0].type != "text":
                raise ValueError("a table has exactly one column with 'key: true', of type text")
            if len(self.id) > SHEET_NAME_LIMIT:
                raise ValueError(f"a table's id names a sheet and has at most {SHEET_NAME_LIMIT} characters")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes an answer may have: of the options, or yes and no."""
        return YES_NO if self.type == "yes_no" else tuple(self.options)

    @property
    def key_column(self) -> str:
        """The column that names a table's rows."""
        return next(name for name, column in self.columns.items() if column.key)

    def title(self, language: str = "en") -> str:
        """Return the question in a language, or in English, or the id in words."""
        texts = self.question or {}
        return texts.get(language) or texts.get("en") or self.id.replace("_", " ")


class Fact(Entry):
    """A sourced figure about a country that no officer should have to state."""

    value: Number
    unit: str | None = None
    source: str


class Country(Entry):
    """The sourced facts about one country."""

    country: str = Field(pattern=r"^[A-Z]{3}$")
    facts: dict[Identifier, Fact]
