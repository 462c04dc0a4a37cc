"""Names are the same wherever they are made, and no two things share one."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.report.oscal.naming import (
    Uuids,
    alone_id,
    criterion_id,
    latest_day,
    level_id,
    moment,
    objective_id,
    statement_id,
    token,
)

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
PATHS = st.lists(st.integers(1, 20), min_size=1, max_size=3).map(tuple)
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
MADE = st.one_of(
    st.tuples(st.just(token), IDS),
    st.tuples(st.just(statement_id), IDS),
    st.tuples(st.just(objective_id), IDS),
    st.tuples(st.just(alone_id), IDS),
    st.tuples(st.just(level_id), IDS, st.integers(1, 4)),
    st.tuples(st.just(criterion_id), IDS, st.integers(1, 4), PATHS),
)


@given(MADE, MADE)
def test_two_things_never_share_an_id(one, other):
    first, second = (make(*names) for make, *names in (one, other))
    assert TOKEN.fullmatch(first)
    assert (first == second) == (one == other)


@pytest.mark.parametrize(("identifier", "wanted"), [("CALL-2017.1.i", "CALL-2017.1.i"), ("1.a", "_1.a")])
def test_only_an_id_that_begins_with_a_digit_is_changed(identifier, wanted):
    assert token(identifier) == wanted


def test_a_uuid_is_made_from_the_content_and_the_name_alone():
    made = Uuids("0" * 64).of("finding", "P.1")
    assert UUID(made).version == 5
    assert made == "f33e0259-2168-517d-b059-d8dc1fb5e081"
    assert len({made, Uuids("1" * 64).of("finding", "P.1"), Uuids("0" * 64).of("finding", "P.2")}) == 3


def test_days_are_written_as_moments_and_the_latest_counts(reviewed, khm):
    assert moment("2022-11-18") == "2022-11-18T00:00:00Z"
    assert moment("2022-10-19", "23:59:59") == "2022-10-19T23:59:59Z"
    assert latest_day(khm.assessment) == khm.assessment.submitted_on
    assert latest_day(reviewed.assessment) == "2023-02-03"
