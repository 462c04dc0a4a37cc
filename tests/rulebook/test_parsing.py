from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.rulebook import parsing
from gapcheck.rulebook.parsing import DEEPEST, parse

plain = st.text("abc: {}[],'\"#-&*!|>%@\n\t é", max_size=40)


@pytest.fixture(params=["C", "Python"])
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(parsing, "_Loader", yaml.BaseLoader)


@pytest.mark.usefixtures("_loader")
class TestWithEachParser:
    def test_scalars_are_text(self) -> None:
        document, problems = parse("x", "a: no\nb: 1.10\nc: ''\nd:\ne: [~, 0x10, 2023-01-02, null, .inf]\n")
        assert problems == []
        assert document.data == {
            "a": "no", "b": "1.10", "c": "", "d": None, "e": ["~", "0x10", "2023-01-02", "null", ".inf"],
        }  # fmt: skip

    def test_places_of_keys_and_values(self) -> None:
        document, _ = parse("x", "a:\n  - {b: 1, c: [2, 3]}\n")
        assert document.place(["a", 0, "c", 1]) == "x:2:19"
        assert document.place(["a", 0, "c"], key=True) == "x:2:12"
        assert document.place(["a", 0, "missing"]) == "x:2:5"
        assert document.place(["a", 0, "missing"], key=True) == "x:2:5"
        assert document.present(["a", "<any>", 0, "c", 5]) == ("a", 0, "c")

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
    def test_nesting_without_end_is_a_problem_and_no_crash(self, opening: str) -> None:
        document, problems = parse("x", opening * 200_000)
        assert document.data is None
        assert str(DEEPEST) in problems[-1].found

    def test_aliases_that_multiply_are_not_followed(self) -> None:
        text = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        )
        document, problems = parse("x", text)
        assert len(problems) == 9 + 8 * 9
        assert len(str(document.data)) < 2000

    def test_an_alias_is_told_where_it_stands(self) -> None:
        _, problems = parse("x", "a: &one 1\nb:\n  - *one\n")
        assert [problem.where for problem in problems] == ["x:1:4", "x:3:5"]

    @given(text=plain)
    def test_any_text_is_data_or_a_problem(self, text: str) -> None:
        document, problems = parse("x", text)
        for problem in problems:
            assert problem.where.startswith("x:")
        if document.data is None and text.strip() and not problems:
            assert yaml.load(text, Loader=yaml.BaseLoader) in (None, "")  # noqa: S506 - the base loader makes text only


@given(plain)
def test_the_data_is_what_the_library_would_give(text: str) -> None:
    document, problems = parse("x", text)
    if not problems and document.data is not None:
        theirs = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes text only
        assert _with_empty_text(document.data) == theirs


def _with_empty_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _with_empty_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_empty_text(value) for value in data]
    return "" if data is None else data
