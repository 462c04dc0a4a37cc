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
    yield from wrap(
        f"The two results were made with different rules (version {earlier.rulebook.version}, "
        f"{earlier.rulebook.sha256[:8]}, and version {later.rulebook.version}, {later.rulebook.sha256[:8]}), and the "
        "workbook of the one under other rules is not here. So only provisions whose ladders are the same are set side "
        f"by side; {held.left_out} others are left out. Name the workbook too for the whole comparison."
    )
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
