"""Collect the interface's words, and bring every language's catalogue in step with them.

Locations name files only, so that a moved line changes nothing; nothing carries a date.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from academy.kernel.languages import DEFAULT, LANGUAGES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "translations"
_METHODS = [
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("**.py", "python"),
]
_OPTIONS = {
    "**/templates/**.html": {"trimmed": "true", "silent": "false"},
    "**/templates/**.txt": {"trimmed": "true", "silent": "false"},
}
_NOISE = (
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    '"Generated-By:',
    '"Last-Translator:',
    '"Language-Team:',
    '"Report-Msgid-Bugs-To:',
    '"Project-Id-Version:',
)
_KEYWORDS = {
    **dict.fromkeys(("_", "_l", "N_", "gettext")),
    **dict.fromkeys(("_n", "ngettext"), (1, 2)),
}


def collect() -> Catalog:
    """Return every word of the interface, from code and templates, with the files it stands in."""
    catalogue = Catalog(project="China-ASEAN Digital Academy", charset="utf-8")
    found = extract_from_dir(
        str(ROOT / "academy"), _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",)
    )
    for name, _line, message, comments, context in found:
        catalogue.add(
            message, None, [(f"academy/{name}", 0)], auto_comments=comments, context=context
        )
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file, the same for the same words."""
    catalogue.header_comment = "# The words of the interface."
    catalogue.fuzzy = False
    buffer = BytesIO()
    write_po(buffer, catalogue, include_lineno=False, sort_output=True, width=100)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_NOISE)).encode()


def refreshed(path: Path, babel: str, words: Catalog) -> Catalog:
    """Return a language's catalogue with new words empty and words that are gone taken out."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=babel)
    catalogue.update(words, no_fuzzy_matching=True, keep_user_comments=True)
    catalogue.obsolete.clear()
    return catalogue


def main() -> None:
    """Write the template and every catalogue."""
    words = collect()
    (FOLDER / "messages.pot").write_bytes(as_text(words))
    for language in LANGUAGES:
        if language is DEFAULT:
            continue
        path = FOLDER / language.babel / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_text(Catalog(locale=language.babel, charset="utf-8")))
        path.write_bytes(as_text(refreshed(path, language.babel, words)))


if __name__ == "__main__":
    main()
