from fractions import Fraction
from pathlib import Path

import pytest

from gapcheck.assessment import Assessment, assess
from gapcheck.report.bar import PARTS
from gapcheck.report.story import Tongue, story_of
from gapcheck.report.story.method import method_of
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook

RULES = load_rulebook()
KHM = Path(__file__).parents[3] / "inputs" / "khm-2022.xlsx"
ENGLISH, KHMER = Tongue(RULES), Tongue(RULES, "km")


@pytest.fixture(scope="module")
def khm() -> Assessment:
    return assess(read_workbook(KHM, RULES), RULES)


def test_readings_are_those_of_the_method_in_their_order(khm):
    readings = method_of(khm, ENGLISH).readings
    assert [held.key for held in readings] == ["verified", "documented", "claimed", "possible"]
    assert [held.unknown for held in readings] == ["not met", "not met", "not met", "met"]
    assert [held.contested for held in readings][1:] == ["It does not count.", "It counts as stated.", "It is unknown."]


def test_parts_have_the_letters_and_names_of_the_bar(khm):
    assert [(held.letter, held.name) for held in method_of(khm, ENGLISH).parts] == list(PARTS)


def test_levels_are_those_of_the_rulebook(khm):
    for tongue in (ENGLISH, KHMER):
        levels = method_of(khm, tongue).levels
        assert [held.level for held in levels] == [0, 1, 2, 3, 4]
        for held, (level, meant) in zip(levels, sorted(RULES.method.levels.items()), strict=True):
            assert (held.title, held.meaning) == (tongue.text(meant.title), tongue.text(meant.meaning))
            assert (held.level, Fraction(held.points)) == (level, meant.points)


def test_the_threshold_of_a_headline_is_that_of_the_result(khm):
    assert "80.0\u00a0%" in method_of(khm, ENGLISH).topic("headline").words
    half = khm.model_copy(update={"coverage_threshold": type(khm.coverage_threshold)(value=50.0, exact="50")})
    for tongue in (ENGLISH, KHMER):
        words = method_of(half, tongue).topic("headline").words
        assert "50.0\u00a0%" in words
        assert "80" not in words


def test_what_is_not_shown_is_told_only_where_it_is_kept_back(khm):
    passed_on, internal = method_of(khm, ENGLISH), method_of(khm, ENGLISH, internal=True)
    assert "from 1 to 4 are not shown" in passed_on.topic("suppressed").words
    assert passed_on.topic("internal") is None
    assert internal.topic("suppressed") is None
    assert "Do not pass this report on" in internal.topic("internal").words


def test_the_story_carries_it(khm):
    assert story_of(khm, KHMER, internal=True).method == method_of(khm, KHMER, internal=True)
    assert story_of(khm, KHMER).method == method_of(khm, KHMER)


def test_every_word_is_said_in_both_languages_and_no_brace_is_left(khm):
    for internal in (False, True):
        english, khmer = (method_of(khm, tongue, internal=internal) for tongue in (ENGLISH, KHMER))
        pairs = [(one.words, other.words) for one, other in zip(english.topics, khmer.topics, strict=True)]
        pairs += [(one.title, other.title) for one, other in zip(english.topics, khmer.topics, strict=True)]
        pairs += [(one.meaning, other.meaning) for one, other in zip(english.parts, khmer.parts, strict=True)]
        pairs += [(one.counts, other.counts) for one, other in zip(english.readings, khmer.readings, strict=True)]
        for one, other in pairs:
            assert one != other
            assert not {"{", "}"} & {*one, *other}


def test_sentences_are_short(khm):
    for held in (*method_of(khm, ENGLISH).topics, *method_of(khm, ENGLISH, internal=True).topics):
        for sentence in held.words.split(". "):
            assert len(sentence.split()) <= 25, sentence
