"""What a person may be told: a refusal, with what it knows."""

from il2desk.domain.errors import Refusal, RefusedForReasons, StoreGone, WrongPassphrase


def test_a_refusal_carries_what_it_knows() -> None:
    assert Refusal("No.").exit_code == 2
    assert RefusedForReasons(("One.", "Two.")).reasons == ("One.", "Two.")
    assert str(RefusedForReasons(("One.", "Two."))) == "One. Two."
    assert WrongPassphrase("Not this one.", 30).wait == 30
    assert "/srv/store" in str(StoreGone("/srv/store"))
