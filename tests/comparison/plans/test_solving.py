"""The solver against every combination of states: the same score, effort and ids, for any limit and any target."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod

from assessment_making import submission
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plans_cases import Case, cases

from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import open_ledger
from gapcheck.comparison.plans.clusters import clusters
from gapcheck.comparison.plans.ordering import arranged
from gapcheck.comparison.plans.outlook import look_out
from gapcheck.comparison.plans.solving import solve

MOST = 20_000
EFFORTS = tuple(map(Fraction, ("1", "1/2", "2", "5/2", "1/3")))


@settings(
    max_examples=1000 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(cases(), st.integers(1, 9), st.none() | st.integers(1, 100), st.data())
def test_the_solver_finds_what_trying_everything_finds(
    case: Case, limit: int, target: int | None, data: st.DataObject
) -> None:
    ledger = open_ledger(case.book, submission(case.answers), case.reviews)
    outlook = look_out(case.book.instruments[0], ledger.contest(run_checks(ledger).contested(ledger)))
    tied = clusters(outlook)
    assume(1 < prod(len(cluster.states) for cluster in tied) <= MOST)
    names = sorted({name for cluster in tied for name in cluster.questions})
    efforts: Mapping[str, Fraction] = {name: data.draw(st.sampled_from(EFFORTS)) for name in names}
    within = Fraction(limit)
    wanted = None if target is None else Fraction(target)
    found = solve(
        outlook, tied, limit=within if wanted is None else None, target=wanted, effort=efforts.__getitem__
    )  # fmt: skip

    def tried() -> list[tuple[Fraction, Fraction, int, tuple[str, ...]]]:
        facts = frozenset(number for number, held in enumerate(outlook.inputs) if not held) & outlook.before
        made = []
        for states in product(*(cluster.states for cluster in tied)):
            score = outlook.score(facts.union(*(state.met for state in states)))
            steps = tuple(sorted(name for state in states for name in state.moved))
            made.append((-score, sum((efforts[name] for name in steps), Fraction(0)), len(steps), steps))
        return made

    everything = tried()
    enough = [one for one in everything if wanted is not None and -one[0] >= wanted]
    if wanted is None:
        best = min(one for one in everything if one[1] <= within)
    elif enough:
        least = min((cost, score, number, steps) for score, cost, number, steps in enough)
        best = (least[1], least[0], *least[2:])
    else:
        best = min(everything)
    assert found.reached == (None if wanted is None else bool(enough))
    steps = tuple(sorted(found.moved))
    assert (-found.score, sum((efforts[name] for name in steps), Fraction(0)), len(steps), steps) == best
    groups = arranged(outlook, tied, found, efforts.__getitem__)
    assert sorted(name for group in groups for name in group) == list(steps)
