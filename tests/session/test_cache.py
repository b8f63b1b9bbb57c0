"""The cache: never stale, shared, bounded, private, and no way to run code."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from mlarch.cli.app import app
from mlarch.diagnostics import Severity, Span
from mlarch.session import cache as caches
from mlarch.session.cache import Cache, default_folder

SPEC = """\
mlarch: 1
extends: base.yaml
name: Shop
components: {model: model server, spare: {kind: cache, icon: own.svg}}
flows: [api -> model: request]
"""
BASE = "mlarch: 1\nname: Base\ncomponents: {app: client, api: api server}\nflows: [app -> api]\n"
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="%s"/></svg>'
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("[tool.mlarch]\n")
    (folder / "shop.yaml").write_text(SPEC)
    (folder / "base.yaml").write_text(BASE)
    (folder / "own.svg").write_text(ICON % "#123456")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MLARCH_CACHE_DIR", str(tmp_path / "cache"))
    return folder


def run(*args: str) -> str:
    result = CliRunner().invoke(app, args)
    assert "itself failed" not in result.output
    return result.output


def entries(project: Path) -> set[Path]:
    return set((project.parent / "cache").glob("??/*"))


def test_a_value_comes_back_as_it_was(cache):
    value = (("a", "b"), Span("x", 1, 1, 1, 2), Severity.ERROR, b"\0")
    key = cache.key("test", 1)
    assert cache.get(key) is None
    cache.put(key, value)
    assert cache.get(key) == value
    assert cache.key("test", 1) == key != cache.key("test", 2)
    assert cache.key("ab", "c") != cache.key("a", "bc")


def test_an_entry_that_was_damaged_is_none(cache):
    key = cache.key("test")
    cache.put(key, "value")
    (file,) = cache.folder.glob("??/*")
    data = file.read_bytes()
    for broken in (b"", data[:20], data[:-1], data[:-1] + b"\0"):
        file.write_bytes(broken)
        assert cache.get(key) is None


class _Evil:
    def __reduce__(self):
        return os.system, ("echo bad > executed",)


def test_an_entry_runs_no_code(cache, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    key = cache.key("test")
    cache.put(key, _Evil())
    assert cache.get(key) is None
    assert not (tmp_path / "executed").exists()
    for name in (b"builtins eval", b"mlarch.processes Child", b"mlarch.diagnostics escape"):
        module, _, attribute = name.partition(b" ")
        data = b"c" + module + b"\n" + attribute + b"\n."
        (file,) = cache.folder.glob("??/*")
        file.write_bytes(caches.hashlib.sha256(data).digest() + data)
        assert cache.get(key) is None


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "target").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("target")
    (tmp_path / "file").write_text("")
    for name in ("open", "link", "file", "file/below"):
        assert Cache(tmp_path / name).folder is None
    Cache(tmp_path / "mine").put("k" * 64, 1)
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o700


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    cache = Cache(tmp_path / "cache", largest=2500)
    keys = [cache.key(n) for n in range(3)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 1000)
        used = time.time() - 1000 * (3 - age)
        os.utime(cache.folder / key[:2] / key[2:], (used, used))
    left_over = cache.folder / "ab" / "0.tmp"
    left_over.parent.mkdir(exist_ok=True)
    left_over.write_bytes(b"")
    os.utime(left_over, (1, 1))
    cache.sweep()
    assert [cache.get(key) is None for key in keys] == [True, False, False]
    assert not left_over.exists()


def test_the_folder_is_the_users(monkeypatch, tmp_path):
    monkeypatch.delenv("MLARCH_CACHE_DIR", raising=False)
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "mlarch"
    monkeypatch.setenv("MLARCH_CACHE_DIR", "")
    assert default_folder() is None


@pytest.mark.skipif(os.name == "nt", reason="another variable holds it there")
def test_a_home_that_is_no_place_of_its_own_holds_no_cache(monkeypatch):
    for name in ("MLARCH_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "home")
    assert default_folder() is None


def test_a_second_check_is_the_first_again(project):
    asked = ("check", "--format", "json", "--score")
    first = run(*asked)
    kept = entries(project)
    assert len(kept) == 2  # the base has a review, too
    assert run(*asked) == first
    assert run(*asked, "--no-cache") == first
    assert entries(project) == kept


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("shop.yaml", SPEC.replace("spare:", "other:")),
        ("base.yaml", BASE.replace("api server", "worker")),
        ("base.yaml", "components: {"),
        ("own.svg", None),
        ("pyproject.toml", "[tool.mlarch]\nignore = ['GRA']\n"),
        ("pyproject.toml", "[tool.mlarch.severity]\nGRA = 'error'\n"),
    ],
)
def test_whatever_changes_the_review_is_seen(project, file, text):
    before = run("check", "shop.yaml")
    if text is None:
        (project / file).unlink()
    else:
        (project / file).write_text(text)
    after = run("check", "shop.yaml")
    assert after == run("check", "shop.yaml", "--no-cache") != before


def test_options_are_told_apart(project):
    seen = [run("check", "shop.yaml", *more) for more in ((), ("--stage", "sketch"), ("--select", "GRA"), ())]
    assert seen[0] == seen[3]
    assert len(set(seen)) == 3


def test_a_baseline_is_put_on_what_is_kept(project):
    run("check", "shop.yaml")
    run("check", "shop.yaml", "--baseline", "known.json", "--update-baseline")
    assert "no findings" in run("check", "shop.yaml", "--baseline", "known.json")
    assert "no findings" not in run("check", "shop.yaml")


def test_an_icon_that_changed_is_drawn_anew(project):
    run("render", "shop.yaml")
    assert run("render", "shop.yaml", "--check").endswith("up to date\n")
    (project / "own.svg").write_text(ICON % "#654321")
    assert run("render", "shop.yaml", "--check").endswith("out of date\n")
    assert run("render", "shop.yaml", "--check", "--no-cache").endswith("out of date\n")


def test_a_second_picture_is_the_first_again_and_is_not_drawn(project, monkeypatch):
    run("render", "shop.yaml", "-f", "svg,png")
    first = {path.name: path.read_bytes() for path in (project / "output").iterdir()}
    monkeypatch.setattr("mlarch.session.workers._draw", lambda pictures, *_: iter(()))
    run("render", "shop.yaml", "-f", "svg,png", "-o", "again")
    assert {path.name: path.read_bytes() for path in (project / "again").iterdir()} == first


def test_an_edit_of_the_program_makes_all_anew(project, monkeypatch):
    run("check", "shop.yaml")
    kept = entries(project)
    caches.stamp.cache_clear()
    monkeypatch.setattr(caches.sys, "version", "another")
    run("check", "shop.yaml")
    caches.stamp.cache_clear()
    assert len(entries(project)) == 2 * len(kept)


def test_the_files_of_a_plugin_are_a_part_of_the_stamp(tmp_path, monkeypatch):
    (tmp_path / "acme-1.dist-info").mkdir()
    (tmp_path / "acme-1.dist-info" / "entry_points.txt").write_text("[mlarch.rules]\na = stamped_rules\n")
    (tmp_path / "stamped_rules.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    stamps = []
    for text in ("", "x = 1\n"):
        (tmp_path / "stamped_rules.py").write_text(text)
        caches.stamp.cache_clear()
        stamps.append(caches.stamp())
    caches.stamp.cache_clear()
    assert stamps[0] != stamps[1]


def test_runs_at_once_share_it(project):
    """Four processes begin together with an empty cache, and all say the same."""
    command = [sys.executable, "-m", "mlarch", "check", "--format", "json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = {run.communicate(timeout=120)[0] for run in runs}
    assert len(outputs) == 1
    assert not list((project.parent / "cache").glob("??/*.tmp"))


def test_it_survives_a_protocol_of_another_python(cache):
    key = cache.key("test")
    cache.put(key, 1)
    (file,) = cache.folder.glob("??/*")
    data = b"\x80\xff" + pickle.dumps(1)[2:]
    file.write_bytes(caches.hashlib.sha256(data).digest() + data)
    assert cache.get(key) is None
