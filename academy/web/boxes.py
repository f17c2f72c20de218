"""What heads a box of a lesson that has no title of its own."""

from academy.content.render import Words
from academy.kernel.languages import LANGUAGES, Language
from academy.web.i18n import words_in


def box_words(language: Language) -> Words:
    """Return what heads a box without a title of its own, in a language."""
    words = words_in(language)
    return Words(
        note=words.gettext("Note"),
        tip=words.gettext("Tip"),
        warning=words.gettext("Warning"),
        example=words.gettext("Example"),
    )


def all_box_words() -> dict[str, Words]:
    """Return these words in every language, by tag."""
    return {language.tag: box_words(language) for language in LANGUAGES}
