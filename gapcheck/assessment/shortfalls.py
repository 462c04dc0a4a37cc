"""Shortfalls: criteria with whether they apply and hold, and the words for what is missing in them, in any language.

Made of what an assessment found, and as well of the record that it left: the words are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from gapcheck.assessment.keeping import kept
from gapcheck.assessment.reasons import Reason
from gapcheck.assessment.wording import PHRASES, gap_words
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Test
from gapcheck.rulebook.phrases import ENGLISH, in_language


class Atom(NamedTuple):
    """One criterion: whether it applies, whether it holds in the documented reading, and else why not."""

    test: Test
    applies: bool
    holds: bool
    reason: Reason | None

    @property
    def is_open(self) -> bool:
        """Whether it applies and does not hold."""
        return self.applies and not self.holds


class Compound(NamedTuple):
    """An ``any`` or ``all`` of criteria; what does not apply drops out of it."""

    criterion: AnyCriteria | AllCriteria
    parts: tuple[Shortfall, ...]

    @property
    def applies(self) -> bool:
        """Whether any criterion in it applies."""
        return any(part.applies for part in self.parts)

    @property
    def holds(self) -> bool:
        """Whether it holds in the documented reading."""
        parts = [part for part in self.parts if part.applies]
        if isinstance(self.criterion, AnyCriteria):
            return any(part.holds for part in parts)
        return bool(parts) and all(part.holds for part in parts)

    @property
    def is_open(self) -> bool:
        """Whether it applies and does not hold."""
        return self.applies and not self.holds

    def open_parts(self) -> tuple[Shortfall, ...]:
        """Return the parts that apply and do not hold."""
        return tuple(part for part in self.parts if part.is_open)


Shortfall: TypeAlias = Atom | Compound


def atoms_in(parts: Sequence[Shortfall]) -> Iterator[Atom]:
    """Yield every criterion, nested ones included, in order."""
    for part in parts:
        if isinstance(part, Atom):
            yield part
        else:
            yield from atoms_in(part.parts)


def shortfall_words(short: Shortfall, rulebook: Rulebook, language: str = ENGLISH) -> str:
    """Return what is missing in an open criterion: what it needs, and why that does not hold."""
    if isinstance(short, Atom):
        return _lack(None, short, rulebook, language)
    if short.criterion.gap is not None:
        first = next(atom for atom in atoms_in(short.open_parts()) if atom.is_open)
        return _lack(in_language(short.criterion.gap, language), first, rulebook, language)
    joint = "lacks_or" if isinstance(short.criterion, AnyCriteria) else "lacks_and"
    words = [shortfall_words(part, rulebook, language) for part in short.open_parts()]
    return PHRASES.say(joint, language).join(words)


def _lack(needed: str | None, atom: Atom, rulebook: Rulebook, language: str) -> str:
    """Return what is needed, with the criterion's own words where no others are given, and why it is not there."""
    assert atom.reason is not None  # noqa: S101 - an open criterion has one
    if not atom.reason.plain:
        return _said(needed, atom.reason, atom.test, rulebook, language)
    said = _plain_words(atom.test, rulebook)
    asked = needed, atom.reason.key, language
    words = said.get(asked)
    if words is None:
        words = said[asked] = _said(needed, atom.reason, atom.test, rulebook, language)
    return words


def _said(needed: str | None, reason: Reason, test: Test, rulebook: Rulebook, language: str) -> str:
    asked = gap_words(test, rulebook, language) if needed is None else needed
    told = reason.words(rulebook.indicators[test.indicator], language)
    return PHRASES.say("lack", language, needed=asked, reason=told)


@kept
def _plain_words(_test: Test, _rulebook: Rulebook) -> dict[tuple[str | None, str, str], str]:
    """Return what was said of a criterion, by what is needed, reason and language, where no answer is in the words."""
    return {}
