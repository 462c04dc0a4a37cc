"""Tree explanations: an instrument or an inner provision, how its score is made, and what holds it down."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gapcheck.assessment import explanation as record
from gapcheck.assessment.leaf_explanations import instrument_standing, levels_reached, named
from gapcheck.assessment.records import score_record
from gapcheck.assessment.rounding import shown
from gapcheck.assessment.scores import Points, Scored
from gapcheck.assessment.standpoint import Climbed
from gapcheck.assessment.subjects import Part
from gapcheck.rulebook.provisions import Combine, Instrument

_WHOLE = Fraction(100)


def instrument_explanation(instrument: Instrument, climbed: Climbed) -> record.TreeExplanation:
    """Return the explanation of an instrument."""
    ledger = climbed.standpoint.ledger
    scored = next(item for item in climbed.scored if item.instrument.id == instrument.id)
    return record.TreeExplanation(
        id=instrument.id,
        clause=None,
        title=instrument.title["en"],
        text=[],
        above=[],
        instrument=instrument_standing(instrument, ledger),
        place=ledger.rulebook.places.get(instrument.id, ""),
        combine=instrument.combine,
        words=_words(instrument.combine, scored.children, scored.points),
        score=score_record(scored.points, scored.coverage),
        no_score=None if instrument.scored else "instrument",
        nodes=_nodes(instrument.combine, scored.children),
    )


def provision_explanation(part: Part, climbed: Climbed) -> record.TreeExplanation:
    """Return the explanation of a provision with others below it."""
    ledger, provision = climbed.standpoint.ledger, part.provision
    node = climbed.nodes[provision.id]
    how = provision.combine or "mean"
    return record.TreeExplanation(
        **named(part, ledger),
        combine=how,
        words=_words(how, node.children, node.points),
        score=score_record(node.points, node.coverage),
        no_score=node.no_score,
        nodes=_nodes(how, node.children),
    )


def _nodes(how: Combine, children: Sequence[Scored]) -> list[record.Node]:
    """Return children with what the node above loses by each of them, as documented."""
    counted = [child for child in children if child.counts]
    total = sum((child.provision.weight for child in counted), Fraction(0))
    lowest = min((_documented(child) for child in counted), default=_WHOLE)
    lost = {child.provision.id: child.provision.weight * (_WHOLE - _documented(child)) / total for child in counted}
    most = max(lost.values(), default=Fraction(0))
    found = []
    for child in children:
        weakest = child.counts and _documented(child) == lowest < _WHOLE
        heaviest = child.counts and bool(most) and lost[child.provision.id] == most
        found.append(
            record.Node(
                id=child.provision.id,
                clause=child.provision.clause,
                title=child.provision.heading(),
                weight=str(child.provision.weight),
                combine=(child.provision.combine or "mean") if child.children else None,
                no_score=child.no_score,
                score=score_record(child.points, child.coverage),
                levels=levels_reached(child.levels),
                holds_down=weakest if how == "weakest" else heaviest,
                lost=shown(lost[child.provision.id]) if how == "mean" and child.counts else None,
                children=_nodes(child.provision.combine or "mean", child.children),
            )
        )
    return found


def _documented(node: Scored) -> Fraction:
    return _WHOLE if node.points is None else node.points["documented"]


def _words(how: Combine, children: Sequence[Scored], points: Points | None) -> str:
    counted = [child for child in children if child.counts]
    if not counted or points is None:
        return "Nothing below this is scored, so it has no score."
    score = shown(points["documented"])
    if len(counted) == 1:
        return f"One item below this is scored, so its documented score is the score here: {score} of 100."
    if how == "weakest":
        low = [child.provision.id for child in counted if _documented(child) == points["documented"]]
        return (
            f"The lowest of its {len(counted)} scored items counts, because each of them is essential. The documented "
            f"score is {score} of 100, that of {_listed(low)}. A better score of the others changes nothing here."
        )
    if len({child.provision.weight for child in counted}) == 1:
        each = "the mean of its scored items, which all weigh the same"
    else:
        each = "the mean of its scored items, each by its weight"
    return f"The score is {each}. The documented score is {score} of 100, from {len(counted)} items."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
