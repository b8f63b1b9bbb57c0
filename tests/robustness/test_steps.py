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

from extent import THOROUGH

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
    "compare": Case(("compare", "a.yaml", "b.yaml", "-o", "made/c.svg"), {"a.yaml": PLAIN, "b.yaml": PLAIN}),
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


def made(folder: Path, files: dict[str, str]) -> Path:
    """A new folder with these files."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Sweep:
    """A case run once without any fault, and then with one at each step."""

    def __init__(self, faulty: Faulty, name: str, folder: Path) -> None:
        self.faulty, self.case, self.folder = faulty, CASES[name], folder
        self.clean = self.run(made(folder / "clean", self.case.files))
        self.before, self.after = dict(self.case.files), content(folder / "clean")
        assert self.clean.status in (0, 1), self.clean.err
        assert self.clean.steps

    def run(self, folder: Path, **fault: object) -> Run:
        return self.faulty.run(folder, *self.case.args, cache=self.case.cache, **fault)

    def faults(self, without: tuple[str, ...] = ("no step",), **fault: object) -> Iterator[tuple[Path, Run]]:
        """The folder and the run with the fault at each step."""
        for at, step in enumerate(self.clean.steps):
            if not step.startswith(without):
                folder = made(self.folder / f"{at}", self.case.files)
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
    for folder, run in sweep.faults(do="SIGKILL"):
        assert run.status == -9
        sweep.whole(folder, litter=True)
        sweep.goes_on(folder)


ERRORS = {
    "ENOSPC": "no space left on device",
    "EDQUOT": "disk quota exceeded",
    "EROFS": "read-only file system",
}
# An error differs from the first by its message alone: two commands show it.
ERRORS_OF = (
    [(name, error) for error in ERRORS for name in CASES]
    if THOROUGH
    else [
        *((name, "ENOSPC") for name in CASES),
        *((name, error) for error in ("EDQUOT", "EROFS") for name in ("fix", "again")),
    ]
)


@pytest.mark.parametrize(("name", "error"), ERRORS_OF)
def test_an_error_at_any_step_is_a_message_and_leaves_nothing(faulty, name, error, tmp_path):
    reason = ERRORS[error]
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
def test_interrupted_at_any_step_nothing_is_left(faulty, name, tmp_path):
    sweep = Sweep(faulty, name, tmp_path)
    for folder, run in sweep.faults(do="SIGINT"):
        sweep.whole(folder)
        assert (run.status, run.err.splitlines()[-1:]) == (130, ["interrupted"])
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
        folder = made(tmp_path / f"{number}", sweep.case.files)
        run = sweep.run(folder, bytes=size, torn=torn)
        sweep.whole(folder, litter=torn)
        if torn and not sweep.case.cache:
            assert run.status == -25
        elif not sweep.case.cache:
            assert run.status == 2
            assert "Error: " in run.err
            assert "file too large" in run.err
        sweep.goes_on(folder)


OTHERS = {
    "a.yaml": PLAIN,
    "b.yaml": PLAIN,
    "own.yaml": "mlarch: 1\nextends: a.yaml\nname: Own\n",
    "pyproject.toml": "[tool.mlarch]\nselect = ['SRV']\nstrict = false\n",
}
READING = {
    "check": ("check", "a.yaml", "b.yaml", "--format", "json"),
    "render": ("render", "a.yaml", "b.yaml", "-o", "out"),
    "fmt": ("fmt", "a.yaml", "b.yaml"),
    "extends": ("check", "own.yaml", "b.yaml", "--format", "json"),
    "folder": ("check", ".", "--format", "json"),
}


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("became", ["gone", "cut", "folder", "EIO", "EACCES"])
def test_whatever_becomes_of_a_file_before_it_is_read_is_said_of_it(faulty, name, became, tmp_path):
    """And the others are not held back."""
    clean = faulty.run(made(tmp_path / "clean", OTHERS), *READING[name], reads=True)
    assert clean.status in (0, 1)
    assert clean.steps
    for at, step in enumerate(clean.steps):
        folder = made(tmp_path / f"{at}", OTHERS)
        run = faulty.run(folder, *READING[name], reads=True, at=at, do=became)
        file = step.split()[1]
        assert "mlarch itself" not in run.err
        if file == "pyproject.toml" or name != "folder":  # a file of a folder that is no spec is none of ours
            assert (run.status, file in run.out + run.err) == (2, True), (step, run.err)
        if file == "a.yaml" and "json" in READING[name]:
            assert '"path": "b.yaml"' in run.out
        if file == "a.yaml" and name == "render":
            assert (folder / "out" / "b.svg").is_file()
        shutil.rmtree(folder)
