"""Hints about one text: its length, its links, its bold words, and what is said of a picture."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from markdown_it.token import Token

from academy.content.hints.codes import Hint, HintCode
from academy.content.hints.pages import Page, Part, PartKind, words_of
from academy.content.markdown import plain
from academy.kernel.text import fold

_PARAGRAPH = (110, 450)
_OPENING = (60, 250)
_ITEM = (60, 250)
"""The most words, and the most characters where words are not spaced."""
_SENTENCE = 30
_ALT = 200
_BOLD = 3
_MUCH_TEXT = 200
_SHOWN = 60

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")
_ADDRESS = re.compile(r"(https?://|www\.)\S+|unit:\S+", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\S+\.(svg|png|jpe?g|webp|avif|gif|heic)|(img|dsc|image|photo|picture|screenshot)[-_ ]?\d+",
    re.IGNORECASE,
)
_VAGUE = frozenset(
    fold(text)
    for text in """
        here|click here|click|tap here|this|this link|this page|link|more|read more|learn more
        这里|点击这里|点这里|此处|点击此处|链接|更多
        di sini|klik di sini|tautan ini|pautan ini|selengkapnya|dito|mag-click dito|link na ito
        ที่นี่|คลิกที่นี่|ลิงก์นี้|tại đây|ở đây|nhấp vào đây|bấm vào đây|liên kết này
        ទីនេះ|ចុចទីនេះ|តំណនេះ|ທີ່ນີ້|ຄລິກທີ່ນີ້|ဒီမှာ|ဤနေရာ|ဤနေရာကိုနှိပ်ပါ
        இங்கே|இங்கே கிளிக் செய்யவும்|இந்த இணைப்பு|aqui|clique aqui|este link|esta página|saiba mais
    """.replace("\n", "|").split("|")
    if text.strip()
)
_SAYS_PICTURE = re.compile(
    r"(an? |the )?(picture|image|photo|photograph|drawing|screenshot) (of|showing)\b"
    r"|(gambar|foto|larawan ng|hình ảnh|imagem d[eao]|fotografia d[eao])\b|图片|รูปภาพ|រូបភាព|ຮູບພາບ",
    re.IGNORECASE,
)
_AROUND = " .,:;!?…。！？«»“”\"'()›>→"

Length = tuple[int, int]


def long_paragraph(page: Page) -> Iterator[Hint]:
    """A paragraph that fills a phone, or the first one where it keeps a reader from beginning."""
    codes = HintCode.LONG_PARAGRAPH, HintCode.LONG_PARAGRAPH_LETTERS
    opening = HintCode.LONG_OPENING, HintCode.LONG_OPENING_LETTERS
    for place, part in enumerate(page.of(PartKind.PARAGRAPH)):
        found = list(_too_long(page, part, most=_PARAGRAPH, codes=codes))
        yield from found
        if place == 0 and not found:
            yield from _too_long(page, part, most=_OPENING, codes=opening)


def long_item(page: Page) -> Iterator[Hint]:
    """A list item that is a paragraph in truth."""
    codes = HintCode.LONG_ITEM, HintCode.LONG_ITEM_LETTERS
    for part in page.of(PartKind.ITEM):
        yield from _too_long(page, part, most=_ITEM, codes=codes)


def _too_long(
    page: Page, part: Part, *, most: Length, codes: tuple[HintCode, HintCode]
) -> Iterator[Hint]:
    unspaced = not page.language.spaced
    length = page.count(part.text)
    if length > most[unspaced]:
        detail = {"length": str(length), "most": str(most[unspaced])}
        yield Hint(codes[unspaced], part.line(), detail)


def long_sentence(page: Page) -> Iterator[Hint]:
    """A sentence that loses its reader; where words are not spaced, so are sentences often not."""
    if not page.language.spaced:
        return
    for part in page.of(PartKind.PARAGRAPH, PartKind.ITEM, PartKind.BOX):
        for before, sentence in _sentences(part.text):
            length = page.count(sentence)
            if length > _SENTENCE:
                shown = " ".join(sentence.split()[:6])
                detail = {"length": str(length), "most": str(_SENTENCE), "beginning": shown}
                yield Hint(HintCode.LONG_SENTENCE, part.line(before), detail)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with all that stands before it."""
    begin = 0
    for end in _SENTENCE_END.finditer(text):
        yield text[:begin], text[begin : end.start()]
        begin = end.end()
    yield text[:begin], text[begin:]


def links(page: Page) -> Iterator[Hint]:
    """A link whose text does not say where it leads: it is read out alone, out of its sentence."""
    for part in page.parts:
        for text, line in _links(part):
            if _ADDRESS.fullmatch(text):
                yield Hint(HintCode.BARE_ADDRESS, line, {"address": text[:_SHOWN]})
            elif fold(text).strip(_AROUND) in _VAGUE:
                yield Hint(HintCode.VAGUE_LINK, line, {"text": text})


def _links(part: Part) -> Iterator[tuple[str, int]]:
    """Yield the text of each link, and the line where it begins."""
    line, begin = part.line(), 0
    for place, token in enumerate(part.block.inline):
        if token.type == "link_open":
            begin = place + 1
        elif token.type == "link_close":
            inside = words_of(part.block.inline[begin:place])
            yield " ".join(inside.split()), line - inside.count("\n")
        line += words_of([token]) == "\n"


def much_bold(page: Page) -> Iterator[Hint]:
    """A text in which so much is bold that nothing stands out."""
    for part in page.of(PartKind.PARAGRAPH, PartKind.ITEM, PartKind.CELL):
        spans = list(_bold(part.block.inline))
        whole = len(part.text) > _MUCH_TEXT and 2 * sum(map(len, spans)) > len(part.text)
        if len(spans) > _BOLD or whole:
            yield Hint(HintCode.MUCH_BOLD, part.line())


def _bold(inline: Sequence[Token]) -> Iterator[str]:
    depth, words = 0, ""
    for token in inline:
        if token.type in {"strong_open", "strong_close"}:
            depth += token.nesting
            if depth == 0:
                yield words
                words = ""
        elif depth:
            words += plain([token])


def alternative_text(page: Page) -> Iterator[Hint]:
    """What is said of a picture, where it does not say what there is to see."""
    for part in page.of(PartKind.PICTURE):
        picture, text = part.block.picture, part.text.strip()
        name = PurePosixPath(str(picture.attrGet("src") if picture else ""))
        if _FILE_NAME.fullmatch(text) or (text and text in {name.name, name.stem}):
            yield Hint(HintCode.ALT_FILE_NAME, part.line(), {"text": text[:_SHOWN]})
        elif begins := _SAYS_PICTURE.match(text):
            yield Hint(HintCode.ALT_SAYS_PICTURE, part.line(), {"text": begins.group()})
        if len(text) > _ALT:
            detail = {"length": str(len(text)), "most": str(_ALT)}
            yield Hint(HintCode.LONG_ALT, part.line(), detail)


TEXTS: tuple[Callable[[Page], Iterator[Hint]], ...] = (
    long_paragraph,
    long_item,
    long_sentence,
    links,
    much_bold,
    alternative_text,
)
