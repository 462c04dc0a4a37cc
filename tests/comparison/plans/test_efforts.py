from fractions import Fraction

import pytest
from assessment_making import indicator, rulebook

from gapcheck.comparison.plans import read_efforts
from gapcheck.errors import UsageError

BOOK = rulebook([indicator("law", "choice"), indicator("n", "count"), indicator("d", "count", derived={"sum": ["n"]})])


def test_what_steps_cost_is_read_exactly(tmp_path):
    path = tmp_path / "effort.yaml"
    path.write_text("law: 2.5\nn: 3\n")
    assert read_efforts(path, BOOK) == {"law": Fraction(5, 2), "n": Fraction(3)}
    path.write_text("")
    assert read_efforts(path, BOOK) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lwa: 2\n", "1:1: found the unknown id 'lwa'; expected the id of a question. Did you mean 'law'?"),
        ("law: 1\nd: 2\n", "2:1: found the unknown id 'd'; expected a question, since a derived figure is no step"),
        ("law: 0\n", "1:6: found '0'; expected a positive number"),
        ("law: 50%\n", "1:6: found '50%'; expected a positive number"),
        ("law: 0.0001\n", "1:6: found '0.0001'; expected a positive number"),
        ("law: 10001\n", "up to 10,000"),
        ("law: [1]\n", "1:6: found a list; expected a positive number"),
        ("- law\n", "1:1: found a list; expected lines such as"),
        ("law: 1\nlaw: 2\n", "2:1: found the key 'law' a second time"),
        ("law: *x\n", "YAML alias"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path, text, told):
    path = tmp_path / "effort.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as raised:
        read_efforts(path, BOOK)
    assert told in str(raised.value)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(UsageError, match="no file"):
        read_efforts(tmp_path / "none.yaml", BOOK)
    (tmp_path / "bytes.yaml").write_bytes(b"law: \xff\xfe")
    with pytest.raises(UsageError, match="another encoding"):
        read_efforts(tmp_path / "bytes.yaml", BOOK)
