"""Findings: what each scored leaf comes to, in the four readings, and what is missing for more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from gapcheck.assessment.figures import LevelsReached
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import (
    AllGroup,
    AnyGroup,
    Criterion,
    CriterionTree,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    ProvisionTree,
)
from gapcheck.report.oscal.actors import Actors
from gapcheck.report.oscal.markup import line, lines
from gapcheck.report.oscal.naming import Uuids, criterion_id, objective_id
from gapcheck.report.oscal.observations import Observations
from gapcheck.report.oscal.properties import Property, fields_of, of_fields, of_record
from gapcheck.rulebook import Rulebook

_WHOLE: Final = 4  # the level at which an objective is satisfied
_RULES: Final = ("text", "title", "criteria", "children", "place", "lineage", "shows", "combine")
_REASONS: Final = {
    "pass": "Level 4 is reached with the answers that cite an identified document.",
    "undocumented": "Level 4 is claimed, but rests on answers that cite no identified document, or that are contested.",
    "unknown": "Level 4 is not shown; what is not known, or contested, could still show it.",
    "fail": "Level 4 is not reached, and nothing that is not known or contested could show it.",
}


class Findings:
    """The findings of one result, by what it observed."""

    def __init__(self, rulebook: Rulebook, uuids: Uuids, actors: Actors, observations: Observations) -> None:
        self._rulebook = rulebook
        self._uuids = uuids
        self._actors = actors
        self._observations = observations

    def of(self, instrument: InstrumentResult) -> Iterator[dict[str, Any]]:
        """Yield a finding for every scored leaf of an instrument, in the order of the source."""
        gaps = {gap.provision: (rank, gap) for rank, gap in enumerate(instrument.gaps, start=1)}
        for leaf in leaves(instrument.provisions):
            levels = levels_found(leaf)
            if levels is not None:
                yield self._finding(leaf, levels, instrument, gaps.get(leaf.id))

    def _finding(
        self, leaf: LeafProvision, levels: LevelsReached, instrument: InstrumentResult, gap: tuple[int, GapEntry] | None
    ) -> dict[str, Any]:
        reason = reason_of(levels)
        ranked = [] if gap is None else [*of_fields({"gap_rank": gap[0]}), *_gap(gap[1])]
        return {
            "uuid": self._uuids.of("finding", leaf.id),
            "title": line(f"{leaf.clause} {leaf.title}"),
            "description": line(self._described(levels)),
            "props": [*of_fields({"instrument": instrument.id}), *leaf_properties(leaf), *ranked],
            "origins": [{"actors": [self._actors.tool]}],
            "target": {
                "type": "objective-id",
                "target-id": objective_id(leaf.id),
                "status": {
                    "state": "satisfied" if reason == "pass" else "not-satisfied",
                    "reason": reason,
                    "remarks": line(_REASONS[reason]),
                },
            },
            "related-observations": [{"observation-uuid": uuid} for uuid in self._seen(leaf)],
            "remarks": "" if gap is None else lines(part.words for part in gap[1].missing),
        }

    def _described(self, levels: LevelsReached) -> str:
        meanings = self._rulebook.method.levels
        told = [f"{name} {getattr(levels, name)} ({meanings[getattr(levels, name)].title['en']})" for name in READINGS]
        return f"Level by reading: {', '.join(told)}."

    def _seen(self, leaf: LeafProvision) -> list[str]:
        """Return the observations that a leaf rests on, through what is derived, and the contradictions in them."""
        asked = [criterion.indicator for criterion in tests(leaf.criteria)] + leaf.shows
        questions = dict.fromkeys(name for indicator in asked for name in self._rulebook.underlying(indicator))
        answers = [uuid for name in questions if (uuid := self._observations.of_answer(name)) is not None]
        return [*answers, *self._observations.touching(leaf.id)]


def levels_found(leaf: LeafProvision) -> LevelsReached | None:
    """Return the levels that a finding tells of, or None where a leaf is not scored and has no finding."""
    return leaf.levels if leaf.scored else None


def reason_of(levels: LevelsReached) -> str:
    """Return why an objective is satisfied (pass) or not, by the levels of a leaf in the four readings."""
    if levels.documented == _WHOLE:
        return "pass"
    if levels.claimed == _WHOLE:
        return "undocumented"
    return "unknown" if levels.possible == _WHOLE else "fail"


def leaf_properties(leaf: LeafProvision, group: str | None = None) -> list[Property]:
    """Return what was found of a leaf: its levels, its scores, and every criterion under the id of its part."""
    return [*node_properties(leaf, group), *_criteria(leaf)]


def node_properties(node: ProvisionTree, group: str | None = None) -> list[Property]:
    """Return what was found of a provision; what the rules alone say of it is in the catalog."""
    found = of_record(node, group=group, without=(*_RULES, "id"))
    return [*of_fields({"provision": node.id}, group=group), *found]


def leaves(provisions: Sequence[ProvisionTree]) -> Iterator[LeafProvision]:
    """Yield the leaves of a tree, in the order of the source."""
    for node in provisions:
        if isinstance(node, InnerProvision):
            yield from leaves(node.children)
        else:
            yield node


def tests(criteria: Sequence[CriterionTree]) -> Iterator[Criterion]:
    """Yield the atomic criteria, those in groups too."""
    for criterion in criteria:
        if isinstance(criterion, Criterion):
            yield criterion
        else:
            yield from tests(_inner(criterion))


def _inner(group: AnyGroup | AllGroup) -> Sequence[CriterionTree]:
    return group.any if isinstance(group, AnyGroup) else group.all


def _criteria(leaf: LeafProvision) -> Iterator[Property]:
    counted: dict[int, int] = {}
    for criterion in leaf.criteria:
        counted[criterion.level] = counted.get(criterion.level, 0) + 1
        yield from _criterion(criterion, leaf.id, (counted[criterion.level],))


def _criterion(criterion: CriterionTree, provision: str, path: tuple[int, ...]) -> Iterator[Property]:
    part = criterion_id(provision, criterion.level, path)
    without = ("level", "indicator", "operator", "expected", "proposal", "any", "all")  # in the catalog
    yield from of_record(criterion, group=part, without=without)
    if not isinstance(criterion, Criterion):
        for number, held in enumerate(_inner(criterion), start=1):
            yield from _criterion(held, provision, (*path, number))


def _gap(gap: GapEntry) -> list[Property]:
    plain = fields_of(gap)
    missing = of_fields({"gap_missing": plain.pop("missing")})
    return [*of_fields({"gap": {name: plain[name] for name in ("next_level", "gain", "share")}}), *missing]
