"""Catalogues of phrases: by key and language, with words filled in; and the catalogues that ship."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.rulebook.phrases import Phrases, in_language

PACKAGE = Path(__file__).parents[2] / "gapcheck"
WORDING = PACKAGE / "assessment" / "wording.yaml"
CATALOGUES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.yaml"))}
# What reports share, and what one format says beside it.
SHARED = ("report/story/story.yaml", "report/spoken/words.yaml")
FORMATS = ("report/pages/pages.yaml", "report/markdown/markdown.yaml", "report/spreadsheet/spreadsheet.yaml")
BRACES = re.compile(r"\{(\w+)\}")
LETTERS = re.compile(r"[^\W\d_]")
KHMER = re.compile("[\u1780-\u17ff]")


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


def written(name):
    """The phrases of a catalogue that ships, by key."""
    phrases = Phrases(CATALOGUES[name])
    return {key: phrases.unfilled(key) for key in phrases.keys()}  # noqa: SIM118 - a catalogue is no mapping


def test_the_catalogues_that_ship_are_found():
    assert {*SHARED, *FORMATS, "assessment/wording.yaml", "report/story/method.yaml"} <= set(CATALOGUES)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_phrase_that_ships_is_in_both_languages_with_the_same_words_in_braces(name):
    assert written(name)
    for key, texts in written(name).items():
        assert set(texts) == {"en", "km"}, key
        braces = [Counter(BRACES.findall(texts[code])) for code in ("en", "km")]
        assert braces[0] == braces[1], key
        assert all("{" not in rest and "}" not in rest for rest in (BRACES.sub("", text) for text in texts.values())), (
            key
        )


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_phrase_that_ships_is_translated(name):
    # Marks between words, and the headings that are the same in both, hold no word that could be.
    same = {texts["en"] for texts in written(name).values() if not KHMER.search(texts["km"])}
    assert [text for text in same if LETTERS.search(BRACES.sub("", text))] in ([], ["ID"])


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_key_stands_twice_in_a_catalogue(name):
    # The loader keeps the last of two and says nothing.
    node = yaml.compose(CATALOGUES[name].read_text(encoding="utf-8"))
    keys = Counter(key.value for key, _ in node.value)
    assert [key for key, times in keys.items() if times > 1] == []
    for key, texts in node.value:
        codes = [code.value for code, _ in texts.value]
        assert len(codes) == len(set(codes)), key.value


def test_every_language_has_twelve_months():
    months = {code: text.split(" ") for code, text in written("report/story/story.yaml")["months"].items()}
    assert set(months) == {"en", "km"}
    assert all(len(names) == len(set(names)) == 12 and all(names) for names in months.values())


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_does_not_say_again_what_reports_share(name):
    shared = [written(other) for other in SHARED]
    again = [
        key
        for key, texts in written(name).items()
        if any(held.get(key, {}).get("en") == texts["en"] for held in shared)
    ]
    assert again == []
