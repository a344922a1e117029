import shutil
from pathlib import Path

import pytest

from tests.fakes.terminal import call


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory as `init` leaves it; only to be copied."""
    data = tmp_path_factory.mktemp("begun") / "data"
    assert call("init", "--data", data).exit_code == 0
    return data


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Path:
    """The data directory of a desk that was begun just now."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path
