"""The process in which runs go wrong, and a folder for each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from faulty import Faulty


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """Runs of mlarch in which a step goes wrong."""
    if sys.platform != "linux":
        pytest.skip("forks, signals and limits of Linux")
    started = Faulty(tmp_path_factory.mktemp("faulty") / "scratch")
    yield started
    started.close()
