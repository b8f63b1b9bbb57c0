"""A runner, a folder to work in, and small specs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlarch.cli.app import app

SMALL = """\
mlarch: 1
name: Fraud check
stage: sketch
components:
  app: client
  lb: load balancer
  api: {kind: api_server, name: Payments API, replicas: 12}
  model: model server
  features: online feature store
flows:
  - app -> lb -> api -> model: request
  - model -> features
views:
  online: {include: [api, model]}
"""

BROKEN = """\
mlarch: 1
name: Broken
components:
  app: client
  api: {kind: api server, replicas: many}
flows:
  - app -- api
"""

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory, and an environment without our variables."""
    monkeypatch.chdir(tmp_path)
    for name in ("MLARCH_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Path:
    """`fraud.yaml` in the current directory: a sketch that checks clean."""
    file = folder / "fraud.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command line in `folder`."""

    def invoke(*args: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, args, input=stdin)
        assert "Traceback" not in result.output
        return result

    return invoke
