"""The rules in whose words a result can be said."""

from __future__ import annotations

from dataclasses import replace

from gapcheck.assessment.result import Assessment
from gapcheck.disclosure import is_foreign
from gapcheck.rulebook import Rulebook


def spoken_rules(assessment: Assessment, rulebook: Rulebook) -> Rulebook:
    """Return the rulebook, of a result that was made with other rules without the questions that it did not ask so.

    What the rulebook then lacks is said in English, as the result has it. A question that is worked out is kept by its
    id: ids are stable, and the result does not repeat its words.
    """
    if not is_foreign(assessment, rulebook):
        return rulebook
    asked = {answer.indicator: answer.question for answer in assessment.answers}
    same = {
        name: indicator
        for name, indicator in rulebook.indicators.items()
        if (indicator.derived is not None if name not in asked else asked[name] == indicator.title())
    }
    return replace(rulebook, indicators=same)
