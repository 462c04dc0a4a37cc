"""Planning: which few answers, given or documented, would lift an instrument's documented score the most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import metadata

import gapcheck
from gapcheck.assessment import result
from gapcheck.assessment.assessment import country_name
from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.records import score_record
from gapcheck.assessment.statements import plain
from gapcheck.comparison.plans import records
from gapcheck.comparison.plans.clusters import Cluster, State, clusters
from gapcheck.comparison.plans.ordering import Gained, arranged
from gapcheck.comparison.plans.outlook import Met, Outlook, look_out
from gapcheck.comparison.plans.proving import Proof, prove
from gapcheck.comparison.plans.restrictions import NOTE, restrictions
from gapcheck.comparison.plans.solving import Solved, solve
from gapcheck.comparison.plans.wording import bring_to, needed, now_words
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Instrument
from gapcheck.rulebook.words import near
from gapcheck.workbook.answers import Answer, Grade, Submission
from gapcheck.workbook.decisions import Review


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a plan: the instrument, and a limit of steps (or of effort) or a documented score to reach."""

    instrument: str
    limit: Fraction = Fraction(5)
    target: Fraction | None = None
    efforts: Mapping[str, Fraction] = field(default_factory=dict)
    effort_file: str | None = None

    def effort(self, name: str) -> Fraction:
        """Return what one step costs."""
        return self.efforts.get(name, Fraction(1))


def make_plan(
    submission: Submission, rulebook: Rulebook, request: Request, reviews: Sequence[Review] = ()
) -> records.Plan:
    """Return the best plan for one workbook, proved by the method itself.

    Raises UsageError where the instrument is none that is scored for the country, EngineError where solver, engines and
    method do not agree.
    """
    instrument = _instrument(rulebook, request.instrument, submission.country)
    ledger = open_ledger(rulebook, submission, reviews)
    consistency = run_checks(ledger)
    ledger = ledger.contest(consistency.contested(ledger))
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
    maker = _Maker(request, outlook, tied, solved, consistency, answers, needed(outlook, solved.met))
    return maker.plan(submission, groups, proof)


def _instrument(rulebook: Rulebook, name: str, country: str) -> Instrument:
    found = next((item for item in rulebook.instruments if item.id == name), None)
    offered = [item.id for item in rulebook.instruments if item.scored and item.applies(country)]
    if found is not None and found.id in offered:
        return found
    expected = f"an instrument that is scored for {country}: {', '.join(offered) or 'there is none'}"
    what = f"the unknown instrument {name!r}" if found is None else f"{name!r}, which is not"
    raise UsageError([Problem("--instrument", what, expected, near(name, offered) if found is None else "")])


@dataclass(frozen=True)
class _Maker:
    request: Request
    outlook: Outlook
    clusters: Sequence[Cluster]
    solved: Solved
    consistency: Consistency
    answers: dict[str, Answer]
    needed: Met

    @property
    def ledger(self) -> Ledger:
        return self.outlook.ledger

    def plan(self, submission: Submission, groups: list[tuple[str, ...]], proof: Proof) -> records.Plan:
        request, rulebook, own = self.request, self.ledger.rulebook, self.outlook.instrument
        effort = sum(map(request.effort, self.answers), Fraction(0))
        limit = None if request.target is not None else str(request.limit)
        target = None if request.target is None else str(request.target)
        return records.Plan(
            tool=result.Tool(name="gapcheck", version=gapcheck.__version__, note=proof.ladder.note),
            engines=[result.Engine(name=e.name, version=e.version, agreed=e.agreed) for e in proof.ladder.engines],
            solver=result.Engine(name="HiGHS", version=metadata.version("highspy"), agreed=True),
            rulebook=result.RulebookRecord(version=rulebook.method.version, sha256=rulebook.sha256),
            workbook=result.FileRecord(file=submission.file_name, sha256=submission.sha256),
            country=result.CountryRecord(code=submission.country, name=country_name(submission.country)),
            year=submission.year,
            period=result.Period(start=submission.period_start.isoformat(), end=submission.period_end.isoformat()),
            asked=records.Asked(instrument=own.id, limit=limit, target=target, effort=request.effort_file),
            title=own.title["en"],
            reached=self.solved.reached,
            steps=len(self.answers),
            effort=str(effort),
            groups=[self._group(group, number, proof) for number, group in enumerate(groups, start=1)],
            standings=list(self._standings(proof)),
            restrictions=restrictions(self.clusters),
            note=NOTE,
        )

    def _group(self, group: tuple[str, ...], number: int, proof: Proof) -> records.PlanGroup:
        before, after = (
            stage.documented(self.outlook.instrument.id) for stage in proof.stages[number - 1 : number + 1]
        )
        return records.PlanGroup(
            together=len(group) > 1,
            steps=[self._step(name) for name in group],
            gain=result.Figure.of(after - before),
            score=result.Figure.of(after),
            lifts=list(self._lifts(number, proof)),
        )

    def _lifts(self, number: int, proof: Proof) -> Iterator[records.Lift]:
        old, new = proof.stages[number - 1].levels, proof.stages[number].levels
        for item in proof.instruments:
            for node in item.walk() if item.scored else ():
                if node.addressee != "state" or node.id not in old:
                    continue
                before, after = old[node.id]["documented"], new[node.id]["documented"]
                if before != after:
                    levels = {"before": before, "after": after}
                    words = {"clause": node.clause, "title": node.heading()}
                    lift = {"instrument": item.id, "provision": node.id, **words, **levels}
                    yield records.Lift.model_validate(lift)

    def _step(self, name: str) -> records.PlanStep:
        ledger, answer = self.ledger, self.ledger.answer(name)
        renewed = any(name in state.renewed for state in self.solved.states)
        contested = name in ledger.contested
        own = frozenset(number for number in self.needed if name in self.outlook.inputs[number])
        tests = [self.outlook.tests[number] for number in sorted(own)]
        document = renewed or answer.grade is Grade.CLAIMED
        see = [
            cell for found in self.consistency.contradictions for cell in found.cells if self._of(found.inputs, name)
        ]
        if renewed:
            words = bring_to(name, self.answers[name], tests, self.outlook, self.answers, own)
        else:
            words = ["the answer it has, once the contradiction is settled" if contested else "the answer it has"]
        return records.PlanStep(
            indicator=name,
            question=ledger.rulebook.indicators[name].title(),
            cell=answer.cell or None,
            document_cell=answer.document_cell or None,
            status=answer.status.value,
            stated=plain(answer.value),
            act="answer" if renewed else "settle" if contested else "document",
            now=now_words(name, ledger),
            bring_to=words,
            needs=[
                records.Needed(
                    indicator=test.indicator,
                    operator=test.operator,
                    expected=list(test.operand) if isinstance(test.operand, tuple) else test.operand,
                )
                for test in tests
            ],
            document=document,
            see=list(dict.fromkeys(see)) if contested else [],
            effort=str(self.request.effort(name)),
        )

    def _of(self, inputs: frozenset[str], name: str) -> bool:
        return name in inputs and name in self.ledger.contested

    def _standings(self, proof: Proof) -> Iterator[records.Standing]:
        first, last = proof.stages[0], proof.stages[-1]
        for item in proof.instruments:
            old, new = first.scored[item.id], last.scored[item.id]
            if old.points is not None:
                before, after = (score_record(held.points, held.coverage) for held in (old, new))
                yield records.Standing(instrument=item.id, title=item.title["en"], before=before, after=after)


__all__ = ["Request", "State", "make_plan"]
