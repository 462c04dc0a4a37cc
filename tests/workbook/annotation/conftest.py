"""A workbook as an officer sends it, and what comes back."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from gapcheck.workbook.annotation import Note, annotate


def _share(name: str, path: Path) -> None:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


_share("annotation_samples", Path(__file__).with_name("samples.py"))

Annotated = Callable[..., bytes]


@pytest.fixture(scope="session")
def sent(fill: Callable[..., bytes]) -> bytes:
    """A filled template with everything that people put into a workbook."""
    from annotation_samples import ANSWERS, enriched

    return enriched(fill(ANSWERS))


@pytest.fixture(scope="session")
def annotated() -> Annotated:
    """Annotate, and see that a second time gives the same."""

    def once(data: bytes, notes: Sequence[Note], words: Mapping[str, str] | None = None) -> bytes:
        result = annotate(data, "khm-2022.xlsx", notes, words or {})
        assert annotate(result, "khm-2022.xlsx", notes, words or {}) == result
        assert annotate(data, "khm-2022.xlsx", notes, words or {}) == result
        return result

    return once


@pytest.fixture(scope="session")
def back(sent: bytes, annotated: Annotated) -> bytes:
    """The officer's workbook with the notes of the samples."""
    from annotation_samples import NOTES

    return annotated(sent, NOTES)
