"""`mlarch new`: what it writes checks and draws at once."""

from __future__ import annotations

import pytest

import mlarch
from mlarch.session import new


def test_without_a_template_a_blank(run, folder):
    result = run("new")
    assert result.exit_code == 0
    assert result.stdout.startswith("wrote blank.yaml\n")
    assert "  mlarch check blank.yaml\n  mlarch render blank.yaml\n" in result.stdout
    assert (run("check", "--strict", "blank.yaml").exit_code, run("render", "blank.yaml").exit_code) == (0, 0)


@pytest.mark.parametrize("template", [template.id for template in new.templates()])
def test_every_template_checks_clean(run, folder, template):
    assert run("new", template).exit_code == 0
    result = run("check", "-q", f"{template}.yaml")
    assert result.exit_code == 0, result.output
    assert [path.name for path in folder.iterdir()] == [f"{template}.yaml"]


def test_a_case_study_draws(run, folder):
    run("new", "web_service")
    assert run("render", "web_service.yaml").exit_code == 0


def test_a_title_of_ones_own(run, folder):
    title = 'Payment risk: "fast" & small # 1'
    assert run("new", "fraud_detection", "--name", title, "-o", "payments.yaml").exit_code == 0
    assert mlarch.load(folder / "payments.yaml").name == title


@pytest.mark.parametrize("title", ["", "   ", "a\x1b[2Jb"])
def test_a_title_that_cannot_be_shown(run, folder, title):
    result = run("new", "--name", title)
    assert result.exit_code == 2
    assert "visible characters" in result.stderr
    assert list(folder.iterdir()) == []


def test_it_refuses_to_overwrite(run, folder):
    (folder / "blank.yaml").write_text("mine")
    result = run("new")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: blank.yaml is there already, and is left as it is\n")
    assert (folder / "blank.yaml").read_text() == "mine"
    assert run("new", "--force").exit_code == 0
    assert (folder / "blank.yaml").read_text().startswith("# An ML system in seven steps.")


def test_a_dangling_link_is_there_too(run, folder):
    (folder / "blank.yaml").symlink_to("elsewhere.yaml")
    assert run("new").exit_code == 2


def test_into_a_folder_or_to_standard_output(run, folder):
    (folder / "designs").mkdir()
    assert run("new", "web_service", "-o", "designs").exit_code == 0
    assert (folder / "designs" / "web_service.yaml").is_file()
    printed = run("new", "web_service", "-o", "-").stdout
    assert printed == (folder / "designs" / "web_service.yaml").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there(run, folder):
    result = run("new", "-o", "nowhere/x.yaml")
    assert result.exit_code in (0, 2)
    assert (result.exit_code == 0) is (folder / "nowhere" / "x.yaml").is_file()
    assert "fault in mlarch" not in result.output


def test_the_list_fits_a_narrow_terminal(run, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    lines = run("new", "--list").stdout.splitlines()
    assert len(lines) > 10
    assert max(map(len, lines)) <= 50
    assert all(line.endswith("…") for line in lines)


def test_the_list_names_every_template(run, folder):
    result = run("new", "--list")
    assert result.exit_code == 0
    first_words = [line.split()[0] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert first_words == [template.id for template in new.templates()]
    assert {"blank", "fraud_detection", "video_recommendation", "web_service"} <= set(first_words)


@pytest.mark.parametrize(
    ("typed", "meant"), [("fraud", "fraud_detection"), ("video_recomendation", "video_recommendation")]
)
def test_a_mistyped_template(run, folder, typed, meant):
    result = run("new", typed)
    assert result.exit_code == 2
    assert f"there is no template `{typed}`\n  Did you mean `{meant}`? `mlarch new --list`" in result.stderr


def test_a_template_like_none_is_answered_with_all_there_are(run, folder):
    result = run("new", "nope")
    assert result.exit_code == 2
    assert "Did you mean" not in run("new", "nothing").stderr
    assert result.stderr.startswith(
        "Error: there is no template `nope`\n  There are blank, ad_click_prediction,"
    )
    assert " ".join(result.stderr.split()).endswith(
        "web_service. `mlarch new --list` shows them all with what they are about."
    )
    assert max(map(len, result.stderr.splitlines())) <= 100


def test_an_empty_output_writes_nothing(run, folder):
    result = run("new", "-o", "")
    assert result.exit_code == 2
    assert "it is empty; name a file." in result.stderr
    assert list(folder.iterdir()) == []


def test_templates_are_found_however_they_are_written(run, folder):
    assert run("new", "Web-Service").exit_code == 0
    assert (folder / "web_service.yaml").is_file()


def test_questions_with_defaults(run, folder):
    result = run("new", "--ask", stdin="rank\n\nReaders\n\n20M\n5M\n150ms\n")
    assert result.exit_code == 0, result.output
    assert "wrote draft.yaml" in result.stdout
    text = (folder / "draft.yaml").read_text()
    assert 'name: "Readers"' in text
    assert "daily_active_users: 20M" in text
    assert run("check", "draft.yaml").stdout.endswith("no findings\n")


def test_answers_as_flags_are_not_asked_for(run, folder):
    result = run("new", "--ask", "--task", "text", "--users", "5k", stdin="\n\n\n\n")
    assert result.exit_code == 0, result.output
    assert "How many people" not in result.output
    assert "online" not in result.output
    flags = run("new", "--task", "text", "--users", "5k", "-o", "-", "--name", "Helper")
    assert 'name: "Helper"' in flags.stdout


def test_an_answer_and_a_template(run, folder):
    result = run("new", "fraud_detection", "--users", "5k")
    assert result.exit_code == 2
    assert "A template is taken as it is" in result.stderr


def test_a_wrong_answer_writes_nothing(run, folder):
    result = run("new", "--users", "lots")
    assert result.exit_code == 2
    assert "`--users lots`" in result.stderr
    assert list(folder.iterdir()) == []
