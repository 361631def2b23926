"""When a backup is asked for, and which versions a recall means."""

from datetime import timedelta

import pytest

from il2desk.domain.records.recall import Recall, Recalled, version_key, within
from il2desk.storage.store.care.backup_reminder import reminder
from tests.cases import NOW


@pytest.mark.parametrize(
    ("hours", "told"), [(0, False), (7 * 24 - 1, False), (7 * 24, True), (30 * 24, True), (-1000, False)]
)
def test_a_reminder_comes_when_the_last_backup_is_so_many_days_old(hours: int, told: bool) -> None:
    assert (reminder(NOW, NOW + timedelta(hours=hours), 7) is not None) == told


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1, "The last backup of the case store is 1 day old, of 2026-11-20."),
        (12, "The last backup of the case store is 12 days old, of 2026-11-20."),
    ],
)
def test_a_reminder_says_how_old_the_last_backup_is(days: int, sentence: str) -> None:
    assert reminder(NOW, NOW + timedelta(days=days), 1) == sentence


def test_a_new_store_has_time_for_its_first_backup() -> None:
    assert reminder(None, NOW, 7, NOW - timedelta(days=6)) is None
    assert reminder(None, NOW, 7, NOW - timedelta(days=7)) == reminder(None, NOW, 7)
    assert reminder(None, NOW, 7) is not None


def test_who_wants_no_reminder_gets_none() -> None:
    assert reminder(None, NOW, 0) is None
    assert reminder(NOW, NOW + timedelta(days=999), 0) is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2026.9.1", "2026.11.2"), ("2026.11", "2026.11.1"), ("1.2", "1.10"), ("1.2", "1.b"), ("1.a", "1.b")],
)
def test_versions_follow_one_another_by_their_figures(earlier: str, later: str) -> None:
    assert version_key(earlier) < version_key(later)


def test_a_version_may_have_more_figures_than_a_number_can() -> None:
    assert within("2026.1", None, "9" * 5000)
    assert not within("2026.1", "9" * 5000, None)
    assert version_key("2026.01") == version_key("2026.1")


@pytest.mark.parametrize(
    ("version", "first", "last", "inside"),
    [
        ("2026.11.2", "2026.11.2", "2026.11.2", True),
        ("2026.11.2", "2026.9.30", "2026.12.1", True),
        ("2026.11.2", "2026.11.3", None, False),
        ("2026.11.2", None, "2026.11.1", False),
        ("2026.11.2", None, None, True),
        ("2026.11.2", "v2026.11.2", " V2026.11.2 ", True),
        ("2026.11.2", "v2026.11.3", None, False),
    ],
)
def test_both_ends_of_a_range_of_versions_are_included(
    version: str, first: str | None, last: str | None, inside: bool
) -> None:
    assert within(version, first, last) == inside


def test_a_recall_counts_cases_apart_from_revisions() -> None:
    rows = tuple(Recalled(one, "", "", "", 1, "signed", NOW.isoformat(), "signed") for one in ("A", "B", "A"))
    recall = Recall("Pack x", rows)
    assert (len(recall.rows), recall.cases, recall.rows[0].day) == (3, 2, "2026-11-20")
