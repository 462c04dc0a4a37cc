import json
from fractions import Fraction

import pytest
from assessment_making import answer, indicator, instrument, leaf, rulebook, submission, table
from hypothesis import example, given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.verification import sha256_of
from gapcheck.assessment.writing import written
from gapcheck.report.json import dump, render_one

TOWNS = table("towns", [{"place": "Poipet", "amount": 3}])
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    ['"', "\\", '\\"', '": 0.00001,', "1e-7", ",0.00002]", "\\u0000.00001", "\n 1e-9", "clause-e-5", "ខ្មែរ"]
)
NUMBERS = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.builds(lambda top, places: round(top / 10**places, places), st.integers(-999, 999), st.integers(0, 9))
)
VALUES = st.recursive(
    TEXTS | NUMBERS | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def in_order(value):
    if isinstance(value, dict):
        return {key: in_order(held) for key, held in sorted(value.items())}
    return [in_order(held) for held in value] if isinstance(value, list) else value


@given(st.dictionaries(TEXTS, VALUES, max_size=6))
@example({"a": 0.00001, "b": [1e-9, -2.5e-7, 10.00001], 'c"': '": 0.00001,'})
@example({"\\": 5e-05, "x": {"y": ['\\"', 0.0000123]}})
def test_it_is_what_python_writes(data):
    lined = json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1)
    close = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert written(in_order(data), indent=1).decode() == lined
    assert written(in_order(data)).decode() == close


@pytest.mark.parametrize("share", [Fraction(1, 30_000), Fraction(1, 3_000_000), Fraction(1, 3)])
def test_a_result_is_hashed_as_everybody_can_hash_it(share):
    book = rulebook([indicator("share", "share")], [instrument("plan", leaf("P.1", {4: [
        {"indicator": "share", "at_least": "50%"}]}))])  # fmt: skip
    found = assess(submission([answer("share", share)]), book)
    assert found.result_sha256 == sha256_of(found.model_dump(mode="json", by_alias=True))
    assert render_one(found) == dump(found.model_dump(mode="json", by_alias=True))


def test_a_record_brings_its_keys_in_order():
    columns = {"place": {"type": "text", "key": "true"}, "amount": {"type": "count"}}
    book = rulebook([indicator("fund", "yes_no"), indicator("towns", "table", columns=columns)], [
        instrument("plan", leaf("P.1", {2: [{"any": [{"indicator": "fund", "is": "yes"}]}], 4: [
            {"indicator": "fund", "is": "yes"}]}))])  # fmt: skip
    found = assess(submission([answer("fund", "yes"), answer("towns", TOWNS)]), book)
    plain = json.loads(written(found))
    assert json.dumps(plain) == json.dumps(plain, sort_keys=True)
    assert plain == found.model_dump(mode="json", by_alias=True)
