"""Instruments and their provisions: what was promised or recommended, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, field_validator, model_validator

from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Entry, LocalText, Test
from gapcheck.rulebook.model import Identifier, Number, Pillar

Addressee: TypeAlias = Literal["state", "un", "donors"]
Combine: TypeAlias = Literal["mean", "weakest"]
Fragments = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]

_INHERITED = ("clause", "pillar", "addressee")


class Source(Entry):
    """A text under ``rules/`` that provisions quote, with its SHA-256 (line ends taken as LF)."""

    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Edition(Entry):
    """The states that one edition of an instrument lists: alpha-3 code, and the name as printed."""

    edition: LocalText
    source: Source
    states: dict[str, str]

    @field_validator("states")
    @classmethod
    def _alpha_3(cls, states: dict[str, str]) -> dict[str, str]:
        wrong = [code for code in states if not (len(code) == 3 and code.isascii() and code.isupper())]
        if wrong:
            raise ValueError(f"{', '.join(wrong)}: country codes are ISO 3166 alpha-3, such as KHM")
        return states


class Provision(Entry):
    """A node of an instrument's tree: inner ones have children, leaves have levels.

    A leaf that is addressed to others than states has no levels; ``shows`` names the answers printed beside it.
    Clause, pillar and addressee are inherited from the parent where a child does not say them.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)
    clause: str
    title: LocalText | None = None
    text: Fragments = ()
    pillar: Pillar
    addressee: Addressee = "state"
    weight: Annotated[Number, Field(gt=0)] = Fraction(1)
    combine: Combine | None = None
    lineage: tuple[str, ...] = ()
    children: tuple[Provision, ...] = ()
    levels: dict[int, tuple[Criterion, ...]] = Field(default_factory=dict)
    shows: tuple[Identifier, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("children"), list):
            handed = {key: value[key] for key in _INHERITED if key in value}
            children = [handed | child if isinstance(child, dict) else child for child in value["children"]]
            return {**value, "children": children}
        return value

    @model_validator(mode="after")
    def _leaf_or_inner(self) -> Provision:
        if self.children and (self.levels or self.shows):
            raise ValueError("both 'children' and 'levels' (or 'shows'); a provision is inner or a leaf")
        if self.combine is not None and not self.children:
            raise ValueError("'combine' belongs to provisions with children")
        if not self.children and self.addressee == "state" and not self.levels:
            raise ValueError("a leaf addressed to the state needs 'levels'")
        if self.levels:
            if not set(self.levels) <= {1, 2, 3, 4} or 4 not in self.levels:
                raise ValueError("levels are 1 to 4, and 4 is compulsory")
            if not all(self.levels.values()):
                raise ValueError("a level needs at least one criterion")
        if not self.text and self.title is None:
            raise ValueError("a provision needs a 'text', a 'title' or both")
        return self

    @property
    def is_leaf(self) -> bool:
        """Whether the provision has no children."""
        return not self.children

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

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)
    title: LocalText
    source: Source
    status: LocalText
    applies_to: tuple[str, ...] | None = None
    scored: bool = True
    combine: Combine = "mean"
    endorsers: tuple[Edition, ...] = ()
    provisions: tuple[Provision, ...] = Field(min_length=1)

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
