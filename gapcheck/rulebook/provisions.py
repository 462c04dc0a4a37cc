"""Instruments and their provisions: what was promised or recommended, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.entries import (
    Day,
    Entry,
    Fault,
    Flag,
    Identifier,
    LocalText,
    Number,
    Text,
    Whole,
    is_flag,
    one_or_list,
)
from gapcheck.rulebook.model import Pillar

Addressee: TypeAlias = Literal["state", "un", "donors", "parties", "others"]
Combine: TypeAlias = Literal["mean", "weakest"]
Fragments: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(one_or_list)]

SCORED = ("scored",)
INHERITED = ("clause", "pillar", "addressee", *SCORED)
_LEVELS = (1, 2, 3, 4)
_COMPULSORY = 4


def handed_down(value: Any, below: str, keys: tuple[str, ...]) -> Any:
    """Return an entry, not yet a model, with what it says under some keys said by all that lies below it too."""
    if not isinstance(value, dict) or not isinstance(value.get(below), list):
        return value
    # What is no flag is told where it stands, not at all that lies below it.
    handed = {key: value[key] for key in keys if key in value and (key not in SCORED or is_flag(value[key]))}
    return {**value, below: [handed | child if isinstance(child, dict) else child for child in value[below]]}


def unscored_above(scored: bool, below: tuple[Provision, ...], key: str) -> Iterator[Fault]:
    """Yield the fault of each provision that says it is scored while what is above it is not."""
    for index, provision in enumerate(below):
        if provision.scored and not scored:
            expected = "no such key, since what is above is not scored"
            yield Fault("'scored: true'", expected, "Remove it.", at=(key, index, "scored"), key=True)


class Source(Entry):
    """A text under ``rules/`` that provisions quote, with its SHA-256 (line ends taken as LF)."""

    CALLED: ClassVar[str] = "a source, such as {file: sources/plan.md, sha256: ...}"

    file: Text
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class LeftOut(Entry):
    """Words of the source that look like a clause and ask nothing of anybody here, and why no provision quotes them."""

    CALLED: ClassVar[str] = 'what is left out, such as {text: "...", why: "it thanks the hosts"}'

    text: Text
    why: Text


class Edition(Entry):
    """The states that one edition of an instrument lists: alpha-3 code, and the name as printed."""

    CALLED: ClassVar[str] = "an edition, such as {edition: {en: 2017}, source: {...}, states: {KHM: Cambodia}}"

    edition: LocalText
    source: Source
    states: dict[str, Text]


class Provision(Entry):
    """A node of an instrument's tree: inner ones have children, leaves have levels.

    A leaf that is addressed to others than states has no levels, and one that is not scored may have none;
    ``shows`` names the answers printed beside it. Clause, pillar, addressee and whether it is scored are inherited from
    what is above where a provision does not say them.
    """

    CALLED: ClassVar[str] = "a provision, with id, clause, text or title, and children or levels"

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)
    clause: Text
    title: LocalText | None = None
    text: Fragments = ()
    pillar: Pillar
    addressee: Addressee = "state"
    scored: Flag = True
    weight: Annotated[Number, Field(gt=0)] = Fraction(1)
    combine: Combine | None = None
    lineage: tuple[str, ...] = ()
    children: tuple[Provision, ...] = ()
    levels: dict[Whole, tuple[Criterion, ...]] = Field(default_factory=dict)
    shows: tuple[Identifier, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, value: Any) -> Any:
        return handed_down(value, "children", INHERITED)

    def faults(self) -> Iterator[Fault]:
        """Yield keys that an inner provision or a leaf must not have or must have, and levels other than 1 to 4."""
        yield from self._inner_faults() if self.children else self._leaf_faults()
        for level, criteria in self.levels.items():
            if level not in _LEVELS:
                yield Fault(f"the level {level}", "levels 1 to 4", at=("levels", str(level)), key=True)
            elif not criteria:
                yield Fault("an empty list", "at least one criterion", at=("levels", str(level)))
        if self.levels and _COMPULSORY not in self.levels:
            yield Fault("no level 4", "the level 4, which is compulsory", "Add it.", at=("levels",), key=True)
        if not self.text and self.title is None:
            yield Fault("neither 'text' nor 'title'", "one of the two, or both", "Quote the text of the source.")

    def _inner_faults(self) -> Iterator[Fault]:
        yield from unscored_above(self.scored, self.children, "children")
        for key in ("levels", "shows"):
            if getattr(self, key):
                found = f"{key!r} beside 'children'"
                yield Fault(found, "either 'children' (inner) or 'levels' (leaf)", at=(key,), key=True)

    def _leaf_faults(self) -> Iterator[Fault]:
        if self.combine is not None:
            expected = "'combine' beside 'children' only"
            yield Fault("'combine' on a leaf", expected, "Remove it.", at=("combine",), key=True)
        if self.is_scored and not self.levels:
            mend = "Add the levels of this leaf, or 'scored: false' until they are written."
            yield Fault("neither 'children' nor 'levels'", "one of the two", mend)
        if self.addressee != "state" and self.levels:
            found = f"'levels' on a leaf addressed to {self.addressee}"
            expected = "'levels' on what is addressed to the state only"
            yield Fault(found, expected, "Name the answers to print under 'shows'.", at=("levels",), key=True)

    @property
    def is_leaf(self) -> bool:
        """Whether the provision has no children."""
        return not self.children

    @property
    def is_scored(self) -> bool:
        """Whether what is asked is asked of the state and counts: a leaf of this kind has levels."""
        return self.scored and self.addressee == "state"

    @property
    def quotation(self) -> str:
        """The verbatim text, its fragments joined as the source would have them."""
        return " ".join(self.text)

    def heading(self, language: str = "en") -> str:
        """Return the title in a language, or the quotation where it has none."""
        texts = self.title or {}
        return texts.get(language) or texts.get("en") or self.quotation

    def walk(self) -> Iterator[Provision]:
        """Yield this provision and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Instrument(Entry):
    """A source document whose text asks something of a state."""

    CALLED: ClassVar[str] = "an instrument, with id, title, source, status and provisions"

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)
    title: LocalText
    short_title: LocalText | None = None
    source: Source
    status: LocalText
    issued_on: Day | None = None
    applies_to: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    scored: Flag = True
    combine: Combine = "mean"
    endorsers: tuple[Edition, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    provisions: tuple[Provision, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, value: Any) -> Any:
        return handed_down(value, "provisions", SCORED)

    def faults(self) -> Iterator[Fault]:
        """Yield provisions that say they are scored where the instrument is not."""
        yield from unscored_above(self.scored, self.provisions, "provisions")

    def called(self, language: str = "en") -> str:
        """Return the short title in a language, or the title where it has none."""
        texts = self.short_title or self.title
        return texts.get(language) or texts["en"]

    def applies(self, country: str) -> bool:
        """Return whether the instrument is put to a country (alpha-3 code)."""
        return self.applies_to is None or country in self.applies_to

    def endorsed(self, country: str) -> bool | None:
        """Return whether any edition held lists a country, or None where the instrument has no list."""
        if not self.endorsers:
            return None
        return any(country in edition.states for edition in self.endorsers)

    def walk(self) -> Iterator[Provision]:
        """Yield every provision, parents first, in the order of the source."""
        for provision in self.provisions:
            yield from provision.walk()


def tests_in(criteria: tuple[Criterion, ...]) -> Iterator[Test]:
    """Yield every atomic criterion in a list of criteria, nested ones included, in order."""
    for criterion in criteria:
        if isinstance(criterion, Test):
            yield criterion
        elif isinstance(criterion, AnyCriteria):
            yield from tests_in(criterion.any)
        elif isinstance(criterion, AllCriteria):
            yield from tests_in(criterion.all)
