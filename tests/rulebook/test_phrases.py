"""Catalogues of phrases: by key and language, with words filled in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.rulebook.phrases import Phrases, in_language

WORDING = Path(__file__).parents[2] / "gapcheck" / "assessment" / "wording.yaml"


@pytest.fixture
def phrases(tmp_path: Path) -> Phrases:
    file = tmp_path / "said.yaml"
    file.write_text(
        'no: {en: "No", km: "ទេ"}\nfound: {en: "{who} found {what}", km: "{what}៖ {who}"}\nonly: {en: "Only"}\n',
        encoding="utf-8",
    )
    return Phrases(file)


def test_keys_stay_text_in_the_order_of_the_file(phrases):
    assert phrases.keys() == ("no", "found", "only")


def test_a_phrase_is_in_the_language_asked_for_or_in_english(phrases):
    assert phrases.say("no", "km") == "ទេ"
    assert phrases.say("only", "km") == "Only"
    assert phrases.say("no") == "No"


def test_each_language_orders_its_words_as_it_wants(phrases):
    assert phrases.texts("found", who="A", what="1") == {"en": "A found 1", "km": "1៖ A"}


def test_braces_in_a_word_filled_in_stay_as_they_are(phrases):
    assert phrases.say("found", who="{what}", what="{0} {who!r}") == "{what} found {0} {who!r}"


def test_a_word_that_is_not_given_is_an_error(phrases):
    with pytest.raises(KeyError, match="who"):
        phrases.say("found", what="1")


def test_a_rulebook_adds_a_language_and_replaces_words_without_changing_the_others(phrases):
    more = phrases.with_more({"no": {"fr": "Non", "en": "Nay"}})
    assert more.say("no", "fr") == "Non"
    assert more.say("no") == "Nay"
    assert phrases.texts("no") == {"en": "No", "km": "ទេ"}
    assert more.texts("only") == {"en": "Only"}


def test_in_language_falls_back_to_english():
    assert in_language({"en": "Yes"}, "km") == "Yes"


def test_a_phrase_is_recognised_with_what_was_filled_in(phrases):
    assert phrases.recognised("A found \n{what}", ["no", "found"]) == ("found", {"who": "A", "what": "\n{what}"})
    assert phrases.recognised("No", ["found", "no"]) == ("no", {})
    assert phrases.recognised("No.", ["found", "no"]) is None
    assert phrases.recognised("No", ["found"]) is None


@given(st.text(), st.text())
def test_what_is_recognised_is_the_same_when_it_is_said_again(who, what):
    phrases = Phrases(WORDING)
    said = phrases.say("no_row_in", row=who, table=what)
    key, filled = phrases.recognised(said, ["no_row_in"])
    assert phrases.say(key, **filled) == said


def test_words_in_braces_may_have_any_name(tmp_path):
    file = tmp_path / "said.yaml"
    file.write_text('draft: {en: "{language}, {key}, {self}"}\n', encoding="utf-8")
    phrases = Phrases(file)
    assert phrases.say("draft", "km", language="Khmer", key="K", self="S") == "Khmer, K, S"
    assert phrases.texts("draft", language="Khmer", key="K", self="S") == {"en": "Khmer, K, S"}
