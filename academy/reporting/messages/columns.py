"""What each column of the completion report means, in a sentence."""

from academy.web.i18n import _l

DEFINITIONS: dict[str, str] = {
    "enrolment_id": _l("The key of the enrolment: one learner’s seat in one course."),
    "learner_id": _l("The key of the learner’s account."),
    "learner_name": _l("The learner’s name, as they write it."),
    "email": _l("The learner’s e-mail address, if they have one."),
    "country": _l("The learner’s country, as a code of two letters (ISO 3166-1)."),
    "organisation": _l("The organisation to which the learner belonged when they enrolled."),
    "cohort": _l("The cohort with which the learner takes the course, if any."),
    "course_id": _l("The course’s short name, which never changes."),
    "course_title": _l("The course’s title in its source language."),
    "revision": _l("The newest revision of the learner’s edition, as edition.revision."),
    "language": _l("The language in which the learner enrolled, as a tag (BCP 47)."),
    "enrolled_at": _l("When the learner enrolled, in UTC."),
    "started_at": _l("When the learner first worked in the course, in UTC."),
    "last_activity_at": _l("When the learner last worked in the course, in UTC."),
    "units_completed": _l("How many of the required units the learner has completed."),
    "units_total": _l("How many units the learner’s edition of the course requires."),
    "progress_percent": _l("The share of the required units that is completed, rounded down."),
    "score_percent": _l(
        "The mean of the best scores in the required quizzes that the learner tried."
    ),
    "status": _l("How the enrolment stands: enrolled, in_progress, completed or withdrawn."),
    "completed_at": _l("When the learner completed the course, in UTC."),
    "certificate_id": _l("The number of the certificate, if one was issued."),
    "username": _l("The learner’s user name, if they have one."),
    "latin_name": _l("The learner’s name in Latin letters, if they gave one."),
    "organisation_path": _l("The organisation after all those above it, the highest first."),
    "cohort_ends_at": _l("The cohort’s deadline, in UTC, if it has one."),
    "withdrawn_at": _l("When the learner withdrew, in UTC."),
    "days_to_complete": _l("How many whole days lie between enrolling and completing."),
}
