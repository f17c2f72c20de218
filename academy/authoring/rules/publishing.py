"""What stands between a draft and its publication."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from academy.content.document import digest, to_document
from academy.content.model import Package


class PublishRefused(StrEnum):
    """Why a draft is not published, or a course not closed."""

    HAS_FAULTS = "has-faults"
    CHANGED_MEANWHILE = "draft-changed"
    NOTHING_CHANGED = "nothing-changed"
    REVIEW_MISSING = "review-missing"
    NOT_PUBLISHED = "not-published"


class Verdict(StrEnum):
    """What a reviewer said."""

    APPROVED = "approved"
    CHANGES = "changes"


class ReviewRefused(StrEnum):
    """Why a review was not asked for or given."""

    OWN_DRAFT = "own-draft"
    CHANGED_SINCE = "changed-since"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review of a draft as it stood in `version`; `verdict` is `None` while it is waited for."""

    id: UUID
    version: str
    note: str
    asked_at: datetime
    asked_by: UUID
    verdict: Verdict | None
    comment: str
    decided_at: datetime | None
    decided_by: UUID | None


def draft_version(package: Package) -> str:
    """Return what tells this draft, languages and pictures included, from every other.

    The package holds digests in place of its pictures' bytes, as drafts do.
    """
    return digest(_document(package))


def may_publish(
    package: Package, *, expected: str, needs_review: bool, reviews: Iterable[ReviewFacts]
) -> PublishRefused | None:
    """Return why a draft may not be published as it stands; `expected` is what was looked at."""
    version = draft_version(package)
    if version != expected:
        return PublishRefused.CHANGED_MEANWHILE
    if needs_review and not is_approved(version, reviews):
        return PublishRefused.REVIEW_MISSING
    return None


def is_approved(version: str, reviews: Iterable[ReviewFacts]) -> bool:
    """Tell whether the last word on exactly this version is approval."""
    said = [each for each in reviews if each.version == version and each.verdict is not None]
    last = max(said, key=lambda each: (each.decided_at or each.asked_at, each.id), default=None)
    return last is not None and last.verdict is Verdict.APPROVED


def may_decide(review: ReviewFacts, *, version: str, by: UUID) -> ReviewRefused | None:
    """Return why somebody may not decide on a review, or `None`. Nobody approves their own wish."""
    if review.verdict is not None:
        return ReviewRefused.DECIDED
    if review.asked_by == by:
        return ReviewRefused.OWN_DRAFT
    return None if review.version == version else ReviewRefused.CHANGED_SINCE


def _document(package: Package) -> dict[str, Any]:
    return to_document(package, {name: data.decode() for name, data in package.media.items()})
