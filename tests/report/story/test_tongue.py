"""The fixed words of the story: every state of a result has its own, in both languages, and days are written out."""

from typing import Any, get_args

import pytest

from gapcheck.assessment.clashes import ContradictionRecord, ReadingRecord
from gapcheck.assessment.nodes import InnerProvision, LeafProvision
from gapcheck.assessment.result import Assessment
from gapcheck.report.story import Tongue
from gapcheck.report.story.bars import KEYS
from gapcheck.report.story.heat import BUCKETS
from gapcheck.report.story.steps import Work
from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.drawing.furniture import PHRASES

RULES = load_rulebook()
TONGUES = {"en": Tongue(RULES), "km": Tongue(RULES, "km")}


def states(record: Any, field: str) -> list[str]:
    """The words that a field of a result may hold."""
    annotation = record.model_fields[field].annotation
    options = [option for part in get_args(annotation) for option in (get_args(part) or [part])]
    return [option for option in options if isinstance(option, str)]


STATES = {
    "outcome": states(ContradictionRecord, "outcome"),
    "severity": states(ContradictionRecord, "severity"),
    "effect": states(ReadingRecord, "as_"),
    # What is not addressed to the state is asked of somebody, who is named.
    "no_score": [
        *(state for state in states(LeafProvision, "no_score") if state != "addressee"),
        *(other for other in states(LeafProvision, "addressee") if other != "state"),
    ],
    "combine": states(InnerProvision, "combine"),
    "source": states(Assessment, "source"),
    "part": KEYS,
    "bucket": BUCKETS,
    "work": get_args(Work),
}


@pytest.mark.parametrize("code", TONGUES)
@pytest.mark.parametrize("prefix", STATES)
def test_every_state_has_words_of_its_own(prefix, code):
    assert len(STATES[prefix]) > 1
    said = [TONGUES[code].say(f"{prefix}_{state}", effect="") for state in STATES[prefix]]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("code", TONGUES)
def test_levels_and_pillars_are_called_as_in_the_rules_and_the_workbook(code):
    tongue = TONGUES[code]
    for level, held in RULES.method.levels.items():
        assert tongue.say(f"bucket_{level}") == tongue.text(held.title)
    for pillar in PILLARS:
        assert tongue.say(pillar) == PHRASES.say(f"pillar_{pillar}", code)


def test_days_are_written_out_with_the_months_of_the_language():
    assert TONGUES["en"].day("2022-11-18") == "18 November 2022"
    assert TONGUES["km"].day("2022-11-18") == "18 វិច្ឆិកា 2022"
    assert TONGUES["km"].day("2022-01") == "មករា 2022"
    assert TONGUES["km"].day("2022") == "2022"


@pytest.mark.parametrize("code", TONGUES)
def test_every_month_has_a_name_of_its_own(code):
    months = {TONGUES[code].day(f"2022-{month:02}") for month in range(1, 13)}
    assert len(months) == len(TONGUES[code].say("months").split()) == 12
