"""The page of one invitation, to be shown or printed: its link, as words and as a picture."""

from uuid import UUID

import segno

from academy.db.transaction import current_session
from academy.enrolment import queries
from academy.enrolment.messages import REFUSALS
from academy.enrolment.policy import Act
from academy.enrolment.rules import invitation_refused
from academy.enrolment.views.shared import held, pages, titles_of
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.addresses import public_address
from academy.web.i18n import current_language
from academy.web.pages import render


@pages.get("/admin/cohorts/<uuid:cohort>/invitations/<uuid:invitation>")
@open_to(Access.INSTRUCTOR)
def show_invitation(cohort: UUID, invitation: UUID) -> str:
    """Show an invitation so large that a class can read it from the wall."""
    here = held(cohort, Act.INVITE)
    session = current_session()
    found = {one.id: one for one in queries.invites_of(session, cohort)}
    if invitation not in found:
        raise NotFound
    invite = found[invitation]
    tag = current_language().tag
    address = public_address("enrolment.invited", lang=tag, code=invite.code)
    refused = invitation_refused(invite.ticket, now())
    return render(
        "enrolment/invitation.html",
        here=here,
        title=titles_of([here.cohort.course_id])[here.cohort.course_id],
        invite=invite,
        address=address,
        typed_at=public_address("enrolment.join", lang=tag),
        picture=segno.make(address, error="m", micro=False).svg_data_uri(scale=6, light="white"),
        refused=refused and REFUSALS[refused],
    )
