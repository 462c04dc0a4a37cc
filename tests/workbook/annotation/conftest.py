"""A workbook as an officer sends it, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from sharing import share

from gapcheck.workbook.annotation import Note, annotate

share("workbook/annotation", "samples")

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
