"""The roles somebody can have, in words."""

from il2desk.domain.records.store_records import Role, User

ROLES: dict[Role, str] = {
    "clinician": "Clinician",
    "pharmacist": "Pharmacist",
    "nurse": "Nurse",
    "administrator": "Administrator",
}

LONGEST = 60


def named(user: User) -> str:
    """The user as named in lists and headers; a very long name by its beginning."""
    name = user.name if len(user.name) <= LONGEST else f"{user.name[: LONGEST - 2]} …"
    return f"{name}, {ROLES[user.role].lower()}"
