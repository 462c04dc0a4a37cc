"""A plan as it was asked for: its id, title, countries and day, each checked before anything is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from gapcheck.bench.plans.items import Item
from gapcheck.bench.plans.scaffold import Plan
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook.countries import is_country
from gapcheck.rulebook.numbers import parse_day

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")  # with the number of an item still an id


def plan_asked(
    name: str, title: str, items: Sequence[Item], applies_to: Sequence[str], issued_on: str | None, origin: str
) -> Plan:
    """Return the plan; raises UsageError with all that is wrong in how it was asked for."""
    problems = list(_problems(name, title, applies_to))
    day: date | None = None
    try:
        day = parse_day(issued_on) if issued_on is not None else None
    except ValueError:
        problems.append(Problem("--issued-on", repr(issued_on), "a date such as 2024-06-24", ""))
    if problems:
        raise UsageError(problems)
    return Plan(name, " ".join(title.split()), tuple(items), tuple(applies_to), day, origin)


def _problems(name: str, title: str, applies_to: Sequence[str]) -> Iterator[Problem]:
    if not _ID.fullmatch(name):
        expected = "small letters, digits and '-', without spaces, at most 60"
        yield Problem("--id", repr(name), expected, "For example tip-khm-2024.")
    if not title.strip():
        yield Problem("--title", "nothing", "the title of the plan in English", "")
    for code in applies_to:
        if not is_country(code):
            yield Problem("--applies-to", repr(code), "the ISO 3166 alpha-3 code of a country, such as KHM", "")
