"""`mlarch render`: which files it writes, and that it writes all of a file or nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .conftest import BROKEN, SMALL


def _written(folder, below="output") -> list[str]:
    return sorted(path.relative_to(folder / below).as_posix() for path in (folder / below).rglob("*"))


def test_one_svg_in_output(run, small):
    result = run("render", "fraud.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"output{os.sep}fraud.svg\n", "")
    assert _written(small.parent) == ["fraud.svg"]
    assert (small.parent / "output" / "fraud.svg").read_bytes().startswith(b"<svg")


def test_a_second_run_changes_nothing_and_says_so(run, small):
    run("render")
    file = small.parent / "output" / "fraud.svg"
    os.utime(file, (1, 1))
    assert run("render").stdout == f"output{os.sep}fraud.svg  (unchanged)\n"
    assert file.stat().st_mtime == 1


def test_formats_folder_and_views(run, small):
    result = run("render", "-f", "svg,dot", "-o", "a/b", "--view", "all", "-q")
    assert (result.exit_code, result.output) == (0, "")
    assert _written(small.parent, "a/b") == ["fraud.dot", "fraud.online.dot", "fraud.online.svg", "fraud.svg"]


def test_around_a_part_is_a_file_of_its_own_and_not_left_over(run, small):
    assert run("render", "--around", "api", "-q").exit_code == 0
    assert _written(small.parent) == ["fraud.around-api.svg"]
    assert run("render", "-q").exit_code == 0
    assert run("render", "--check", "-q").exit_code == 0


def test_around_what_no_spec_has_names_the_nearest(run, small):
    result = run("render", "--around", "modell")
    assert result.exit_code == 2
    assert "`model`" in result.stderr
    assert run("render", "--around", "api", "--view", "all").exit_code == 2


def test_png_and_pdf(run, small):
    assert run("render", "-f", "png", "-f", "pdf", "--scale", "1").exit_code == 0
    output = small.parent / "output"
    assert (output / "fraud.png").read_bytes().startswith(b"\x89PNG")
    assert (output / "fraud.pdf").read_bytes().startswith(b"%PDF")


def test_one_view(run, small):
    assert run("render", "--view", "online").exit_code == 0
    assert _written(small.parent) == ["fraud.online.svg"]


def test_a_view_that_does_not_exist(run, small):
    result = run("render", "--view", "offline")
    assert result.exit_code == 2
    assert result.stderr == "Error: there is no view `offline` in fraud.yaml\n  Did you mean `online`?\n"
    assert not (small.parent / "output").exists()


def test_of_several_views_the_nearest_is_named(run, small):
    small.write_text(SMALL + "  offline: {include: [features, model]}\n")
    result = run("render", "--view", "ofline")
    assert result.stderr.endswith("  Did you mean `offline`?\n")
    result = run("render", "--view", "nope")
    assert result.stderr.endswith("in fraud.yaml\n  There is `offline` and `online`.\n")


def test_a_scenario_where_there_is_none(run, small):
    result = run("render", "--scenario", "nope")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: there is no scenario `nope` in fraud.yaml\n"
        "  There is none at all: a spec has them under `scenarios:`.\n"
    )


def test_a_broken_icon_is_said_once_and_with_its_place_once(run, small):
    small.write_text(SMALL.replace("replicas: 12}", "icon: own.svg}"))
    (small.parent / "own.svg").write_text("<svg")
    result = run("render", "--view", "all", "-f", "svg,png")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: fraud.yaml:7:")
    assert ": icon of `api`: `own.svg` cannot be used" in result.stderr
    assert (result.stderr.count("fraud.yaml"), result.stderr.count("Error: ")) == (1, 1)


def test_standard_input_is_called_stdin(run, folder):
    assert run("render", "-", stdin=SMALL).exit_code == 0
    assert _written(folder) == ["stdin.svg"]


def test_one_picture_to_standard_output(run, small):
    result = run("render", "-o", "-")
    assert result.exit_code == 0
    assert result.stdout.startswith("<svg")
    assert sorted(path.name for path in small.parent.iterdir()) == ["fraud.yaml"]


def test_several_pictures_to_standard_output(run, small):
    result = run("render", "-o", "-", "--view", "all")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`-o -` prints one picture, and there are 2" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="no such file names there")
def test_names_of_files_cannot_steer_the_terminal(run, small):
    small.rename(small.with_name("a\x1b[2Jb.yaml"))
    assert run("render").stdout == f"output{os.sep}a\\x1b[2Jb.svg\n"


def test_the_readability_report(run, small):
    result = run("render", "--report", "-q")
    assert result.exit_code == 0
    assert "crossings" in result.stdout
    assert run("render", "--report", "-o", "-").stdout.startswith("<svg")


def _specs(folder, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SMALL)


def test_specs_of_one_name_keep_their_folders(run, folder):
    _specs(folder, "a/fraud.yaml", "b/fraud.yaml", "b/deep/other.yaml")
    assert run("render", "a/fraud.yaml", "b/fraud.yaml", "-q").exit_code == 0
    assert _written(folder) == ["a", "a/fraud.svg", "b", "b/fraud.svg"]


def test_a_folder_is_mirrored_whether_it_is_named_or_a_file_in_it(run, folder):
    _specs(folder, "specs/fraud.yaml", "specs/team/fraud.yaml")
    assert run("render", "-q").exit_code == 0
    expected = ["fraud.svg", "team", "team/fraud.svg"]
    assert _written(folder) == expected
    assert run("render", "specs/team/fraud.yaml", "-q", "--check").exit_code == 0
    assert run("render", "specs/team", "-q").exit_code == 0
    assert _written(folder) == expected


def test_the_paths_of_the_settings_are_mirrored_by_a_file_in_them(run, folder):
    _specs(folder, "services/ranking/design.yaml", "services/fraud/design.yaml")
    (folder / "pyproject.toml").write_text('[tool.mlarch]\npaths = ["services"]\n', encoding="utf-8")
    assert run("render", "-q").exit_code == 0
    assert _written(folder) == ["fraud", "fraud/design.svg", "ranking", "ranking/design.svg"]
    assert run("render", "services/fraud/design.yaml", "-q", "--check").exit_code == 0


def test_one_picture_into_a_file(run, small):
    for name, head in (("x.svg", b"<svg"), ("deep/x.png", b"\x89PNG"), ("X.PDF", b"%PDF")):
        assert run("render", "fraud.yaml", "-o", name, "-q").exit_code == 0
        assert (small.parent / name).read_bytes().startswith(head)
    assert run("render", "-o", "x.svg", "-q", "--check").exit_code == 0
    assert run("render", "--view", "online", "-o", "x.svg", "-q", "--check").exit_code == 1
    assert not (small.parent / "output").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--view", "all"), "`x.svg` is one file, and there are 2 pictures"),
        (("-f", "png"), "is called like a file of the format svg, and png is asked for"),
        (("--index",), "needs a directory"),
    ],
)
def test_what_does_not_fit_into_one_file(run, small, args, message):
    result = run("render", "-o", "x.svg", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (small.parent / "x.svg").exists()


def test_a_folder_that_is_called_like_a_picture_is_one(run, small):
    (small.parent / "x.svg").mkdir()
    assert run("render", "-o", "x.svg", "-q").exit_code == 0
    assert run("render", "-o", "y.svg/", "-q").exit_code == 0
    assert _written(small.parent, "x.svg") == _written(small.parent, "y.svg") == ["fraud.svg"]


def test_a_view_and_a_scenario_of_one_name_are_two_files(run, small):
    small.write_text(SMALL + "scenarios:\n  Online: [app, lb, api]\n")
    assert run("render", "--view", "online", "-q").exit_code == 0
    assert run("render", "--scenario", "Online", "-q").exit_code == 0
    assert _written(small.parent) == ["fraud.online.svg", "fraud.scenario-online.svg"]


@pytest.mark.parametrize("scale", ["nan", "inf", "-1", "11"])
def test_a_scale_that_is_none(run, small, scale):
    result = run("render", "-f", "png", "--scale", scale)
    assert result.exit_code == 2
    assert "--scale" in result.stderr


def test_check_of_a_changed_base_finds_what_extends_it(run, folder):
    (folder / "base.yaml").write_text(SMALL)
    (folder / "other.yaml").write_text(SMALL.replace("Fraud check", "Other"))
    (folder / "child.yaml").write_text("mlarch: 1\nextends: base.yaml\nname: Child\n")
    run("render", "-q")
    (folder / "base.yaml").write_text(SMALL.replace("Payments API", "Payments"))
    result = run("render", "--check", "base.yaml", "-q")
    stale = [f"output{os.sep}{name}.svg  out of date" for name in ("base", "child")]
    assert (result.exit_code, result.stdout.splitlines()) == (1, stale)


def test_check_names_the_pictures_of_specs_that_are_gone(run, small):
    (small.parent / "old.yaml").write_text(SMALL)
    run("render", "-q", "--view", "all")
    (small.parent / "old.yaml").unlink()
    (small.parent / "output" / "foreign.svg").write_text("<svg/>")
    gone = [
        f"output{os.sep}{name}  left over: no spec has this picture any more"
        for name in ("old.online.svg", "old.svg")
    ]
    for args in ((), ("fraud.yaml",)):
        result = run("render", "--check", "-q", *args)
        assert (result.exit_code, result.stdout.splitlines()) == (1, gone)
    for name in ("old.online.svg", "old.svg"):
        (small.parent / "output" / name).unlink()
    assert run("render", "--check", "-q").exit_code == 0


def test_views_stay_in_the_folder_whatever_they_are_called(run, small):
    hostile = SMALL.replace("  online:", '  "../../etc/<b>": {include: [app]}\n  online:')
    small.write_text(hostile)
    assert run("render", "--view", "all", "-o", "out").exit_code == 0
    assert _written(small.parent, "out") == ["fraud.etc-b.svg", "fraud.online.svg", "fraud.svg"]
    assert sorted(path.name for path in small.parent.iterdir()) == ["fraud.yaml", "out"]


def test_views_whose_file_names_are_one(run, small):
    small.write_text(
        SMALL.replace("  online:", "  a b: {include: [app]}\n  a/b: {include: [app]}\n  online:")
    )
    result = run("render", "--view", "all")
    assert result.exit_code == 2
    assert "view `a b` and fraud.yaml, view `a/b` would both be written" in result.stderr


def test_the_others_are_drawn_when_one_cannot_be_read(run, small):
    (small.parent / "broken.yaml").write_text(BROKEN)
    result = run("render", ".")
    assert result.exit_code == 2
    assert "broken.yaml:7:9 error SPEC" in result.stderr
    assert _written(small.parent) == ["fraud.svg"]


def test_output_is_a_file(run, small):
    (small.parent / "output").write_text("mine")
    result = run("render")
    assert result.exit_code == 2
    assert "`output`: it is a file" in result.stderr
    assert (small.parent / "output").read_text() == "mine"


def test_output_below_a_file(run, small):
    result = run("render", "-o", "fraud.yaml/pictures")
    assert result.exit_code == 2
    assert "is a file, or lies below one" in result.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_output_that_may_not_be_written(run, small):
    (small.parent / "output").mkdir(mode=0o555)
    result = run("render")
    assert result.exit_code == 2
    assert "output" in result.stderr


def test_a_picture_whose_name_is_a_folder(run, small):
    (small.parent / "output" / "fraud.svg").mkdir(parents=True)
    for more in ((), ("--check",)):
        result = run("render", *more)
        assert result.exit_code == 2
        name = Path("output", "fraud.svg")
        assert f"cannot write {name}: a directory of that name is in the way" in result.stderr


@pytest.mark.parametrize("nothing", ["", "  "])
def test_an_empty_output_writes_nothing(run, small, nothing):
    result = run("render", "-o", nothing)
    assert result.exit_code == 2
    assert "it is empty; name a directory; `.` is the current one." in result.stderr
    assert list(small.parent.iterdir()) == [small]


def test_check_names_what_is_missing_and_writes_nothing(run, small):
    result = run("render", "--check")
    assert (result.exit_code, result.stdout) == (1, f"output{os.sep}fraud.svg  missing\n")
    assert not (small.parent / "output").exists()


def test_check_names_what_is_out_of_date(run, small):
    run("render")
    assert (run("render", "--check").exit_code, run("render", "--check", "-q").output) == (0, "")
    small.write_text(SMALL.replace("Payments API", "Payments"))
    before = (small.parent / "output" / "fraud.svg").read_bytes()
    result = run("render", "--check")
    assert (result.exit_code, result.stdout) == (1, f"output{os.sep}fraud.svg  out of date\n")
    assert (small.parent / "output" / "fraud.svg").read_bytes() == before


def test_a_spec_with_findings_is_drawn(run, small):
    small.write_text(SMALL.replace("stage: sketch\n", ""))
    assert run("render").exit_code == 0


def test_nothing_to_draw(run, folder):
    result = run("render")
    assert result.exit_code == 2
    assert "no spec in the current directory" in result.stderr
    assert not (folder / "output").exists()


WALK = SMALL + "scenarios:\n  A payment's way: [app, lb, api, model]\n  short: [lb, api]\n"


def test_all_scenarios(run, small):
    small.write_text(WALK)
    assert run("render", "--scenario", "all", "-q").exit_code == 0
    assert _written(small.parent) == ["fraud.a-payment-s-way.svg", "fraud.short.svg", "fraud.svg"]


def test_all_scenarios_of_one_view(run, small):
    small.write_text(WALK)
    assert run("render", "--scenario", "short", "--view", "online", "-o", "a", "-q").exit_code == 0
    assert _written(small.parent, "a") == ["fraud.online.short.svg"]


def test_all_views_and_all_scenarios(run, small):
    small.write_text(WALK)
    assert run("render", "--scenario", "all", "--view", "all", "-q", "-j", "1").exit_code == 0
    assert _written(small.parent) == [
        "fraud.a-payment-s-way.svg",
        "fraud.online.svg",
        "fraud.short.svg",
        "fraud.svg",
    ]


def test_a_view_that_repeats_the_whole_picture_is_not_drawn_twice(run, small):
    small.write_text(SMALL.replace("  online:", "  overview: {}\n  full: {title: Full}\n  online:"))
    assert run("render", "--view", "all", "-q").exit_code == 0
    assert _written(small.parent) == ["fraud.full.svg", "fraud.online.svg", "fraud.svg"]
    assert run("render", "--view", "overview", "-q").exit_code == 0
    assert "fraud.overview.svg" in _written(small.parent)


def test_the_index(run, small):
    result = run("render", "--index", "--view", "all", "-f", "png,svg")
    assert result.exit_code == 0
    assert result.stdout.endswith(f"output{os.sep}index.html\n")
    page = (small.parent / "output" / "index.html").read_text()
    assert 'href="./fraud.online.svg"' in page
    assert 'href="../fraud.yaml"' in page
    assert ".png" not in page
    again = run("render", "--index", "--view", "all", "-f", "png,svg", "--check", "-q")
    assert (again.exit_code, again.output) == (0, "")
    (small.parent / "output" / "fraud.online.svg").unlink()
    stale = run("render", "--index", "--check", "-q")
    assert (stale.exit_code, stale.stdout) == (1, f"output{os.sep}index.html  out of date\n")


def test_the_index_knows_its_own_files_where_others_have_the_same_names(run, small):
    for folder in ("one", "two"):
        (small.parent / folder).mkdir()
        (small.parent / folder / small.name).write_bytes(small.read_bytes())
    run("render", small.name, "--index", "-q")
    page = (small.parent / "output" / "index.html").read_text()
    assert f'href="../{small.name}"' in page
    assert "1 design, 1 picture" in page


def test_the_index_of_some_specs_keeps_the_others(run, small):
    (small.parent / "other.yaml").write_text(SMALL)
    run("render", "--view", "all", "--index", "-q")
    page = (small.parent / "output" / "index.html").read_bytes()
    assert b"other.online.svg" in page
    assert run("render", "fraud.yaml", "--index", "-q").exit_code == 0
    assert (small.parent / "output" / "index.html").read_bytes() == page


def test_an_index_of_what_no_page_shows(run, small):
    result = run("render", "--index", "-f", "pdf")
    assert (result.exit_code, _exists(small)) == (2, False)
    assert "Add `svg`" in result.stderr


def test_an_index_on_standard_output(run, small):
    result = run("render", "--index", "-o", "-")
    assert (result.exit_code, result.stdout, _exists(small)) == (2, "", False)


def _exists(small) -> bool:
    return (small.parent / "output").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, names are text")
def test_a_name_that_is_no_text_stands_in_the_index_by_its_bytes(run, small):
    small.rename(small.parent / os.fsdecode(b"caf\xe9.yaml"))
    result = run("render", "--index")
    assert result.exit_code == 0
    assert 'href="./caf%E9.svg"' in (small.parent / "output" / "index.html").read_text(encoding="utf-8")


def test_an_output_called_like_a_format_that_is_not_drawn_makes_no_folder(run, small):
    result = run("render", "-o", "x.jpg")
    assert (result.exit_code, (small.parent / "x.jpg").exists()) == (2, False)
    assert "`x.jpg` is called like a file of a format that is not drawn" in result.stderr
    assert run("render", "-o", "x.jpg/").exit_code == 0
    assert run("render", "-o", "x.jpg").exit_code == 0
