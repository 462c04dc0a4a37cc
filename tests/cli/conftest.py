import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def khm_2022():
    return ROOT / "inputs" / "khm-2022.xlsx"


@pytest.fixture(scope="session")
def gapcheck():
    """Runs the command in a process of its own, as a person does."""

    def run(*arguments, cwd=None, **environment):
        return subprocess.run(
            [sys.executable, "-m", "gapcheck", *map(str, arguments)],
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", **environment},
            timeout=120,
            check=False,
        )

    return run
