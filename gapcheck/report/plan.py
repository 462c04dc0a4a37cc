"""A plan for people at a terminal, 80 columns wide; or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tabulate import tabulate

from gapcheck.assessment.figures import Figure
from gapcheck.assessment.rounding import shown
from gapcheck.comparison.plans.records import Lift, Plan, PlanGroup, PlanStep
from gapcheck.report.json import dump
from gapcheck.report.plaintext import WIDTH, clean, invented, listed, wrap
from gapcheck.workbook.places import ranges

_TITLE = 34


def render_json(plan: Plan) -> str:
    """Return a plan as one JSON document."""
    return dump(plan.model_dump(mode="json", by_alias=True))


def render(plan: Plan) -> str:
    """Return a plan as a report."""
    return "\n".join(_report(plan)) + "\n"


def _report(plan: Plan) -> Iterator[str]:
    yield f"PLAN: {clean(plan.country.name)} ({plan.country.code}), {plan.year}"
    yield from invented(plan.country.fictional)
    yield "=" * WIDTH
    yield from wrap(f"For {plan.title}, from {plan.workbook.file}.")
    yield from wrap(_asked(plan))
    yield from wrap(plan.note)
    number = 0
    for group in plan.groups:
        yield ""
        yield from _group(group, number, plan)
        number += len(group.steps)
    yield ""
    yield "WHAT THE WHOLE PLAN WOULD COUNT"
    rows = [
        [
            "\n".join(wrap(held.title, width=_TITLE)),
            *(_points(figure) for figure in (held.before.documented, held.after.documented)),
            *(f"{_points(score.documented)} to {_points(score.possible)}" for score in (held.before, held.after)),
        ]
        for held in plan.standings
    ]
    yield tabulate(
        rows,
        headers=["Documented, of 100", "now", "after", "range", "after"],
        colalign=("left", "right", "right", "left", "left"),
        disable_numparse=True,
    )
    yield ""
    yield "WHAT THE PLAN TAKES FOR GRANTED"
    for words in plan.restrictions:
        yield from wrap(words, indent="    ", first="  - ")
    engines = " and ".join(f"{engine.name} {engine.version}" for engine in plan.engines)
    yield from wrap(f"Found by {plan.solver.name} {plan.solver.version}, scored again by {engines}.")


def _asked(plan: Plan) -> str:
    count = f"{plan.steps} step{'' if plan.steps == 1 else 's'}"
    spent = f"{count}, effort {_number(plan.effort)}" if plan.asked.effort else count
    own = next((held for held in plan.standings if held.instrument == plan.asked.instrument), None)
    best = "no score" if own is None else _points(own.after.documented)
    if plan.asked.target is not None:
        target = _number(plan.asked.target)
        if plan.reached:
            return f"To reach {target} of 100 documented takes at least {spent}; the plan comes to {best}."
        return f"{target} of 100 CANNOT BE REACHED by such steps. The most is {best}, with {spent}."
    limit = _number(plan.asked.limit or "0")
    most = f"an effort of {limit}" if plan.asked.effort else f"{limit} step{'' if limit == '1' else 's'}"
    if not plan.steps:
        return f"No plan of at most {most} would raise the documented score."
    return f"The most that can be documented with at most {most}: {best} of 100, by {spent}."


def _group(group: PlanGroup, before: int, plan: Plan) -> Iterator[str]:
    if group.together:
        yield from wrap(
            f"TOGETHER ({len(group.steps)} steps; each alone gains nothing, or less than nothing): {_gain(group)}"
        )
    for number, step in enumerate(group.steps, start=before + 1):
        yield from _step(
            number, step, "" if group.together else f" {_gain(group)}", costs=plan.asked.effort is not None
        )
    for lift in group.lifts:
        yield from wrap(_lift(lift, plan), indent="      ", first="    ^ ")


def _gain(group: PlanGroup) -> str:
    return f"{_signed(group.gain)} points, to {_points(group.score)}"


def _step(number: int, step: PlanStep, gain: str, *, costs: bool) -> Iterator[str]:
    cost = f" [effort {_number(step.effort)}]" if costs else ""
    yield from wrap(f"{step.question} ({step.indicator}){cost}{gain}", indent="    ", first=f"{number:>2}. ")
    yield from wrap(f"Now: {step.now}{f' ({step.cell})' if step.cell else ''}.", indent="      ", first="    ")
    yield from wrap(f"{_verb(step)}: {'; '.join(step.bring_to)}.", indent="      ", first="    ")
    if step.see:
        yield from wrap(f"Settle the contradiction in {listed(ranges(step.see))}.", indent="      ", first="    ")
    if step.document:
        where = f" in {step.document_cell}" if step.document_cell else ""
        yield from wrap(f"Name a document with its date{where}.", indent="      ", first="    ")


def _verb(step: PlanStep) -> str:
    if step.act != "answer":
        return "Keep"
    return "Bring to" if step.status == "answered" else "Fill in"


def _lift(lift: Lift, plan: Plan) -> str:
    other = "" if lift.instrument == plan.asked.instrument else f"{lift.instrument}, "
    return f"{other}{lift.clause} {lift.title}: level {lift.before} to {lift.after}"


def _points(figure: Figure | None) -> str:
    return "" if figure is None else shown(Fraction(figure.exact))


def _signed(figure: Figure) -> str:
    return f"{'+' if Fraction(figure.exact) >= 0 else ''}{_points(figure)}"


def _number(text: str) -> str:
    number = Fraction(text)
    return str(number) if number.denominator == 1 else f"{float(number):g}"
