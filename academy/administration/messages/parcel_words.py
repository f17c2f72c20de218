"""What the sections and columns of a person's data are called, in their language."""

from academy.kernel.languages import Language
from academy.web.i18n import words_in

Words = dict[str, str]


def page_words(language: Language) -> Words:
    """Return what else the page says."""
    _ = words_in(language).gettext
    return {
        "title": _("Everything about you at the China-ASEAN Digital Academy"),
        "intro": _("The file data.json beside this page holds the same for programs."),
        "made": _("Gathered on %(day)s. Times are in UTC."),
        "files": _("Files that you handed in"),
        "certificates": _("Your certificates as files"),
        "yes": _("yes"),
        "no": _("no"),
    }


def section_words(language: Language) -> Words:
    """Return what the sections are called."""
    return {**_own_sections(language), **_course_sections(language), **_staff_sections(language)}


def column_words(language: Language) -> Words:
    """Return what the columns are called."""
    return {
        **_person_columns(language),
        **_course_columns(language),
        **_quiz_columns(language),
        **_time_columns(language),
    }


def _own_sections(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "account": _("Your account"),
        "account_before": _("Your account as it was before"),
        "memberships": _("Organisations that you belong to"),
        "consents": _("What you agreed to"),
        "cards": _("Cards for signing in"),
        "jobs": _("Files and imports that you asked for"),
        "own_acts": _("What was recorded that you did"),
        "acts_about": _("What was recorded that others did about you"),
        "warnings": _("Letters about an unused account"),
    }


def _course_sections(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "seats": _("Your courses"),
        "seats_before": _("Your courses as they were before"),
        "extensions": _("Later deadlines"),
        "applications": _("Requests for a seat"),
        "units_done": _("Steps done"),
        "progress": _("Progress"),
        "progress_before": _("Progress as it was before"),
        "best_scores": _("Best scores"),
        "attempts": _("Attempts at quizzes"),
        "answers": _("Your answers"),
        "hints": _("Hints taken"),
        "marks_given": _("Marks given by people"),
        "scores": _("Scores"),
        "scores_set": _("Scores set by hand"),
        "allowances": _("More time or attempts"),
        "appeals": _("Your appeals"),
        "markings": _("What markers said of your answers"),
        "reviews_of_answers": _("What fellow learners said of your answers"),
        "reviews_written": _("What you said of fellow learners’ answers"),
        "practice": _("Examples that you practised with"),
        "certificates": _("Your certificates"),
    }


def _staff_sections(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "cards_made": _("Cards that you printed"),
        "publishing": _("Courses that you published"),
        "cohorts_led": _("Cohorts that you look after"),
        "decisions": _("What you decided about seats"),
        "assessing": _("What you did about quizzes"),
        "courses_made": _("Courses that you work on"),
        "reviews_asked": _("Reviews that you asked for"),
        "reviews_given": _("Reviews that you gave"),
        "authoring": _("What you saved in courses"),
        "marking": _("What you marked"),
        "saved_reports": _("Reports that you saved"),
        "scheduled_reports": _("Reports that you get by letter"),
        "erasures": _("Erasures that you asked for"),
    }


def _person_columns(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "id": _("Key"),
        "name": _("Name"),
        "latin_name": _("Name in Latin letters"),
        "email": _("E-mail address"),
        "username": _("User name"),
        "locale": _("Language"),
        "language": _("Language"),
        "country": _("Country"),
        "time_zone": _("Time zone"),
        "is_active": _("Open"),
        "adult_on": _("Of age on"),
        "guardian_email": _("Guardian’s e-mail address"),
        "organisation": _("Organisation"),
        "role": _("Role"),
        "kind": _("Kind"),
        "version": _("Version"),
        "given_by": _("Given by"),
        "act": _("What"),
        "count": _("How many"),
        "action": _("What"),
        "place": _("Network address"),
        "definition": _("Filters and columns"),
        "every": _("How often"),
        "format": _("Format"),
    }


def _course_columns(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "course_id": _("Course"),
        "cohort": _("Cohort"),
        "status": _("Status"),
        "state": _("Status"),
        "score_percent": _("Score in percent"),
        "reason": _("Reason"),
        "enrolment_id": _("Key of the course taken"),
        "unit_id": _("Step"),
        "units_done": _("Steps done"),
        "units_total": _("Steps in all"),
        "last_unit_id": _("Last step"),
        "public_id": _("Certificate number"),
        "edition": _("Edition"),
        "hours": _("Learning time"),
        "revoked_why": _("Why it was revoked"),
        "note": _("Note"),
        "verdict": _("Verdict"),
        "comment": _("Comment"),
    }


def _quiz_columns(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "attempt_id": _("Key of the attempt"),
        "number": _("Serial number"),
        "sequence": _("Serial number"),
        "attempts": _("Attempts"),
        "closed_by": _("Closed by"),
        "marks": _("Marks"),
        "available": _("Marks in all"),
        "percent": _("Percent"),
        "passed": _("Passed"),
        "question_id": _("Question"),
        "answer": _("Answer"),
        "receipt": _("Receipt"),
        "certainty": _("How sure"),
        "is_check": _("Checked at once"),
        "cause": _("Cause"),
        "extra_percent": _("More time in percent"),
        "extra_attempts": _("More attempts"),
        "text": _("Text"),
        "stage": _("Stage"),
        "levels": _("Levels"),
        "share": _("Share"),
    }


def _time_columns(language: Language) -> Words:
    _ = words_in(language).gettext
    moments = {
        "at": _("When"),
        "until": _("Until"),
        "created_at": _("Made on"),
        "made_at": _("Made on"),
        "changed_at": _("Changed on"),
        "updated_at": _("Changed on"),
        "given_at": _("Given on"),
        "withdrawn_at": _("Withdrawn on"),
        "expires_at": _("Good until"),
        "used_at": _("Used on"),
        "ended_at": _("Ended on"),
        "keep_until": _("Kept until"),
        "next_at": _("Next on"),
    }
    course = {
        "enrolled_at": _("Enrolled on"),
        "started_at": _("Started on"),
        "last_activity_at": _("Last active on"),
        "completed_at": _("Completed on"),
        "granted_at": _("Granted on"),
        "asked_at": _("Asked on"),
        "queued_at": _("Waiting since"),
        "decided_at": _("Decided on"),
        "done_at": _("Done on"),
        "issued_at": _("Issued on"),
        "revoked_at": _("Revoked on"),
    }
    return {**moments, **course, **_quiz_moments(language)}


def _quiz_moments(language: Language) -> Words:
    _ = words_in(language).gettext
    return {
        "deadline_at": _("Deadline"),
        "submitted_at": _("Submitted on"),
        "saved_at": _("Saved on"),
        "taken_at": _("Taken on"),
        "scored_at": _("Scored on"),
        "set_at": _("Set on"),
        "answered_at": _("Answered on"),
        "marked_at": _("Marked on"),
        "assigned_at": _("Assigned on"),
        "warned_at": _("Warned on"),
        "stayed_at": _("Kept on"),
    }
