"""Planning: which few answers, given or documented, would lift an instrument's documented score the most."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.readings import open_ledger
from gapcheck.comparison.plans import records
from gapcheck.comparison.plans.clusters import clusters
from gapcheck.comparison.plans.ordering import Gained, arranged
from gapcheck.comparison.plans.outlook import look_out
from gapcheck.comparison.plans.proving import prove
from gapcheck.comparison.plans.requests import Request
from gapcheck.comparison.plans.solving import solve
from gapcheck.comparison.plans.wording import needed
from gapcheck.comparison.plans.writing import Writer
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Instrument
from gapcheck.rulebook.words import near
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.decisions import Review


def make_plan(
    submission: Submission,
    rulebook: Rulebook,
    request: Request,
    reviews: Sequence[Review] = (),
    *,
    four_eyes: bool = False,
) -> records.Plan:
    """Return the best plan for one workbook, proved by the method itself.

    Raises UsageError where the instrument is none that is scored for the country, EngineError where solver, engines and
    method do not agree.
    """
    instrument = _instrument(rulebook, request.instrument, submission.country)
    ledger, consistency = checked(open_ledger(rulebook, submission, reviews, four_eyes=four_eyes))
    outlook = look_out(instrument, ledger)
    tied = clusters(outlook)
    limit = request.limit if request.target is None else None
    solved = solve(outlook, tied, limit=limit, target=request.target, effort=request.effort)
    groups = arranged(outlook, tied, solved, request.effort)
    gained, done = Gained(outlook, tied, solved), frozenset[str]()
    scores = [gained.score(done)]
    for group in groups:
        done |= frozenset(group)
        scores.append(gained.score(done))
    answers = {name: answer for state in solved.states for name, answer in state.answers.items()}
    proof = prove(ledger, answers, groups, {instrument.id: scores} if outlook.root is not None else {})
    writer = Writer(request, outlook, tied, solved, consistency, answers, needed(outlook, solved.met))
    return writer.plan(submission, groups, proof)


def _instrument(rulebook: Rulebook, name: str, country: str) -> Instrument:
    found = next((item for item in rulebook.instruments if item.id == name), None)
    offered = [item.id for item in rulebook.instruments if item.scored and item.applies(country)]
    if found is not None and found.id in offered:
        return found
    expected = f"an instrument that is scored for {country}: {', '.join(offered) or 'there is none'}"
    what = f"the unknown instrument {name!r}" if found is None else f"{name!r}, which is not"
    raise UsageError([Problem("--instrument", what, expected, near(name, offered) if found is None else "")])
