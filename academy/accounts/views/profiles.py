"""What a person says about themselves, or is said about them: between a form and what is kept."""

from academy.accounts.queries import Person, Profiled
from academy.accounts.service import Profile
from academy.accounts.views.shared import typed
from academy.kernel.countries import TIME_ZONES
from academy.web.forms import Form


def profile_of(form: Form) -> Profile:
    """Return what a form says about a person."""
    return Profile(
        name=typed(form, "name"),
        latin_name=typed(form, "latin_name") or None,
        locale=typed(form, "locale"),
        country=typed(form, "country") or None,
        time_zone=typed(form, "time_zone") or None,
    )


def as_form_shows(kept: Person | Profiled) -> dict[str, str | None]:
    """Return what is kept about a person, as a form shows it."""
    is_capitals = kept.time_zone == TIME_ZONES.get(kept.country or "")
    return {
        "name": kept.name,
        "latin_name": kept.latin_name,
        "locale": kept.locale,
        "country": kept.country or "",
        "time_zone": "" if is_capitals else kept.time_zone,
    }
