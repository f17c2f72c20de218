"""What changed from one text to another: word by word, line by line, and which part became which.

Everything here ends soon, whatever it is given: the longest common part is found many bits at once
(Hyyrö 2004, in RapidFuzz), and texts too long even for that are compared by line, or taken as
replaced.
"""

from academy.content.differences.lines import LineChange, line_changes
from academy.content.differences.pieces import Mark, Piece, word_changes
from academy.content.differences.runs import likeness, paired
from academy.content.differences.words import words

__all__ = [
    "LineChange",
    "Mark",
    "Piece",
    "likeness",
    "line_changes",
    "paired",
    "word_changes",
    "words",
]
