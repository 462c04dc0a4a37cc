"""Weighing: whether a contradiction matters, by every provision it touches under each admissible reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from gapcheck.assessment.cells import Changes, changed
from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.effects import Effect, Effects
from gapcheck.assessment.levels import Ladder, climb
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.trees import Leaf
from gapcheck.engine.conditions import Evaluator
from gapcheck.rulebook.provisions import Instrument

if TYPE_CHECKING:
    from gapcheck.assessment.disputes import Dispute
    from gapcheck.assessment.repairs import Repair

REPAIRS: Final = 10
"""Of so many repairs of a contradiction it is told what they would change, those that rank first."""

SCORED: Final = 400
"""So many times in all is it worked out what other numbers would change; then only what was stated is weighed."""


class Weighed(NamedTuple):
    """A contradiction with what hangs on it: the leaves it touches, and the effect of each reading of it.

    ``stated`` takes its answers as they were given, ``recomputed`` the stated total as what the other side comes to
    (None where there is none), ``repaired`` each of its repairs (None where that was not worked out).
    """

    dispute: Dispute
    touched: tuple[str, ...]
    stated: Effect
    recomputed: Effect | None
    repaired: tuple[Effect | None, ...]

    @property
    def changes_a_level(self) -> bool:
        """Whether any reading of it changes any level."""
        return any(effect is not None and effect.levels for effect in (self.stated, self.recomputed, *self.repaired))


def weigh(
    disputes: Sequence[Dispute],
    leaves: Sequence[Leaf],
    instruments: Sequence[Instrument],
    ledger: Ledger,
    *,
    beside: Sequence[Ledger] = (),
    evaluators: Sequence[Evaluator] | None = None,
) -> tuple[Ladder, list[Weighed], list[Effect]]:
    """Return the levels of the scored leaves, every dispute weighed, and what each ledger ``beside`` would change.

    What is stated counts as if the contradiction were none; a stated total that is recomputed, or a cell that is
    repaired, counts with its other number, contested only by the checks that it leaves failing.
    """
    wanted = _scored(instruments)
    scored = [leaf for leaf in leaves if leaf.provision.id in wanted]
    inputs = {leaf.provision.id: leaf_inputs(leaf) for leaf in scored} if disputes else {}
    others = _Others(ledger, disputes, frozenset[str]().union(*inputs.values()))
    plans = [_plan(dispute, others) for dispute in disputes]
    ladder = climb(scored, ledger, [*others.ledgers, *beside], evaluators=evaluators)
    effects = Effects(instruments, {leaf.provision.id: leaf for leaf in leaves}, ladder, ledger)

    def effect(number: int | None) -> Effect | None:
        return None if number is None else effects.of(ladder.others[number])

    weighed = []
    for dispute, plan in zip(disputes, plans, strict=True):
        touched = tuple(name for name, held in inputs.items() if held & dispute.contradiction.inputs)
        stated, recomputed, *repaired = map(effect, plan)
        weighed.append(Weighed(dispute, touched, stated or Effect(), recomputed, tuple(repaired)))
    return ladder, weighed, [effects.of(levels) for levels in ladder.others[len(others.ledgers) :]]


def unweighed(disputes: Sequence[Dispute]) -> list[Weighed]:
    """Return disputes of which it cannot be told what hangs on them."""
    return [Weighed(dispute, (), Effect(), None, (None,) * len(dispute.repairs)) for dispute in disputes]


def leaf_inputs(leaf: Leaf) -> frozenset[str]:
    """Return the questions that a leaf's criteria rest on."""
    return frozenset[str]().union(*(finding.inputs for finding in leaf.findings()))


def _scored(instruments: Sequence[Instrument]) -> frozenset[str]:
    """Return the leaves that get a level: addressed to the state, in an instrument that is scored."""
    return frozenset(node.id for instrument in instruments for node in instrument.walk() if node.is_scored)


class _Others:
    """The other ledgers to ask about, each once; ``used`` are the questions that any level rests on."""

    def __init__(self, ledger: Ledger, disputes: Sequence[Dispute], used: frozenset[str]) -> None:
        self.ledgers: list[Ledger] = []
        self._ledger = ledger
        self._found = [dispute.contradiction for dispute in disputes]
        self._used = used
        self._left = SCORED
        self._numbers: dict[int, int | None] = {}

    def stated(self, dispute: Dispute) -> int:
        """Return the number of the ledger in which a contradiction contests nothing."""
        return self._add(self._ledger.contest(self._ledger.contested - dispute.contradiction.inputs))

    def recomputed(self, dispute: Dispute) -> int | None:
        """Return the number of the ledger in which its stated total is what the other side comes to."""
        if dispute.recomputed is None:
            return None
        return self._changed(dispute.recomputed, self._ledger.contested - dispute.contradiction.inputs)

    def repaired(self, repair: Repair) -> int | None:
        """Return the number of the ledger in which a repair is made; of a common repair, the same each time."""
        if id(repair) not in self._numbers:
            rest = Consistency(tuple(found for found in self._found if found.key not in repair.settles), ())
            contested = rest.contested(self._ledger) - {cell.indicator for cell in repair.thought}
            self._numbers[id(repair)] = self._changed(repair.thought, contested)
        return self._numbers[id(repair)]

    def _changed(self, changes: Changes, contested: frozenset[str]) -> int | None:
        if not self._used & {cell.indicator for cell in changes}:
            return self._add(self._ledger.contest(contested))
        if not self._left:
            return None
        self._left -= 1
        return self._add(changed(self._ledger, changes).contest(contested))

    def _add(self, ledger: Ledger) -> int:
        self.ledgers.append(ledger)
        return len(self.ledgers) - 1


def _plan(dispute: Dispute, others: _Others) -> list[int | None]:
    """Return the numbers of the ledgers of a dispute: as stated, as recomputed, and under each repair."""
    first = [others.repaired(repair) for repair in dispute.repairs[:REPAIRS]]
    return [others.stated(dispute), others.recomputed(dispute), *first, *[None] * (len(dispute.repairs) - len(first))]
