"""What enrolment does when a fact reaches it."""

from uuid import UUID

from sqlalchemy.orm import Session

from academy import jobs, mail
from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db.transaction import current_session
from academy.enrolment import queries, service
from academy.enrolment.mail import Reader, Told, declined_letter, seat_letter
from academy.kernel.facts import ApplicationDeclined, PersonChanged, SeatFreed, SeatGiven
from academy.kernel.languages import get_language
from academy.web.addresses import public_address


def follow_learner(session: Session, fact: PersonChanged) -> None:
    """Let a learner's seats be counted in the country where the learner is now."""
    service.follow_learner(session, fact.user_id, now=fact.at)


def let_next_in(session: Session, fact: SeatFreed) -> None:
    """Give the seats that are free in a cohort to whoever waits longest."""
    service.fill(session, fact.cohort_id, now=fact.at)


def send_seat_letter(_session: Session, fact: SeatGiven) -> None:
    """Have the letter sent to somebody who has a seat now; as a job, since a server may be slow."""
    jobs.enqueue("post_seat_letter", seat_id=fact.enrolment_id.hex, cohort_id=fact.cohort_id.hex)


def send_declined_letter(_session: Session, fact: ApplicationDeclined) -> None:
    """Have the letter sent to somebody who gets no seat."""
    jobs.enqueue(
        "post_declined_letter", learner_id=fact.learner_id.hex, cohort_id=fact.cohort_id.hex
    )


@jobs.task
def post_seat_letter(seat_id: str, cohort_id: str) -> None:
    """Write to the learner of a seat, unless it is not in that cohort any more, and send it."""
    session = current_session()
    seat = queries.seat_by_id(session, UUID(hex=seat_id))
    cohort = queries.find_cohort(session, UUID(hex=cohort_id))
    reader = _reader(session, seat.learner_id)
    if cohort is None or reader is None or seat.cohort_id != cohort.id or seat.is_withdrawn:
        return
    course = _title(session, cohort.course_id, reader)
    told = Told(cohort.name, course, seat.begins_at, seat.deadline)
    tag = reader.language.tag
    address = public_address("learning.resume", lang=tag, course=cohort.course_id)
    mail.send(seat_letter(reader, told, address=address))


@jobs.task
def post_declined_letter(learner_id: str, cohort_id: str) -> None:
    """Write to somebody who asked for a seat in vain, and send it."""
    session = current_session()
    cohort = queries.find_cohort(session, UUID(hex=cohort_id))
    reader = _reader(session, UUID(hex=learner_id))
    if cohort is None or reader is None:
        return
    told = Told(cohort.name, _title(session, cohort.course_id, reader), None, None)
    tag = reader.language.tag
    address = public_address("catalogue.course", lang=tag, course=cohort.course_id)
    mail.send(declined_letter(reader, told, address=address))


def _reader(session: Session, user_id: UUID) -> Reader | None:
    """Return whom to write to; nobody where there is no address, or no account any more."""
    account = people.find_account(session, user_id)
    if account is None or account.email is None or not account.is_active:
        return None
    own = people.person(session, user_id)
    return Reader(account.email, own.name, get_language(own.locale), own.time_zone)


def _title(session: Session, course_id: str, reader: Reader) -> str:
    [course] = catalogue.published_courses(session, reader.language.tag, only=[course_id])
    return course.title.text
