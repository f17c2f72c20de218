"""No template speaks a language of its own."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.nodes import TemplateData

TEMPLATES = sorted(Path("academy").glob("**/templates/**/*.html"))
TAG = re.compile(r"<[^>]*>", re.DOTALL)
ENTITY = re.compile(r"&\w+;")
ATTRIBUTE = re.compile(r"\b[\w-]+=\"[^\"]*\"")
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label)=\"[^\"{]*[A-Za-z]", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_every_word_is_marked_for_translation(path: Path) -> None:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    tree = environment.parse(path.read_text())
    markup = "\0".join(node.data for node in tree.find_all(TemplateData))
    spoken = ATTRIBUTE.sub("", ENTITY.sub("", TAG.sub(" ", markup)))
    assert not re.findall(r"[A-Za-z]{2,}", spoken)
    assert not SPOKEN.findall(markup)
