"""The voice of pages about several results: their fixed words, names out of the rules, and answers in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from gapcheck.assessment.figures import Figure, Plain, Score
from gapcheck.assessment.result import Period
from gapcheck.assessment.rounding import shown
from gapcheck.assessment.wording import label as option_label
from gapcheck.comparison.result import Said, SideRecord
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.disclosure.veil import NOT_SHOWN
from gapcheck.report.pages.environment import Say, saying
from gapcheck.report.spoken import texts
from gapcheck.report.story import Tongue
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Instrument

READINGS: Final = ("verified", "documented", "claimed", "possible")

_NO_ANSWER: Final = ("blank", "not_known", "not_available", "confidential", "not_applicable")


@dataclass(frozen=True, slots=True)
class SaidView:
    """What one side said to one question: ``words`` is all that is said of it, ``document`` and ``cell`` beside it."""

    words: str
    answered: bool
    document: str
    cell: str
    contested: bool


class Voice:
    """Says what is fixed, and what the rules call things, in the language of a tongue."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.say: Say = saying(tongue)

    @cached_property
    def _instruments(self) -> Mapping[str, Instrument]:
        return {held.id: held for held in self.tongue.rulebook.instruments}

    def instrument(self, name: str, recorded: str = "") -> str:
        """Return an instrument's title, or as it was recorded where the rules at hand do not have it."""
        held = self._instruments.get(name)
        return self.tongue.text(held.title) if held is not None else recorded or name

    def short(self, name: str, recorded: str = "") -> str:
        """Return what an instrument is called where there is little room."""
        held = self._instruments.get(name)
        return held.called(self.tongue.code) if held is not None else recorded or name

    def provision(self, name: str, recorded: str) -> str:
        """Return a provision's title, or as it was recorded where the rules at hand do not have it."""
        return texts.provision_title(name, recorded, self.tongue.rulebook, self.tongue.code)

    def question(self, name: str, recorded: str) -> str:
        """Return a question, or as it was recorded where the rules at hand do not ask it so."""
        return texts.question_title(name, self.tongue.rulebook, self.tongue.code, recorded)

    def level(self, level: int) -> str:
        """Return what a level is called."""
        return texts.level_title(level, self.tongue.rulebook, self.tongue.code)

    def span(self, score: Score | None) -> str:
        """Return the documented and the possible score as a range, or that there is none."""
        if score is None or score.documented is None or score.possible is None:
            return self.say("cmp_none")
        return self.say("cmp_span", low=points(score.documented), high=points(score.possible))

    def period(self, period: Period) -> str:
        """Return a period by its days."""
        return self.say("cmp_days", start=self.tongue.day(period.start), end=self.tongue.day(period.end))

    def said(self, said: Said | None, indicator: str) -> SaidView:
        """Return what one side said to a question."""
        if said is None:
            return SaidView(self.say("cmp_not_asked"), answered=False, document="", cell="", contested=False)
        answered = said.status == "answered" and not said.approved
        document = said.document or ""
        if answered and not document and said.grade == "claimed":
            document = self.say("cmp_no_document")
        elif document == WITHHELD:
            document = self.say("cmp_withheld")
        return SaidView(self._words(said, indicator), answered, document, said.cell or "", said.contested)

    def _words(self, said: Said, name: str) -> str:
        if said.words in (NOT_SHOWN, WITHHELD):
            return self.say("cmp_not_shown" if said.words == NOT_SHOWN else "cmp_withheld")
        if said.approved:
            return self.say("cmp_approved")
        if said.value is None or said.status in _NO_ANSWER:
            # An answer that a review took away has no words of its own.
            return self.say(f"cmp_{said.status}" if said.status in _NO_ANSWER else "cmp_rejected")
        held = self.tongue.rulebook.indicators.get(name)
        return self._value(said.value, held) or said.words

    def _value(self, value: Plain, held: Indicator | None) -> str:
        """Return the labels of codes, the days of a date, the number of rows; nothing where figures say it all."""
        if isinstance(value, list) and any(isinstance(row, dict) for row in value):
            rows = self.say("cmp_rows", number=len(value))
            hidden = any(NOT_SHOWN in row.values() for row in value if isinstance(row, dict))
            return f"{rows}; {self.say('cmp_some_hidden')}" if hidden else rows
        if held is None:
            return ""
        if isinstance(value, list):
            return "; ".join(option_label(held, str(code), self.tongue.code) for code in value)
        if held.type == "date" and isinstance(value, str):
            return self.tongue.day(value)
        return option_label(held, value, self.tongue.code) if isinstance(value, str) and value in held.codes else ""


def points(figure: Figure) -> str:
    """Return points of 100 to one decimal."""
    return shown(Fraction(figure.exact))


def label(one: SideRecord, other: SideRecord) -> str:
    """Return a side's year, with its period where the other side is of the same year."""
    return str(one.year) if one.year != other.year else f"{one.year} ({one.period.start} – {one.period.end})"


def signed(number: Fraction) -> str:
    """Return a change to one decimal with its sign; the minus is as long as the plus."""
    text = shown(abs(number))
    return f"+{text}" if number > 0 else f"−{text}" if number < 0 else text
