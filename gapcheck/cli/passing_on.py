"""Passing on: results without small counts of persons, and what has to be said with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from gapcheck.cli.shared import told

if TYPE_CHECKING:
    from gapcheck.assessment.result import Assessment
    from gapcheck.disclosure import Exposure
    from gapcheck.rulebook import Rulebook


def passed_on(assessments: Sequence[Assessment], rulebook: Rulebook, *, internal: bool) -> list[Assessment]:
    """Return results as they may be passed on, audited together, and say on stderr what is to be known of them.

    With ``internal`` they stay as they are.
    """
    if internal:
        typer.echo("INTERNAL: small counts of persons are shown. Do not pass these files on.", err=True)
        return list(assessments)
    from gapcheck.disclosure import disclose

    disclosed = disclose(assessments, rulebook)
    typer.echo("Counts of persons from 1 to 4, and what would tell them, are not shown.", err=True)
    told(_made_otherwise(assessments, rulebook))
    told(_exposed(disclosed.exposures))
    return disclosed.assessments


def _made_otherwise(assessments: Sequence[Assessment], rulebook: Rulebook) -> Iterator[str]:
    """Yield what is to be known of results that other rules were used for."""
    from gapcheck.disclosure import is_foreign

    for one in assessments:
        if is_foreign(one, rulebook):
            yield (
                f"The result of {one.country.code} {one.year} was made with other rules, version "
                f"{one.rulebook.version}: no count of persons in it is shown but zeros, and what its levels tell of "
                "them is not known. With --rules they can be given."
            )


def _exposed(exposures: Sequence[Exposure]) -> Iterator[str]:
    """Yield a line for each count that what is shown seems to narrow down, with what tells it."""
    counts: dict[tuple[str, ...], list[Exposure]] = {}
    for one in exposures:
        place = " ".join(filter(None, (one.indicator, one.row, one.column)))
        voice = f"{one.country} {one.year}" + (" (from outside)" if one.source == "outside" else "")
        counts.setdefault((voice, place), []).append(one)
    for (voice, place), held in counts.items():
        numbers = ", ".join(str(one.number) for one in held)
        excluded = f"is not {numbers}" if len(held) == 1 else f"is none of {numbers}"
        criteria = ", ".join(sorted({name for one in held for name in one.criteria}))
        ways = {"criteria": f"the levels that rest on {criteria}", "checks": "the checks that hold or fail"}
        telling = " and ".join(words for way, words in ways.items() if any(one.told_by == way for one in held))
        yield f"Look before you pass this on: in {voice}, {telling} seem to say that {place} {excluded}."
