from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gapcheck.errors import RulebookError, UsageError
from gapcheck.rulebook import load_rulebook, loading, recall_rulebook, remembered

pytestmark = pytest.mark.usefixtures("cache")
GOOD = Path(__file__).parent / "examples" / "good"


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv(remembered.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def rules(tmp_path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "my-rules"))


@pytest.fixture
def loads(monkeypatch) -> list[Path | None]:
    """What is loaded by looking for mistakes, in order."""
    held: list[Path | None] = []

    def load(folder=None):
        held.append(folder)
        return load_rulebook(folder)

    monkeypatch.setattr(loading, "load_rulebook", load)
    return held


def test_the_second_time_nothing_is_looked_for(cache, rules, loads):
    first, second = recall_rulebook(rules), recall_rulebook(rules)
    assert loads == [rules]
    assert first == second == load_rulebook(rules)
    assert len(list(cache.iterdir())) == 1


def test_what_is_kept_is_for_its_owner_only(cache):
    recall_rulebook()
    (kept,) = cache.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(cache.stat().st_mode) == 0o700


CHANGES = {
    "a rule": lambda rules: (rules / "method.yaml").write_text((rules / "method.yaml").read_text() + "# more\n"),
    "a source": lambda rules: (rules / "sources" / "new.md").write_text("new"),
    "a country": lambda rules: (rules / "countries" / "ZZA.yaml").write_text(
        "country: ZZA\nname: {en: Example, km: Example}\nfictional: true\nfacts: {}\n"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_looked_at_again(change, rules, loads):
    recall_rulebook(rules)
    CHANGES[change](rules)
    again = recall_rulebook(rules)
    assert loads == [rules, rules]
    assert again == load_rulebook(rules)


@pytest.mark.parametrize("name", ["instruments/stray.yml", "methods.yaml", "indicator/x.yaml"])
def test_a_stray_file_is_told_also_where_the_rules_were_right_before(name, rules):
    recall_rulebook(rules)
    (rules / name).parent.mkdir(exist_ok=True)
    (rules / name).write_text("a: b\n")
    with pytest.raises(RulebookError):
        recall_rulebook(rules)


def test_tests_of_rules_change_nothing(rules, loads):
    recall_rulebook(rules)
    (rules / "tests").mkdir()
    (rules / "tests" / "more.yaml").write_text("tests: []\n")
    recall_rulebook(rules)
    assert loads == [rules]


@pytest.mark.skipif(sys.platform == "win32", reason="links to folders")
def test_where_a_folder_is_a_link_nothing_is_kept(cache, rules, tmp_path, loads):
    (rules / "indicators").rename(tmp_path / "elsewhere")
    (rules / "indicators").symlink_to(tmp_path / "elsewhere")
    assert recall_rulebook(rules) == recall_rulebook(rules) == load_rulebook(rules)
    assert loads == [rules, rules]
    assert not cache.exists()


def test_rules_that_are_wrong_are_not_kept(cache, rules):
    (rules / "method.yaml").write_text("version: 1\n")
    for _ in range(2):
        with pytest.raises(RulebookError):
            recall_rulebook(rules)
    assert not cache.exists()


def test_no_such_folder(tmp_path):
    with pytest.raises(UsageError):
        recall_rulebook(tmp_path / "nowhere")


DAMAGE = {
    "empty": lambda _: b"",
    "torn": lambda data: data[: len(data) // 2],
    "a letter changed": lambda data: data.replace(b'"100"', b'"101"', 1) if b'"100"' in data else data[:-9] + b"x" * 9,
    "sealed again, and of no kind": lambda _: sealed(b'{"": "os.system"}'),
    "sealed again, and no text": lambda _: sealed(b"\xff\xfe"),
    "no seal": lambda data: data.partition(b"\n")[2],
    "a seal that is no text": lambda data: b"\xff\n" + data.partition(b"\n")[2],
}


def sealed(text: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_snapshot_is_made_anew(damage, cache, rules, loads):
    recall_rulebook(rules)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(DAMAGE[damage](whole))
    assert kept.read_bytes() != whole
    assert recall_rulebook(rules) == load_rulebook(rules)
    assert loads == [rules, rules]
    assert kept.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_a_snapshot_that_others_may_write_is_not_believed(cache, rules, loads):
    recall_rulebook(rules)
    (kept,) = cache.iterdir()
    kept.chmod(0o666)
    recall_rulebook(rules)
    assert loads == [rules, rules]


def test_only_so_many_are_kept(cache, rules):
    for number in range(remembered._KEPT + 3):
        (rules / "sources" / "new.md").write_text(str(number))
        recall_rulebook(rules)
    assert len(list(cache.iterdir())) == remembered._KEPT


@pytest.mark.parametrize("where", ["a file", "a link to nowhere"])
def test_where_nothing_can_be_kept_the_rules_are_loaded(where, tmp_path, monkeypatch, rules):
    place = tmp_path / "cache"
    if where == "a file":
        place.write_text("in the way")
    else:
        place.symlink_to(tmp_path / "nowhere" / "at all")
    monkeypatch.setenv(remembered.VARIABLE, str(place))
    assert recall_rulebook(rules) == load_rulebook(rules)


def test_off_keeps_nothing(monkeypatch, loads):
    monkeypatch.setenv(remembered.VARIABLE, "off")
    assert remembered.cache_folder() is None
    recall_rulebook()
    recall_rulebook()
    assert loads == [None, None]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="where caches are on Linux")
def test_where_it_is_kept(monkeypatch, tmp_path):
    monkeypatch.delenv(remembered.VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert remembered.cache_folder() == tmp_path / ".cache" / "gapcheck"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert remembered.cache_folder() == tmp_path / "other" / "gapcheck"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert remembered.cache_folder() is None


def test_two_names_of_one_folder_are_two(rules, monkeypatch, loads):
    monkeypatch.chdir(rules.parent)
    recall_rulebook(rules)
    recall_rulebook(Path("my-rules"))
    assert len(loads) == 2


def test_an_assessment_is_the_same_with_and_without(tmp_path):
    written = []
    for chosen in ("off", str(tmp_path / "cache"), str(tmp_path / "cache")):
        done = subprocess.run(
            [sys.executable, "-m", "gapcheck", "assess", "inputs/khm-2022.xlsx", "-f", "json"],
            env={**os.environ, remembered.VARIABLE: chosen}, capture_output=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        written.append(done.stdout)
    assert written[0] == written[1] == written[2]
    assert len(list((tmp_path / "cache").iterdir())) == 1
