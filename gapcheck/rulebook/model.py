"""The method, the indicators and the country facts of a rulebook, as frozen models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from gapcheck.rulebook.entries import Entry, Fault, Flag, Identifier, LocalText, Number, Share, Text, Whole
from gapcheck.rulebook.expressions import Expression, Ratio

IndicatorType: TypeAlias = Literal["choice", "choices", "yes_no", "count", "amount", "share", "date", "text", "table"]
Pillar: TypeAlias = Literal["prosecution", "protection", "prevention", "partnership"]
Kind: TypeAlias = Literal["structure", "process", "outcome"]

PILLARS: tuple[Pillar, ...] = ("prosecution", "protection", "prevention", "partnership")
NUMERIC: frozenset[IndicatorType] = frozenset({"count", "amount", "share"})
YES_NO: tuple[str, str] = ("yes", "no")
SHEET_NAME_LIMIT = 31  # characters, set by every spreadsheet program
OTHER_SHEETS = ("start", "kept", "lists", *PILLARS)  # of the workbook, in lower case
Zero: TypeAlias = Literal["shortfall", "impossible"]
"""What a rule author says of the whole of a ratio that is zero: that is itself the shortfall, or it cannot be."""

PERSONS = "persons"
"""The unit of the questions and derived figures that count persons."""

LEVELS = (0, 1, 2, 3, 4)


class LevelMeaning(Entry):
    """What a level is worth, in points of 100, and what it means in every rule."""

    CALLED: ClassVar[str] = "a level of the method, such as {points: 25, title: {en: Started}}"

    points: Annotated[Whole, Field(ge=0, le=100)]
    title: LocalText
    meaning: LocalText | None = None


class Language(Entry):
    """A language beside English that the workbook's texts are in; a draft until a native reader has reviewed it."""

    CALLED: ClassVar[str] = "a language, such as {name: ខ្មែរ, reviewed: no}"

    name: Text
    reviewed: Flag = False


class Method(Entry):
    """How answers become scores: the same for every instrument."""

    CALLED: ClassVar[str] = "the method, with version, levels and coverage_threshold"

    version: Text
    levels: dict[Whole, LevelMeaning]
    coverage_threshold: Share
    bands: dict[str, Share] = Field(default_factory=dict)
    bands_source: str | None = None
    words: dict[str, LocalText] = Field(default_factory=dict)
    units: dict[str, LocalText] = Field(default_factory=dict)
    languages: dict[str, Language] = Field(default_factory=dict)

    def faults(self) -> Iterator[Fault]:
        """Yield levels that are not 0 to 4, and points that do not rise from 0 to 100."""
        for level in self.levels:
            if level not in LEVELS:
                yield Fault(f"the level {level}", "levels 0 to 4", at=("levels", str(level)), key=True)
        missing = [str(level) for level in LEVELS if level not in self.levels]
        if missing:
            yield Fault(f"no level {', '.join(missing)}", "levels 0 to 4", at=("levels",), key=True)
            return
        points = [self.levels[level].points for level in LEVELS]
        for level, low, high in zip(LEVELS[1:], points, points[1:], strict=False):
            if high <= low:
                yield Fault(repr(str(high)), f"more than the {low} points below", at=("levels", str(level), "points"))
        for level, wanted in ((LEVELS[0], 0), (LEVELS[-1], 100)):
            if self.levels[level].points != wanted:
                found = repr(str(self.levels[level].points))
                yield Fault(found, f"{wanted} points for level {level}", at=("levels", str(level), "points"))


class Option(Entry):
    """One answer to a choice, by language; an exclusive one stands alone and counts 0."""

    CALLED: ClassVar[str] = "an option, such as {en: Adopted}"

    labels: LocalText
    exclusive: Flag = False

    @model_validator(mode="before")
    @classmethod
    def _labels(cls, value: Any) -> Any:
        if isinstance(value, dict) and not isinstance(value.get("labels"), dict):
            labels = {key: text for key, text in value.items() if key != "exclusive"}
            return {"labels": labels, **({"exclusive": value["exclusive"]} if "exclusive" in value else {})}
        return value


class TableColumn(Entry):
    """One column of a table indicator; ``persons`` where its numbers may count persons, and small ones are guarded."""

    CALLED: ClassVar[str] = "a column of a table, such as {type: count}"

    type: Literal["text", "count", "amount", "share", "date"]
    title: LocalText | None = None
    key: Flag = False
    persons: Flag = False

    def faults(self) -> Iterator[Fault]:
        """Yield the fault of counting persons in a column that holds no counts."""
        if self.persons and self.type != "count":
            expected = "'persons: true' on a column of type count only"
            yield Fault(f"'persons' on type {self.type}", expected, at=("persons",), key=True)


class Indicator(Entry):
    """One question, asked once, used by many provisions of many instruments; or a figure derived from others.

    ``zero`` says of a ratio why no criterion on it has an alternative for a whole that is zero.
    """

    CALLED: ClassVar[str] = "an indicator, with id, question, type and pillar"

    id: Identifier
    question: LocalText | None = None
    guidance: LocalText | None = None
    type: IndicatorType
    options: dict[Identifier, Option] = Field(default_factory=dict)
    unit: Text | None = None
    pillar: Pillar | None = None
    kind: Kind | None = None
    not_applicable: Flag = False
    derived: Expression | None = None
    zero: Zero | None = None
    columns: dict[Identifier, TableColumn] = Field(default_factory=dict)

    def faults(self) -> Iterator[Fault]:
        """Yield keys that the type forbids or needs, and tables without their one key."""
        for key, types in (("options", ("choice", "choices")), ("columns", ("table",))):
            wanted = " or ".join(types)
            if getattr(self, key) and self.type not in types:
                yield Fault(f"{key!r} on type {self.type}", f"{key!r} on type {wanted} only", at=(key,), key=True)
            if not getattr(self, key) and self.type in types:
                yield Fault(f"no {key!r}", f"{key!r}, since the type is {self.type}", at=("type",))
        if self.derived is not None:
            if self.type not in NUMERIC:
                yield Fault(repr(self.type), "count, amount or share, since the indicator is derived", at=("type",))
            if self.not_applicable:
                expected = "no such key: a derived indicator is not applicable where its inputs are"
                yield Fault("'not_applicable'", expected, "Remove it.", at=("not_applicable",), key=True)
        if self.zero is not None and not isinstance(self.derived, Ratio):
            expected = "'zero' beside a 'derived' that is a ratio only"
            yield Fault("'zero' without a ratio", expected, "Remove it.", at=("zero",), key=True)
        if self.derived is None and self.pillar is None:
            mend = f"Add it, or name the file after its pillar ({', '.join(PILLARS)})."
            yield Fault("no 'pillar'", "the key 'pillar' in an indicator that is asked", mend)
        yield from self._ambiguous()
        if self.type == "table":
            yield from self._as_table()

    def _ambiguous(self) -> Iterator[Fault]:
        """Yield labels by which an answer could mean two options."""
        meant = {code.casefold(): code for code in self.options}
        for code, option in self.options.items():
            for language, label in option.labels.items():
                other = meant.setdefault(label.strip().casefold(), code)
                if other != code:
                    found = f"the label {label!r} of two options"
                    yield Fault(found, f"another label than {other!r} has", at=("options", code, language))

    def _as_table(self) -> Iterator[Fault]:
        keys = [name for name, column in self.columns.items() if column.key]
        for name in keys[1:]:
            expected = f"one key column only ({keys[0]!r} is one already)"
            yield Fault(f"a second key column, {name!r}", expected, at=("columns", name, "key"), key=True)
        if self.columns and not keys:
            yield Fault("no key column", "one column with 'key: true', of type text", at=("columns",), key=True)
        if keys and self.columns[keys[0]].type != "text":
            found = f"a key column of type {self.columns[keys[0]].type}"
            yield Fault(found, "a key column of type text", at=("columns", keys[0], "type"))
        if self.id in OTHER_SHEETS:
            expected = "the id of a table to name a sheet of its own"
            yield Fault(f"the table {self.id!r}", expected, "The workbook has another sheet of that name.", at=("id",))
        if len(self.id) > SHEET_NAME_LIMIT:
            expected = f"at most {SHEET_NAME_LIMIT}, since a table's id is the name of its sheet"
            yield Fault(f"an id of {len(self.id)} characters", expected, "Shorten the id.", at=("id",))

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
        return texts.get(language) or texts.get("en") or self.id.replace("_", " ").capitalize()


class Fact(Entry):
    """A sourced figure about a country that no officer should have to state."""

    CALLED: ClassVar[str] = 'a fact, such as {value: 25, source: "..."}'

    title: LocalText | None = None
    value: Number
    unit: Text | None = None
    source: Text


class Country(Entry):
    """The sourced facts about one country; its name where ISO 3166 has none, and whether it is invented."""

    CALLED: ClassVar[str] = "the facts about a country, such as {country: KHM, facts: {...}}"

    country: str = Field(pattern=r"^[A-Z]{3}$")
    name: LocalText | None = None
    fictional: Flag = False
    facts: dict[Identifier, Fact]
