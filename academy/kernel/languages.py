"""The languages of the Academy: all that is known about one, in one value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language that pages and courses can be read in.

    `tag` is BCP 47 and stands in addresses; `babel` is the same language as Babel and gettext
    write it; `script` is ISO 15924. `spaced` tells whether words are parted by spaces: where they
    are not, nothing may be searched, cut or counted by word.
    """

    tag: str
    name: str
    babel: str
    script: str
    spaced: bool = True


LANGUAGES: tuple[Language, ...] = (
    Language("en", "English", "en", "Latn"),
    Language("zh-Hans", "简体中文", "zh_Hans", "Hans", spaced=False),
    Language("id", "Bahasa Indonesia", "id", "Latn"),
    Language("ms", "Bahasa Melayu", "ms", "Latn"),
    Language("th", "ไทย", "th", "Thai", spaced=False),
    Language("vi", "Tiếng Việt", "vi", "Latn"),
    Language("fil", "Filipino", "fil", "Latn"),
    Language("km", "ខ្មែរ", "km", "Khmr", spaced=False),
    Language("lo", "ລາວ", "lo", "Laoo", spaced=False),
    Language("my", "မြန်မာ", "my", "Mymr", spaced=False),
    Language("ta", "தமிழ்", "ta", "Taml"),
    Language("pt", "Português", "pt", "Latn"),
)

DEFAULT = LANGUAGES[0]

_BY_TAG = {language.tag: language for language in LANGUAGES}


def find_language(tag: str) -> Language | None:
    """Return the language of a tag, or `None` where the Academy does not speak it."""
    return _BY_TAG.get(tag)


def get_language(tag: str) -> Language:
    """Return the language of a tag that is known to be one of ours; raise `KeyError` if not."""
    return _BY_TAG[tag]
