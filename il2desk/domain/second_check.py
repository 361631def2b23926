"""STUB"""

from il2desk.domain.case import Case, SecondCheck
from il2desk.domain.case import content_digest


def fitting_check(case: Case) -> SecondCheck | None:
    return next((one for one in case.second_checks if one.covers == content_digest(case)), None)
