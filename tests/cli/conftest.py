from pathlib import Path

import pytest
from sharing import share

ROOT = Path(__file__).parents[2]


share("cli", "running")


@pytest.fixture(scope="session")
def khm_2022():
    return ROOT / "inputs" / "khm-2022.xlsx"


@pytest.fixture(scope="session")
def gapcheck():
    """Runs the command in a process of its own: forked, as `cli_running` says."""
    from cli_running import Parents

    parents = Parents()
    yield lambda *arguments, **how: parents.run(arguments, **how)
    parents.close()


@pytest.fixture(scope="session")
def fresh():
    """Runs the command in a process that starts from nothing."""
    from cli_running import fresh

    return lambda *arguments, **how: fresh(arguments, **how)
