"""The part of a workbook that one body, or several, is asked to fill in."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import replace

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.reissue import Issue
from gapcheck.workbook.drafts.written import written
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.texts import matching, repr_of

UNASSIGNED = "other bodies"  # who has what no body is named for
_JOINT = "; "


def part_of(issue: Issue, rulebook: Rulebook, names: Sequence[str], *, unassigned: bool = False) -> Issue:
    """Return the questions whose responsible body has one of the names, and with ``unassigned`` those of no body.

    What is kept for a question goes with it; what belongs to no question goes into every part, and stands once
    again in what they are merged to. Raises UsageError for a name that no row has, or where no question is left.
    """
    asked = [indicator.id for indicator in rulebook.asked() if issue.plan.holds(indicator.id)]
    bodies = {name: _body(issue, name) for name in asked}
    _check(bodies.values(), names)
    wanted = {matching(name) for name in names} | ({""} if unassigned else set())
    held = frozenset(name for name in asked if matching(bodies[name]) in wanted)
    if not held:
        problem = Problem("--unassigned", "a responsible body in every row", "rows without one", "Leave it out.")
        raise UsageError([problem])
    called = [*dict.fromkeys(name.strip() for name in names), *([UNASSIGNED] if unassigned else [])]
    plan = replace(
        issue.plan,
        body=_JOINT.join(called),
        asked=held,
        carried={name: carried for name, carried in issue.plan.carried.items() if name in held},
        kept=tuple(kept for kept in issue.plan.kept if _belongs(kept, held, asked)),
    )
    answers = {name: cells for name, cells in issue.answers.items() if name in held}
    tables = {name: rows for name, rows in issue.tables.items() if name in held}
    return Issue(issue.header, answers, tables, plan)


def _body(issue: Issue, name: str) -> str:
    cell = issue.answers.get(name, {}).get("responsible_body")
    return written(cell) if cell is not None else ""


def _belongs(kept: Kept, held: Collection[str], asked: Collection[str]) -> bool:
    return kept.indicator in held or kept.indicator not in asked


def _check(bodies: Collection[str], names: Sequence[str]) -> None:
    known: dict[str, str] = {}
    for body in bodies:
        if body:
            known.setdefault(matching(body), body)
    problems = []
    for name in names:
        if matching(name) in known and matching(name):
            continue
        near = difflib.get_close_matches(matching(name), known, n=1, cutoff=0.6)
        advice = f"Did you mean {repr_of(known[near[0]])}?" if near else "Write it as the column Responsible body does."
        listed = (
            _JOINT.join(sorted(known.values())) or "no row names one yet: fill in the column Responsible body first"
        )
        problems.append(Problem(f"--body {repr_of(name)}", "no row of that body", f"one of: {listed}", advice))
    if problems:
        raise UsageError(problems)
