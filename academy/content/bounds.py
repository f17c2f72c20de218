"""How large the parts of a package may grow: it comes from strangers, so everything has an end."""

TITLE = 200
TEXT = 5_000
WORD = 200
LESSON = 60_000
LESSON_LINES = 4_000
"""Each may be a paragraph, and those take time however short they are."""

TRANSLATION = 3 * TEXT
"""A Burmese or Tamil text may be much longer than its English source."""

EMPTY_CELLS = 2_000
"""Cells of a lesson's table that nobody wrote, at the ends of its rows."""

YAML = 400_000
CATALOGUE = 2_000_000
SVG = 200_000
PICTURE = 2_000_000

YAML_DEPTH = 12
SVG_DEPTH = 40
PARTS = 200
"""Modules of a course, units of a module, questions of a quiz, options of a question, …"""

MARKS = 100
PERCENT = 100
ATTEMPTS = 100
HOURS = 1_000
MINUTES = 1_000
WAIT = 60 * 24 * 30
"""Minutes between two attempts."""

WORDS = 100_000
"""Words that a free answer may be asked to have."""

FILES = 10
"""Files of one answer."""

KILOBYTES = 20_000
"""Kilobytes of all the files of one answer."""

MARKERS = 2
PEERS = 5
FIGURES = 15
"""Significant figures that an answer may be asked for."""

PIXELS = 20_000
"""Of a side of a picture."""

NUMBER = 30
"""Digits of a number that somebody has to type."""
