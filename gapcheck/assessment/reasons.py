"""Reasons: why a criterion does not hold in the documented reading, to be said in any language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.wording import PHRASES, value_words
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.phrases import ENGLISH
from gapcheck.workbook.answers import Value

STATED: Final = "why_stated"
FIGURELESS: Final = ("none_to_count", "blank_cell", "no_row_in", "no_row", "no_fact", "vague_date", "vague_dates")
"""The phrases for why a figure cannot be worked out, or a date or two cannot be compared."""


class Reason(NamedTuple):
    """A phrase of the catalogue with what is filled in; ``value`` is what was stated, where the phrase says that."""

    key: str
    value: Value | None = None
    filled: Mapping[str, str] = MappingProxyType({})

    @property
    def plain(self) -> bool:
        """Whether nothing of a workbook is in its words."""
        return self.value is None and not self.filled

    def words(self, indicator: Indicator, language: str = ENGLISH) -> str:
        """Return the reason in a language; ``indicator`` is the one that the criterion is about."""
        if self.value is not None:
            return PHRASES.say(self.key, language, value=value_words(self.value, indicator, language))
        return PHRASES.say(self.key, language, **self.filled)


def reason_of(finding: Finding, ledger: Ledger) -> Reason:
    """Return why a criterion does not hold in the documented reading."""
    if finding.truth == "not_met" and finding.value is not None:
        return Reason(STATED, finding.value)
    if missing := [name for name in finding.inputs if not ledger.known(name)]:
        unknown = min(missing)
        return _plain("why_rejected" if ledger.rejected(unknown) else f"why_{ledger.answer(unknown).status.value}")
    if finding.truth == "unknown":
        # What has no phrase has no other language either.
        key, filled = PHRASES.recognised(finding.why, FIGURELESS) or ("why_untold", {})
        return Reason(key, filled=filled)
    if any(name in ledger.contested for name in finding.inputs):
        return _plain("why_contested")
    return _plain("why_undocumented")


@cache
def _plain(key: str) -> Reason:
    """Return the reason that says no more than its phrase: there are few, and most criteria have one of them."""
    return Reason(key)
