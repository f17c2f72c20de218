"""A package as one JSON document: what a revision stores, and the digest that names it.

Pictures are named by the digests of their bytes; the bytes are files of their own. A document that
was stored once must be readable for ever, so reading one back judges nothing: rules may become
stricter, revisions do not change. A new shape gets a new `format`.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from academy.content.model import (
    CertificateTerms,
    Completion,
    Course,
    Level,
    Module,
    Package,
    Question,
    Quiz,
    Track,
    Unit,
    UnitKind,
)
from academy.content.po import Catalogue, Key
from academy.content.po import Entry as Translation
from academy.content.quiz_file import read_question, read_quiz
from academy.content.source import Stored
from academy.content.writer import course_plain, quiz_plain

Document = dict[str, Any]

FORMAT = 1


def to_document(package: Package, media_digests: Mapping[str, str]) -> Document:
    """Return the package as JSON values; `media_digests` names each picture's bytes."""
    return {
        "format": FORMAT,
        "course": course_plain(package.course),
        "titles": {unit.id: unit.title for unit in package.course.units},
        "lessons": dict(package.lessons),
        "quizzes": {unit: quiz_plain(quiz) for unit, quiz in package.quizzes.items()},
        "media": {name: media_digests[name] for name in package.media},
        "catalogues": {
            language: {
                "headers": dict(catalogue.headers),
                "entries": _entries_plain(catalogue.entries),
                "obsolete": _entries_plain(catalogue.obsolete),
            }
            for language, catalogue in package.catalogues.items()
        },
    }


def from_document(document: Document, media: Mapping[str, bytes]) -> Package:
    """Return the package of a document; `media` has the bytes of its pictures by name."""
    return Package(
        course=course_from_plain(document["course"], document["titles"]),
        lessons=dict(document["lessons"]),
        quizzes={unit: quiz_from_plain(quiz) for unit, quiz in document["quizzes"].items()},
        media={name: media[name] for name in document["media"]},
        catalogues={
            language: Catalogue(
                language,
                _entries(catalogue["entries"]),
                _entries(catalogue["obsolete"]),
                dict(catalogue["headers"]),
            )
            for language, catalogue in document["catalogues"].items()
        },
    )


def media_digests(package: Package) -> dict[str, str]:
    """Return the SHA-256 of each picture, in hexadecimal."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in package.media.items()}


def digest(document: Document) -> str:
    """Return the SHA-256 of the document, in hexadecimal: sorted keys, no spaces, NFC, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def _entries_plain(entries: Mapping[Key, Translation]) -> list[dict[str, Any]]:
    """Return the entries sorted: a catalogue's order says nothing about its words.

    Nor does an entry without a word: whether a file lists what is still to be translated or leaves
    it out, it is the same catalogue.
    """
    return [
        {
            "unit": unit,
            "source": source,
            "text": entry.text,
            "fuzzy": entry.fuzzy,
            "previous": entry.previous,
            "comment": entry.comment,
        }
        for (unit, source), entry in sorted(entries.items(), key=lambda item: item[0])
        if entry.text or entry.comment
    ]


def _entries(plain: list[dict[str, Any]]) -> dict[Key, Translation]:
    return {
        (each["unit"], each["source"]): Translation(
            each["text"], each["fuzzy"], each["previous"], each["comment"]
        )
        for each in plain
        if each["text"] or each["comment"]
    }


def course_from_plain(plain: dict[str, Any], titles: Mapping[str, str]) -> Course:
    """Return the course of a document; `titles` are those of its units: a draft keeps it alone."""
    return Course(
        id=plain["id"],
        track=Track(plain["track"]),
        level=Level(plain["level"]),
        language=plain["language"],
        hours=plain["hours"],
        title=plain["title"],
        summary=plain["summary"],
        outcomes=tuple(plain["outcomes"]),
        competences=tuple(plain["competences"]),
        modules=tuple(_module(module, titles) for module in plain["modules"]),
        completion=Completion(plain.get("completion", {}).get("minimum_score")),
        certificate=CertificateTerms(plain["certificate"]["statement"]),
    )


def _module(plain: dict[str, Any], titles: Mapping[str, str]) -> Module:
    units = tuple(
        Unit(
            id=unit["id"],
            kind=UnitKind(unit["kind"]),
            minutes=unit["minutes"],
            required=unit.get("required", True),
            title=titles.get(unit["id"], ""),
        )
        for unit in plain["units"]
    )
    return Module(plain["id"], plain["title"], units)


def quiz_from_plain(plain: dict[str, Any]) -> Quiz:
    """Return the quiz of a document: also of one quiz kept by itself."""
    return read_quiz(Stored(plain))


def question_from_plain(plain: dict[str, Any]) -> Question:
    """Return the question of a document: also of one question kept by itself."""
    question = read_question(Stored(plain), {})
    if question is None:
        raise KeyError(plain["type"])
    return question
