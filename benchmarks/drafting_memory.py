"""What edits leave in memory, and what many open specs take, in the preview and in the language server.

`python benchmarks/drafting_memory.py` edits a design of 40 components 1,000 times in each, which takes some
minutes: mostly a remark or a number, every twentieth time a part more, which is laid out anew.
"""

from __future__ import annotations

import json
import time

from drafting import surroundings
from drafting_faces import (
    EDITS,
    ROOT,
    Editor,
    answered,
    edited,
    forty,
    heard,
    memory,
    opened,
    preview,
    talk,
)

REMARK, NUMBER, PART = EDITS
KINDS = [REMARK, NUMBER] * 10 + [PART]


def kept(edits: int = 1000) -> None:
    """What so many edits leave in memory, and what twenty open specs take."""
    print(f"\n| MiB after so many edits, of {edits} | a tenth | half | all |\n|---|---|---|---|")
    marks = (edits // 10, edits // 2, edits)
    with preview(forty()) as (process, address), opened(address) as socket:
        held = []
        for number in range(1, edits + 1):
            answered(socket, edited(forty(), KINDS[number % len(KINDS)], number))
            if number in marks:
                held.append(f"{memory(process.pid):.0f}")
    print(f"| preview with its drawing process | {' | '.join(held)} |", flush=True)
    editor, held = Editor(forty()), []
    for number in range(1, edits + 1):
        editor.type()
        if number in marks:
            held.append(f"{memory(editor.process.pid):.0f}")
    editor.close()
    print(f"| language server | {' | '.join(held)} |", flush=True)


def twenty() -> None:
    """What twenty open specs take: the case studies, some of them twice."""
    print("\n| MiB with case studies open | one | twenty | seconds for each |\n|---|---|---|---|")
    studies = sorted((ROOT / "specs").glob("*.yaml"))
    texts = [studies[number % len(studies)].read_text(encoding="utf-8") for number in range(20)]
    with preview(*texts) as (process, address), talk(address) as socket:
        paths = heard(socket, "specs")["paths"]
        heard(socket, "shown")
        held, start = memory(process.pid), time.perf_counter()
        for path in paths[1:]:
            socket.send(json.dumps({"type": "open", "path": path}))
            while heard(socket, "shown")["path"] != path:
                pass
        each = (time.perf_counter() - start) / (len(paths) - 1)
        print(f"| preview, opened in turn | {held:.0f} | {memory(process.pid):.0f} | {each:.1f} |")
    editor = Editor(texts[0])
    held, start = memory(editor.process.pid), time.perf_counter()
    for number, text in enumerate(texts[1:]):
        editor.open(f"file:///nowhere/{number}.yaml", text)
    each = (time.perf_counter() - start) / (len(texts) - 1)
    print(f"| language server | {held:.0f} | {memory(editor.process.pid):.0f} | {each:.1f} |")
    editor.close()


if __name__ == "__main__":
    print(surroundings())
    twenty()
    kept()
