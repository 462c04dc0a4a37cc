"""Writing: a plan that was found and proved, as its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import metadata

import gapcheck
from gapcheck.assessment import result
from gapcheck.assessment.assessment import country_record
from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.figures import plain
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.records import score_record
from gapcheck.comparison.plans import records
from gapcheck.comparison.plans.clusters import Cluster
from gapcheck.comparison.plans.outlook import Met, Outlook
from gapcheck.comparison.plans.proving import Proof
from gapcheck.comparison.plans.requests import Request
from gapcheck.comparison.plans.restrictions import NOTE, restrictions
from gapcheck.comparison.plans.solving import Solved
from gapcheck.comparison.plans.wording import bring_to, now_words
from gapcheck.workbook.answers import Answer, Grade, Submission


@dataclass(frozen=True)
class Writer:
    """Writes the record of one plan; ``needed`` are the atoms that its levels rest on."""

    request: Request
    outlook: Outlook
    clusters: Sequence[Cluster]
    solved: Solved
    consistency: Consistency
    answers: dict[str, Answer]
    needed: Met

    @property
    def ledger(self) -> Ledger:
        """The answers as they stand."""
        return self.outlook.ledger

    def plan(self, submission: Submission, groups: list[tuple[str, ...]], proof: Proof) -> records.Plan:
        """Return the record of the plan."""
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
            country=country_record(rulebook, submission.country),
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
            for node in item.walk():
                if not node.is_scored or node.id not in old:
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
