"""Taking reports away as files, with a note of who took what; saving and scheduling them."""

from academy.reporting.service.exports import export, note_export
from academy.reporting.service.making import Making, Words
from academy.reporting.service.paper import Paper, Table
from academy.reporting.service.runs import (
    ask_run,
    held_in,
    is_still_within,
    note_download,
)
from academy.reporting.service.saved import change, remove, save
from academy.reporting.service.schedules import (
    LETTER,
    ask_due,
    end_schedule,
    set_schedule,
    standing,
    tell,
)
from academy.reporting.service.verify import Verdict, verified

__all__ = [
    "LETTER",
    "Making",
    "Paper",
    "Table",
    "Verdict",
    "Words",
    "ask_due",
    "ask_run",
    "change",
    "end_schedule",
    "export",
    "held_in",
    "is_still_within",
    "note_download",
    "note_export",
    "remove",
    "save",
    "set_schedule",
    "standing",
    "tell",
    "verified",
]
