"""A change between two rulebooks: what kind it is of, what it is about, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias

from gapcheck.assessment.figures import Record

About: TypeAlias = Literal["method", "indicator", "country", "instrument", "provision", "check", "source"]
Kind: TypeAlias = Literal[
    "added", "removed",
    "criterion added", "criterion removed", "criterion moved", "threshold", "operator", "codes", "any and all",
    "level added", "level removed",
    "weight", "combine", "scored", "addressee", "applies to", "parent", "shows",
    "type", "options", "derived", "columns", "not applicable",
    "rule", "severity", "points", "coverage threshold", "fact",
    "version", "zero", "clause", "pillar", "lineage", "issued on", "endorsers", "unit", "measures",
    "file", "quotation", "words",
]  # fmt: skip

NOT_SCORING: Final[frozenset[str]] = frozenset(
    {"version", "zero", "clause", "pillar", "lineage", "issued on", "endorsers", "unit", "measures", "file",
     "quotation", "words", "shows"}
)  # fmt: skip
"""Kinds that cannot change a score."""

ONLY_WORDS: Final[frozenset[str]] = frozenset({"words", "quotation"})
"""Kinds that change what people read and nothing else."""


class Change(Record):
    """One thing that differs; ``old`` and ``new`` are None where there is none on that side.

    ``part`` says where in the thing it is: a level, an option, a key. ``place`` is where it stands in the new rules, or
    in the old ones where it is gone.
    """

    kind: Kind
    about: About
    id: str
    part: str = ""
    old: str | None
    new: str | None
    place: str = ""
    hint: str = ""

    @property
    def affects_scores(self) -> bool:
        """Whether a change of this kind can change a score, a level or a coverage."""
        if self.about == "source" or self.kind in NOT_SCORING:
            return False
        # Nothing rests on a country without a fact; a fact is a change of its own.
        return not (self.about == "country" and self.kind in ("added", "removed"))

    @property
    def only_words(self) -> bool:
        """Whether only what people read differs."""
        return self.kind in ONLY_WORDS

    def explain(self) -> str:
        """Return the change as a sentence."""
        at = f", {self.part}" if self.part else ""
        head = f"{self.about} {self.id}{at}"
        hint = f" {self.hint}" if self.hint else ""
        if self.old is None and self.new is None:
            return f"{head}: {self.kind}.{hint}"
        if self.old is None:
            return f"{head}: {_said(self.kind, 'new')}: {self.new}.{hint}"
        if self.new is None:
            return f"{head}: {_said(self.kind, 'gone')}: {self.old}.{hint}"
        return f"{head}: {self.kind}: {self.old} -> {self.new}.{hint}"

    def reversed(self) -> Change:
        """Return the change as it is seen from the other side, without its place and hint."""
        kind: Any = _MIRRORED.get(self.kind, self.kind)
        return Change(kind=kind, about=self.about, id=self.id, part=self.part, old=self.new, new=self.old)


_MIRRORED: Final[Mapping[str, str]] = {
    one: other
    for left, right in (
        ("added", "removed"),
        ("criterion added", "criterion removed"),
        ("level added", "level removed"),
    )
    for one, other in ((left, right), (right, left))
}


def _said(kind: str, word: str) -> str:
    return kind if kind in _MIRRORED else f"{kind}, {word}"


def compared(
    about: About, name: str, old: Mapping[tuple[Kind, str], str | None], new: Mapping[tuple[Kind, str], str | None],
    place: str = "",
) -> Iterator[Change]:  # fmt: skip
    """Yield the change of each aspect, a kind and a part, whose value differs; None and left out are the same."""
    for kind, part in dict.fromkeys([*old, *new]):
        before, after = old.get((kind, part)), new.get((kind, part))
        if before != after:
            yield Change(kind=kind, about=about, id=name, part=part, old=before, new=after, place=place)
