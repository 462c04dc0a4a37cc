import pytest

from gapcheck.report.instruments import _answer


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("We lack money.", "We lack money."),
        (1310, "1310"),
        (["men", "women"], "men; women"),
        ([], ""),
        ([{"province": "Kep", "requests": 3}], "a table; rows: 1"),
    ],
)
def test_an_answer_shown_beside_a_clause_is_never_printed_as_a_program_would(value, words):
    assert _answer(value) == words
