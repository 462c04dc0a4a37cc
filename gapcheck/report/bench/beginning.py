"""What was made for a new plan, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gapcheck.bench.plans.scaffold import Plan
from gapcheck.report.plaintext import clean, wrap


def render(plan: Plan, files: Sequence[Path], new_folder: Path | None) -> str:
    """Return what was written; ``new_folder`` is the folder of rules where it was made too."""
    return "\n".join(_lines(plan, files, new_folder)) + "\n"


def _lines(plan: Plan, files: Sequence[Path], new_folder: Path | None) -> Iterator[str]:
    if new_folder is not None:
        yield from wrap(f"{new_folder}: your folder of rules, a copy of the shipped ones.")
    number = len(plan.items)
    said = "1 item" if number == 1 else f"{number} items, {plan.items[0].label} to {plan.items[-1].label}"
    yield from wrap(f"{plan.id}: {said}, each a provision with its words quoted; none is scored yet.")
    for path in files:
        yield f"  {clean(str(path))}"
    folder = files[0].parent.parent
    yield from wrap(
        f"Next: write the ladders in {files[1]}, then gapcheck rules check --rules {folder}, and cases in {files[2]}, "
        f"then gapcheck rules test --rules {folder}."
    )
