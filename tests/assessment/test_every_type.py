"""One question of every newer type, as pages show it: the same paper for all, and no key in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from academy.assessment.rules.items.kinds import KINDS
from academy.assessment.rules.paper import lay_out
from academy.assessment.rules.shown import Asked, asked
from academy.content.questions.kinds import question_kind
from academy.content.quiz_texts import quiz_texts
from academy.content.reader import read_package
from tests import builders
from tests.assessment.sheets import PaperForm
from tests.browserless import Visitor
from tests.cast import Cast

FILES = builders.package_files("every-type")
PACKAGE = read_package(FILES)
OLDER = read_package(builders.package_files())
UNITS = ("newer", "at-once")
LANGUAGES = ("en", "km", "th")
"""The source, a translation, and a language that the course does not have."""


def test_every_type_is_asked_here_or_in_the_other_course() -> None:
    asked_about = {
        type(question)
        for package in (PACKAGE, OLDER)
        for quiz in package.quizzes.values()
        for question in quiz.questions
    }
    assert asked_about == set(KINDS)


# --- the same paper for everybody ----------------------------------------------------------------


def skeleton(question: Asked) -> tuple[object, ...]:
    """Return what a question is on the form: everything but its words."""
    places = [(value, choice.id) for value, choice in question.choices]
    return question.place, question.kind, question.words.id, places, question.marks, question.fields


def numbers_in(question: Asked) -> list[str]:
    """Return the digits in what is asked, whatever stands around them."""
    text = question.words.text.html
    return sorted("".join(c if c.isdigit() else " " for c in text).split())


@given(st.sampled_from(UNITS), st.integers(0, 2**31 - 1), st.sampled_from(LANGUAGES))
def test_one_seed_makes_one_paper_in_any_two_languages(unit: str, seed: int, other: str) -> None:
    slots = lay_out(PACKAGE.quizzes[unit], seed)
    papers = [
        asked(lay_out(PACKAGE.quizzes[unit], seed), quiz_texts(PACKAGE, unit, language), {})
        for language in ("en", other)
    ]
    assert [slot.place for slot in slots] == [one.place for one in papers[0]]
    for first, second in zip(*papers, strict=True):
        assert skeleton(first) == skeleton(second)
        assert numbers_in(first) == numbers_in(second)


# --- nothing is given away -----------------------------------------------------------------------


def texts_under(plain: Any, *keys: str) -> Iterator[str]:
    """Yield every text that stands somewhere under one of the keys."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from words_of(value) if key in keys else texts_under(value, *keys)
    elif isinstance(plain, list):
        for value in plain:
            yield from texts_under(value, *keys)


def words_of(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for value in plain.values():
            yield from words_of(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from words_of(value)
    elif isinstance(plain, str):
        yield plain


def marked_files() -> tuple[dict[str, bytes], set[str]]:
    """Return the package with every secret text and every id made unmistakable, and the secrets."""
    files, secrets = dict(FILES), set[str]()
    for unit in UNITS:
        plain = yaml.safe_load(files[f"quizzes/{unit}.yaml"])
        for place, question in enumerate(plain["questions"]):
            question["feedback"] = {
                kind: f"zq{unit}{place}{kind} said"
                for kind in ("right", "wrong", "partly", "general")
            }
            secrets |= set(question["feedback"].values())
            for option in question.get("options", []):
                option["feedback"] = f"zq{unit}{place}{option['id']} said"
                secrets.add(option["feedback"])
            if "notes" in question:
                question["notes"] = f"zq{unit}{place} for markers"
                secrets.add(question["notes"])
            if "formula" in question:
                secrets.add(question["formula"])
            for gap in question.get("gaps", []):
                if "accept" in gap:
                    gap["accept"] = [f"zq{unit}{place}accepted"]
                    secrets |= set(gap["accept"])
        files[f"quizzes/{unit}.yaml"] = yaml.safe_dump(plain, allow_unicode=True).encode()
    del files["locale/km.po"]
    return files, secrets


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("lang", ["en", "km"])
def test_no_byte_before_the_end_holds_a_key_or_feedback(
    session: Session, cast: Cast, as_noi: Visitor, *, unit: str, lang: str
) -> None:
    files, secrets = marked_files()
    builders.publish(session, files)
    builders.enrol(session, cast.noi, "every-type")
    session.commit()
    front = f"/{lang}/learn/every-type/{unit}/"
    begun = as_noi.post(f"{front}attempts", seen_on=front)
    form = PaperForm.open(as_noi, begun.location or "")
    told = as_noi.client.post(
        f"{form.address}answers",
        data={**form.fields, "a1": "1", "a1-1": "zz", "key": "k"},
        headers={"Accept": "application/json"},
    )
    sent = [
        as_noi.client.get(front).text,
        as_noi.client.get(form.address).text,
        as_noi.client.get(f"{form.address}?check=1").text,
        json.dumps(told.get_json(), ensure_ascii=False),
    ]
    assert secrets
    assert not [page for page in sent if "{count}" in page], "a number that is drawn is a number"
    assert [secret for secret in secrets for page in sent if secret in page] == []
    for question in read_package(files).quizzes[unit].questions:
        for name in [*KINDS[type(question)].choices(question), *_parts(question)]:
            assert f'"{name}"' not in sent[1], name


def _parts(question: Any) -> list[str]:
    """Return the ids of a question's parts; those that are words of HTML too are left out."""
    plain = question_kind(question).plain(question)
    known = {"left", "right", "code", "one", "list"}
    return [name for name in texts_under(plain, "id") if name not in known]
