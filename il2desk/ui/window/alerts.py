"""What the bar across the window says of something that has just happened."""

ERROR = (
    "An unexpected error occurred. Doses are taken off the screen and nothing can be printed; what was typed is kept. "
    "Type an entry again to go on, or close the program and report it."
)
ERROR_BEFORE_A_CASE = (
    "An unexpected error occurred. What is stored is as it was. Try again; if the error comes back, close the program "
    "and report it."
)
VOIDED = "The signature is void: an entry was changed after signing. Look at the verdict and sign again."
BOTH_VOIDED = (
    "The signature and the second check are void: an entry was changed. Look at the verdict, sign again, and have it "
    "checked again."
)
REVISED = "What was signed or printed before stays as revision {}; this is now revision {}."
REFUSED = "This case is read-only. Start a new revision to change it."
SAMPLE = "Example settings are in use, made up for demonstration. Never plan a patient with them."


def voided_in_words(signature: bool, check: bool, revision: int) -> str:
    """What an edit took away, and the number of the revision it began; 0 where it began none."""
    said = [BOTH_VOIDED if check else VOIDED] if signature else []
    return " ".join([*said, *([REVISED.format(revision - 1, revision)] if revision else [])])
