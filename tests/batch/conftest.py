"""A rulebook, what is asked, and workers of processes that know the toys."""

from __future__ import annotations

import pytest
from sharing import share

from gapcheck.assessment.gates import Gates
from gapcheck.batch.maker import maker_here
from gapcheck.batch.records import Asked
from gapcheck.report.formats import Format
from gapcheck.rulebook import load_rulebook

share("assessment", "making")


@pytest.fixture(scope="session")
def asked() -> Asked:
    return Asked(load_rulebook(), (Format.JSON,), None, internal=False, gates=Gates({}), maker=maker_here())
