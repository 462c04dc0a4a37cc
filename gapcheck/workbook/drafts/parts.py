"""The part of a workbook that one body, or several, is asked to fill in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.reissue import Issue
from gapcheck.workbook.drafts.written import counted, written
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.texts import matching, one_line, repr_of, says_nothing, shown

UNASSIGNED = "other bodies"  # who has what no body is named for
_JOINT = "; "
_SEVERAL = re.compile(r"[;\n]")
# Names hold these too ("Ministry of Social Affairs, Veterans and Youth"): they part names that stand alone elsewhere.
_PERHAPS = re.compile(r"\s*(?:[,/&+]|\band\b|និង)\s*")
_NAMED = 10  # questions that are told by their ids


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


def told_of(whole: Issue, part: Issue, rulebook: Rulebook) -> list[str]:
    """Return what the person who divides a workbook should know: what the part holds, and what is in none."""
    bodies = {
        indicator.id: _body(whole, indicator.id) for indicator in rulebook.asked() if whole.plan.holds(indicator.id)
    }
    rest = [name for name in bodies if not part.plan.holds(name)]
    nobody = [name for name in rest if not bodies[name]]
    held, others = counted(len(bodies) - len(rest), "question"), len(rest) - len(nobody)
    lines = [
        f"The part holds {held} of {len(bodies)}; the rest: {others} with other bodies, {len(nobody)} with nobody."
    ]
    known = {matching(body) for body in bodies.values() if not _SEVERAL.search(body)}
    joint = [name for name in rest if len(_several(bodies[name], known)) > 1]
    if joint:
        more = f" and {len(joint) - _NAMED} more" if len(joint) > _NAMED else ""
        named = "; ".join(f"{name} ({shown(bodies[name])})" for name in joint[:_NAMED])
        lines.append(
            f"{counted(len(joint), 'question')} with several bodies, in the part of none of them until one is named: "
            f"{named}{more}."
        )
    return lines


def _several(body: str, known: Collection[str]) -> list[str]:
    """Return the bodies that a text names: parted by a semicolon, or by other signs where each is known by itself."""
    pieces = [piece for piece in _SEVERAL.split(body) if not says_nothing(piece)]
    if len(pieces) > 1:
        return pieces
    pieces = [piece for piece in _PERHAPS.split(body) if piece]
    return pieces if all(matching(piece) in known for piece in pieces) else [body]


def _body(issue: Issue, name: str) -> str:
    cell = issue.answers.get(name, {}).get("responsible_body")
    text = written(cell) if cell is not None else ""
    return "" if says_nothing(text) else text


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
        listed = _JOINT.join(f"“{one_line(body)}”" for body in sorted(known.values()))
        expected = f"one of: {listed}" if listed else "a name in the column Responsible body: fill it in first"
        problems.append(Problem(f"--body {repr_of(name)}", "no row of that body", expected, advice))
    if problems:
        raise UsageError(problems)
