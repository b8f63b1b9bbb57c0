"""A preview that runs for real, in a process of its own, and a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SPEC = """\
mlarch: 1
name: Shop
components:
  app: client
  api: {kind: api server, replicas: 3, throughput: 100/s}
  ranker: ranker
flows:
  - app -> api -> ranker: request
scenarios:
  A query: [app, api, ranker]
views:
  small: {include: [app, api]}
requirements: {daily_active_users: 1M, requests_per_user: 5, peak_factor: 2}
"""


@dataclass
class Preview:
    """A running preview of the files in a folder."""

    folder: Path
    address: str
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        """The address without path and token."""
        return self.address.partition("/?")[0]

    @property
    def token(self) -> str:
        """The token of this start."""
        return self.address.partition("token=")[2]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Starts previews of `shop.yaml` and other files, and ends them."""
    running: list[subprocess.Popen[str]] = []

    def begin(*options: str, **files: str) -> Preview:
        for name, text in {"shop": SPEC, **files}.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "mlarch", "serve", str(tmp_path), *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.append(process)
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        return Preview(tmp_path, address[0], process)

    yield begin
    for process in running:
        process.terminate()
        process.wait(60)
        assert process.stdout is not None
        process.stdout.close()


def chromium() -> str | None:
    """Debian's Chromium, if this machine has it."""
    return shutil.which("chromium")
