"""What the teaching side says that does not stand in a template."""

from enum import StrEnum

from academy.authoring.messages import formats
from academy.authoring.rules.drafts import DraftRefused
from academy.authoring.rules.editing import EditRefused
from academy.authoring.rules.glossary_terms import GlossaryRefused
from academy.authoring.rules.publishing import PublishRefused, ReviewRefused
from academy.authoring.rules.staff import StaffRefused
from academy.authoring.rules.translating import TranslationRefused
from academy.catalogue.rules import CatalogueRefused
from academy.web.i18n import _l

REFUSALS: dict[StrEnum, str] = {
    StaffRefused.NO_COURSE: _l("There is no such course. Load its package first."),
    StaffRefused.NOBODY: _l("Nobody signs in with this name. Check it, or ask them to register."),
    StaffRefused.NOT_STAFF: _l(
        "This person is neither an instructor nor a translator yet. "
        "Ask an administrator to make them one."
    ),
    StaffRefused.NOT_INSTRUCTOR: _l(
        "Only an instructor or an administrator can be an author. "
        "Ask an administrator to make this person one."
    ),
    StaffRefused.LAST_AUTHOR: _l("A course keeps at least one author. Add another one first."),
    DraftRefused.ID_TAKEN: _l("There is a course with this id already. Choose another id."),
    DraftRefused.UNIT_ID_TAKEN: _l("There is a step with this id already. Choose another id."),
    DraftRefused.LAST_MODULE: _l("A course keeps at least one module. Add another one first."),
    DraftRefused.NOT_A_UNIT: _l("This step or module is not in the course any more."),
    DraftRefused.OTHER_COURSE: _l(
        "This package holds another course. Import it as a course of its own."
    ),
    DraftRefused.CHANGED_MEANWHILE: _l(
        "Somebody else changed this in the meantime. See what they did, then decide."
    ),
    DraftRefused.ARCHIVED: _l("This course is archived. Take it out of the archive to change it."),
    DraftRefused.TOO_MANY_PARTS: _l("There is no room for more here. Divide it."),
    TranslationRefused.NO_SUCH_LANGUAGE: _l("The Academy does not speak this language."),
    TranslationRefused.SOURCE_LANGUAGE: _l("The course is written in this language."),
    TranslationRefused.SAVED_MEANWHILE: _l(
        "Somebody else saved another translation of this text in the meantime."
    ),
    TranslationRefused.NOTHING_TO_PUBLISH: _l(
        "Learners have all of this already: there is nothing new to publish."
    ),
    TranslationRefused.NOT_PUBLISHED_YET: _l(
        "The course itself was not published yet. Its translations are published with it."
    ),
    EditRefused.NOTE_TOO_LONG: _l("A note to translators has to be shorter. Say only what helps."),
    EditRefused.TOO_MANY_PICTURES: _l(
        "There is no room for more pictures in this course. Take out some that no lesson shows."
    ),
    CatalogueRefused.PUBLISHED_MEANWHILE: _l(
        "Somebody else published this course at the same moment. Look at what is there now, "
        "then publish again."
    ),
    PublishRefused.HAS_FAULTS: _l("Something has to be mended before this can be published."),
    PublishRefused.CHANGED_MEANWHILE: _l(
        "The course changed since you looked at it. Look at what would be published now."
    ),
    PublishRefused.NOTHING_CHANGED: _l(
        "Learners have all of this already: there is nothing new to publish."
    ),
    PublishRefused.REVIEW_MISSING: _l(
        "This course is published after a review. Ask for one, and publish when it is approved."
    ),
    PublishRefused.NOT_PUBLISHED: _l("This course was never published."),
    ReviewRefused.OWN_DRAFT: _l("Whoever asked for a review does not decide it."),
    ReviewRefused.CHANGED_SINCE: _l(
        "The course changed since this review was asked for. Ask for a new one."
    ),
    ReviewRefused.DECIDED: _l("This review was decided already."),
    GlossaryRefused.TERM_TAKEN: _l("The glossary has this term already. Change that one."),
    GlossaryRefused.TERM_EMPTY: _l("A term needs letters that can be seen."),
    GlossaryRefused.TERM_TOO_LONG: _l("This term is too long for the glossary. Shorten it."),
    GlossaryRefused.TERM_GONE: _l("This term is not in the glossary any more."),
    GlossaryRefused.TERM_CHANGED: _l(
        "Somebody else changed this term in the meantime. "
        "See what they wrote below; saving again puts your words in its place."
    ),
    **formats.REFUSALS,
}
