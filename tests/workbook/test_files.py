from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.errors import UsageError
from gapcheck.files import write_whole


def test_writes_and_replaces_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "a.bin"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written(tmp_path):
    for path in (tmp_path / "no" / "a.bin", tmp_path, Path(str(tmp_path / "a\0b")), Path(), Path()):
        with pytest.raises(UsageError) as caught:
            write_whole(path, b"x")
        assert caught.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.bin"
    write_whole(path, b"one")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError, match="no space left"):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]
