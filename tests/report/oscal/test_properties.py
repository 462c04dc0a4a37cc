"""Properties hold every field of a record under its name, and nothing that is empty."""

from __future__ import annotations

from gapcheck.assessment.figures import Figure, Score
from gapcheck.report.oscal.properties import label, of_fields, of_record, of_records, prop

NS = "urn:gapcheck:ns"


def short(props):
    return [(held["name"], held["value"], held.get("group")) for held in props]


def test_a_figure_is_told_rounded_and_exact():
    score = Score(
        verified=None, documented=Figure(value=1.5, exact="50/33"), claimed=None, possible=None, coverage=None
    )
    assert short(of_record(score, group="P.1")) == [("documented", "1.5", "P.1"), ("documented-exact", "50/33", "P.1")]
    assert short(of_records("scores", [score, score]))[2] == ("documented", "1.5", "_scores.2")


def test_lists_are_counted_and_fields_in_fields_joined():
    fields = {
        "four_eyes": True,
        "cells": ["A!B1", "A!B2"],
        "rows": [{"n": 3, "in": [{"to": 0.25}]}],
        "at": {"end": "x"},
    }
    assert short(of_fields(fields)) == [
        ("four-eyes", "true", None),
        ("cells", "A!B1", None),
        ("cells", "A!B2", None),
        ("n", "3", "_rows.1"),
        ("to", "0.25", "_rows.1.in.1"),
        ("at-end", "x", None),
    ]


def test_what_is_null_or_without_words_has_no_property_and_zero_and_false_have():
    held = of_fields({"a": None, "b": " \n", "c": [], "d": {}, "e": 0, "f": False})
    assert short(held) == [("e", "0", None), ("f", "false", None)]


def test_all_are_in_our_namespace_but_the_label():
    assert prop("a_b", 1.0) == {"name": "a-b", "ns": NS, "value": "1.0"}
    assert label("1(i)") == {"name": "label", "value": "1(i)"}
