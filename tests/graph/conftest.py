"""Puts the factory beside the tests on the path: tests are collected in importlib mode."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
