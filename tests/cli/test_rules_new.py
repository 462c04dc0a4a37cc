"""``gapcheck rules new``: a plan begun, looked at and loaded, and what is refused."""

from __future__ import annotations

PLAN = "We recommend:\n\n1. Train officials.\n\n3. Inspect brick kilns\n   without notice.\n\nDone.\n"
NAMED = ("--id", "plan-2024", "--title", "A plan")


def test_a_plan_is_begun_in_a_new_folder_of_rules(gapcheck, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    more = ("--applies-to", "KHM", "--issued-on", "2024-06-24", "--from", "https://example.org/plan")
    done = gapcheck("rules", "new", "plan.txt", "--rules", "mine", *NAMED, *more, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"plan-2024: 2 items, 1 to 3" in done.stdout
    assert done.stderr.decode() == (
        "To look at: plan.txt:5:1: found the number 3; expected the number after 1. "
        "See whether an item is missing; the items are taken as they stand.\n"
    )
    shown = gapcheck("rules", "show", "PLAN-2024.3", "--rules", "mine", cwd=tmp_path)
    assert "Inspect brick kilns without notice." in " ".join(shown.stdout.decode().split())
    tried = gapcheck("rules", "test", "plan-2024", "--rules", "mine", cwd=tmp_path)
    assert (tried.returncode, tried.stdout) == (0, b"No rule tests.\n")
    again = gapcheck("rules", "new", "plan.txt", "--rules", "mine", *NAMED, cwd=tmp_path)
    assert again.returncode == 2
    assert again.stderr.decode().count("a file that is there already") == 3


def test_a_text_without_items_is_refused(gapcheck, tmp_path):
    (tmp_path / "plan.txt").write_text("Train officials.\n", encoding="utf-8")
    done = gapcheck("rules", "new", "plan.txt", "--rules", "mine", *NAMED, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"plan.txt:1:1: found no numbered items" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["plan.txt"]
