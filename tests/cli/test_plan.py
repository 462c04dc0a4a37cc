import json


def test_a_plan_on_the_terminal(gapcheck, khm_2022):
    done = gapcheck("plan", khm_2022, "--instrument", "tip-khm-2023", "--steps", 2)
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "The most that can be documented with at most 2 steps" in text
    assert "It does not say what is right to do" in text


def test_a_plan_as_json_with_efforts(gapcheck, khm_2022, tmp_path):
    effort = tmp_path / "effort.yaml"
    effort.write_text("recruitment_fee_rule: 4\n")
    done = gapcheck("plan", khm_2022, "--instrument", "tip-khm-2023", "--steps", 2, "--effort", effort, "-f", "json")
    plan = json.loads(done.stdout)
    assert plan["schema"] == "gapcheck.plan/1"
    assert plan["asked"] == {"effort": "effort.yaml", "instrument": "tip-khm-2023", "limit": "2", "target": None}
    assert all(step["indicator"] != "recruitment_fee_rule" for group in plan["groups"] for step in group["steps"])


def test_what_it_cannot_use_is_told_at_once(gapcheck, khm_2022):
    for arguments, told in (
        (("--instrument", "tip-khm-2022"), "Did you mean 'tip-khm-2023'?"),
        (("--instrument", "tip-khm-2023", "--steps", "2", "--target", "50"), "one of the two"),
        (("--instrument", "tip-khm-2023", "--steps", "1.5"), "a whole number above 0"),
        (("--instrument", "tip-khm-2023", "--target", "101"), "a number above 0 and up to 100"),
        (("--instrument", "tip-khm-2023", "--effort", "none.yaml"), "no file of that name"),
    ):
        done = gapcheck("plan", khm_2022, *arguments)
        assert done.returncode == 2
        assert told in done.stderr.decode()
        assert not done.stdout
