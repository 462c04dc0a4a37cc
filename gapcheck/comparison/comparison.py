"""The comparison: two submissions of one country, from what each said to the record of what changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import gapcheck
from gapcheck.assessment.records import score_record
from gapcheck.assessment.result import Engine, Tool
from gapcheck.comparison.bridges import bridges, state_of
from gapcheck.comparison.ends import End, Ends, ends_of, published_ends
from gapcheck.comparison.frames import Frame, belonging
from gapcheck.comparison.mixtures import EVERYBODY, NOBODY, Mixtures, Trees
from gapcheck.comparison.moves import Moves, most_moved
from gapcheck.comparison.result import Bridge, Comparison, Form, NodeChange, Player, Verdict
from gapcheck.comparison.side_records import side_record
from gapcheck.comparison.sides import Published, Side, check_distinct, check_one_voice
from gapcheck.comparison.verdicts import Verdicts
from gapcheck.errors import Problem, UsageError


def compare(earlier: Side | Published, later: Side, *, together: Collection[Collection[str]] = ()) -> Comparison:
    """Return what changed from the earlier side to the later one: bridges, verdicts, leaves that moved.

    The answers of each group of questions in ``together`` are taken as one (see ``belonging``).
    Which is the earlier is the caller's word (``in_order`` sorts); with the sides exchanged every step changes its
    sign. Raises UsageError where the two are one workbook, or speak for one country and period, or are of different
    countries or by different sources (see ``two_voices``), or where a side was not read under the other's
    rulebook, or a published result is not of the workbook that was read again;
    EngineError where the two engines do not agree.
    """
    first = earlier.reread.submission if isinstance(earlier, Published) else earlier.submission
    if isinstance(earlier, Published):
        earlier.check()
    check_distinct([first, later.submission])
    check_one_voice(first, later.submission)
    return comparison_of(earlier, later, together)


def comparison_of(earlier: Side | Published, later: Side, together: Collection[Collection[str]] = ()) -> Comparison:
    """Return what changed, without a look at whether the two go together, which is what ``compare`` adds."""
    account = _Account.of(earlier, later, together)
    found = bridges(account.before, account.after, account.value, published=account.form == "published")
    verdicts = Verdicts(account.new, *account.judged())
    moves = Moves(account.old, account.new, account.belongs)
    again = ends_of(account.mixtures.trees(account.number, NOBODY))
    keys = list(dict.fromkeys([*account.after, *account.before]))
    reaching = [{key for key, end in ends.items() if end.levels} for ends in (account.before, account.after)]
    leaves = [key for key in keys if any(key in names for names in reaching)]
    ranked = [key for key in leaves if all(key in names for names in reaching)]
    reached = account.mixtures.reach
    return Comparison(
        tool=Tool(name="gapcheck", version=gapcheck.__version__, note=reached.note),
        engines=[Engine(name=e.name, version=e.version, agreed=e.agreed) for e in reached.engines],
        form=account.form,
        earlier=side_record(earlier),
        later=side_record(later),
        nodes=[
            _node(
                account.before.get(key),
                account.after.get(key),
                None if account.form == "one_rulebook" else again.get(key),
                found.get(key),
                verdicts.of(key) if key in account.after else None,
            )
            for key in keys
        ],
        leaves=[
            moves.leaf(account.before.get(key), account.after.get(key), again.get(key), found.get(key))
            for key in leaves
        ],
        most_moved=[str(provision) for _, provision in most_moved(account.before, account.after, ranked)],
    )


@dataclass(frozen=True)
class _Account:
    """What a comparison rests on: the frames, whose every question is, the mixtures, and the two ends.

    ``old`` is None where the earlier rulebook is not at hand; ``number`` is the later rulebook's among the mixtures.
    """

    form: Form
    old: Frame | None
    new: Frame
    belongs: dict[str, Player]
    mixtures: Mixtures
    number: int
    before: Ends
    after: Ends

    @classmethod
    def of(cls, earlier: Side | Published, later: Side, together: Collection[Collection[str]]) -> _Account:
        after = later.ledger()
        if isinstance(earlier, Published):
            asked = [answer.indicator for answer in earlier.result.answers]
            new = Frame(earlier.reread.under(later.rulebook).ledger(), after, asked)
            belongs = belonging(new, together=together)
            mixtures = Mixtures([new], belongs)
            ends = published_ends(earlier.result), ends_of(mixtures.trees(0, EVERYBODY))
            return cls("published", None, new, belongs, mixtures, 0, *ends)
        if earlier.rulebook.sha256 == later.rulebook.sha256:
            new = Frame(earlier.ledger(), after)
            belongs = belonging(new, together=together)
            mixtures = Mixtures([new], belongs)
            ends = ends_of(mixtures.trees(0, NOBODY)), ends_of(mixtures.trees(0, EVERYBODY))
            return cls("one_rulebook", new, new, belongs, mixtures, 0, *ends)
        _check_rules(earlier, later)
        one, other = earlier.rulebook, later.rulebook
        old_asked, new_asked = ([item.id for item in book.asked()] for book in (one, other))
        old = Frame(earlier.ledger(), later.under(one).ledger(), new_asked)
        new = Frame(earlier.under(other).ledger(), after, old_asked)
        belongs = belonging(old, new, together=together)
        mixtures = Mixtures([old, new], belongs)
        ends = ends_of(mixtures.trees(0, NOBODY)), ends_of(mixtures.trees(1, EVERYBODY))
        return cls("two_rulebooks", old, new, belongs, mixtures, 1, *ends)

    def judged(self) -> tuple[Trees, Trees]:
        """Return both sides under the later rulebook as verdicts are judged: see ``Frame.judged``."""
        frame = self.new.judged()
        mixtures, number = (self.mixtures, self.number) if frame is self.new else (Mixtures([frame], self.belongs), 0)
        return mixtures.trees(number, NOBODY), mixtures.trees(number, EVERYBODY)

    def value(self, taken: frozenset[Player]) -> Trees:
        """Return the trees of a mixture: under the later rulebook where the rules are among the players taken."""
        return self.mixtures.trees(self.number if "rules" in taken else 0, taken)


def _check_rules(earlier: Side, later: Side) -> None:
    """Raise UsageError, of both sides at once, where one was not read under the other's rulebook."""
    problems: list[Problem] = []
    for side, other in ((earlier, later), (later, earlier)):
        try:
            side.under(other.rulebook)
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(problems)


def _node(
    before: End | None, after: End | None, again: End | None, bridge: Bridge | None, verdict: Verdict | None
) -> NodeChange:
    end = after or before
    assert end is not None  # noqa: S101 - the caller takes the node from one of the two
    instrument, provision = end.key
    return NodeChange(
        instrument=instrument,
        provision=provision,
        clause=end.clause,
        title=end.title,
        pillar=end.pillar,
        state=state_of(before, after),
        reason_before=before.no_score if before else None,
        reason_after=after.no_score if after else None,
        before=score_record(before.points, before.coverage) if before else None,
        after=score_record(after.points, after.coverage) if after else None,
        rescored=score_record(again.points, again.coverage) if again else None,
        bridge=bridge,
        verdict=verdict,
    )
