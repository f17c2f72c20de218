"""What the lesson editor, the history and the pictures of a course say of what was done."""

from datetime import datetime

from academy.authoring.rules.drafts import SaveKind
from academy.web.i18n import _, _l, _n, moment_text, number_text, time_text

SAVED = _l("Saved.")
NOTES_SAVED = _l("Your notes to translators are saved.")
NOTHING_KEPT = _l("No translation had to be kept: all of them are good already.")
BROUGHT_BACK = _l("Brought back. What was here before stays in the history.")
PICTURE_REMOVED = _l("The picture is taken out. You can put it back at the end of this page.")
PICTURE_BACK = _l("The picture is back.")
TAKEN_OUT = _l(
    "This step was taken out of the course meanwhile. What you wrote is kept in its history."
)
NO_FILE = _l("Choose a picture first.")

SAVE_KINDS: dict[SaveKind, str] = {
    SaveKind.SAVED: _l("Saved"),
    SaveKind.SET_ASIDE: _l("Set aside: somebody else had saved first"),
    SaveKind.RESTORED: _l("Brought back"),
    SaveKind.IMPORTED: _l("Imported"),
    SaveKind.UNDONE: _l("Undone"),
}
"""What made a save."""


def saved_at_text(moment: datetime) -> str:
    """Say that a text is saved, and when."""
    return _("Saved at %(time)s", time=time_text(moment))


def saved_by_text(name: str | None, moment: datetime) -> str:
    """Say who saved last, and when."""
    if name is None:
        return _("This lesson was saved on %(moment)s.", moment=moment_text(moment))
    return _("%(name)s saved this lesson on %(moment)s.", name=name, moment=moment_text(moment))


def kept_text(count: int) -> str:
    """Say how many translations stay good."""
    if not count:
        return str(NOTHING_KEPT)
    return _n(
        "%(count)s translation stays as it is.",
        "%(count)s translations stay as they are.",
        count,
        count=number_text(count),
    )


def picture_added_text(name: str) -> str:
    """Say under which name a picture came in."""
    return _("The picture is here under the name %(name)s.", name=name)
