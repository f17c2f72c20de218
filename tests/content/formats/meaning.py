"""What a question says and asks, without the names of its parts, which some formats do not keep."""

import re
from typing import Any

from academy.content.formats.plain import item_plain
from academy.content.formats.values import ReadItem
from academy.content.model import Question
from academy.content.questions.cloze import Cloze
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.single_choice import SingleChoice


def meaning(question: Question) -> dict[str, Any]:
    plain = item_plain(ReadItem(question, "x"))
    kept = {key: value for key, value in plain.items() if key not in {"question", "losses"}}
    kept["outcome"], kept["difficulty"] = question.outcome, question.difficulty
    if isinstance(question, Cloze):
        kept["passage"] = re.sub(r"\[\[[a-z0-9-]+\]\]", "[[ ]]", question.passage)
        kept["key"] = [{**gap, "id": ""} for gap in kept["key"]["gaps"]]
    if isinstance(question, SingleChoice | MultipleResponse):
        kept["options"] = [option.text for option in question.options]
    if "left_over" in kept["key"]:
        kept["key"]["left_over"].sort()
    return kept
