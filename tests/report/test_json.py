import json
from fractions import Fraction
from pathlib import Path

from assessment_making import answer, indicator, instrument, leaf, rulebook, submission

import gapcheck.report
from gapcheck.assessment import assess
from gapcheck.report import json as report_json

SHARE = {"indicator": "share", "at_least": "50%"}


def test_the_shipped_schema_is_the_one_the_models_describe():
    shipped = Path(gapcheck.report.__file__).parent / "assessment-1.schema.json"
    assert shipped.read_text(encoding="utf-8") == report_json.schema()


def test_keys_are_sorted_and_text_is_kept_as_it_is_written():
    assert report_json.dump({"b": 1, "a": "ខ្មែរ"}) == '{\n "a": "ខ្មែរ",\n "b": 1\n}\n'


def test_schema_allows_nothing_that_it_does_not_name():
    described = json.loads(report_json.schema())
    loose = [name for name, model in described["$defs"].items() if model.get("additionalProperties", True)]
    assert loose == []
    assert described["additionalProperties"] is False


def test_one_and_several_are_written_as_dump_writes_them():
    book = rulebook([indicator("share", "share")], [instrument("plan", leaf("P.1", {4: [SHARE]}))])
    assessed = assess(submission([answer("share", Fraction(1, 30_000))]), book)
    plain = assessed.model_dump(mode="json", by_alias=True)
    assert report_json.render_one(assessed) == report_json.dump(plain)
    assert report_json.render([assessed, assessed]) == report_json.dump([plain, plain])
