"""The JSON Schema of a diagram, as a file of the package: `python tools/diagram_schema.py` writes it."""

from __future__ import annotations

import json
from pathlib import Path

from mlarch.draw import diagram

if __name__ == "__main__":
    text = json.dumps(diagram.schema(), indent=1, ensure_ascii=False) + "\n"
    Path(diagram.__file__).with_name("diagram.schema.json").write_text(text, encoding="utf-8", newline="\n")
