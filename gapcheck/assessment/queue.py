"""The auditor's queue: every question, ordered by what a decision on it can move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gapcheck.assessment.consistency import Consistency, Contradiction
from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.moving import Move, largest_moves
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.rounding import shown
from gapcheck.assessment.trees import look_at_all
from gapcheck.assessment.weighing import leaf_inputs
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Status, Submission
from gapcheck.workbook.reviewing.entries import CLASSES, Class, Entry
from gapcheck.workbook.texts import says_nothing

_SEEN = Fraction(1, 20)  # points; less is shown as 0.0
_UNKNOWN = {
    Status.BLANK: "Not answered.",
    Status.NOT_KNOWN: "The officer says: not known.",
    Status.NOT_AVAILABLE: "The officer says: not available.",
    Status.CONFIDENTIAL: "The officer says: confidential.",
}


def queue(submission: Submission, rulebook: Rulebook) -> list[Entry]:
    """Return every question in the order in which an auditor had best look at the answers.

    First what stands in a contradiction, errors before warnings; then what can move a score; then the other answers;
    last what is not answered. Within each, what moves most comes first, then what a scored provision rests on, then the
    order of the workbook. Raises EngineError where the two engines do not agree.
    """
    ledger, consistency = checked(open_ledger(rulebook, submission))
    instruments = [item for item in rulebook.instruments if item.applies(submission.country)]
    leaves = look_at_all(instruments, ledger)
    inputs = {leaf.provision.id: leaf_inputs(leaf) for leaf in leaves if leaf.provision.is_scored}
    moves = largest_moves(ledger, consistency, leaves, inputs, instruments)
    titles = {item.id: (item.short_title or item.title)["en"] for item in instruments}
    entries = [
        _entry(indicator.id, ledger, consistency, moves.get(indicator.id, Move()), inputs, titles)
        for indicator in rulebook.asked()
    ]
    # Stable: what is left is the workbook's order.
    return sorted(entries, key=lambda entry: (CLASSES.index(entry.kind), -entry.moves, not entry.provisions))


def _entry(
    name: str, ledger: Ledger, consistency: Consistency, move: Move, inputs: Mapping[str, frozenset[str]],
    titles: Mapping[str, str],
) -> Entry:  # fmt: skip
    found = [item for item in consistency.contradictions if name in item.inputs and ledger.known(name)]
    found.sort(key=lambda item: item.severity != "error")
    kind: Class = "moving" if move.points else "still"
    if found:
        kind = found[0].severity
    elif ledger.answer(name).status in _UNKNOWN:
        kind = "open"
    touched = tuple(leaf for leaf, held in inputs.items() if name in held)
    return Entry(name, kind, move.points, touched, " ".join(_why(name, ledger, found, move, titles, touched)))


def _why(
    name: str, ledger: Ledger, found: Sequence[Contradiction], move: Move, titles: Mapping[str, str],
    touched: Sequence[str],
) -> Iterator[str]:  # fmt: skip
    if found:
        yield f"{'Contradicted' if found[0].severity == 'error' else 'To be explained'}: {found[0].says['en']}"
        if len(found) > 1:
            yield f"And {len(found) - 1} more."
    answer = ledger.answer(name)
    if answer.status is Status.NOT_APPLICABLE:
        given = not says_nothing(answer.evidence.comment or "")
        yield "“Not applicable”: unknown until approved." if given else "“Not applicable” without a reason."
    elif answer.status in _UNKNOWN:
        yield _UNKNOWN[answer.status]
        return
    if move.points:
        points = shown(move.points) if move.points >= _SEEN else "less than 0.1"
        yield f"Can move the {move.reading} score ({titles[move.instrument]}) by {points}."
    elif touched:
        yield "No single decision on it moves a score now."
    else:
        yield "No scored provision rests on it."
