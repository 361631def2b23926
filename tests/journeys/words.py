"""The words of controls, each once: what a person looks for on the screen."""

from typing import NamedTuple

# Roles, as the bus names them.
FIELDS = ("text_field", "text_area")
BUTTONS = ("button",)
BY_ARROWS = ("radio_button", "list_item")
"""Among these of one group an arrow leads from one to the next."""

STEPS = "Steps"
ASIDE = frozenset({"Standing of every criterion", STEPS})
"""What is not searched unless it is asked for: it tells, and nothing in it is filled."""

# Going about
NEXT, BACK = "Next", "Back"
KEYS = {NEXT: "alt+n", BACK: "alt+b"}
NEW_CASE, SETTINGS = "New case", "Settings…"

# First start
YOUR_NAME, YOUR_ROLE = "Your name", "Your role"
PASSPHRASE, PASSPHRASE_AGAIN, MAKE_STORE = "Passphrase", "Passphrase again", "Make the store"
RECOVERY_KEY, LAST_GROUP, GO_ON = r"Recovery key: (.+)", "Type the last group from your paper", "Go on"

# The centre's settings, by their names in the published example
SETTING_FIELDS = {
    "zone": "Time zone (IANA name)",
    "centre": "Name of the centre",
    "contact_24h": "24-hour contact for patients",
    "label_version_checked": "Label version last checked",
    "age_ecog": "Oldest ECOG performance status, days before the first dose, in days",
    "age_ldh": "Oldest LDH, days before the first dose, in days",
    "age_cns_imaging": "Oldest CNS imaging, days before the first dose, in days",
    "age_weight": "Oldest weight, days before the first dose, in days",
    "age_cardiopulmonary": "Oldest cardiac and pulmonary work-up, days before the first dose, in days",
    "age_pregnancy_test": "Oldest pregnancy test, days before the first dose, in days",
    "held_dose_rule": "Rule for a held dose",
    "minimum_interval_rule": "Rule for the shortest interval between doses",
    "supportive_medicines": "Supportive medicines",
}
SETTING_CHOICES = {
    "dilution": (
        "Drug volume: added to the bag, or replacing diluent",
        {"added": "Added to the bag", "replacing": "Replacing the same volume of diluent"},
    ),
    "hold_stop_set": ("Operative hold and stop set", {"A": "A: the table of the current label"}),
}
SET_BY, SAVE_SETTINGS = "Your name, kept with each setting you change", "Save settings"

# A case
PATIENT = {"name": "Patient's name", "identifier": "Patient identifier", "date_of_birth": "Date of birth"}
SITES_COMPLETE = "Is this list of involved sites complete?"
MEASURED = {
    "weight": "Actual weight, as measured",
    "weight_again": "The same weight, typed a second time",
    "weight_date": "Date of weighing",
    "height": "Height",
}
FIRST_DAY, FIRST_TIME = "Date of the first dose", "Time of the first dose"


class Step(NamedTuple):
    """A step that no guideline names."""

    weight: str = "Weight and first dose"
    verdict: str = "Verdict and signature"
    plan: str = "Dosing plan"
    check: str = "Second check"
    documents: str = "Documents"


STEP = Step()

# Verdict, plan, second check
SIGNER, SIGN, SIGNED = "Your name, as clinician", "Sign", "Signed by "
DOSE = r"([\d.]+) million international units \([\d,]+\)"
CHECKER, KILOGRAMS, MILLIONS = (
    "Name of the second person",
    "Weight in kilograms",
    "Dose in million international units",
)
COMPARE, AGREED = "Compare", "Checked: weight and dose agree."

# Papers
PRINTED_BY = "Printed by: your name"
END_OF_IDENTIFIER, YEAR_OF_BIRTH = "Last four characters of the patient identifier", "Year of birth, four digits"
PRINT, SAVE_AS_PDF, SENT, SAVED = "Print…", "Save as PDF…", "Sent to the printer ", "Saved: "
PRINT_IN_DIALOG, SAVE_IN_DIALOG, FILE_NAME = "Print", "Save", "File name:"
ANOTHER_CASE = "New case…"


def change(step: str) -> str:
    """What leads from the verdict back to a step's answers."""
    return f"Change the answers of step: {step}"


def reason(criterion: str) -> str:
    return f"Reason for deviating from: {criterion}"


def own_words(criterion: str) -> str:
    return f"Why the plan deviates from: {criterion}"


SECOND_CLINICIAN = "Second clinician who agrees to deviate"
MEETS, OUTSIDE = "Meets every criterion stated.", "Outside the guideline"

# The list of cases, and who works there
SEARCH, OPEN_CASE, SECOND_CYCLE, OPEN_PDF = "Search the cases", "Open case", "Start second cycle…", "Open PDF…"
WHO, UNLOCK, LOCK = "Who is working", "Unlock", "Lock: hide everything until a passphrase is typed"
TO_CASES = "Back to the list of cases; this one is stored"
KEEP_NOTHING = "Work without keeping anything"
OPENED, NEW_REVISION = "Opened from a PDF", "Start a new revision"
NOT_OPENED = "This passphrase does not open the store."
PEOPLE, ADD_SOMEBODY, ADD, CLOSE = "People…", "Add somebody…", "Add", "Close"
NAME, ROLE = "Name", "Role"

# After the plan
RETIME, FROM_DOSE, RECORD_RETIMING = "Re-time…", "From which dose on?", "Record the re-timing"
NEW_START = ("New start of that dose: date", "New start of that dose: time")
LAST_START = ("Start of the last dose given: date", "Start of the last dose given: time")
REASON = "Reason for re-timing"
LIES_IN_THE_PAST = r"Go there (The planned first dose, .+, lies in the past.+)"
IS_MEANT = "Yes, the first dose was planned for this past time."
START_CYCLE, BEGIN_CYCLE = "Start cycle 2…", "Begin cycle 2"
GIVEN = ("Doses given in cycle 1", "Day of the first dose of cycle 1", "Day of the last dose of cycle 1")

# A setting that is missing, where it is missed
SET_ON_A_PAGE = r"Set the local setting: (.+)"
SET_BEFORE_SIGNING, SET_BEFORE_PRINTING = r"Set it… (.+)", r"Set it now: (.+)"
