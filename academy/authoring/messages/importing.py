"""What is said of a package that comes in."""

from collections.abc import Collection

from academy.authoring.rules.importing import Arrival, ImportPlan
from academy.web.i18n import _, _l, _n, number_text

ARRIVALS: dict[Arrival, str] = {
    Arrival.NEW: _l("New: it comes in."),
    Arrival.CHANGED: _l("It was changed in the package and not here: it comes in."),
    Arrival.GONE: _l("It is not in the package: it goes."),
    Arrival.OLDER: _l("The package has an earlier state of it. What is here stays."),
    Arrival.CONFLICT: _l("It was changed here and in the package. What is here stays."),
}


def done_text(plan: ImportPlan, taken: Collection[str]) -> str:
    """Say what came of an import."""
    parts = sum(not each.is_open or each.name in taken for each in plan.parts)
    texts = sum(
        each.coming + (each.conflicts if each.name in taken else 0) for each in plan.languages
    )
    if not parts and not texts:
        return _("Nothing was taken from the package.")
    if not texts:
        return _n(
            "One part of the course was taken from the package.",
            "%(number)s parts of the course were taken from the package.",
            parts, number=number_text(parts),
        )  # fmt: skip
    return _(
        "Taken from the package: %(parts)s parts of the course, %(texts)s translations.",
        parts=number_text(parts),
        texts=number_text(texts),
    )
