"""After somebody is erased, nothing of theirs is found anywhere, and what was counted still is."""

from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, User
from academy.administration.models import Erasure
from academy.administration.rules.erasing import Cause, EraseRefused
from academy.administration.service import erasing, merging
from academy.administration.service.erasing import EraseOrder
from academy.administration.service.merging import MergeWish
from academy.assessment.models import Attempt, Response
from academy.db.transaction import atomic
from academy.enrolment.models import Enrolment
from academy.files.store import STORE, FolderStore, NotStored, current_store
from academy.kernel.actor import Actor
from academy.kernel.refusal import Refusal
from academy.learning.models import UnitCompletion
from tests.administration.life import FILE, MARK, Life, certificates, found_in
from tests.builders import Shelf, publish
from tests.cast import NOW, Cast
from tests.marking.essays import essays


@pytest.fixture
def own(session: Session, cast: Cast) -> Life:
    """Somebody of whom every feature keeps something."""
    publish(session, essays(peers=1))
    return Life(session, cast, Shelf())


def another(own: Life, mark: str = "other") -> Life:
    """Return somebody else, who handed in the same file."""
    return Life(own.session, own.cast, own.store, mark)


def erase(session: Session, who: Actor, *, back: bool = False) -> dict[str, int]:
    order = EraseOrder(who.id, Cause.OWN, by=who.id, with_certificates=back)
    return dict(erasing.erase(session, order, now=NOW))


def test_the_marks_are_everywhere_before(session: Session, own: Life) -> None:
    tables = {"users", "users_past", "consent", "response", "appeal", "marking", "peer_review"}
    more = {"exemplar", "override", "accommodation", "extension", "saved_report", "job"}
    assert own.who.name.lower().endswith(MARK)
    assert tables | more | {"credential"} <= found_in(session, MARK)


def test_with_their_certificates_taken_back_nothing_is_found_anywhere(
    session: Session, own: Life
) -> None:
    erase(session, own.who, back=True)
    assert found_in(session, MARK) == set()
    (one,) = certificates(session, own.who)
    assert (one.name, one.latin_name) == ("", None)
    assert one.revoked_at == NOW


def test_certificates_that_are_kept_still_say_whose_they_are(session: Session, own: Life) -> None:
    kept = erase(session, own.who)
    assert found_in(session, MARK) == {"credential"}
    (one,) = certificates(session, own.who)
    assert one.revoked_at is None
    assert kept["certificates"] == 1


def test_what_is_counted_stays_counted(session: Session, own: Life) -> None:
    counted = (Enrolment, Attempt, Response, UnitCompletion)
    before = [session.scalar(select(func.count()).select_from(each)) for each in counted]
    erase(session, own.who)
    assert [session.scalar(select(func.count()).select_from(each)) for each in counted] == before
    assert session.scalars(select(Enrolment.country)).all() == ["LA"]


def test_choices_stay_for_the_figures_of_the_quiz(session: Session, own: Life) -> None:
    erase(session, own.who)
    rows = session.execute(select(Response.question_id, Response.answer)).all()
    answers = {row.question_id: row.answer for row in rows}
    assert answers == {"essay": None, "note": None, "photo": None, "see-germs": False}


def test_nobody_can_sign_in_any_more(session: Session, own: Life) -> None:
    erase(session, own.who)
    user = session.get_one(User, own.who.id)
    assert not user.is_active
    assert (user.name, user.email, user.username) == ("", None, f"erased-{own.who.id.hex}")
    assert user.erased_at == NOW


def test_the_erasure_itself_says_codes_and_counts_only(session: Session, own: Life) -> None:
    kept = erase(session, own.who)
    row = session.scalars(select(Erasure)).one()
    assert row.kept == kept
    assert {"seats", "attempts", "consents", "certificates"} <= set(kept)
    assert (row.cause, row.asked_by) == ("own-wish", own.who.id)


def test_files_go_unless_somebody_else_handed_in_the_same(session: Session, own: Life) -> None:
    dao, shelf = another(own).who, own.store
    names = [sha256(FILE).hexdigest() + ".upload"]
    erase(session, own.who, back=True)
    assert erasing.remove_files(session, shelf, names) == 0
    assert shelf.get(names[0]) == FILE
    erase(session, dao)
    assert erasing.remove_files(session, shelf, names) == 1
    with pytest.raises(NotStored):
        shelf.get(names[0])


def test_nothing_of_anybody_else_goes(session: Session, own: Life) -> None:
    another(own)
    before = found_in(session, "other")
    erase(session, own.who, back=True)
    assert found_in(session, "other") == before


def test_the_accounts_that_were_merged_into_theirs_go_too(session: Session, own: Life) -> None:
    again = another(own, f"{MARK}two").who
    wish = MergeWish(own.who.id, again.id, takes_email=False, by=None)
    merging.merge(session, wish, digest=None, now=NOW)
    erase(session, own.who, back=True)
    assert found_in(session, MARK) == set()
    assert len(session.scalars(select(Erasure)).all()) == 2


def test_staff_are_told_what_to_hand_over_first(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        erase(session, cast.mali)
    assert refusal.value.reason is EraseRefused.HAS_ROLE
    assert session.get_one(User, cast.mali.id).erased_at is None


def test_nobody_is_erased_twice(session: Session, own: Life) -> None:
    erase(session, own.who)
    with pytest.raises(Refusal) as refusal:
        erase(session, own.who)
    assert refusal.value.reason is EraseRefused.ERASED_BEFORE
    assert not session.scalars(select(Membership).where(Membership.user_id == own.who.id)).all()


def test_in_the_running_application_the_store_forgets_too(
    *, app: Flask, own: Life, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, STORE, FolderStore(tmp_path))
    with app.app_context():
        who = Life(own.session, own.cast, current_store(), f"{MARK}here").who
        assert [path for path in tmp_path.rglob("*") if path.is_file()]
        with atomic() as writing:
            order = EraseOrder(who.id, Cause.OWN, by=who.id, with_certificates=True)
            erasing.erase(writing, order, now=NOW)
    kept = [path.suffix for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == [".upload"]  # which somebody else handed in, too
    assert found_in(own.session, f"{MARK}here") == set()
