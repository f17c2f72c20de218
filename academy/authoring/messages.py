"""What a refusal says, in the reader's language."""

from enum import StrEnum

from academy.authoring.rules import AssignRefused
from academy.web.i18n import _l

REFUSALS: dict[StrEnum, str] = {
    AssignRefused.NO_COURSE: _l("There is no such course. Load its package first."),
}
