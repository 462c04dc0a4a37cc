"""Who makes a result: another program is another maker, whatever its version says."""

from __future__ import annotations

import gapcheck
from gapcheck.batch.maker import Maker, _source, maker_here


def test_a_maker_says_its_version_and_is_the_same_each_time():
    assert maker_here() == maker_here()
    assert str(maker_here()).startswith(f"gapcheck {gapcheck.__version__} (program {maker_here().source[:12]}, ")
    assert str(Maker("1", "a" * 64, both_engines=False)).endswith("the reference engine alone)")


def test_the_hash_is_of_the_program_alone_and_the_same_on_every_system(tmp_path, monkeypatch):
    monkeypatch.setattr(gapcheck, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "a.py").write_bytes(b"x = 1\n")
    first = _source()
    (tmp_path / "engine" / "a.py").write_bytes(b"x = 1\r\n")
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "rules.yaml").write_bytes(b"rules")
    (tmp_path / "notes.txt").write_bytes(b"notes")
    assert _source() == first
    (tmp_path / "engine" / "a.py").write_bytes(b"x = 2\n")
    second = _source()
    (tmp_path / "engine" / "a.py").rename(tmp_path / "engine" / "b.py")
    assert len({first, second, _source()}) == 3
