"""What tests of reports share: answers and rulebooks in few words, and a workbook full of hostile texts."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


def _share(name: str, path: Path) -> None:
    """Let the tests of this room import a helper: with importlib mode the folder is on no path."""
    if name in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)


_share("assessment_making", Path(__file__).parents[1] / "assessment" / "making.py")
_share("report_hostile_texts", Path(__file__).with_name("hostile_texts.py"))
_share("report_hostile", Path(__file__).with_name("hostile.py"))


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
