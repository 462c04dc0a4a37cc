"""Situations: the answers of one case with all that they are judged against, opened like the answers of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Country, Fact
from gapcheck.workbook.answers import Answer, Status, Submission
from gapcheck.workbook.decisions import Decision, Review, Verdict

AUDITOR: Final = "an auditor"
_SUBMITTED_AFTER = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Situation:
    """Answers by question, where and when they hold, and which of them an auditor accepted.

    ``facts`` stand instead of those of the country. "Not applicable" is taken as approved by a review.
    """

    country: str
    start: date
    end: date
    facts: Mapping[str, Fraction]
    answers: Mapping[str, Answer]
    accepted: frozenset[str] = frozenset()

    def ledger(self, rulebook: Rulebook) -> Ledger:
        """Return the ledger of these answers, none of them contested yet."""
        submission = Submission(
            file_name="", sha256="", country=self.country, year=self.end.year, period_start=self.start,
            period_end=self.end, source="self", submitted_by="", submitted_on=self.end + _SUBMITTED_AFTER,
            rulebook=rulebook.method.version, answers=self.answers,
        )  # fmt: skip
        return open_ledger(self._with_facts(rulebook), submission, [Review("", "", tuple(self._decisions()))])

    def _decisions(self) -> list[Decision]:
        verdicts = dict.fromkeys(sorted(self.accepted), Verdict.ACCEPTED)
        for name, answer in self.answers.items():
            if answer.status is Status.NOT_APPLICABLE:
                verdicts[name] = Verdict.NOT_APPLICABLE_APPROVED
        return [Decision(name, verdict, self.end, reviewer=AUDITOR) for name, verdict in verdicts.items()]

    def _with_facts(self, rulebook: Rulebook) -> Rulebook:
        if not self.facts:
            return rulebook
        held = rulebook.countries.get(self.country)
        stated = {name: Fact(value=value, source="a test") for name, value in self.facts.items()}
        country = Country(country=self.country, facts={**(held.facts if held is not None else {}), **stated})
        return replace(rulebook, countries={**rulebook.countries, self.country: country})
