"""What is said about merging accounts and about erasing people."""

from enum import StrEnum

from academy.administration.rules.erasing import EraseRefused
from academy.administration.rules.merging import MergeRefused
from academy.web.i18n import _l

PERSONAL_REFUSALS: dict[StrEnum, str] = {
    MergeRefused.MERGE_SAME: _l("This is the same account. Choose another one."),
    MergeRefused.MERGE_OVER: _l("One of the two accounts was merged or erased before."),
    MergeRefused.MERGE_OWN: _l(
        "You cannot close your own account. Merge the other account into yours instead."
    ),
    MergeRefused.MERGE_CHANGED: _l(
        "Something changed since this page was shown, so nothing was done. Look at it again."
    ),
    EraseRefused.ERASED_BEFORE: _l("This account was merged or erased before."),
    EraseRefused.HAS_ROLE: _l(
        "This account has a role in an organisation. An administrator has to take it back first."
    ),
    EraseRefused.MAKES_COURSES: _l(
        "This account works on courses. Somebody else has to take them over first."
    ),
    EraseRefused.LEADS_COHORTS: _l(
        "This account looks after cohorts. Somebody else has to take them over first."
    ),
    EraseRefused.NOT_CONFIRMED: _l("This does not match. Nothing was done."),
}

MOVED: dict[str, str] = {
    "job.owner_id": _l("Files and imports that were asked for"),
    "membership.user_id": _l("Roles in organisations"),
    "consent.user_id": _l("Consents"),
    "sign_in_code.made_by": _l("Cards printed for others"),
    "revision.published_by": _l("Courses published"),
    "enrolment.learner_id": _l("Courses taken"),
    "application.learner_id": _l("Requests for a seat"),
    "cohort_instructor.user_id": _l("Cohorts looked after"),
    "application.decided_by": _l("Requests decided"),
    "extension.granted_by": _l("Later deadlines granted"),
    "invitation.made_by": _l("Invitations made"),
    "attempt.learner_id": _l("Attempts at quizzes"),
    "accommodation.learner_id": _l("More time or attempts, allowed"),
    "accommodation.granted_by": _l("More time or attempts, granted to others"),
    "correction.made_by": _l("Corrections of quizzes"),
    "opening.changed_by": _l("Times of quizzes set"),
    "override.set_by": _l("Scores set by hand"),
    "credential.learner_id": _l("Certificates"),
    "course_staff.user_id": _l("Courses worked on"),
    "draft.created_by": _l("Drafts begun"),
    "draft_part.saved_by": _l("Parts of drafts saved last"),
    "draft_save.saved_by": _l("Saves of drafts"),
    "draft_media.saved_by": _l("Pictures added"),
    "review.asked_by": _l("Reviews asked for"),
    "review.decided_by": _l("Reviews given"),
    "draft_language.added_by": _l("Languages added"),
    "translation.saved_by": _l("Translations saved last"),
    "segment_note.saved_by": _l("Notes for translators"),
    "glossary_term.saved_by": _l("Terms of the glossary"),
    "peer_review.reviewer_id": _l("Reviews of fellow learners"),
    "calibration.reviewer_id": _l("Examples practised with"),
    "appeal.answered_by": _l("Appeals answered"),
    "marking_claim.marker_id": _l("Answers being marked"),
    "exemplar.made_by": _l("Examples made"),
    "marking.marker_id": _l("Answers marked"),
    "release.released_by": _l("Results released"),
    "saved_report.owner_id": _l("Saved reports"),
    "schedule.user_id": _l("Reports by letter"),
    "erasure.asked_by": _l("Erasures asked for"),
}
"""What a merge moves, by the column that names the person."""
