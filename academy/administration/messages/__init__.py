"""What refusals say, and what is done is called."""

from enum import StrEnum

from academy.administration.messages.personal import PERSONAL_REFUSALS

REFUSALS: dict[StrEnum, str] = {**PERSONAL_REFUSALS}
