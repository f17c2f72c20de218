"""What is said when a course was published, closed or put away."""

from academy.authoring.messages.faults import fault_text
from academy.authoring.messages.quizzes import quiz_fault_text
from academy.authoring.rules.coming import FaultPlace, Wish
from academy.catalogue.service import Published
from academy.content.compare import Change
from academy.web.i18n import _, _l, number_text

WISHES: dict[Wish, str] = {
    Wish.CLOSE: _l(
        "The course takes no new learners now. Everybody who has begun it goes on as before."
    ),
    Wish.REOPEN: _l("The course is in the catalogue again, and takes new learners."),
    Wish.ARCHIVE: _l(
        "The course is archived. Everybody who has begun it goes on as before; "
        "nobody can change it."
    ),
    Wish.UNARCHIVE: _l("The course can be changed again. It takes no new learners yet."),
}


def place_text(place: FaultPlace) -> str:
    """Say what stands in the way somewhere, in the words of the page where it is mended."""
    return quiz_fault_text(place.found) if place.found else fault_text(place.fault)


def published_text(done: Published) -> str:
    """Say what came of a publication."""
    edition, revision = number_text(done.ref.edition), number_text(done.ref.revision)
    if done.kind is Change.STRUCTURE and done.ref.edition > 1:
        return _(
            "Published as edition %(edition)s. Who has begun an earlier edition stays on it, "
            "and may move when they choose.",
            edition=edition,
        )
    return _(
        "Published: edition %(edition)s, revision %(revision)s. Learners read it from now on.",
        edition=edition,
        revision=revision,
    )
