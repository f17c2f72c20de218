"""The translation desk: what a translator asks to see and sends, and what stands beside a text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from academy.authoring.rules.glossary import Found, GlossaryEntry, terms_in
from academy.authoring.rules.memory import Match, Remembered, similar
from academy.authoring.rules.sifting import Show, Wanted, agreed_in, text_faults
from academy.authoring.rules.translating import Row, State
from academy.authoring.service import Sent
from academy.content.differences import Piece, word_changes
from academy.content.faults import Fault
from academy.kernel.languages import LANGUAGES
from academy.kernel.text import tidy
from academy.web.forms import Form
from academy.web.i18n import _l

_LONGEST_SEARCH = 200
_OFFERS = 5
_LETTERS_A_LINE = 48
_MOST_LINES = 12

Fields = MultiDict[str, str]


class Do(StrEnum):
    """What a translator wants done with a text."""

    SAVE = "save"
    REVIEW = "review"
    NEEDS_WORK = "needs-work"


class LanguageForm(Form):
    """A language to bring a course into."""

    language = SelectField(_l("Language"))

    def offer(self, taken: Collection[str]) -> bool:
        """Offer the languages that are not there yet; tell whether there are any."""
        self.language.choices = [
            (language.tag, language.name) for language in LANGUAGES if language.tag not in taken
        ]
        return bool(self.language.choices)


@dataclass(frozen=True, slots=True)
class Card:
    """A text at the desk, with everything that helps to translate it."""

    row: Row
    faults: tuple[Fault, ...]
    changed: tuple[Piece, ...]
    """How the source changed since it was translated, word by word."""
    note: str
    terms: tuple[Found, ...]
    offers: tuple[Match, ...]

    @property
    def place(self) -> str:
        """The name of the text in an address of the page."""
        return place_of(self.row)

    @property
    def lines(self) -> int:
        """How many lines its translation is likely to take."""
        longest = max(len(self.row.segment.source), len(self.row.entry.text))
        return min(_MOST_LINES, 2 + longest // _LETTERS_A_LINE)


def place_of(row: Row) -> str:
    """Return the name of a text in an address of the page."""
    return f"{row.segment.unit}-{row.digest[:12]}"


def wanted_from(arguments: Fields) -> Wanted:
    """Return what an address asks to see; what cannot be understood means everything."""
    show = arguments.get("show", "")
    return Wanted(
        show=Show(show) if show in set(Show) else Show.ALL,
        unit=arguments.get("step", ""),
        words=tidy(arguments.get("q", ""))[:_LONGEST_SEARCH],
        page=arguments.get("page", 1, int),
    )


def asked_for(wanted: Wanted, **changed: object) -> dict[str, object]:
    """Return the arguments of an address that asks for this, with some of them changed."""
    every: dict[str, object] = {
        "show": wanted.show.value,
        "step": wanted.unit,
        "q": wanted.words,
        "page": wanted.page,
        **changed,
    }
    return {name: value for name, value in every.items() if value not in {"", "all", 1}}


def sent_from(fields: Fields) -> Sent:
    """Return a translation as it was sent; one that was taken counts for what was typed."""
    text = fields.get("take", fields.get("text", ""))
    comment = fields.get("comment")
    return Sent(
        text=_lines(text),
        before=_lines(fields["before"]) if "before" in fields else None,
        is_fuzzy=fields.get("do") == Do.NEEDS_WORK,
        comment=None if comment is None else _lines(comment),
        reviewed=fields.get("do") == Do.REVIEW,
    )


def card(
    row: Row,
    language: str,
    *,
    notes: Mapping[tuple[str, str], str],
    terms: Sequence[GlossaryEntry],
    known: Sequence[Remembered] = (),
) -> Card:
    """Gather what helps with one text; `known` are earlier translations to choose offers from."""
    segment, entry = row.segment, row.entry
    others = [each for each in known if each.text != entry.text]
    return Card(
        row=row,
        faults=text_faults(segment, entry.text, language, agreed=agreed_in(terms, language)),
        changed=word_changes(entry.previous, segment.source) if entry.previous else (),
        note=notes.get((segment.unit, row.digest), ""),
        terms=terms_in(segment.source, terms),
        offers=similar(segment.source, others, most=_OFFERS),
    )


def needs_offers(row: Row) -> bool:
    """Tell whether earlier translations would help with a text."""
    return row.state in {State.UNTRANSLATED, State.STALE}


def _lines(text: str) -> str:
    """Return a text with the line ends that courses have; browsers send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
