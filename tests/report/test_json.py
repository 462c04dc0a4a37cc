import json
from pathlib import Path

import gapcheck.report
from gapcheck.report import json as report_json


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
