"""The way out: questions as a file of another system, and what each of them loses there."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from academy.content.archive import write_zip
from academy.content.formats.losses import ItemRefused, Losses
from academy.content.formats.moodle.write import moodle_category, moodle_item
from academy.content.formats.qti.write import PackageWriter
from academy.content.formats.values import Format, Item, Written, WrittenItem
from academy.content.formats.write_aiken import aiken_item
from academy.content.formats.write_gift import gift_category, gift_item


def write(form: Format, items: Sequence[Item]) -> Written:
    """Return a file of questions; QTI is a package. What a format has no type for is left out."""
    match form:
        case Format.AIKEN:
            return _texts(items, aiken_item, lambda _category: "")
        case Format.GIFT:
            return _texts(items, gift_item, gift_category)
        case Format.MOODLE_XML:
            return _moodle(items)
        case _:
            return _package(form, items)


def _texts(
    items: Sequence[Item],
    write_item: Callable[[Item, Losses], str],
    write_category: Callable[[str], str],
) -> Written:
    pieces: list[str] = []
    category = ""
    outcomes: list[WrittenItem] = []
    for item in items:
        made: list[str] = []
        outcomes.append(
            _outcome(item, lambda one, losses, to=made: to.append(write_item(one, losses)))
        )
        if made and item.category != category:
            category = item.category
            pieces.append(write_category(category))
        pieces += made
    return Written("".join(pieces).encode(), tuple(outcomes))


def _moodle(items: Sequence[Item]) -> Written:
    root = ET.Element("quiz")
    category = ""
    outcomes: list[WrittenItem] = []
    for item in items:
        made: list[ET.Element] = []
        outcomes.append(
            _outcome(item, lambda one, losses, to=made: to.append(moodle_item(one, losses)))
        )
        if made and item.category != category:
            category = item.category
            root.append(moodle_category(category))
        root.extend(made)
    ET.indent(root)
    return Written(ET.tostring(root, encoding="utf-8", xml_declaration=True), tuple(outcomes))


def _package(form: Format, items: Sequence[Item]) -> Written:
    writer = PackageWriter(form)
    outcomes = [_outcome(item, writer.take) for item in items]
    return Written(write_zip(writer.finish()), tuple(outcomes))


def _outcome(item: Item, write_item: Callable[[Item, Losses], None]) -> WrittenItem:
    """Write an item, and tell what it lost."""
    losses = Losses()
    name = item.name or item.question.id
    try:
        write_item(item, losses)
    except ItemRefused as refused:
        return WrittenItem(name, losses.all, refused.why)
    return WrittenItem(name, losses.all)
