"""What is looked for in the glossary, and a term of it as somebody fills it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from wtforms.validators import InputRequired, Length

from academy.authoring.forms.fields import WordsField, refuse_hidden
from academy.authoring.queries.glossary_terms import Wanted
from academy.content import bounds
from academy.content.glossary_file import Term
from academy.kernel.languages import DEFAULT, LANGUAGES, Language, find_language
from academy.kernel.text import tidy
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l

WORDS: tuple[Language, ...] = tuple(language for language in LANGUAGES if language != DEFAULT)
"""The languages that terms have words in."""

_LONGEST_SEARCH = 100
_MOST_PAGES = 100_000


def _fits(most: int) -> Length:
    return Length(max=most, message=_l("This is too long: at most %(max)d characters."))


def _seen(_: object, field: Any) -> None:
    """Refuse marks that nobody can see."""
    refuse_hidden(str(field.data or ""))


class TermForm(Form):
    """A term in English, what is to be known about it, and the agreed word in each language."""

    term = TidyField(
        _l("Term in English"),
        [InputRequired(_l("Please fill this in.")), _fits(bounds.WORD), _seen],
        render_kw={"lang": DEFAULT.tag, "autocomplete": "off"},
    )
    note = WordsField(
        _l("What translators should know about it"),
        [_fits(bounds.TEXT)],
        render_kw={"rows": 3},
    )

    @classmethod
    def of(cls, term: Term) -> Self:
        """Return the form as it was sent, or filled with a term."""
        words = {word_name(tag): word for tag, word in term.words.items()}
        return cls.from_request(term=term.source, note=term.note, **words)

    @property
    def words(self) -> Iterator[tuple[Language, Any]]:
        """The fields of the words, and their languages."""
        for language in WORDS:
            yield language, self[word_name(language.tag)]

    @property
    def filled(self) -> Term:
        """The term that was filled in."""
        words = {language.tag: str(field.data) for language, field in self.words if field.data}
        return Term(str(self.term.data), str(self.note.data or ""), words)


def word_name(tag: str) -> str:
    """Return the name of the field for the word in a language."""
    return f"word-{tag}"


for _language in WORDS:
    _field = TidyField(
        _language.name,
        [_fits(bounds.WORD), _seen],
        render_kw={"lang": _language.tag, "autocomplete": "off"},
    )
    setattr(TermForm, word_name(_language.tag), _field)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address asks for: `language` is whose words are shown, `None` counts those of all."""

    search: str
    language: str | None
    is_missing: bool
    page: int

    @property
    def wanted(self) -> Wanted:
        """What to look for."""
        return Wanted(self.search, self.language if self.is_missing else None, self.page)

    def address(self, page: int) -> dict[str, str]:
        """Return what another page of the same is asked for by."""
        asked = {"q": self.search, "language": self.language or "", "page": str(page)}
        return {**asked, "missing": "1"} if self.is_missing else asked


def wish_from(query: Mapping[str, str], reading: Language) -> Wish:
    """Return what an address asks for; without a word of it, the language of its reader."""
    language = find_language(query.get("language", reading.tag))
    page = query.get("page", "")
    return Wish(
        search=tidy(query.get("q", "")[:_LONGEST_SEARCH]),
        language=language.tag if language in WORDS else None,
        is_missing=query.get("missing") == "1",
        page=min(max(1, int(page)), _MOST_PAGES) if page.isdecimal() and page.isascii() else 1,
    )
