"""What a release must hold, tried for real: `make release-check`, or `python tools/release.py FOLDER`.

Builds the committed state twice, looks into what was built, installs it where nothing else is, and uses it as
a program, as a hook and as an action. Needs git and the package index. Each step says what it found; the
first that fails ends the run with status 1. What is left for a person to do stands at the end.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

import mlarch

__all__ = ["STEPS", "main"]

ROOT = Path(__file__).resolve().parents[1]
TWINE = "twine==7.0.0"
LARGEST = {".whl": 4 << 20, ".gz": 16 << 20}
"""The bytes that a package may have: what is uploaded is there for ever."""


def run(*command: str | Path, cwd: Path, environment: Mapping[str, str] | None = None) -> str:
    """What a command prints. Ends the run when it fails."""
    done = subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def must(holds: bool, otherwise: str) -> None:
    """End the run unless something holds."""
    if not holds:
        sys.exit(otherwise)


def program(home: Path, name: str) -> Path:
    """A program of an environment."""
    return home / ("Scripts" if os.name == "nt" else "bin") / name


def fresh(home: Path, *packages: str | Path) -> Path:
    """The Python of a new environment with these packages."""
    venv.create(home, with_pip=True)
    python = program(home, "python")
    run(python, "-I", "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages, cwd=home)
    return python


def built(work: Path) -> str:
    """Two builds of the commit, in other folders and with other permissions, are the same bytes."""
    when = {"SOURCE_DATE_EPOCH": run("git", "log", "-1", "--format=%ct", cwd=ROOT).strip()}
    digests = []
    for name, umask, kinds in (("one", 0o022, ((),)), ("another", 0o077, (("--sdist",), ("--wheel",)))):
        before = os.umask(umask)
        run("git", "clone", "-q", "--no-hardlinks", ROOT, work / name, cwd=work)
        for kind in kinds:  # with neither, the wheel is built from the source distribution
            command = (
                sys.executable,
                "-m",
                "build",
                "--no-isolation",
                *kind,
                "--outdir",
                work / f"{name}-dist",
            )
            run(*command, cwd=work / name, environment=when)
        os.umask(before)
        files = sorted((work / f"{name}-dist").iterdir())
        digests.append({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files})
    must(len(digests[0]) == 2 and digests[0] == digests[1], f"two builds differ: {digests}")
    return "\n".join(f"{digest}  {name}" for name, digest in digests[0].items())


def packages(work: Path) -> dict[str, Path]:
    """What was built, by the end of its name."""
    return {file.suffix: file for file in (work / "one-dist").iterdir()}


def contents(work: Path) -> str:
    """The wheel holds the package and the case studies, the source distribution all that is committed."""
    tracked = run("git", "ls-files", cwd=ROOT).splitlines()
    files = packages(work)
    with zipfile.ZipFile(files[".whl"]) as wheel:
        names = set(wheel.namelist())
    wanted = {name.removeprefix("src/") for name in tracked if name.startswith("src/")}
    wanted |= {f"mlarch/{name}" for name in tracked if name.startswith("specs/")}
    extra = {name for name in names - wanted if ".dist-info/" not in name}
    must(
        wanted <= names and not extra,
        f"the wheel: {sorted(wanted - names)} missing, {sorted(extra)} too many",
    )
    with tarfile.open(files[".gz"]) as source:
        inside = {name.partition("/")[2] for name in source.getnames()} - {"PKG-INFO"}
    must(inside == set(tracked), f"the source distribution: {sorted(inside ^ set(tracked))}")
    sizes = {end: file.stat().st_size for end, file in files.items()}
    must(all(size <= LARGEST[end] for end, size in sizes.items()), f"too large: {sizes}")
    return ", ".join(f"{files[end].name} {size / 2**20:.1f} MiB" for end, size in sizes.items())


def described(work: Path) -> str:
    """The package index accepts the metadata, and renders the description."""
    python = fresh(work / "twine", TWINE)
    return run(python, "-m", "twine", "check", "--strict", *packages(work).values(), cwd=work)


def used(work: Path) -> str:
    """Installed from the wheel where nothing else is, it works from an empty folder."""
    python = fresh(work / "installed", packages(work)[".whl"])
    run(python, "-I", "-m", "pip", "check", cwd=work)
    empty = work / "empty"
    empty.mkdir()
    command = python.with_name("mlarch")
    version = run(command, "--version", cwd=empty).strip()
    must(version == f"mlarch {mlarch.__version__}", f"it says it is {version}")
    for args in (
        "new fraud_detection",
        "check --strict",
        "render -f svg,png,pdf,html",
        "estimate --samples 1000",
    ):
        run(command, *args.split(), cwd=empty)
    made = sorted(path.relative_to(empty).as_posix() for path in empty.rglob("*") if path.is_file())
    must("output/fraud_detection.png" in made, f"it made {made}")
    return f"{version}, {len(made)} files made"


def repository(work: Path) -> Path:
    """A repository of somebody else, with a spec in it."""
    folder = work / "theirs"
    (folder / "specs").mkdir(parents=True)
    spec = (ROOT / "specs" / "web_service.yaml").read_bytes()
    (folder / "specs" / "web_service.yaml").write_bytes(spec)
    for args in ("init -q", "add .", "-c user.name=x -c user.email=x@example.org commit -q -m spec"):
        run("git", *args.split(), cwd=folder)
    return folder


def hooked(work: Path) -> str:
    """pre-commit installs the hook from the repository, and it passes on a case study."""
    folder = repository(work)
    command = (sys.executable, "-m", "pre_commit", "try-repo", work / "one", "mlarch-check", "--all-files")
    said = run(*command, cwd=folder, environment={"PRE_COMMIT_HOME": str(work / "pre-commit")})
    must("Passed" in said, said)
    return said.strip().splitlines()[-1]


def acted(work: Path) -> str:
    """The steps of the action install it, review, and end with the status of the review."""
    folder, runner = work / "theirs", work / "runner"
    runner.mkdir()
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    scripts = {step["name"]: step["run"] for step in steps}
    names = ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
    given = {name: str(runner / name.lower()) for name in names} | {"RUNNER_TEMP": str(runner)}
    given |= {"VERSION": "", "SOURCE": str(work / "one"), "PATHS": "", "FORMAT": "github", "STRICT": "true"}
    for name in ("Install mlarch", "Review", "Verdict"):
        run("bash", "-e", "-o", "pipefail", "-c", scripts[name], cwd=folder, environment=given)
        for file in (runner / "github_env", runner / "github_output"):
            if file.exists():
                pairs = dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines())
                given |= {key if key.isupper() else key.upper(): value for key, value in pairs.items()}
    return f"status {given['STATUS']}"


STEPS: tuple[Callable[[Path], str], ...] = (built, contents, described, used, hooked, acted)


def left(version: str) -> list[str]:
    """What a person does, as far as it is not done."""
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    todo = ["run `make test lint` and `make accept`: nothing may change"]
    if not re.search(rf"(?m)^## \[?{re.escape(version)}\b", log) or "## Unreleased" in log:
        todo.append(
            f"name the version and its date in CHANGELOG.md, in place of `Unreleased` (now {version})"
        )
    if run("git", "status", "--porcelain", cwd=ROOT):
        todo.append("commit: what was checked is the last commit, and more has changed")
    return [*todo, f"tag v{version}, push the tag, upload what stands in the folder with twine"]


def main() -> int:
    """Go through the steps."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(sys.argv[1]).resolve() if sys.argv[1:] else Path(place)
        work.mkdir(exist_ok=True)
        for step in STEPS:
            print(f"{step.__doc__}\n  " + step(work).strip().replace("\n", "\n  "), flush=True)
    print("\nLeft to do:\n" + "\n".join(f"- {each}" for each in left(mlarch.__version__)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
