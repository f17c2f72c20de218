from datetime import datetime, timedelta
from uuid import UUID

import pytest

from academy.authoring.rules.coming import Coming
from academy.authoring.rules.drafts import with_part
from academy.authoring.rules.publishing import (
    PublishRefused,
    ReviewFacts,
    ReviewRefused,
    Verdict,
    draft_version,
    is_approved,
    may_decide,
    may_publish,
)
from academy.content.model import Package
from academy.content.reader import read_package
from academy.kernel.ids import uuid7
from tests.builders import package_files
from tests.cast import NOW

SOM, MALI = uuid7(NOW), uuid7(NOW)


def without_bytes() -> Package:
    package = read_package(package_files())
    names = dict.fromkeys(package.media, b"0" * 64)
    return Package(package.course, package.lessons, package.quizzes, names, package.catalogues)


PACKAGE = without_bytes()
VERSION = draft_version(PACKAGE)


def review(
    verdict: Verdict | None, version: str = VERSION, *, minutes: int = 0, by: UUID = SOM
) -> ReviewFacts:
    decided: datetime | None = NOW + timedelta(minutes=minutes) if verdict else None
    return ReviewFacts(uuid7(NOW), version, "", NOW, by, verdict, "", decided, MALI)


@pytest.mark.parametrize(
    ("said", "approved"),
    [
        ([], False),
        ([review(None)], False),
        ([review(Verdict.APPROVED)], True),
        ([review(Verdict.APPROVED, "another")], False),
        ([review(Verdict.APPROVED), review(Verdict.CHANGES, minutes=5)], False),
        ([review(Verdict.APPROVED, minutes=5), review(Verdict.CHANGES)], True),
    ],
)
def test_the_last_word_on_exactly_this_version_counts(
    said: list[ReviewFacts], *, approved: bool
) -> None:
    assert is_approved(VERSION, said) is approved


@pytest.mark.parametrize(
    ("given", "by", "refused"),
    [
        (review(None), MALI, None),
        (review(None), SOM, ReviewRefused.OWN_DRAFT),
        (review(None, "another"), MALI, ReviewRefused.CHANGED_SINCE),
        (review(Verdict.APPROVED), MALI, ReviewRefused.DECIDED),
        (review(Verdict.CHANGES), SOM, ReviewRefused.DECIDED),
    ],
)
def test_a_review_is_decided_once_by_somebody_else_and_of_what_was_asked(
    given: ReviewFacts, by: UUID, refused: ReviewRefused | None
) -> None:
    assert may_decide(given, version=VERSION, by=by) is refused


@pytest.mark.parametrize(
    ("expected", "needs_review", "said", "refused"),
    [
        (VERSION, False, [], None),
        ("older", False, [], PublishRefused.CHANGED_MEANWHILE),
        (VERSION, True, [], PublishRefused.REVIEW_MISSING),
        (VERSION, True, [review(Verdict.APPROVED)], None),
    ],
)
def test_only_what_was_looked_at_is_published_and_approved_where_that_is_wanted(
    expected: str, said: list[ReviewFacts], refused: PublishRefused | None, *, needs_review: bool
) -> None:
    found = may_publish(PACKAGE, expected=expected, needs_review=needs_review, reviews=said)

    assert found is refused


def test_any_other_word_is_another_version() -> None:
    other = with_part(PACKAGE, "lesson/keep", {"text": "# Keep\n"})

    assert draft_version(other) != VERSION
    assert draft_version(PACKAGE) == VERSION


def test_a_first_publication_takes_nothing_from_anybody() -> None:
    coming = Coming(None, PACKAGE)

    assert (coming.gained, coming.lost, coming.changes) == ((), (), ())
