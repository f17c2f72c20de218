"""One question, out and in again."""

from collections.abc import Mapping
from dataclasses import replace

from academy.content.faults import Fault, Faults
from academy.content.model import Package, Question, Quiz
from academy.content.po import Catalogue, Entry
from academy.content.quiz_file import read_question, read_quiz
from academy.content.source import Stored
from academy.content.writer import question_plain, write_quiz
from academy.content.yaml_nodes import read_record
from tests.content.builders import package

NAME = "quizzes/check.yaml"


def quiz_of(*questions: Question) -> Quiz:
    return Quiz("Check", "", 70, 3, True, questions)  # noqa: FBT003 - as the model has it


def package_of(question: Question, *, km: Mapping[str, str]) -> Package:
    """A course whose quiz `check` has this question, with texts in Khmer."""
    entries = {("check", source): Entry(text) for source, text in km.items()}
    catalogues = {"km": Catalogue("km", entries)}
    return replace(package(), quizzes={"check": quiz_of(question)}, catalogues=catalogues)


def through_a_file(question: Question) -> Question:
    """The question as its file is read; no fault may be found in it."""
    faults = Faults()
    record = read_record(write_quiz(quiz_of(question)), NAME, faults)
    assert record is not None
    quiz = read_quiz(record)
    assert not faults.all, faults.all
    return quiz.questions[0]


def through_a_store(question: Question) -> Question | None:
    return read_question(Stored(question_plain(question)), {})


def faults_in(question: Question) -> list[Fault]:
    """What is wrong with the file of a question."""
    faults = Faults()
    record = read_record(write_quiz(quiz_of(question)), NAME, faults)
    assert record is not None
    read_quiz(record)
    return list(faults.all)


def faults_of(text: str) -> list[str]:
    """The kinds of mistakes in the file of a quiz whose one question is written so, in one line."""
    head = "{title: Check, pass_mark: 70, attempts: 3, shuffle: true, questions: ["
    question = f"{{id: q, {text}, feedback: {{right: Yes., wrong: No.}}}}"
    faults = Faults()
    record = read_record(f"{head}{question}]}}".encode(), NAME, faults)
    assert record is not None
    read_quiz(record)
    return [fault.code.value for fault in faults.all]
