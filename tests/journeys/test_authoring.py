"""A course from nothing: written, translated, taken, changed under a learner, carried away."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from academy.app import create_app
from academy.content.archive import read_zip
from academy.content.model import Package
from academy.content.reader import read_package
from tests.journeys.author import TICKED, Author, Translator, said_in
from tests.journeys.conftest import Open
from tests.journeys.learner import Learner
from tests.journeys.test_learner import certificate_of
from tools.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

COURSE, TITLE = "wash-your-hands", "Wash your hands"
QUIZ = "what-you-know"
WHY = """# Why we wash

Germs are too *small* to see. They travel on **hands**.
"""
HOW = """# How to wash

| Step | Seconds |
|---|---|
| Rub with soap | 20 |
| Rinse | 10 |

Read [why](unit:why-we-wash) first.
"""
SHOWN = "Two wet hands with foam."
WHEN = "# When to wash\n\nWash before you eat.\n"
QUESTIONS = {
    "single-choice": {
        "text": "What takes germs away?",
        "correct__a": TICKED,
        "options__a__text": "Soap",
        "options__a__feedback": "With water.",
        "options__b__text": "Sand",
        "options__c__text": "Air",
    },
    "multiple-response": {
        "text": "When do you wash?",
        "marking": "partial-without-penalty",
        "marks": "2",
        "correct__a": TICKED,
        "options__a__text": "Before a meal",
        "options__b__text": "In a dream",
        "correct__c": TICKED,
        "options__c__text": "After work",
    },
    "true-false": {"text": "You can see germs.", "answer__false": TICKED},
    "numeric": {
        "text": "How long do you rub?",
        "answer": "20",
        "tolerance": "5",
        "unit": "seconds",
    },
    "short-text": {"text": "What travels on hands?", "accept": "germs\nmicrobes"},
    "matching": {
        "text": "What belongs together?",
        "prompts__a__text": "Rub",
        "options__a__text": "with soap",
        "prompts__b__text": "Rinse",
        "options__b__text": "with water",
    },
    "ordering": {
        "text": "Put the steps in order.",
        "items__a__text": "Wet",
        "items__b__text": "Lather",
        "items__c__text": "Dry",
    },
}
NAME, EMAIL, PASSWORD = "Thiri Aung", "thiri@wash.example", "four calm water buffaloes"
BY_HAND = "ဘာကြောင့် လက်ဆေးသလဲ"


def test_a_course_is_written_translated_taken_changed_and_taken_further(
    open_page: Open, site: Site, tmp_path: Path
) -> None:
    author = Author(open_page(), COURSE)
    write_the_course(author)
    translator = Translator(open_page(), COURSE)
    translate_the_course(author, translator, tmp_path)
    author.publish("Publish the course", told="The first publication")
    learner = Learner(open_page(f"/my/courses/{COURSE}/"), taken_away(author, tmp_path), "my")
    begin(learner)

    change_words(author, translator, learner)
    change_the_course(author)
    see_that_nothing_changed(learner)
    learner.package = taken_away(author, tmp_path)
    move_and_finish(learner)
    assert NAME in certificate_of(learner, tmp_path)

    assert digest_in_an_empty_academy(tmp_path) == digest_of_course(site.home)


def write_the_course(author: Author) -> None:
    """Write three modules: lessons with all that lessons may hold, a quiz of every type."""
    author.sign_in("instructor@academy.example")
    author.begin(TITLE, module="Why")
    author.add_module("How")
    author.add_module("Again")
    author.add_unit("Why", "Why we wash")
    author.add_unit("How", "How to wash")
    author.add_unit("Again", "When to wash")
    author.add_unit("Again", "What you know", kind="Quiz")
    author.describe(
        summary="Keep yourself and others well.",
        outcomes="Wash your hands well.\nKnow when to wash them.",
        competences="DigComp 1.2",
        statement="The holder washes hands well.",
    )
    write_lessons(author)
    author.open_unit("What you know")
    for number, (kind, fields) in enumerate(QUESTIONS.items(), start=1):
        author.ask(number, kind, **fields)
    author.keep_quiz()


def write_lessons(author: Author) -> None:
    author.open_unit("Why we wash")
    author.write(WHY)
    author.put("Tip", "Look at your hands in bright light.")
    author.add_picture("Two hands.png", SHOWN)
    author.keep_lesson()
    author.open_unit("How to wash")
    author.write(HOW)
    author.put("Self-test", "Is water alone enough?")
    author.keep_lesson()
    author.open_unit("When to wash")
    author.write(WHEN)


def translate_the_course(author: Author, translator: Translator, folder: Path) -> None:
    """Bring it into Indonesian and Burmese: in files for the most part, the rest by hand."""
    author.add_person("translator@academy.example", "Translator")
    translator.sign_in("translator@academy.example")
    for tag in ("id", "my"):
        translator.add_language(tag)
    translator.translate_in_a_file("id", folder)
    translator.translate_in_a_file("my", folder, but="when-to-wash")
    translator.translate("my", "When to wash", BY_HAND)
    translator.translate("my", "Wash before you eat.", "စားခင် လက်ဆေးပါ။")


def begin(learner: Learner) -> None:
    """Register, enrol, and do two lessons of three; both languages are there."""
    learner.register(EMAIL, NAME, PASSWORD)
    learner.page.goto(f"/my/courses/{COURSE}/")
    learner.press("Enrol")
    learner.press("Continue")
    learner.press("Mark as done")
    learner.press("Mark as done")
    expect(learner.page.locator("h1")).to_have_text(BY_HAND)
    expect_done(learner, 2, 4)
    for tag in ("id", "my"):
        learner.page.goto(f"/{tag}/learn/{COURSE}/why-we-wash/")
        seen = learner.page.get_by_role("img", name=said_in(tag, SHOWN))
        expect(seen).to_be_visible()


def change_words(author: Author, translator: Translator, learner: Learner) -> None:
    """A minor change is read at once, and so is its translation; nothing done is lost."""
    author.open_unit("When to wash")
    author.reword("before you eat", "before you cook and eat")
    author.publish("Publish the new words", told="1 learner is under way on this edition.")
    lesson = learner.page.locator("article")
    learner.page.goto(f"/my/learn/{COURSE}/when-to-wash/")
    expect(lesson).to_contain_text("Wash before you cook and eat.")
    translator.go("languages/my/?show=stale")
    expect(translator.page.locator(".segment ins")).to_have_text("cook and")
    translator.translate("my", "Wash before you cook and eat.", "ချက်ခင် စားခင် လက်ဆေးပါ။")
    translator.publish_translation("my")
    learner.page.reload()
    expect(lesson).to_contain_text("ချက်ခင် စားခင် လက်ဆေးပါ။")
    expect_done(learner, 2, 4)


def change_the_course(author: Author) -> None:
    """A lesson more, and another right answer: an edition of its own."""
    author.go()
    author.add_unit("How", "How to dry")
    author.open_unit("How to dry")
    author.write("# How to dry\n\nTake a clean towel.\n")
    author.open_unit("What you know")
    author.fill("q3", text="Soap takes germs away.", answer__true=TICKED)
    author.keep_quiz()
    author.publish("Publish the new edition", told="1 learner is under way. They stay")


def see_that_nothing_changed(learner: Learner) -> None:
    """Whoever is under way stays where they are, and is told of the newer edition."""
    expect_done(learner, 2, 4)
    expect(learner.page.get_by_text("How to dry")).to_have_count(0)


def move_and_finish(learner: Learner) -> None:
    """Move when it suits them, keep what is done, and take the new edition to its end."""
    expect_done(learner, 2, 4)
    learner.press("See what changes")
    expect(learner.page.get_by_text("How to dry")).to_be_visible()
    learner.press("Move to the newest edition")
    expect_done(learner, 2, 5)
    learner.press("Continue")
    learner.read_lessons_until_quiz()
    learner.press("Start quiz")
    learner.answer_all(QUIZ)
    learner.press("Submit answers")
    expect(learner.page.locator("main")).to_contain_text("100")
    expect_done(learner, 5, 5)


def expect_done(learner: Learner, done: int, total: int) -> None:
    """Look at the course, and at how many of its steps are done."""
    learner.page.goto(f"/my/learn/{COURSE}/")
    bar = learner.page.locator("progress")
    expect(bar).to_have_attribute("value", str(done))
    expect(bar).to_have_attribute("max", str(total))


def taken_away(author: Author, folder: Path) -> Package:
    """Download what is published; return it as a learner knows it, by heart."""
    author.go("publish")
    path = author.download("Download what is published", folder / f"{COURSE}.zip")
    return read_package(read_zip(path.read_bytes()))


def digest_in_an_empty_academy(folder: Path) -> str:
    """Load what was downloaded last where nothing else is; return its digest there."""
    home = folder / "empty"
    home.mkdir()
    flask(home, "db", "upgrade")
    flask(home, "courses", "load", str(folder / f"{COURSE}.zip"))
    return digest_of_course(home)


def digest_of_course(home: Path) -> str:
    lines = [line.split("\t") for line in flask(home, "courses", "list").splitlines()]
    return {course: digest for course, _, digest, _ in lines}[COURSE]


def flask(home: Path, *command: str) -> str:
    """Run one of the Academy's commands in that home; return what it says."""
    database = f"sqlite:///{home / 'academy.sqlite3'}"
    app = create_app({"ACADEMY_HOME": home, "DATABASE_URL": database})
    done = app.test_cli_runner().invoke(args=command)
    assert done.exit_code == 0, done.output
    return done.output
