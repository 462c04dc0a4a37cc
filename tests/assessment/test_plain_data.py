import gc

from assessment_making import answer, indicator, instrument, leaf, rulebook, submission

from gapcheck.assessment import assess, plain_data
from gapcheck.assessment.plain_data import fingerprint

BOOK = rulebook([indicator("fund", "yes_no")], [instrument("plan", leaf("P.1", {4: [
    {"indicator": "fund", "is": "yes"}]}))])  # fmt: skip


def found(said):
    return assess(submission([answer("fund", said)]), BOOK)


def test_the_data_at_hand_is_what_the_result_says_and_carries_its_hash():
    one = found("yes")
    plain = plain_data.plain_data(one)
    assert plain is plain_data.plain_data(one)
    assert plain.data == one.in_order()
    assert plain.data["result_sha256"] == one.result_sha256 == fingerprint(one)


def test_what_is_made_of_a_result_is_not_taken_for_it():
    one = found("yes")
    other = one.model_copy(update={"year": 1999})
    assert plain_data.plain_data(other).data["year"] == 1999
    assert plain_data.plain_data(one).data["year"] == one.year


def test_only_the_result_hashed_last_is_at_hand():
    one, other = found("yes"), found("no")
    assert len(plain_data._last) == 1
    assert plain_data.plain_data(one).data == one.in_order()
    assert plain_data.plain_data(other).data == other.in_order()


def test_it_is_let_go_with_the_result():
    one = found("yes")
    assert plain_data._last
    del one
    gc.collect()
    assert not plain_data._last
