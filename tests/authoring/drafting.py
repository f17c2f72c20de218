"""What these tests do to drafts."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.authoring import queries, service
from academy.authoring.rules.drafts import Draft, SaveKind, lesson_part
from academy.authoring.rules.publishing import draft_version
from academy.authoring.service import Outcome, Press, Saving
from academy.catalogue.service import Published
from academy.kernel.actor import Actor
from academy.web.boxes import all_box_words
from tests.builders import SHELF
from tests.cast import NOW

PRESS = Press(SHELF, all_box_words())
COURSE_ID = "clean-water"


def at(minutes: int) -> datetime:
    """So many minutes later: saves are told apart by their time."""
    return NOW + timedelta(minutes=minutes)


def saving(
    by: Actor,
    minutes: int = 0,
    *,
    course: str = COURSE_ID,
    base: str | None = None,
    kind: SaveKind = SaveKind.SAVED,
) -> Saving:
    """Somebody saves."""
    return Saving(course, by=by.id, now=at(minutes), base=base, kind=kind)


def draft_of(session: Session, course: str = COURSE_ID) -> Draft:
    """The draft as it stands."""
    found = queries.find_draft(session, course)
    assert found is not None
    return found


def write_lesson(
    session: Session,
    by: Actor,
    unit: str,
    *,
    text: str,
    minutes: int = 0,
    **more: str | None,
) -> Outcome:
    """Save a lesson; `more` are `base` and `course`."""
    course, base = more.get("course") or COURSE_ID, more.get("base")
    outcome = service.save(
        session,
        saving(by, minutes, course=course, base=base),
        lesson_part(unit),
        body={"text": text},
    )
    session.commit()
    return outcome


def publish_draft(
    session: Session, by: Actor, minutes: int = 0, *, course: str = COURSE_ID
) -> Published:
    """Publish a draft as it stands."""
    version = draft_version(queries.whole_package(session, draft_of(session, course)))
    done = service.publish(session, saving(by, minutes, course=course), PRESS, expected=version)
    session.commit()
    return done
