"""What tests of reports share: answers and rulebooks in few words, and a workbook full of hostile texts."""

from __future__ import annotations

import pytest
from sharing import share

share("assessment", "making")
share("report", "hostile_texts")
share("report", "hostile")


@pytest.fixture(scope="session")
def hostile_texts():
    """Every hostile text: how it is written, how it is read, and how it must be found in a report."""
    from report_hostile_texts import TEXTS

    return TEXTS


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A workbook that holds every hostile text wherever words are free, and a review of it likewise."""
    from report_hostile import write

    from gapcheck.rulebook import load_rulebook

    return write(tmp_path_factory.mktemp("hostile"), load_rulebook())
