"""Who gets where on the teaching side: every route, and everybody who may knock.

A line of a table says who is let in. Whoever is nobody here is sent to sign in, a learner is told
that this is not for them, whoever works on another course finds nothing, and whoever works on this
one is told what is not theirs to do. A new route has to say whom it is for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from academy.accounts.models import Membership
from academy.assessment import service as assessment
from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.rules.uploads import SUFFIX
from academy.assessment.service import Begin, Keeping, Proposal
from academy.assessment.service.conditions import Deciding, Grant, grant
from academy.authoring import service
from academy.authoring.rules.drafts import lesson_part
from academy.authoring.rules.staff import CourseRole
from academy.authoring.rules.translating import source_digest
from academy.authoring.service.glossary import Filing, add_term
from academy.content.archive import write_zip
from academy.content.glossary_file import Term, write_csv
from academy.content.model import COURSE
from academy.enrolment.queries import Seat
from academy.files.store import Store, current_store
from academy.kernel.actor import Actor, Role
from academy.marking.service.corrections import packed
from tests.authoring.drafting import draft_of, saving
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, package_files, publish
from tests.cast import NOW, Cast, add_user
from tests.marking.essays import ESSAY, PHOTO, hand_in, with_essays

STAFF = {"translator", "reviewer", "author", "admin"}
WRITERS = {"author", "admin"}
WORDSMITHS = {"translator", "author", "admin"}
JUDGES = {"reviewer", "admin"}
TEACHERS = {"author"}
MARKERS = {"reviewer", "author"}
MAKERS = {"stranger", "author", "admin"}
COLLEAGUES = {"stranger", *STAFF}

OF_A_COURSE = {
    "GET course": STAFF,
    "GET preview": STAFF,
    "GET lesson_preview": STAFF,
    "GET history": STAFF,
    "GET compare": STAFF,
    "GET people": STAFF,
    "GET pictures": STAFF,
    "GET languages": STAFF,
    "GET translate": STAFF,
    "GET publishing": STAFF,
    "GET export_course": STAFF,
    "GET trial": STAFF,
    "POST mark_trial": STAFF,
    "GET exchange": WORDSMITHS,
    "GET exchange_po": WORDSMITHS,
    "GET exchange_xliff": WORDSMITHS,
    "GET exchange_plan": WORDSMITHS,
    "POST exchange_upload": WORDSMITHS,
    "POST exchange_apply": WORDSMITHS,
    "POST add_language": WORDSMITHS,
    "POST save_translation": WORDSMITHS,
    "POST check_translation": WORDSMITHS,
    "POST publish_translation": WORDSMITHS,
    "POST decide_review": JUDGES,
    "POST ask_for_review": WRITERS,
    "POST publish": WRITERS,
    "POST change_availability": WRITERS,
    "GET details": WRITERS,
    "POST save_details": WRITERS,
    "POST save_terms": WRITERS,
    "POST add_person": WRITERS,
    "POST change_person": WRITERS,
    "POST add_module": WRITERS,
    "POST rename_module": WRITERS,
    "POST step_module": WRITERS,
    "POST move_module": WRITERS,
    "POST remove_module": WRITERS,
    "POST add_unit": WRITERS,
    "POST change_unit": WRITERS,
    "POST step_unit": WRITERS,
    "POST move_unit": WRITERS,
    "POST duplicate_unit": WRITERS,
    "POST remove_unit": WRITERS,
    "POST undo_removal": WRITERS,
    "GET lesson": WRITERS,
    "POST save_lesson": WRITERS,
    "GET lesson_state": WRITERS,
    "POST preview_lesson": WRITERS,
    "POST check_lesson_text": WRITERS,
    "POST keep_meaning": WRITERS,
    "POST save_notes": WRITERS,
    "GET export_questions": STAFF,
    "GET import_questions": WRITERS,
    "POST send_questions": WRITERS,
    "GET questions_plan": WRITERS,
    "POST take_questions": WRITERS,
    "GET quiz": WRITERS,
    "POST save_quiz": WRITERS,
    "POST bring_back": WRITERS,
    "POST add_picture": WRITERS,
    "POST remove_picture": WRITERS,
    "POST put_picture_back": WRITERS,
    "GET import_into": WRITERS,
    "POST import_upload": WRITERS,
    "GET import_plan_page": WRITERS,
    "POST import_apply": WRITERS,
}
OF_THE_ACADEMY = {
    "GET index": COLLEAGUES,
    "GET facts": COLLEAGUES,
    "GET facts_file": COLLEAGUES,
    "GET glossary": COLLEAGUES,
    "GET glossary_new": COLLEAGUES,
    "POST glossary_add": COLLEAGUES,
    "GET glossary_term": COLLEAGUES,
    "POST glossary_change": COLLEAGUES,
    "POST glossary_remove": COLLEAGUES,
    "POST glossary_undo": COLLEAGUES,
    "GET glossary_files": COLLEAGUES,
    "POST glossary_upload": COLLEAGUES,
    "GET glossary_plan": COLLEAGUES,
    "POST glossary_apply": COLLEAGUES,
    "GET glossary_csv": COLLEAGUES,
    "GET glossary_tbx": COLLEAGUES,
    "GET import_course": MAKERS,
    "POST import_package": MAKERS,
    "GET new_course": MAKERS,
    "POST begin_course": MAKERS,
    "GET fact": MAKERS,
    "POST save_fact": MAKERS,
    "POST remove_fact": MAKERS,
    "POST restore_fact": MAKERS,
    "GET import_facts": MAKERS,
    "POST look_at_facts": MAKERS,
    "POST take_facts": MAKERS,
}
OF_ANSWERS = {
    "GET marking.quizzes": JUDGES | WRITERS,
    "GET marking.figures": JUDGES | WRITERS,
    "GET marking.question_figures": JUDGES | WRITERS,
    "GET marking.figures_csv": JUDGES | WRITERS,
    "GET marking.terms": WRITERS,
    "POST marking.save_terms": WRITERS,
    "GET marking.needs": TEACHERS,
    "GET marking.need": TEACHERS,
    "POST marking.grant": TEACHERS,
    "POST marking.end": TEACHERS,
    "GET marking.receipts": TEACHERS,
    "GET marking.receipt": TEACHERS,
    "GET marking.receipt_file": TEACHERS,
    "GET marking.queue": MARKERS,
    "GET marking.answers": MARKERS,
    "GET marking.answer": MARKERS,
    "GET marking.answer_file": MARKERS,
    "POST marking.next_answer": MARKERS,
    "POST marking.take_answer": MARKERS,
    "POST marking.mark_answer": MARKERS,
    "POST marking.settle_answer": TEACHERS,
    "POST marking.reopen_answer": TEACHERS,
    "POST marking.answer_appeal": TEACHERS,
    "GET marking.release": TEACHERS,
    "POST marking.release_results": TEACHERS,
    "POST marking.take_over_reviews": TEACHERS,
    "GET marking.examples": TEACHERS,
    "POST marking.make_example": TEACHERS,
    "GET marking.appeals": TEACHERS,
    "GET marking.grades": TEACHERS,
    "GET marking.grade": TEACHERS,
    "POST marking.set_grade": TEACHERS,
    "POST marking.take_back_grade": TEACHERS,
    "GET marking.grades_csv": TEACHERS,
    "GET marking.grades_xlsx": TEACHERS,
    "GET marking.grade_files": TEACHERS,
    "POST marking.send_grades": TEACHERS,
    "GET marking.grades_plan": TEACHERS,
    "POST marking.take_grades": TEACHERS,
    "GET marking.corrections": TEACHERS,
    "GET marking.correction": TEACHERS,
    "POST marking.propose_correction": TEACHERS,
    "GET marking.correction_plan": TEACHERS,
    "POST marking.correct_question": TEACHERS,
}
"""What is done with answers in a course. Who has nothing to do with them finds nothing."""

EVERYBODY = ("visitor", "learner", "stranger", "translator", "reviewer", "author", "admin")
OK = 200
LET_IN = {200, 302, 303, 409, 422}
KEEP = ("keep", "Keep the water")
FILE = b"A map of the wells"
DIGEST = sha256(FILE).hexdigest()
WRONG = Proposal(
    "clean-water", "look-check", Corrected(ESSAY, CorrectionKind.VOID), "Nobody can know."
)
FILES: list[dict[str, str | int]] = [{"name": "map.txt", "digest": DIGEST, "bytes": len(FILE)}]


@dataclass
class Stage:
    """A published course with a draft, one of everything that a route may name, and its people."""

    app: Flask
    connection: Connection
    people: dict[str, Actor]
    named: dict[str, str] = field(default_factory=dict[str, str])
    term: str = ""
    removed_term: str = ""

    def address(self, rule: Rule) -> str:
        """Where a route is, for things that are there."""
        path = rule.rule.replace("<lang:lang>", "en").replace("<lang:locale>", "km")
        if rule.endpoint.startswith("authoring.glossary"):
            path = path.replace("<uuid:term>", self.term)
            path = path.replace("<token:name>", self.named["terms"])
        for place, name in (("/grades/", "grades"), ("/corrections/", "correction")):
            if place in path:
                path = path.replace("<token:name>", self.named[name])
        if "/questions/" in path:
            path = path.replace("<token:name>", self.named["questions"])
        is_quiz = any(
            part in path for part in ("/quiz", "/questions/", "/try", "/marking/", "/grades/")
        )
        parts = {
            "<slug:course>": "clean-water",
            "<slug:unit>": "look-check" if is_quiz else "keep",
            "<slug:module>": "treat-water",
            "<slug:digest>": source_digest(KEEP[1]),
            "<uuid:person>": str(self.people["reviewer"].id),
            "<uuid:review>": self.named["review"],
            "<token:name>": self.named["package" if "/import/" in path else "words"],
            "<slug:country>": "la",
            "<slug:kind>": "emergency",
            "<uuid:learner>": str(self.people["learner"].id),
            "<uuid:need>": self.named["need"],
            "<token:code>": self.named["receipt"] if "/files/" in path else "K7Q2-9XWM",
            "<token:mark>": DIGEST[:16],
            "<uuid:attempt>": self.named["attempt"],
            "<uuid:seat>": self.named["seat"],
            "<slug:question>": ESSAY,
        }
        for part, value in parts.items():
            path = path.replace(part, value)
        return path

    def knock(self, who: Visitor, rule: Rule, method: str) -> TestResponse:
        """Go there, and undo whatever came of it."""
        path = self.address(rule)
        before = self.connection.begin_nested()
        try:
            if method == "GET":
                return who.client.get(path, buffered=True)
            is_known = who.client.get("/en/learn/").status_code == OK
            token = who.token("/en/" if is_known else "/en/login")
            return who.client.post(path, data={"csrf_token": token, **self.form(rule.endpoint)})
        finally:
            before.rollback()

    def form(self, endpoint: str) -> dict[str, Any]:
        """Return what makes a route find what it is asked for."""
        forms: dict[str, dict[str, Any]] = {
            "change_availability": {"wish": "close"},
            "bring_back": {"save": "published"},
            "remove_picture": {"name": "two-glasses.svg"},
            "put_picture_back": {"name": "gone.svg"},
            "check_translation": {"unit": KEEP[0], "digest": source_digest(KEEP[1])},
            "import_package": {"package": (BytesIO(write_zip(package_files(id="new"))), "a.zip")},
            "glossary_undo": {"removed": self.removed_term},
            "decide_review": {"verdict": "approved"},
            "undo_removal": {"undo": self.named["course"], "unit": "keep"},
        }
        return forms.get(endpoint.removeprefix("authoring."), {})


def person(cast: Cast, name: str, role: Role) -> Actor:
    user = add_user(cast.session, name)
    held = {"user_id": user.id, "organisation_id": cast.academy(), "role": role.value}
    cast.session.add(Membership(**held))
    cast.session.commit()
    return Actor(user.id, name, frozenset(), "en", None, None)


def handed_in(session: Session, store: Store, seat: Seat) -> str:
    """Save an answer with a file; return its receipt."""
    attempt = assessment.start(session, seat=seat, begin=Begin("look-check", NOW))
    store.put(FILE, SUFFIX)
    [saved] = assessment.save(
        session,
        attempt_id=attempt,
        answers=[NewAnswer("clearest", FILES, "key")],
        keeping=Keeping(locale="en", secret=b"test", now=NOW),
    )
    session.commit()
    return saved.receipt


@pytest.fixture
def stage(app: Flask, session: Session, cast: Cast) -> Stage:
    with app.app_context():
        store = current_store()
        publish(session, with_essays(package_files()), store=store)
        publish(session, id="noise", title="Noise", store=store)
    roles = {
        "learner": Role.LEARNER,
        "stranger": Role.INSTRUCTOR,
        "translator": Role.TRANSLATOR,
        "reviewer": Role.TRANSLATOR,
        "author": Role.INSTRUCTOR,
        "admin": Role.ADMIN,
    }
    people = {name: person(cast, name, role) for name, role in roles.items()}
    assign(session, people["translator"], role=CourseRole.TRANSLATOR)
    assign(session, people["reviewer"], role=CourseRole.REVIEWER)
    assign(session, people["author"])
    assign(session, people["stranger"], "noise")
    author = people["author"]
    service.put_picture(session, saving(author), "gone.svg", digest="0" * 64, size=1)
    service.remove_picture(session, saving(author), "gone.svg")
    text = "# Keep the water\n\nCool.\n"
    service.save(session, saving(author), lesson_part("keep"), body={"text": text})
    review = service.ask(session, saving(author), by=author.id, note="")
    term = add_term(session, Filing(author.id, NOW), Term("well"))
    learner = people["learner"]
    wanted = Grant(learner.id, "clean-water", 25, 0, "Reads slowly.")
    need = grant(session, wanted, Deciding(author.id, NOW))
    fellow = person(cast, "fellow", Role.LEARNER)
    seat = enrol(session, learner)
    written: dict[str, Answer] = {ESSAY: "We boil it.", PHOTO: FILES}
    session.commit()
    return Stage(
        app,
        session.connection(),
        people,
        {
            "review": str(review),
            "course": draft_of(session).version(COURSE),
            "package": store.put(write_zip(package_files()), ".zip"),
            "questions": store.put(b"::boil::Water boils. {TRUE}\n", ".import"),
            "words": store.put(package_files()["locale/km.po"], ".po"),
            "terms": store.put(write_csv([Term("water")]), ".csv"),
            "need": str(need),
            "attempt": str(hand_in(session, fellow, written)),
            "receipt": handed_in(session, store, seat),
            "seat": str(seat.id),
            "grades": store.put(b"enrolment_id,change_reason\n", ".grades"),
            "correction": store.put(packed(WRONG), ".correct"),
        },
        str(term),
        store.put(write_csv([Term("jar")]), ".csv"),
    )


def doors(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(("authoring.", "marking.")) and "/teach/" in rule.rule:
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                yield rule, method, f"{method} {rule.endpoint.removeprefix('authoring.')}"


def expected(who: str, name: str) -> str:
    if who == "visitor":
        return "sign in"
    if who == "learner":
        return "403"
    if who in {**OF_A_COURSE, **OF_ANSWERS, **OF_THE_ACADEMY}[name]:
        return "let in"
    if who == "translator" and name in OF_ANSWERS:
        return "404" if "reviewer" in OF_ANSWERS[name] else "403"
    return "404" if who == "stranger" and name not in OF_THE_ACADEMY else "403"


def came_of(answer: TestResponse) -> str:
    is_sent_away = answer.status_code == 302 and "/login" in (answer.location or "")
    if is_sent_away or answer.status_code == 401:
        return "sign in"
    return "let in" if answer.status_code in LET_IN else str(answer.status_code)


def test_every_route_says_whom_it_is_for(bare_app: Flask) -> None:
    routes = {name for _, _, name in doors(bare_app)}

    assert routes == {*OF_A_COURSE, *OF_ANSWERS, *OF_THE_ACADEMY}
    assert not {*OF_A_COURSE, *OF_ANSWERS} & {*OF_THE_ACADEMY}
    assert all(
        ("<slug:course>" in rule.rule) == (name not in OF_THE_ACADEMY)
        for rule, _, name in doors(bare_app)
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_people_get_where_the_tables_say_and_nowhere_else(stage: Stage, who: str) -> None:
    visitor = Visitor(stage.app)
    if who in stage.people:
        visitor.signed_in(stage.people[who])

    wrong = {
        f"{name} {stage.address(rule)}": (got, expected(who, name))
        for rule, method, name in doors(stage.app)
        if (got := came_of(stage.knock(visitor, rule, method))) != expected(who, name)
    }

    assert not wrong
