"""What the local settings say about themselves."""

from datetime import date

from il2desk.domain.values.local_settings import LocalSettings


def test_the_label_version_last_checked_is_told_with_its_date() -> None:
    checked = {"value": "20 Dec 2024 <current>", "set_by": "A. Tester", "set_on": date(2026, 11, 1)}
    settings = LocalSettings.model_validate({"label_version_checked": checked})
    assert settings.label_checked_in_words() == "Label version last checked: 20 Dec 2024 <current> (2026-11-01)."


def test_a_label_version_that_was_not_recorded_is_said_to_be_so() -> None:
    said = LocalSettings().label_checked_in_words()
    assert said == "The centre has not recorded which version of the label it last checked."
