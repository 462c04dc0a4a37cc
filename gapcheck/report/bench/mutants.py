"""What became of the mutants: survivors with hints, written reasons that do not hold, and the share that is killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tabulate import tabulate

from gapcheck.bench.killing import Hunt, share_killed
from gapcheck.bench.searches import Hint
from gapcheck.bench.survivors import Leftover
from gapcheck.report.bench.figures import percent, percent_words
from gapcheck.report.json import dump
from gapcheck.report.plaintext import clean, wrap

SCHEMA = "gapcheck.rules-mutate/1"
_INDENT = "    "
_NO_HINT = "no answers found by the short search; that does not prove that there are none"


@dataclass(frozen=True, slots=True)
class MutantReport:
    """What is to be told: the hunts, what is left to do, the share asked for, and how many cases did not pass."""

    hunts: Sequence[Hunt]
    leftover: Leftover
    bound: Fraction
    failures: int = 0

    @property
    def passed(self) -> bool:
        """Whether enough is killed, and every written reason holds."""
        return share_killed(self.hunts) >= self.bound and not self.leftover.unfounded


def render(report: MutantReport) -> str:
    """Return the survivors, the reasons that do not hold, a table, and a summary."""
    return "\n".join(_report(report)) + "\n"


def render_json(report: MutantReport) -> str:
    """Return the same for programs."""
    instruments = [
        {
            "instrument": hunt.instrument.id,
            "mutants": len(hunt.hunted),
            "killed": hunt.number("killed"),
            "equivalent_by_proof": hunt.number("proven"),
            "equivalent_by_reason": hunt.number("excused"),
            "survived": hunt.number("survived"),
            "share": percent(share_killed([hunt])),
        }
        for hunt in report.hunts
    ]
    survivors = [
        {"mutant": item.name, "place": item.place, "hint": _hint_record(item.hint)}
        for item in report.leftover.survivors
    ]
    unfounded = [
        {
            "mutant": item.name,
            "place": item.place,
            "killed_by": item.killed_by or None,
            "hint": _hint_record(item.hint),
        }
        for item in report.leftover.unfounded
    ]
    share = share_killed(report.hunts)
    return dump(
        {
            "schema": SCHEMA,
            "instruments": instruments,
            "survivors": survivors,
            "unfounded_reasons": unfounded,
            "failed_cases": report.failures,
            "share": percent(share),
            "at_least": percent(report.bound),
            "passed": report.passed,
        }
    )


def _hint_record(hint: Hint | None) -> dict[str, Any] | None:
    if hint is None:
        return None
    return {"case": hint.place, "given": dict(hint.changes), "rule": hint.rule, "mutant": hint.mutant}


def _report(report: MutantReport) -> Iterator[str]:
    for survivor in report.leftover.survivors:
        yield f"{clean(survivor.place)}: {survivor.name}"
        yield from _hint(survivor.hint) if survivor.hint is not None else wrap(_NO_HINT, indent=_INDENT)
    for item in report.leftover.unfounded:
        yield f"{clean(item.place)}: the reason does not hold: {item.name}"
        if item.killed_by:
            yield f"{_INDENT}killed by the case at {clean(item.killed_by)}"
        if item.hint is not None:
            yield from _hint(item.hint)
    if report.leftover.survivors or report.leftover.unfounded:
        yield ""
    if report.hunts:
        yield _table(report.hunts)
        yield from wrap("Proven: equal to the rule by proof. Reason: equal for a written reason. Left: survivors.")
        yield ""
    if report.failures:
        told = f"{report.failures} case{'' if report.failures == 1 else 's'} failed; what fails kills nothing."
        yield from wrap(f"{told} See gapcheck rules test.")
    yield from wrap(_summary(report))


def _hint(hint: Hint) -> Iterator[str]:
    changes = "; ".join(f"{name}: {value}" for name, value in hint.changes.items())
    yield from wrap(
        f"told apart by {changes} (else as in {hint.place}): {_rung(hint.rule)} by the rule, {_rung(hint.mutant)} here",
        indent=f"{_INDENT}  ",
        first=_INDENT,
    )


def _rung(rung: int | str) -> str:
    return f"level {rung}" if isinstance(rung, int) else rung


def _table(hunts: Sequence[Hunt]) -> str:
    rows = [
        [
            hunt.instrument.id,
            len(hunt.hunted),
            hunt.number("proven"),
            hunt.number("excused"),
            hunt.number("killed"),
            hunt.number("survived"),
            percent_words(share_killed([hunt])),
        ]
        for hunt in hunts
    ]
    headers = ["Instrument", "Mutants", "Proven", "Reason", "Killed", "Left", "Share"]
    return tabulate(rows, headers, colalign=("left", *["right"] * 6), disable_numparse=True)


def _summary(report: MutantReport) -> str:
    share = share_killed(report.hunts)
    counted, killed = sum(hunt.counted for hunt in report.hunts), sum(hunt.number("killed") for hunt in report.hunts)
    verdict = "enough" if share >= report.bound else "TOO FEW"
    unfounded = len(report.leftover.unfounded)
    reasons = "1 WRITTEN REASON DOES" if unfounded == 1 else f"{unfounded} WRITTEN REASONS DO"
    told = f" {reasons} NOT HOLD." if unfounded else ""
    return (
        f"Killed: {killed} of {counted} mutants that are not equal to their rule, {percent_words(share)}; "
        f"asked for {percent_words(report.bound)}: {verdict}.{told}"
    )
