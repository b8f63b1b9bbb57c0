"""Every step of whole runs goes wrong once: nothing is torn, lost or left over, and a message says why.

The steps are those of `faulty.py`. What a run may leave of a file is what was there before or what a whole
run makes of it; and the next run makes everything as if nothing had happened.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from faulty import Faulty, Run

SLIPS = """\
name: Payments
components:
  app: client
  lb: load balancer
  api: api servr   # mine
flows:
  - app --> lb -> api: request
"""
PLAIN = """\
mlarch: 1
name: Plain
components: {app: client, lb: load balancer, api: api server}
flows: [app -> lb -> api]
views: {part: [app, lb]}
"""
OUT_OF_ORDER = "flows: [app->api]\ncomponents: {app: {kind: client}, api: api server}\nmlarch: 1\n"


@dataclass(frozen=True)
class Case:
    """A command line and the files that are there before it runs."""

    args: tuple[str, ...]
    files: dict[str, str]
    cache: bool = False

    def made(self, folder: Path) -> Path:
        folder.mkdir()
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder


SPECS = {"a.yaml": SLIPS, "b.yaml": SLIPS}
CASES = {
    "fix": Case(("check", "--fix", "a.yaml", "b.yaml"), SPECS),
    "unsafe": Case(("check", "--fix", "--unsafe-fixes", "a.yaml"), SPECS),
    "fmt": Case(("fmt", "a.yaml", "b.yaml"), {"a.yaml": OUT_OF_ORDER, "b.yaml": OUT_OF_ORDER}),
    "baseline": Case(
        ("check", "--baseline", "known/b.json", "--update-baseline", "a.yaml"), {"a.yaml": PLAIN}
    ),
    "render": Case(
        ("render", "a.yaml", "-f", "svg,png", "--view", "all", "-o", "out", "--index"), {"a.yaml": PLAIN}
    ),
    "again": Case(("render", "a.yaml", "-o", "."), {"a.yaml": PLAIN, "a.svg": "old", "other.svg": "mine"}),
    "pin": Case(("render", "a.yaml", "--pin", "-o", "out"), {"a.yaml": PLAIN}),
    "estimate": Case(("estimate", "a.yaml", "--format", "svg", "-o", "made/e.svg"), {"a.yaml": PLAIN}),
    "new": Case(("new", "web_service"), {}),
    "cache": Case(("check", "a.yaml"), {"a.yaml": PLAIN}, cache=True),
    "pictures in the cache": Case(("render", "a.yaml", "-o", "out"), {"a.yaml": PLAIN}, cache=True),
}
each_case = pytest.mark.parametrize("name", CASES)


def content(folder: Path) -> dict[str, bytes]:
    """The files below a folder. Entries of the cache, whose names follow from the path, count as one."""
    found: dict[str, bytes] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.startswith("cache/") and not path.name.startswith(".mlarch-"):
            found["cache"] = b""
        else:
            found[name] = path.read_bytes()
    return found


class Sweep:
    """A case run once without any fault, and then with one at each step."""

    def __init__(self, faulty: Faulty, name: str, folder: Path) -> None:
        self.faulty, self.case, self.folder = faulty, CASES[name], folder
        self.clean = self.run(self.case.made(folder / "clean"))
        self.before, self.after = dict(self.case.files), content(folder / "clean")
        assert self.clean.status in (0, 1), self.clean.err
        assert self.clean.steps

    def run(self, folder: Path, **fault: object) -> Run:
        return self.faulty.run(folder, *self.case.args, cache=self.case.cache, **fault)

    def faults(self, without: tuple[str, ...] = (), **fault: object) -> Iterator[tuple[Path, Run]]:
        """The folder and the run with the fault at each step."""
        for at, step in enumerate(self.clean.steps):
            if step not in without:
                folder = self.case.made(self.folder / f"{at}")
                yield folder, self.run(folder, at=at, **fault)
                shutil.rmtree(folder)

    def whole(self, folder: Path, *, litter: bool = False) -> None:
        """Every file is as it was or as it should become, and there is no other one."""
        for name, data in content(folder).items():
            if litter and Path(name).name.startswith(".mlarch-"):
                continue
            if name == "out/index.html" and data.endswith(b"</html>\n"):
                continue  # whole, and of the pictures that there are
            legal = {self.before.get(name, "").encode()} if name in self.before else set()
            assert data in legal | {self.after[name]}, name
        assert set(self.before) <= set(content(folder))

    def goes_on(self, folder: Path) -> None:
        """The next run makes everything, and what the last one left is gone."""
        if content(folder) == self.after:
            return
        again = self.run(folder)
        assert again.status == self.clean.status, again.err
        assert content(folder) == self.after


@each_case
def test_killed_at_any_step_nothing_is_torn_and_the_next_run_goes_on(faulty, name, tmp_path):
    sweep = Sweep(faulty, name, tmp_path)
    for folder, run in sweep.faults(do="kill"):
        assert run.status == -9
        sweep.whole(folder, litter=True)
        sweep.goes_on(folder)


@each_case
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("ENOSPC", "no space left on device"),
        ("EDQUOT", "disk quota exceeded"),
        ("EROFS", "read-only file system"),
    ],
)
def test_an_error_at_any_step_is_a_message_and_leaves_nothing(faulty, name, error, reason, tmp_path):
    sweep = Sweep(faulty, name, tmp_path)
    for folder, run in sweep.faults(without=("os.remove", "os.utime"), do=error):
        sweep.whole(folder)
        if run.status == sweep.clean.status:
            # A folder that was there need not be made, and what cannot be kept in the cache is no fault.
            assert run.err == sweep.clean.err
            assert content(folder) == sweep.after or sweep.case.cache
        else:
            assert run.status == 2
            assert reason in run.err.lower()
            assert "mlarch itself" not in run.err
            assert "Error: " in run.err
        sweep.goes_on(folder)


@each_case
@pytest.mark.parametrize("torn", [True, False], ids=["killed", "refused"])
def test_a_file_that_cannot_grow_is_never_half_a_file(faulty, name, torn, tmp_path):
    """The limit stops a write in its middle: the kernel kills the process, or the write fails."""
    sweep = Sweep(faulty, name, tmp_path)
    written = {len(data) for name, data in sweep.after.items() if sweep.before.get(name, "").encode() != data}
    for number, size in enumerate(
        sorted({1, *(length - 1 for length in written), *(length // 2 for length in written)})
    ):
        folder = sweep.case.made(tmp_path / f"{number}")
        run = sweep.run(folder, bytes=size, torn=torn)
        sweep.whole(folder, litter=torn)
        if torn and not sweep.case.cache:
            assert run.status == -25
        elif not sweep.case.cache:
            assert run.status == 2
            assert "Error: " in run.err
            assert "file too large" in run.err
        sweep.goes_on(folder)
