"""Unchanged provisions of two results under different rules, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from tabulate import tabulate

from gapcheck.assessment.figures import LevelsReached
from gapcheck.assessment.result import CountryRecord
from gapcheck.comparison.unchanged import Unchanged
from gapcheck.report.comparison import label, side
from gapcheck.report.plaintext import WIDTH, invented, wrap

_TITLE = 30


def render(held: Unchanged, country: CountryRecord) -> str:
    """Return the report."""
    return "\n".join(_report(held, country)) + "\n"


def _report(held: Unchanged, country: CountryRecord) -> Iterator[str]:
    earlier, later = held.earlier, held.later
    yield from wrap(
        f"UNCHANGED PROVISIONS: {country.name} ({later.country}), {label(earlier, later)} to {label(later, earlier)}"
    )
    yield from invented(country.fictional)
    yield "=" * WIDTH
    yield from wrap(side(earlier), indent=" " * 14, first="Earlier       ")
    yield from wrap(side(later), indent=" " * 14, first="Later         ")
    yield ""
    yield from wrap(_why(held))
    if held.leaves:
        yield ""
        rows = [
            [
                leaf.clause,
                "\n".join(wrap(leaf.title, width=_TITLE)),
                _levels(leaf.before),
                _levels(leaf.after),
                "" if leaf.before == leaf.after else "changed",
            ]
            for leaf in held.leaves
        ]
        headers = ["Clause", "Levels: documented, claimed", str(earlier.year), str(later.year), ""]
        yield tabulate(rows, headers=headers, disable_numparse=True)


def _levels(levels: LevelsReached) -> str:
    return f"{levels.documented} / {levels.claimed}"


def _why(held: Unchanged) -> str:
    """Return why no more than this is compared."""
    earlier, later = held.earlier.rulebook, held.later.rulebook
    one, other = (f"version {rules.version}, {rules.sha256[:8]}" for rules in (earlier, later))
    end = f"{held.left_out} others are left out. Name the workbook too for the whole comparison."
    if earlier.sha256 == later.sha256:
        return (
            f"The two results were made with the same rules ({one}), which are not the ones at hand, and their "
            f"workbooks are not here. So only levels of provisions that have one in both are set side by side; {end}"
        )
    return (
        f"The two results were made with different rules ({one}, and {other}), and the workbook of the one under other "
        f"rules is not here. So only provisions whose ladders are the same are set side by side; {end}"
    )
