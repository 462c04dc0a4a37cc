import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from gapcheck.report.plaintext import WIDTH, clean, listed, wrap


def test_escape_sequences_and_direction_overrides_do_not_reach_the_terminal():
    assert clean("red \x1b[31mtext\x07 \u202ereversed\r\nnext") == "red [31mtext reversed next"


def test_khmer_keeps_its_zero_width_spaces():
    assert clean("ព្រះ\u200bរាជា") == "ព្រះ\u200bរាជា"


@given(st.text())
def test_nothing_that_controls_a_terminal_is_left(text):
    assert not any(unicodedata.category(character) == "Cc" for character in clean(text))


@given(st.text(alphabet="abc déf-", max_size=300))
def test_no_line_is_wider_than_the_terminal(text):
    assert all(len(line) <= WIDTH for line in wrap(text, indent="    ", first="  - "))


def test_long_lists_say_how_many_are_left_out():
    assert listed(["a", "b", "c"], most=2) == "a, b and 1 more"
    assert listed(["a", "b"], most=2) == "a, b"


def test_a_number_and_its_per_cent_sign_stay_on_one_line():
    for width in range(12, 40):
        lines = wrap("The share should be at least 75 % of all, or 12.5 % of some.", width=width)
        assert not any(line.startswith("%") for line in lines)
        assert " ".join(lines) == "The share should be at least 75 % of all, or 12.5 % of some."
