import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _share(name):
    """Let the tests of this room import a helper: with importlib mode the folder is on no path."""
    spec = importlib.util.spec_from_file_location(f"cli_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)


_share("running")


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
