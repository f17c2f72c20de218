"""What a hint says: what could be easier to read, and what to do about it."""

from academy.content.hints import Hint, HintCode
from academy.web.i18n import _l, number_text

HINTS: dict[HintCode, str] = {
    HintCode.LONG_PARAGRAPH: _l(
        "This paragraph has %(length)s words and fills a phone. "
        "Divide it: up to %(most)s words are easy to read."
    ),
    HintCode.LONG_PARAGRAPH_LETTERS: _l(
        "This paragraph has %(length)s characters and fills a phone. "
        "Divide it: up to %(most)s characters are easy to read."
    ),
    HintCode.LONG_OPENING: _l(
        "The first paragraph has %(length)s words. "
        "Begin with what the learner will be able to do, in %(most)s words or fewer."
    ),
    HintCode.LONG_OPENING_LETTERS: _l(
        "The first paragraph has %(length)s characters. "
        "Begin with what the learner will be able to do, in %(most)s characters or fewer."
    ),
    HintCode.LONG_ITEM: _l(
        "This list item has %(length)s words. "
        "Keep list items under %(most)s words, or make it a paragraph."
    ),
    HintCode.LONG_ITEM_LETTERS: _l(
        "This list item has %(length)s characters. "
        "Keep list items under %(most)s characters, or make it a paragraph."
    ),
    HintCode.LONG_SENTENCE: _l(
        "The sentence that begins with “%(beginning)s” has %(length)s words. "
        "Make two of it: up to %(most)s words are easy to follow."
    ),
    HintCode.VAGUE_LINK: _l(
        "The link “%(text)s” does not say where it leads. "
        "Name the page or the thing that is found there."
    ),
    HintCode.BARE_ADDRESS: _l(
        "The link %(address)s shows its address. Write the name of the page in its place."
    ),
    HintCode.MUCH_BOLD: _l(
        "So much is bold here that nothing stands out. Keep it for the one thing to remember."
    ),
    HintCode.ALT_FILE_NAME: _l(
        "The alternative text “%(text)s” is the name of a file. "
        "Say what there is to see, for somebody who does not see it."
    ),
    HintCode.ALT_SAYS_PICTURE: _l(
        "The alternative text begins with “%(text)s”. "
        "Leave that out and say at once what there is to see."
    ),
    HintCode.LONG_ALT: _l(
        "The alternative text has %(length)s characters. "
        "Keep it under %(most)s, and tell the rest in a paragraph for everybody."
    ),
    HintCode.HEADING_ALONE: _l(
        "Nothing stands below the heading “%(heading)s”. Write a sentence there, or take it out."
    ),
    HintCode.NO_HEADINGS: _l(
        "This lesson is long and has no headings. "
        "Add some, so that learners find their place again."
    ),
    HintCode.WIDE_TABLE: _l(
        "This table has %(columns)s columns, and a phone shows %(most)s at most. "
        "Leave columns out, or make two tables of it."
    ),
    HintCode.NO_PRACTICE: _l(
        "This lesson has neither a self-test nor an example. "
        "Add one, so that learners can try what they read."
    ),
    HintCode.READING_TIME: _l(
        "Reading this lesson takes about %(needed)s min, and it is planned for %(planned)s min. "
        "Shorten it, or plan more time."
    ),
}

_NUMBERS = frozenset({"length", "most", "columns", "needed", "planned"})


def hint_text(hint: Hint) -> str:
    """Say what could be easier, and what to do."""
    details = {
        name: number_text(int(detail)) if name in _NUMBERS else detail
        for name, detail in hint.detail.items()
    }
    return str(HINTS[hint.code]) % details
