"""A page that shows each changed picture of output/ beside the committed one, for eyes: `make compare`."""

from __future__ import annotations

import base64
import html
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "build" / "compare.html"
STYLE = "body{font:15px system-ui;margin:2em}div{display:flex;gap:1em}figure{flex:1;margin:0}img{width:100%}"


def git(*words: str) -> bytes:
    """What git prints."""
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True).stdout


def figure(caption: str, data: bytes) -> str:
    """One picture with its caption."""
    source = f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}"
    return f'<figure><figcaption>{caption}</figcaption><img alt="{caption}" src="{source}"></figure>'


def main() -> None:
    """Write the page and say where it is."""
    changed = git("diff", "--name-only", "HEAD", "--", "output/*.svg").decode().split()
    parts = [f"<!doctype html><meta charset=utf-8><title>Old and new</title><style>{STYLE}</style>"]
    for name in changed:
        path = ROOT / name
        new = figure("now", path.read_bytes()) if path.exists() else "<figure>gone</figure>"
        parts.append(
            f"<h2>{html.escape(name)}</h2><div>{figure('committed', git('show', f'HEAD:{name}'))}{new}</div>"
        )
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(f"{len(changed)} changed pictures: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
