"""What rule tests cover: how many levels of an instrument are reached, and what is missing, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tabulate import tabulate

from gapcheck.bench.coverage import InstrumentCoverage, share_reached
from gapcheck.report.bench.figures import percent, percent_words
from gapcheck.report.json import dump
from gapcheck.report.plaintext import clean, listed, wrap

SCHEMA = "gapcheck.rules-coverage/1"


def render(found: Sequence[InstrumentCoverage], bound: Fraction, failures: int) -> str:
    """Return what is missing, a table, and a summary; ``failures`` is the number of cases that did not pass."""
    return "\n".join(_report(found, bound, failures)) + "\n"


def render_json(found: Sequence[InstrumentCoverage], bound: Fraction, failures: int) -> str:
    """Return the coverage of every instrument, and every leaf with a level that is missing."""
    instruments = [
        {
            "instrument": item.instrument.id,
            "leaves": len(item.leaves),
            "levels": item.declared,
            "reached": item.reached,
            "missing": [
                {"provision": leaf.leaf.id, "place": leaf.place, "levels": list(leaf.missing)}
                for leaf in item.leaves
                if leaf.missing
            ],
        }
        for item in found
    ]
    share = share_reached(found)
    figures = {"share": percent(share), "at_least": percent(bound), "passed": share >= bound}
    return dump({"schema": SCHEMA, "instruments": instruments, "failed_cases": failures, **figures})


def _report(found: Sequence[InstrumentCoverage], bound: Fraction, failures: int) -> Iterator[str]:
    for item in found:
        for leaf in item.leaves:
            if leaf.missing:
                levels = "s" if len(leaf.missing) > 1 else ""
                told = f"no passing case at level{levels} {listed(map(str, leaf.missing))}"
                yield f"{clean(leaf.place)}: {leaf.leaf.id}: {told}"
    if any(leaf.missing for item in found for leaf in item.leaves):
        yield ""
    if found:
        rows = [[item.instrument.id, len(item.leaves), item.declared, item.reached] for item in found]
        headers = ["Instrument", "Leaves", "Levels", "Reached"]
        yield tabulate(rows, headers, colalign=("left", "right", "right", "right"))
        yield ""
    if failures:
        told = f"{failures} case{'' if failures == 1 else 's'} failed; what fails counts for nothing."
        yield from wrap(f"{told} See gapcheck rules test.")
    share = share_reached(found)
    verdict = "enough" if share >= bound else "TOO LITTLE"
    yield from wrap(f"Covered: {percent_words(share)} of the levels; asked for {percent_words(bound)}: {verdict}.")
