"""Shipped results, as they are and as they may be passed on, and a reviewed one; cases drawn by hypothesis."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from assessment_making import review
from sharing import share

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import published
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import read_workbook

INPUTS = Path(__file__).parents[3] / "inputs"
share("assessment", "strategies")


@pytest.fixture(scope="session")
def shipped_rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def shipped_results(shipped_rulebook: Rulebook) -> dict[str, Assessment]:
    """Results by name; ``published`` stands before those of which small counts of persons are kept back."""
    made = {}
    for name in ("khm-2022", "xaa-2022", "xaa-2023"):
        made[name] = assess(read_workbook(INPUTS / f"{name}.xlsx", shipped_rulebook), shipped_rulebook)
    said = read_workbook(INPUTS / "xaa-2023.xlsx", shipped_rulebook)
    decided = review(
        research_plan="accepted",
        national_strategy="rejected",
        victims_identified=("corrected", Fraction(3)),
        screening_groups_named=("corrected", ("lgbtqi", "men_and_boys")),
    )
    made["reviewed"] = assess(said, shipped_rulebook, [decided])
    return made | {f"published {name}": published([held], shipped_rulebook)[0] for name, held in made.items()}
