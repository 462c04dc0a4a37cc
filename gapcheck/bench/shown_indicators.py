"""Indicators as they are shown: which provisions of which instruments one answer serves, and how."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment.uses import checks_on, resting_on, uses_of
from gapcheck.assessment.wording import label
from gapcheck.bench.portrait import CheckMention, IndicatorShown, UseShown
from gapcheck.bench.wording import expression_line, test_line
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import references
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in


def indicator_shown(indicator: Indicator, rulebook: Rulebook) -> IndicatorShown:
    """Return a question or a derived figure with everything that it serves."""
    return IndicatorShown(
        id=indicator.id,
        question=indicator.title(),
        guidance=None if indicator.guidance is None else indicator.guidance["en"],
        type=indicator.type,
        unit=indicator.unit,
        pillar=indicator.pillar,
        measures=indicator.kind,
        not_applicable=indicator.not_applicable,
        options={code: label(indicator, code) for code in indicator.codes},
        columns={
            name: f"{(column.title or {}).get('en', name.replace('_', ' '))} ({column.type})"
            for name, column in indicator.columns.items()
        },
        derived=None if indicator.derived is None else expression_line(indicator.derived),
        made_of=[] if indicator.derived is None else list(dict.fromkeys(references(indicator.derived))),
        derives=sorted(resting_on(indicator.id, rulebook) - {indicator.id}),
        uses=[
            _use(use.instrument, use.provision, indicator.id, rulebook)
            for use in uses_of(indicator.id, rulebook, rulebook.instruments)
        ],
        shown_at=list(_shown_at(indicator.id, rulebook)),
        checks=[
            CheckMention(id=check.id, says=check.says["en"], severity=check.severity)
            for check in checks_on(indicator.id, rulebook)
        ],
        place=rulebook.places[indicator.id],
    )


def _use(instrument: Instrument, leaf: Provision, name: str, rulebook: Rulebook) -> UseShown:
    names = resting_on(name, rulebook)
    levels: list[int] = []
    through: list[str] = []
    criteria: list[str] = []
    for level in sorted(leaf.levels):
        for test in tests_in(leaf.levels[level]):
            if test.indicator in names:
                levels.append(level)
                through.append(test.indicator)
                criteria.append(f"level {level}: {test_line(test)}")
    return UseShown(
        instrument=instrument.id,
        provision=leaf.id,
        clause=leaf.clause,
        title=leaf.heading(),
        scored=leaf.is_scored,
        levels=list(dict.fromkeys(levels)),
        through=[item for item in dict.fromkeys(through) if item != name],
        criteria=list(dict.fromkeys(criteria)),
        place=rulebook.places[leaf.id],
    )


def _shown_at(name: str, rulebook: Rulebook) -> Iterator[UseShown]:
    names = resting_on(name, rulebook)
    for instrument in rulebook.instruments:
        for node in instrument.walk():
            there = [shown for shown in node.shows if shown in names]
            if there:
                yield UseShown(
                    instrument=instrument.id,
                    provision=node.id,
                    clause=node.clause,
                    title=node.heading(),
                    scored=False,
                    levels=[],
                    through=[shown for shown in there if shown != name],
                    criteria=[],
                    place=rulebook.places[node.id],
                )
