"""Imports for the tests, the cache that none of them uses, and which of them are slow."""

import os
import signal
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

# The helpers that stand beside this file, and the tools and benchmarks of this repository.
sys.path[:0] = [str(HERE), str(HERE.parent / "tools"), str(HERE.parent / "benchmarks")]

from examples import register  # noqa: E402  (it stands beside this file)

# A shell starts what runs in the background with Ctrl-C ignored, and all that it starts ignores it, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test uses what other runs have kept; those of the cache name a folder of their own.
os.environ["MLARCH_CACHE_DIR"] = ""

# `make test-quick` leaves these out: what draws or reviews many designs, starts many processes, or tries many
# random inputs. The parts that they go through together have tests of their own.
SLOW = (
    "catalog/test_learning_phrases.py",
    "catalog/test_lexicon.py::test_asked_one_by_one_or_as_a_whole_they_find_the_same",
    "catalog/test_reasoning_phrases.py",
    "cli/test_compare.py::test_a_spec_against_a_case_study_with_a_picture",
    "cli/test_failures.py::test_a_result_that_cannot_be_written_is_no_success",
    "cli/test_failures.py::test_any_locale_can_show_any_spec",
    "cli/test_failures.py::test_python_without_docstrings_reviews_all_the_same",
    "cli/test_max_size.py::test_children_read_as_much",
    "cli/test_new.py::test_a_case_study_draws",
    "compare/test_match.py",
    "compare/test_variations.py",
    "docs/test_whiteboard.py",
    "draw/formats/test_diagrams_script.py",
    "draw/formats/test_drawio.py::test_everything_stands_where_the_picture_has_it",
    "draw/formats/test_formats.py::test_a_huge_scale_is_bounded",
    "draw/formats/test_page_in_browser.py",
    "draw/formats/test_texts_for_others.py",
    "draw/formats/test_viewers.py",
    "draw/layout/test_hard.py",
    "draw/layout/test_layout.py",
    "draw/layout/test_placing.py::test_the_request_path_of_a_case_study_starts_in_its_upper_left_part",
    "draw/layout/test_scenario.py",
    "estimate/test_properties.py",
    "estimate/test_published.py",
    "estimate/test_simulation.py",
    "graph/test_properties.py",
    "language/decode/test_properties.py",
    "language/syntax/test_ambiguous_scalars.py::test_a_text_without_a_surprise_reads_back_the_same",
    "language/syntax/test_reader.py::test_hostile_texts_end_in_findings",
    "language/test_document.py",
    "language/test_drafts.py",
    "language/test_format.py::test_whatever",
    "language/test_schema.py::test_every_case_study_is_valid",
    "lsp/",
    "robustness/",
    "rules/families/test_published.py",
    "rules/test_any_design.py",
    "rules/test_fixes.py",
    "rules/test_helps.py::test_what_is_proposed_for_a_design_can_be_pasted",
    "rules/test_linear.py",
    "rules/test_traits.py",
    "security/",
    "serve/test_in_browser.py",
    "serve/test_server.py",
    "session/test_cache.py::test_runs_at_once_share_it",
    "session/test_drafting.py",
    "session/test_fix_studies.py",
    "session/test_reviews.py",
    "session/test_workers.py",
    "test_ci.py",
    "test_configuration.py",
    "test_gallery.py",
    "test_judgement.py",
    "test_packaging.py",
    "test_processes.py",
    "test_readme.py",
    "test_reviewing.py",
)

register()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import a file of slow tests that are left out."""
    whole = tuple(name for name in SLOW if "::" not in name)
    slow = collection_path.is_relative_to(HERE) and _within_tests(collection_path).startswith(whole)
    return True if slow and config.option.markexpr == "not slow" else None


def _within_tests(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests."""
    for item in items:
        name = _within_tests(item.path) + item.nodeid[item.nodeid.index("::") :]
        if name.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
