"""Acts that several journeys share, each from what is typed: a first start, the centre, a case, its papers."""

from pathlib import Path

from tests.journeys import words
from tests.journeys.bus import await_that
from tests.journeys.entries import Entries, centre, deviation_reason, site, steps
from tests.journeys.person import Person
from tests.journeys.words import STEP

PASSPHRASE = "seven quiet lamps in a row"


def makes_a_store(person: Person, name: str, role: str = "Clinician", passphrase: str = PASSPHRASE) -> str:
    """The first start; gives the recovery key."""
    person.fills(words.YOUR_NAME, name)
    person.chooses(words.YOUR_ROLE, role)
    person.fills(words.PASSPHRASE, passphrase, unseen=True)
    person.fills(words.PASSPHRASE_AGAIN, passphrase, unseen=True)
    person.presses(words.MAKE_STORE)
    key = person.reads(words.RECOVERY_KEY).replace(" ", "")
    person.fills(words.LAST_GROUP, key.split(",")[-1])
    person.presses(words.GO_ON)
    person.sees(words.NEW_CASE)
    return key


def sets_the_centre(person: Person, name: str) -> None:
    """Every value that the published example sets and its papers need."""
    person.presses(words.SETTINGS)
    values = centre()
    for setting, field in words.SETTING_FIELDS.items():
        person.fills(field, values[setting])
    for setting, (question, options) in words.SETTING_CHOICES.items():
        person.chooses(question, options[values[setting]])
    person.fills(words.SET_BY, name)
    person.presses(words.SAVE_SETTINGS)
    person.sees_no_dialog()


def sets_what_is_missing(person: Person, name: str, link: str) -> None:
    """Each by the link that names it, in the field to which that leads."""
    values = centre()
    fields = {field: values[one] for one, field in words.SETTING_FIELDS.items()}
    choices = {ask: options[values[one]] for one, (ask, options) in words.SETTING_CHOICES.items()}
    while missing := person.reads_now(words.BUTTONS, link):
        person.presses(missing)
        person.sees(words.SAVE_SETTINGS)
        setting = person.is_led_to({*fields, *choices})
        if setting in fields:
            person.fills(setting, fields[setting])
        else:
            person.chooses(setting, choices[setting])
        person.fills(words.SET_BY, name)
        person.presses(words.SAVE_SETTINGS)
        person.sees_no_dialog()


def answers_a_page(person: Person, case: Entries, page: str) -> None:
    """Everything that is asked on one page of the guideline."""
    if page == "diagnosis":
        for name, field in words.PATIENT.items():
            person.fills(field, case.patient[name])
    if page == "organs":
        for one in case.sites:
            person.ticks(site(one))
        person.chooses(words.SITES_COMPLETE, "Yes")
    for question, answer in case.on(page):
        if question.options:
            person.chooses(question.ask, question.options[answer])
        else:
            person.fills(question.ask, answer)


def answers_the_guideline(person: Person, case: Entries) -> None:
    """Every page of the guideline, forward by Next; ends at the weight."""
    for page, step in steps().items():
        assert person.here() == step
        answers_a_page(person, case, page)
        person.goes_next()


def weighs(person: Person, case: Entries) -> None:
    assert person.here() == STEP.weight
    for name, field in words.MEASURED.items():
        person.fills(field, case.cycle[name].removesuffix(" kg").removesuffix(" cm"))
    day, clock = case.cycle["first_dose"].split()
    person.fills(words.FIRST_DAY, day)
    person.fills(words.FIRST_TIME, clock)


def deviates(person: Person, case: Entries) -> None:
    """Where the case asks for it, from each criterion that is not met."""
    for one in case.deviations:
        person.chooses(words.reason(one.criterion), deviation_reason(one.reason))
        person.fills(words.own_words(one.criterion), one.words)
        person.fills(words.SECOND_CLINICIAN, one.second)


def signs(person: Person, case: Entries) -> None:
    assert person.here() == STEP.verdict
    deviates(person, case)
    person.fills(words.SIGNER, case.clinician)
    person.presses(words.SIGN)
    person.sees(words.SIGNED)


def checks(person: Person, case: Entries) -> None:
    """From the plan, whose dose is read on the screen, to the check that agrees with it."""
    assert person.here() == STEP.plan
    dose = person.reads(words.DOSE)
    person.goes_next()
    person.fills(words.CHECKER, case.checker)
    person.fills(words.KILOGRAMS, case.cycle["weight"].removesuffix(" kg"))
    person.fills(words.MILLIONS, dose)
    person.presses(words.COMPARE)
    person.sees(words.AGREED)


def vouches(person: Person, case: Entries) -> None:
    """Before papers leave the screen: who prints, and that it is the right patient."""
    assert person.here() == STEP.documents
    if not person.finds(words.FIELDS, words.PRINTED_BY).value:
        person.fills(words.PRINTED_BY, case.clinician)
    person.fills(words.END_OF_IDENTIFIER, case.patient["identifier"][-4:])
    person.fills(words.YEAR_OF_BIRTH, case.patient["date_of_birth"][:4])


def prints(person: Person) -> Path:
    """The set that is shown, by the system's dialog; gives what came out of the printer."""
    before = len(person.desktop.printed)
    person.presses(words.PRINT)
    person.presses(words.PRINT_IN_DIALOG)
    person.sees(words.SENT)
    await_that(lambda: len(person.desktop.printed) > before, "the printer has printed")
    return person.desktop.printed[-1]


def saves(person: Person) -> Path:
    """What is shown, where the system's dialog proposes; gives the file."""
    person.presses(words.SAVE_AS_PDF)
    person.presses(words.SAVE_IN_DIALOG)
    return Path(person.reads(rf"{words.SAVED}(.+\.pdf)"))


def works_through(person: Person, case: Entries) -> None:
    """From the first question to a plan that was checked; ends at the documents, ready to leave the screen."""
    answers_the_guideline(person, case)
    weighs(person, case)
    person.goes_next()
    signs_and_checks(person, case)


def signs_and_checks(person: Person, case: Entries) -> None:
    """From the verdict to the documents."""
    signs(person, case)
    person.goes_next()
    checks(person, case)
    person.goes_next()
    vouches(person, case)


def unlocks(person: Person, passphrase: str = PASSPHRASE, who: str | None = None) -> None:
    if who is not None:
        person.chooses(words.WHO, who)
    person.fills(words.PASSPHRASE, passphrase, unseen=True)
    person.presses(words.UNLOCK)
