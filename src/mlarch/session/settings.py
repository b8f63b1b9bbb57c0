"""`[tool.mlarch]` of a `pyproject.toml`: the settings of a project, found from the file that is checked.

    [tool.mlarch]
    paths = ["designs"]               # what is read when the command line names nothing
    exclude = ["designs/old", "*.draft.yaml"]
    select = ["SRV", "TRN"]           # codes, beginnings of codes, or names; all when absent
    ignore = ["dead-output"]
    stage = "production"              # for specs that state none
    strict = true                     # warnings fail the check, too
    format = "github"
    local-rules = "review"            # a folder of Python files; run only when the user allows it
    baseline = "mlarch-baseline.json"

    [tool.mlarch.severity]
    SRV001 = "error"

    [tool.mlarch.rules.SRV009]        # options of one rule, see its page
    requests_per_second = 2000.0

Paths are relative to the file's own folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mlarch.diagnostics import MlarchError, Severity
from mlarch.files import STDIN, read_bytes
from mlarch.frozen import FrozenMap
from mlarch.project import locate
from mlarch.records import dataclass
from mlarch.report import FORMATS
from mlarch.rules.engine.settings import Settings
from mlarch.session.user_settings import settings_file, trusts
from mlarch.text import did_you_mean, hint, listed

if TYPE_CHECKING:
    from mlarch.model import Stage
    from mlarch.rules.engine.rule import Option

__all__ = ["KEYS", "ProjectSettings", "SettingsFinder", "decode", "find", "load"]

KEYS = (
    "paths",
    "exclude",
    "select",
    "ignore",
    "stage",
    "strict",
    "format",
    "baseline",
    "severity",
    "rules",
    "local-rules",
    "font",
)
"""What `[tool.mlarch]` may hold."""

_LARGEST = 1 << 20  # bytes of a pyproject.toml
_DEEPEST = 200  # parts of a dotted key
_DOT = re.compile(r"""(?<=[\w"'-])\.(?=[\w"'-])""")

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSettings(Settings):
    """The settings of a review with what concerns the project around it.

    `folder` is that of the `pyproject.toml`, absolute; None when there is no table. `paths`,
    `baseline_file` and `font` are absolute. `exclude` holds patterns as they are written, see `excludes`.
    """

    folder: str | None = None
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    strict: bool = False
    format: str | None = None
    baseline_file: str | None = None
    font: str | None = None

    def excludes(self, path: str) -> bool:
        """Whether one of the patterns of `exclude` stands for the file `path` or for a folder around it.

        A pattern with a `/` is compared with the path from the settings' folder, one without with each name
        on the way. `*` and `?` stand for any characters, `[...]` for one of some; `**/` for any folders.
        """
        if self.folder is None or not self.exclude:
            return False
        below = Path(os.path.relpath(path, self.folder))
        if below.parts[:1] == ("..",):
            return False
        ways = [Path(*below.parts[: n + 1]).as_posix() for n in range(len(below.parts))]
        return any(_matches(pattern, way) for pattern in self.exclude for way in ways)


def _matches(pattern: str, way: str) -> bool:
    wanted = pattern.strip("/").removeprefix("./")
    if "/" not in wanted:
        return fnmatchcase(way.rpartition("/")[2], wanted)
    return fnmatchcase(way, wanted) or (wanted.startswith("**/") and fnmatchcase(way, wanted[3:]))


@dataclass(slots=True)
class SettingsFinder:
    """The settings of many files, each `pyproject.toml` read once.

    Rules of a project's own run only with `local_rules`, or where the user's settings trust the project.
    """

    local_rules: bool = False
    _by_folder: dict[str, ProjectSettings] = field(default_factory=dict)

    def of(self, path: str) -> ProjectSettings:
        """The settings that hold for a spec; standard input belongs to the current directory.

        Raises `MlarchError` for bad TOML or a wrong entry.
        """
        whole = os.path.abspath("." if path == STDIN else path)  # noqa: PTH100 (`..` is taken out)
        folder = whole if Path(whole).is_dir() else str(Path(whole).parent)
        if folder not in self._by_folder:
            self._by_folder[folder] = _judged(load(folder), self.local_rules)
        return self._by_folder[folder]

    @property
    def local_folders(self) -> tuple[str, ...]:
        """The folders of rules of their own that projects have and that may run."""
        found = (settings.local_rules for settings in self._by_folder.values())
        return tuple(dict.fromkeys(folder for folder in found if folder is not None))


def _judged(settings: ProjectSettings, allowed: bool) -> ProjectSettings:
    """The settings without rules that nobody but the project itself lets run, and a note about that."""
    folder = settings.local_rules
    if folder is None or allowed or trusts(settings.folder or folder):
        return settings
    note = (
        f"the rules in {folder} are not run, for they are code of the project: `--local-rules` allows it,"
        f" or `trusted` in {settings_file()}"
    )
    return replace(settings, local_rules=None, notes=(note,))


def find(start: str | Path) -> Path | None:
    """The `pyproject.toml` nearest above `start` (a file or a folder) that has a `[tool.mlarch]` table."""
    here = Path(os.path.abspath(start))  # noqa: PTH100 (of `a/../b`, the folder `a` is not above `b`)
    for folder in (here, *here.parents):
        file = folder / "pyproject.toml"
        if file.is_file() and _table(file) is not None:
            return file
    return None


def load(start: str | Path) -> ProjectSettings:
    """The settings that hold for `start`. Raises `MlarchError` for bad TOML or a wrong entry."""
    file = find(start)
    table = _table(file) if file is not None else None
    return ProjectSettings() if file is None or table is None else decode(table, file)


def decode(table: Mapping[str, object], file: Path) -> ProjectSettings:
    """Settings from the table `[tool.mlarch]` of `file`. Raises `MlarchError` for the first wrong entry."""
    for key in table:
        if key not in KEYS:
            raise _error(file, f"unknown key `{key}`", hint(key, KEYS))
    if table.get("select") == []:
        raise _error(file, "`select` is empty, and no rule would run", "Leave it out to run every rule.")
    given_rules = _mapping(table, "rules", file)
    stage, baseline = table.get("stage"), _text(table, "baseline", "the name of a file", file)
    local = _text(table, "local-rules", "the name of a folder", file)
    font = _text(table, "font", "the name of a font file", file)
    return ProjectSettings(
        folder=str(file.parent),
        paths=tuple(
            _inside(path, "paths", file) for path in _strings(table, "paths", "paths", "specs", file)
        ),
        exclude=_strings(table, "exclude", "patterns", "drafts/*.yaml", file),
        select=_strings(table, "select", "rules", "SRV001", file),
        ignore=_strings(table, "ignore", "rules", "SRV001", file),
        stage=None if stage is None else _stage(stage, file),
        strict=_flag(table, "strict", file),
        format=_format(table, file),
        baseline_file=None if baseline is None else _inside(baseline, "baseline", file),
        severity=FrozenMap(
            {rule: _severity(level, rule, file) for rule, level in _mapping(table, "severity", file).items()}
        ),
        options=FrozenMap({rule: _mapping(given_rules, rule, file, "rules.") for rule in given_rules}),
        font=None if font is None else _inside(font, "font", file),
        local_rules=None if local is None else _inside(local, "local-rules", file),
        path=str(file),
    )


def _table(file: Path) -> Mapping[str, object] | None:
    """`[tool.mlarch]` of `file`, or None when it has none."""
    import tomllib  # only now: most folders have no settings

    if len(data := read_bytes(file, _LARGEST)) > _LARGEST:
        raise MlarchError(f"{file} is larger than {_LARGEST >> 20} MiB, and is not read")
    try:
        text = data.decode("utf-8-sig")  # some editors begin a file with U+FEFF
        if _has_endless_keys(text):
            raise RecursionError
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise MlarchError(f"{file} is not UTF-8 text (byte {error.start})", "Save it as UTF-8.") from error
    except ValueError as error:  # of TOML, or a number with more digits than Python reads
        raise MlarchError(f"{file} is not TOML: {error}") from error
    except RecursionError as error:
        raise MlarchError(f"{file} is nested too deep to be read") from error
    tool = document.get("tool")
    table = tool.get("mlarch") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise _error(file, "`mlarch` must be a table")
    return table


def _has_endless_keys(text: str) -> bool:
    """Whether a dotted key has more than `_DEEPEST` parts: tomllib works with the square of their number."""
    runs = re.split(r"[\n=#,{}\[\]]", text.translate({ord(" "): None, ord("\t"): None}))
    return any(len(_DOT.findall(run)) > _DEEPEST for run in runs if run.count(".") > _DEEPEST)


def _strings(table: Mapping[str, object], key: str, what: str, example: str, file: Path) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _error(file, f'`{key}` must be a list of {what}, like `{key} = ["{example}"]`')
    return tuple(value)


def _inside(path: str, key: str, file: Path) -> str:
    """A path of the settings, from their folder: no checkout has files of others read or written."""
    whole = file.parent / path
    try:
        locate(whole, of=file)
    except MlarchError as error:
        raise _error(file, f"`{key}`: {error.message}", error.help) from None
    return str(whole)


def _text(table: Mapping[str, object], key: str, what: str, file: Path) -> str | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise _error(file, f"`{key}` must be {what}, in quotes")
    return value


def _format(table: Mapping[str, object], file: Path) -> str | None:
    value = _text(table, "format", "the name of a report format", file)
    if value is not None and value not in FORMATS:
        raise _error(file, f"`format` must be {listed(FORMATS)}, not `{value}`", did_you_mean(value, FORMATS))
    return value


def _flag(table: Mapping[str, object], key: str, file: Path) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise _error(file, f"`{key}` must be `true` or `false`, not `{value}`")
    return value


def _mapping(table: Mapping[str, object], key: str, file: Path, prefix: str = "") -> Mapping[str, Option]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _error(file, f"`{prefix}{key}` must be a table, like `[tool.mlarch.{prefix}{key}]`")
    return value


def _severity(value: object, rule: str, file: Path) -> Severity:
    """A severity; whoever wants none is told where rules are turned off."""
    if value in ("off", "none", "ignore", "disable", "disabled", False):
        raise _error(file, f"`severity.{rule}` cannot turn a rule off", f'Put it into `ignore = ["{rule}"]`.')
    return _choice(value, Severity, f"severity.{rule}", file)


def _stage(value: object, file: Path) -> Stage:
    from mlarch.model import Stage  # only now: settings are read by every command, and few name a stage

    return _choice(value, Stage, "stage", file)


def _choice(value: object, choices: type[_Choice], key: str, file: Path) -> _Choice:
    names = [choice.value for choice in choices]
    if isinstance(value, str) and value in names:
        return choices(value)
    meant = did_you_mean(value, names) if isinstance(value, str) else ""
    raise _error(file, f"`{key}` must be {listed(names)}, not `{value}`", meant)


def _error(file: Path, message: str, help: str = "") -> MlarchError:  # noqa: A002
    return MlarchError(f"{file}: [tool.mlarch]: {message}", help)
