"""The story of an assessment: what it tells is what the record says."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from gapcheck.assessment import assess
from gapcheck.assessment.figures import Figure
from gapcheck.assessment.result import InnerProvision, ReviewNote
from gapcheck.disclosure import published
from gapcheck.errors import UsageError
from gapcheck.report.clashes import settled_by
from gapcheck.report.story import Tongue, story_of
from gapcheck.report.story.heat import BUCKETS, bucket_of, scored_leaves
from gapcheck.report.story.ladders import numbers_of
from gapcheck.report.story.steps import first_steps
from gapcheck.resources import shipped
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook

RULES = load_rulebook()
NAMES = ("khm-2022", "xaa-2023")


@pytest.fixture(scope="module")
def records():
    return {name: assess(read_workbook(shipped("inputs") / f"{name}.xlsx", RULES), RULES) for name in NAMES}


@pytest.fixture(params=NAMES)
def record(request, records):
    return records[request.param]


@pytest.fixture
def story(record):
    return story_of(record, Tongue(RULES), internal=True)


def _walk(nodes):
    for node in nodes:
        yield node
        if isinstance(node, InnerProvision):
            yield from _walk(node.children)


def test_every_provision_is_told_once_in_the_order_of_the_source(record, story):
    for held, instrument in zip(story.instruments, record.instruments, strict=True):
        assert [node.id for node in held.nodes] == [node.id for node in _walk(instrument.provisions)]


def test_the_parts_of_every_bar_add_up_to_a_hundred_and_begin_where_the_last_one_ends(story):
    bars = [node.bar for held in story.instruments for node in held.nodes]
    bars += [row.bar for held in story.instruments for row in held.heat]
    drawn = [bar for bar in bars if bar is not None]
    assert len(drawn) > 60
    for bar in drawn:
        at = Decimal(0)
        for part in bar.parts:
            assert Decimal(part.start) == at
            assert part.value == part.width
            at += Decimal(part.width)
        assert at == 100


def test_the_leaves_of_the_heat_map_are_all_the_scored_leaves(record, story):
    for held, instrument in zip(story.instruments, record.instruments, strict=True):
        leaves = list(scored_leaves(instrument.provisions))
        assert sum(row.number for row in held.heat) == len(leaves)
        if not instrument.scored:
            assert (leaves, held.heat, held.standing.levels) == ([], (), ())
            continue
        counts = Counter(bucket_of(leaf.levels) for leaf in leaves)
        assert dict(held.standing.levels) == {bucket: counts[bucket] for bucket in BUCKETS}
        zero = counts["open"] + counts["0"]
        assert zero == instrument.level_counts["documented"]["0"]


def test_a_level_of_nought_that_could_be_more_is_no_zero(record):
    for instrument in record.instruments:
        for leaf in scored_leaves(instrument.provisions):
            bucket = bucket_of(leaf.levels)
            assert (bucket == "0") == (leaf.levels.possible == 0)
            assert (bucket == "open") == (leaf.levels.documented == 0 < leaf.levels.possible)


def test_steps_are_the_gaps_of_the_record_in_its_order(record, story):
    for held, instrument in zip(story.instruments, record.instruments, strict=True):
        assert [step.provision for step in held.steps] == [gap.provision for gap in instrument.gaps]
        for step, gap in zip(held.steps, instrument.gaps, strict=True):
            assert step.gain == f"{gap.gain.value:.1f}"
            assert [deed.words for deed in step.deeds] == [part.words for part in gap.missing]


def test_the_first_steps_are_taken_from_each_instrument_in_turn(story):
    lists = [held.steps for held in story.instruments if held.steps]
    first = story.first_steps
    assert len(first) == 10
    of_each = Counter(step.instrument_id for step in first)
    assert max(of_each.values()) - min(of_each.values()) <= 1
    for held in lists:
        ranks = [step.rank for step in first if step.instrument_id == held[0].instrument_id]
        assert ranks == list(range(1, len(ranks) + 1))


def test_what_gains_nothing_by_itself_comes_last(story):
    every = first_steps([held.steps for held in story.instruments], most=1000)
    gains = [step.gains for step in every]
    assert gains == sorted(gains, reverse=True)
    assert len(every) == sum(len(held.steps) for held in story.instruments)


def test_a_step_says_what_kind_of_work_it_is(records):
    story = story_of(records["xaa-2023"], Tongue(RULES), internal=True)
    works = {step.provision: step.works for step in story.instruments[0].steps}
    assert works["CALL-2017.1.iii.capacity"] == ("settle",)
    assert works["CALL-2017.1.i.applied"] == ("act",)
    story = story_of(records["khm-2022"], Tongue(RULES), internal=True)
    works = {step.provision: step.works for step in story.instruments[0].steps}
    assert works["CALL-2017.1.ii.c"] == ("document",)
    assert works["CALL-2017.2.ii.evidence"] == ("answer",)


def test_every_answer_is_in_the_register_with_its_evidence(record, story):
    told = story.answers
    assert set(told) == {answer.indicator for answer in record.answers}
    for answer in record.answers:
        view = told[answer.indicator]
        assert view.words == answer.words or not answer.words
        assert view.document == (answer.evidence.document or "")
        assert view.comment == (answer.evidence.comment or "")
        assert view.cell == (answer.cell or "")
        assert bool(view.grade) == (answer.status == "answered")


def test_uses_and_what_a_provision_rests_on_are_the_same_said_twice(story):
    for answer in story.answers.values():
        uses = {use.anchor for use in answer.used_by}
        resting = {node.anchor for held in story.instruments for node in held.nodes if answer.id in node.rests_on}
        assert uses == resting


def test_a_ladder_says_each_question_in_full_once(record, story):
    for held, instrument in zip(story.instruments, record.instruments, strict=True):
        leaves = {leaf.id: leaf for leaf in scored_leaves(instrument.provisions)}
        for node in held.nodes:
            lines = [line for rung in node.ladder for line in rung.lines if line.indicator]
            firsts = [line.indicator for line in lines if line.first]
            assert len(firsts) == len(set(firsts)) == len({line.indicator for line in lines})
            if node.id in leaves:
                numbers = numbers_of(leaves[node.id])
                assert all(line.number == numbers[line.indicator] for line in lines)


def test_an_answer_that_a_review_took_away_is_never_called_not_known(records):
    record = records["xaa-2023"]
    note = ReviewNote(
        verdict="rejected", reason="R", reviewer="A", date="2024-05-02", second_reviewer=None, pending=False
    )
    gone = {"status": "not_known", "value": None, "words": "not known", "review": note}
    first = next(answer for answer in record.answers if answer.status == "answered")
    answers = [answer.model_copy(update=gone) if answer is first else answer for answer in record.answers]
    story = story_of(record.model_copy(update={"answers": answers}), Tongue(RULES), internal=True)
    assert story.answers[first.indicator].words == "rejected by a review"
    counts = {count.key: count.number for count in story.certainty}
    assert counts["rejected"] == 1
    assert "not_known" not in counts


def test_contradictions_are_counted_by_what_they_are(records):
    story = story_of(records["khm-2022"], Tongue(RULES), internal=True)
    (count,) = (count for count in story.certainty if count.key == "contradictions")
    assert (count.number, count.note) == (13, "errors: 6; to look at: 7; causes: 8")


def test_not_applicable_that_waits_for_approval_is_no_question_to_answer(records):
    story = story_of(records["xaa-2023"], Tongue(RULES), internal=True)
    works = {step.provision: step.works for step in story.instruments[0].steps}
    waiting = {answer.indicator for answer in records["xaa-2023"].answers if answer.status == "not_applicable"}
    resting = {node.id for node in story.instruments[0].nodes if waiting & set(node.rests_on)}
    assert any(works.get(name) == ("approve",) for name in resting)


def test_a_heading_that_spans_pillars_is_filed_under_none(story):
    for held in story.instruments:
        leaves = {node.id: node for node in held.nodes if node.is_leaf}
        for node in held.nodes:
            below = {leaf.pillar_name for name, leaf in leaves.items() if name.startswith(f"{node.id}.")}
            if not node.is_leaf and len(below) > 1:
                assert node.pillar_name == ""
            assert not node.is_leaf or node.pillar_name


@pytest.mark.parametrize(("name", "made_from"), [("khm-2022", "transcribed"), ("xaa-2023", "self")])
def test_a_report_says_whose_words_it_was_made_from(records, name, made_from):
    assert story_of(records[name], Tongue(RULES)).made_from == made_from


def test_counts_of_certainty_are_those_of_the_record(record, story):
    counts = {count.key: count.number for count in story.certainty}
    assert counts["asked"] == len(record.answers)
    assert counts["answered"] == sum(answer.status == "answered" for answer in record.answers)
    grades = Counter(answer.grade for answer in record.answers if answer.status == "answered")
    assert counts["verified"] == grades["verified"]
    assert counts["documented"] + counts["claimed"] + counts["verified"] == counts["answered"]
    assert counts["contradictions"] == len(record.contradictions)


def test_what_settles_a_contradiction_is_not_told_where_it_rests_on_hidden_numbers(records):
    story = story_of(published([records["xaa-2023"]], RULES)[0], Tongue(RULES))
    (clash,) = story.clashes
    assert (clash.left, clash.right, clash.repairs, clash.effects_shown) == (None, None, (), False)
    (clash,) = story_of(records["xaa-2023"], Tongue(RULES), internal=True).clashes
    assert clash.repairs[0].changes == (("Protection!C2", "97", "98"),)
    assert clash.effects


@pytest.mark.parametrize(
    ("iso", "words"), [("2022-08-18", "18 August 2022"), ("2022-08", "August 2022"), ("2022", "2022"), ("n.d.", "n.d.")]
)
def test_days_are_said_as_far_as_they_are_known(iso, words):
    assert Tongue(RULES).day(iso) == words


def test_a_language_that_the_rules_do_not_have_is_refused():
    with pytest.raises(UsageError, match="'fr'"):
        Tongue(RULES, "fr")


def test_a_language_that_nobody_has_reviewed_is_called_a_draft(records):
    record = records["xaa-2023"]
    assert story_of(record, Tongue(RULES)).draft is None
    assert story_of(record, Tongue(RULES, "km")).draft == RULES.method.languages["km"].name


def test_numbers_are_the_same_in_every_language(record):
    english, khmer = (story_of(record, Tongue(RULES, code)) for code in ("en", "km"))
    for one, other in zip(english.instruments, khmer.instruments, strict=True):
        assert [(node.documented, node.possible, node.coverage, node.levels) for node in one.nodes] == [
            (node.documented, node.possible, node.coverage, node.levels) for node in other.nodes
        ]
        assert [(step.provision, step.gain) for step in one.steps] == [
            (step.provision, step.gain) for step in other.steps
        ]


def test_a_gain_that_is_shown_as_nought_is_one_all_the_same(records):
    record = records["xaa-2023"]
    (instrument,) = record.instruments
    tiny = instrument.gaps[0].model_copy(update={"gain": Figure(value=0.0, exact="1/100")})
    none = instrument.gaps[1].model_copy(update={"gain": Figure(value=0.0, exact="0")})
    few = instrument.model_copy(update={"gaps": [none, tiny]})
    story = story_of(record.model_copy(update={"instruments": [few]}), Tongue(RULES), internal=True)
    assert [step.gain for step in story.first_steps] == ["0.0", "0.0"]
    assert [step.provision for step in story.first_steps] == [tiny.provision, none.provision]


@pytest.mark.parametrize("name", NAMES)
def test_repairs_are_told_as_at_the_terminal(records, name):
    record = records[name]
    by_check = {clash.says: clash for clash in story_of(record, Tongue(RULES), internal=True).clashes}
    told = 0
    for found in record.contradictions:
        clash = by_check[found.says]
        words = settled_by(found)
        for repair in clash.repairs:
            assert all(f"{cell} from {before} to {after}" in words for cell, before, after in repair.changes)
            told += 1
        assert (f"and {clash.more_repairs:,} more" in words) == (clash.more_repairs > 0)
        single = len(clash.repairs) == 1 and not clash.more_repairs
        assert ("Any one of these" in clash.outcome) == (found.outcome == "one_cell" and not single)
    assert told
