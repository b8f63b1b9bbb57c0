"""Draw with `diagrams`, Mermaid and D2 beside ours: `make bench` sets up what this needs.

Writes `benchmarks/pictures/` (the sources), `docs/comparison/` (the pictures) and `docs/comparison.md`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import figures
import layouts
import peers
import sources
from PIL import Image

import mlarch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "video_recommendation"
PICTURES = ROOT / "docs" / "comparison"
SIZES = {15: 3, 35: 5, 75: 8, 150: 12, 300: 20}
"""How many cards, in how many groups."""
WIDEST = 1600
"""The widest that a picture of the page is, in pixels."""

Result = tuple[figures.Drawn, float]


def main() -> int:
    """Draw, measure and write; 2 when a tool is missing."""
    if missing := peers.missing():
        print(f"{' and '.join(missing)} must be installed first", file=sys.stderr)
        return 2
    spec = ROOT / "specs" / f"{NAME}.yaml"
    design = mlarch.load(spec)
    written = {
        "py": sources.for_diagrams(design),
        "mmd": sources.for_mermaid(design),
        "d2": sources.for_d2(design),
    }
    for folder in (HERE / "pictures", PICTURES):
        folder.mkdir(parents=True, exist_ok=True)
    for ending, text in written.items():
        (HERE / "pictures" / f"{NAME}.{ending}").write_text(text, encoding="utf-8")
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, tool in peers.TOOLS.items():
            results[name] = tool.draw(design, work)
            if name != "mlarch":
                _keep(work / tool.file, results[name][0])
    spent = sources.lines_of_spec(spec)
    endings = {"diagrams": "py", "Mermaid": "mmd"}
    lines = {name: sources.lines_of(written[endings.get(name, "d2")]) for name in results}
    page = (HERE / "comparison.md").read_text(encoding="utf-8")
    values = {
        "name": NAME,
        "spec": str(spent["all"]),
        "versions": peers.versions(),
        "table": _one(results, lines | {"mlarch": spent["picture"]}),
        "sizes": "\n".join(_sizes()),
    }
    for mark, value in values.items():
        page = page.replace(f"{{{{{mark}}}}}", value)
    (ROOT / "docs" / "comparison.md").write_text(page, encoding="utf-8")
    print("docs/comparison.md")
    return 0


def _one(results: Mapping[str, Result], lines: Mapping[str, int]) -> str:
    """One system, drawn by all: a column for each."""
    columns = {name: figures.measured(drawn) for name, (drawn, _) in results.items()}
    rows = [["", *results], ["---", *["--:"] * len(results)]]
    rows.append(["lines of source", *(str(lines[name]) for name in results)])
    for figure in columns["mlarch"]:
        rows.append([figure, *(f"{column[figure]:g}" for column in columns.values())])
    rows.append(["CPU seconds", *(f"{seconds:.2f}" for _, seconds in results.values())])
    return _table(rows)


def _sizes() -> Iterator[str]:
    """The same made-up system in five sizes, drawn by all, and drawn again after two small edits."""
    head = ["cards", "", "CPU s", "crossings", "lines through cards", "labels on lines or cards"]
    head += [f"text at {figures.SHOWN} px", "aspect", "kept: longer label", "kept: one more card"]
    rows = [head, ["--:", "---", *["--:"] * (len(head) - 2)]]
    for count, groups in SIZES.items():
        text = layouts.grouped(count, groups)
        edits = [mlarch.loads(one) for one in (text, _longer(text), _more(text))]
        for name, tool in peers.TOOLS.items():
            rows.append([str(count), name, *_row(tool, edits)])
            print(*rows[-1], sep="\t", flush=True)
    return iter(_table(rows).splitlines())


def _longer(text: str) -> str:
    return text.replace(": data 1\n", ": all data of the first one\n", 1)


def _more(text: str) -> str:
    """One more component, in the first group, which the second calls."""
    text = text.replace(
        "\nflows:\n", "\n  extra: {kind: cache, name: One more}\nflows:\n  - c1 -> extra: more\n", 1
    )
    return text.replace("\n  g0: [", "\n  g0: [extra, ", 1)


def _row(tool: peers.Tool, edits: list[mlarch.Design]) -> list[str]:
    try:
        drawn = []
        for design in edits:
            with tempfile.TemporaryDirectory() as folder:
                drawn.append(tool.draw(design, Path(folder)))
    except peers.SlowError:
        return [f"> {peers.LIMIT:.0f}", *["–"] * 7]
    except subprocess.CalledProcessError:
        return ["fails", *["–"] * 7]
    found = figures.measured(drawn[0][0])
    spoilt = ("labels on cards", "labels on labels", "labels on other lines")
    return [
        f"{min(seconds for _, seconds in drawn):.2f}",
        f"{found['crossings']:g}",
        f"{found['lines through cards']:g}",
        f"{sum(found[name] for name in spoilt):g}",
        f"{found['smallest text']:g}",
        f"{found['aspect']:g}",
        *(f"{100 * figures.kept(drawn[0][0], after):.0f} %" for after, _ in drawn[1:]),
    ]


def _table(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _keep(file: Path, drawn: figures.Drawn) -> None:
    """Keep a picture for the page, as a PNG no wider than `WIDEST` in 128 colours; one for each program."""
    target = PICTURES / f"{'d2' if file.stem in ('elk', 'dagre', 'tala') else file.stem}.png"
    if file.stem in ("dagre", "tala"):
        return
    if file.suffix == ".svg":
        target = _photograph(file, target, drawn.width, drawn.height)
        file = target
    with Image.open(file) as image:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.convert("RGBA").getchannel("A"))
    if flat.width > WIDEST:
        flat = flat.resize((WIDEST, round(flat.height * WIDEST / flat.width)), Image.Resampling.LANCZOS)
    flat.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)


def _photograph(picture: Path, target: Path, width: float, height: float) -> Path:
    scale = min(1.0, WIDEST / width)
    wide, high = round(width * scale), round(height * scale)
    page = picture.with_name("page.html")
    style = f"body{{margin:0}}img{{display:block;width:{wide}px}}"
    page.write_text(f"<!doctype html><style>{style}</style><img src={picture.name}>", encoding="utf-8")
    options = [f"--window-size={wide},{high}", f"--screenshot={target}", "--hide-scrollbars"]
    profile = f"--user-data-dir={picture.with_name('profile')}"
    subprocess.run(
        [peers.chromium(), *peers.FLAGS, *options, profile, page.as_uri()], check=True, capture_output=True
    )
    return target


if __name__ == "__main__":
    raise SystemExit(main())
