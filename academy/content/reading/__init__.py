"""The difference between two packages as a reader sees it: unit by unit, in words and not in data.

It is empty exactly where `compare` finds nothing changed in the source language. What readers of
other languages get anew, and which pictures changed, is counted beside it.
"""

from academy.content.changes import Change, How, Thing, UnitChange
from academy.content.reading.languages import languages_changed, pictures_changed
from academy.content.reading.units import reading_changes

__all__ = [
    "Change",
    "How",
    "Thing",
    "UnitChange",
    "languages_changed",
    "pictures_changed",
    "reading_changes",
]
