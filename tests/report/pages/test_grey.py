"""Grey: boxes are told apart by tone, by texture wherever it begins, or by letters; by colour alone they are not."""

from __future__ import annotations

import numpy as np
import pytest
from pages_grey import grey, indistinct, unlike

NAMES = ("dark", "light", "rising", "falling", "dotted", "rising-too", "red", "green", "red-v", "green-d")


@pytest.fixture
def parts(opened, samples):
    return opened(samples / "parts.html").page


def test_only_boxes_that_differ_in_colour_or_size_alone_look_alike(parts):
    found = indistinct(parts, {name: f"#{name}" for name in NAMES})
    assert [finding.split(":")[0] for finding in found] == [
        "in grey rising looks like rising-too",
        "in grey red looks like green",
    ]


def test_grey_is_from_black_to_white(parts):
    assert grey(parts, "#dark")[2:-2, 2:-2].max() < 0.2
    assert grey(parts, "#light").min() == 1


def test_a_box_that_cannot_be_seen_is_refused():
    with pytest.raises(ValueError, match="too small"):
        unlike(np.ones((40, 3)), np.ones((40, 40)))
