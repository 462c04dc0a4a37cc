"""What an assessment leaves behind is let go at once: a batch of thousands does not wait for the garbage collector."""

import gc
from pathlib import Path

from gapcheck.assessment import assess
from gapcheck.report.json import render_bytes
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook

KHM_2022 = Path(__file__).parents[2] / "inputs" / "khm-2022.xlsx"


def test_an_assessment_leaves_nothing_to_the_garbage_collector():
    rulebook = load_rulebook()
    read = read_workbook(KHM_2022, rulebook)
    render_bytes(assess(read, rulebook))  # what is worked out once of the rules
    gc.collect()
    gc.disable()
    try:
        render_bytes(assess(read, rulebook))
        assert gc.collect() == 0
    finally:
        gc.enable()
