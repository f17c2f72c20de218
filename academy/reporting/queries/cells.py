"""The columns of a report, as the databases themselves write them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func

from academy.db.export import cell_text, epoch_seconds, iso_text, key_text, whole_days
from academy.enrolment.models import Enrolment


@dataclass(frozen=True, slots=True)
class Dress:
    """How cells leave: texts harmless to spreadsheets, moments as seconds since 1970, or not."""

    harmless: bool = False
    seconds: bool = False


PLAIN = Dress()


def cells(told: dict[str, Any], edition: Any, dress: Dress) -> dict[str, Any]:
    """Return every column there is, by its name; `told` is what a report is made of."""
    text = _harmless if dress.harmless else _as_it_is
    moment = epoch_seconds if dress.seconds else iso_text
    done, total = told["units_done"], told["units_total"]
    texts = ("email", "username", "latin_name", "country", "organisation", "cohort")
    moments = ("started_at", "last_activity_at", "completed_at", "withdrawn_at", "cohort_ends_at")
    return {
        **{name: text(told[name]) for name in texts},
        **{name: moment(told[name]) for name in moments},
        "enrolment_id": key_text(Enrolment.id),
        "learner_id": key_text(told["learner_id"]),
        "learner_name": text(told["name"]),
        "organisation_path": text(told["organisation_path"])
        if "organisation_path" in told
        else None,
        "course_id": Enrolment.course_id,
        "course_title": text(edition.title),
        "revision": edition.revision,
        "language": told["language"],
        "enrolled_at": moment(Enrolment.enrolled_at),
        "units_completed": done,
        "units_total": total,
        "progress_percent": case((total > 0, done * 100 // total), else_=0),
        "score_percent": told["score_percent"],
        "status": told["status"],
        "certificate_id": told["certificate_id"],
        "days_to_complete": whole_days(told["completed_at"], Enrolment.enrolled_at),
    }


def _harmless(written: Any) -> Any:
    return func.nullif(cell_text(written), "")


def _as_it_is(written: Any) -> Any:
    return written
