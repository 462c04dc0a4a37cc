"""Several parts of one return, put together: two answers to one question are a problem, never a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.conflicts import Entry, conflict
from gapcheck.workbook.drafts.doubts import doubts
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.joint_start import joint_start, other_rulebook
from gapcheck.workbook.drafts.reissue import Issue, reissue
from gapcheck.workbook.drafts.remainders import in_order
from gapcheck.workbook.drafts.written import counted
from gapcheck.workbook.plan import Carried, Change, Plan
from gapcheck.workbook.words import Words, words_of

_NAMED = 5  # questions that a remark names


@dataclass(frozen=True, slots=True)
class Merged:
    """The whole, and what the person who merges should know."""

    issue: Issue
    remarks: tuple[str, ...]


def merge(drafts: Sequence[Draft], rulebook: Rulebook) -> Merged:
    """Return the whole that the parts make, each made under the rulebook.

    A question has the answer of the one part that wrote something in its row or its table; the order of the parts
    changes nothing. Raises WorkbookError with both cells where two parts wrote something else there, or say something
    else on Start; for a part that was made under another rulebook; and where an answer would be lost by an oversight.
    """
    drafts = sorted(drafts, key=lambda draft: (draft.file_name, draft.sha256))
    words = words_of(rulebook.method)
    problems: list[Problem] = []
    for draft in drafts:
        before = len(problems)
        other_rulebook(draft, rulebook, problems)
        if len(problems) == before:  # under another rulebook other ids and columns are no oversight
            problems += doubts(draft, rulebook)
    header, remarks = joint_start(drafts, problems)
    issues = [reissue(draft, rulebook) for draft in drafts]
    named = [(draft.file_name, issue) for draft, issue in zip(drafts, issues, strict=True)]
    answers, tables = {}, {}
    nobody = []
    for indicator in rulebook.asked():
        holders = [(name, issue) for name, issue in named if issue.plan.holds(indicator.id)]
        if not holders:
            nobody.append(indicator.id)
        entry = _one([_entry(name, issue, indicator.id) for name, issue in holders], indicator.id, words, problems)
        if entry is not None and entry.cells:
            answers[indicator.id] = entry.cells
        if entry is not None and entry.rows:
            tables[indicator.id] = entry.rows
    if problems:
        raise WorkbookError(problems, title="The parts cannot be put together yet")
    if nobody:
        more = f" and {len(nobody) - _NAMED} more" if len(nobody) > _NAMED else ""
        verbs = "is in no part and stays blank" if len(nobody) == 1 else "are in no part and stay blank"
        remarks.append(f"{counted(len(nobody), 'question')} {verbs}: {', '.join(nobody[:_NAMED])}{more}.")
    plan = Plan(
        previous="; ".join(dict.fromkeys(issue.plan.previous for issue in issues if issue.plan.previous)),
        carried=_carried(issues),
        kept=in_order(kept for issue in issues for kept in issue.plan.kept),
    )
    return Merged(Issue(header, answers, tables, plan), tuple(remarks))


def _entry(file_name: str, issue: Issue, name: str) -> Entry:
    return Entry(file_name, issue.answers.get(name, {}), issue.tables.get(name, ()))


def _one(entries: Sequence[Entry], name: str, words: Words, problems: list[Problem]) -> Entry | None:
    """Return the entry that answers a question, or one that names its body; add a problem for each that differs."""
    if not entries:
        return None
    answered = [entry for entry in entries if not entry.blank]
    with_body = [entry for entry in entries if "responsible_body" in entry.cells]
    candidates = answered or with_body or list(entries)
    found = [conflict(name, candidates[0], other, words) for other in entries if other is not candidates[0]]
    problems += [problem for problem in found if problem is not None]
    # They say the same: which of them is taken must not hang on the order of the parts.
    return min(candidates, key=Entry.serial)


def _carried(issues: Sequence[Issue]) -> dict[str, Carried]:
    """Return what the parts carry beside each question; texts that differ stand below each other."""
    carried: dict[str, Carried] = {}
    for issue in issues:
        for name, entry in issue.plan.carried.items():
            before = carried.get(name, Carried())
            change: Change = before.change or entry.change
            carried[name] = Carried(
                answer=_joined(before.answer, entry.answer),
                document=_joined(before.document, entry.document),
                missing=_joined(before.missing, entry.missing),
                change=change,
            )
    return carried


def _joined(one: str, other: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (one, other) if text))
