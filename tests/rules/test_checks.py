"""The shipped checks are said in every language, and a warning offers the innocent explanation there may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.criteria import Check

CHECKS = Path(__file__).parents[2] / "rules" / "checks"
RULEBOOK = load_rulebook()
LANGUAGES = {"en", *RULEBOOK.method.languages}


@pytest.mark.parametrize("check", RULEBOOK.checks, ids=lambda check: check.id)
def test_a_check_is_said_in_every_language(check: Check) -> None:
    assert set(check.says) == LANGUAGES
    assert check.explanation is None or set(check.explanation) == LANGUAGES


@pytest.mark.parametrize("check", RULEBOOK.checks, ids=lambda check: check.id)
def test_a_warning_and_no_error_offers_an_explanation(check: Check) -> None:
    assert (check.explanation is not None) == (check.severity == "warning")


def test_no_file_grows_past_what_can_be_read() -> None:
    assert max(path.read_text(encoding="utf-8").count("\n") for path in CHECKS.glob("*.yaml")) <= 300
