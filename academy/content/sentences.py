"""What a fault says: what is wrong, then what to do. Names in braces are the fault's details."""

# ruff: noqa: E501 - a sentence reads better on one line

from academy.content.codes import FaultCode

WARNINGS = frozenset(
    {
        FaultCode.UNUSED_PICTURE,
        FaultCode.UNUSED_FOOTNOTE,
        FaultCode.SVG_TEXT,
        FaultCode.STALE_ENTRY,
        FaultCode.LOST_NUMBER,
        FaultCode.LOST_MARKUP,
    }
)
"""What an author should mend, but may publish with."""

_ARCHIVE = {
    FaultCode.NOT_A_ZIP: "this is not a whole ZIP archive ({why}). Export or zip the folder again.",
    FaultCode.NOT_A_FOLDER: "there is no such folder. Give the path of a course's folder.",
    FaultCode.TOO_MANY_FILES: "there are more than {limit} files. Take out what the course does not use.",
    FaultCode.FILE_TOO_LARGE: "the file is larger than {limit} bytes. Make it smaller.",
    FaultCode.PACKAGE_TOO_LARGE: "the package is larger than {limit} bytes unpacked. Make its pictures smaller.",
    FaultCode.SUSPICIOUS_RATIO: "the file unpacks to more than {limit} times its size. Zip the folder again.",
    FaultCode.UNSAFE_PATH: "this path could lead outside the package or is too long. Use plain folders and short names.",
    FaultCode.SYMLINK: "this is a link to another place. Put the file itself here.",
    FaultCode.NAME_CLASH: "the name is there twice (on some systems {other} is the same). Rename one.",
    FaultCode.UNKNOWN_FILE: "no such file belongs in a package. Remove it, or see courses/README.md for the names.",
    FaultCode.MISSING_FILE: "the file is missing. Write it, or take {unit} out of course.yaml.",
    FaultCode.SUPERFLUOUS_FILE: "no {kind} unit of this name is in course.yaml. Add the unit or remove the file.",
}  # fmt: skip

_SHAPE = {
    FaultCode.NOT_UTF8: "the text is not UTF-8. Save it as UTF-8.",
    FaultCode.CONTROL_CHARACTER: "there is an invisible control character ({character}). Delete it.",
    FaultCode.BAD_YAML: "this is not YAML: {why}. Often a colon or a # in a text wants quotation marks around the text.",
    FaultCode.YAML_ANCHOR: "anchors and aliases (& and *) are not allowed. Write the value out, or put the text in quotation marks.",
    FaultCode.YAML_TAG: "tags (!) are not allowed. Put the text in quotation marks.",
    FaultCode.TOO_DEEP: "values are nested too deep. See courses/README.md for the shape.",
    FaultCode.DUPLICATE_KEY: '"{key}" stands here twice. Keep one.',
    FaultCode.UNKNOWN_KEY: '"{key}" is not known here.{hint} Remove it or correct its name.',
    FaultCode.MISSING_KEY: '"{key}" is missing. Add it.',
    FaultCode.WRONG_SHAPE: '"{key}" should be {expected}. See courses/README.md for the shape.',
    FaultCode.EMPTY_TEXT: '"{key}" is empty. Write something, or leave the whole line out if it is optional.',
    FaultCode.TOO_LONG: "{what} is longer than {limit} characters. Shorten it or divide it.",
    FaultCode.TOO_MANY: '"{key}" has more than {limit} parts. Divide it.',
    FaultCode.TOO_FEW: '"{key}" needs at least {limit}. Add what is missing.',
    FaultCode.NOT_A_CHOICE: '"{value}" is not a value of "{key}". Choose one of: {choices}.',
    FaultCode.NOT_A_NUMBER: '"{key}" should be a number, such as {example}. Write it with digits and a point, without separators.',
    FaultCode.OUT_OF_RANGE: '"{key}" should be from {low} to {high}. Correct it.',
    FaultCode.NOT_A_FLAG: '"{key}" should be true or false. Write one of the two.',
    FaultCode.NOT_A_DATE: '"{key}" should be a date, such as 2026-11-23. Write year, month and day.',
    FaultCode.DATES_REVERSED: "review_by is not after checked. Correct one of the dates.",
    FaultCode.BAD_ID: '"{id}" cannot be an id. Use lower-case letters, digits and hyphens, at most 64.',
    FaultCode.RESERVED_ID: 'the id "{id}" is reserved. Choose another.',
    FaultCode.DUPLICATE_ID: 'the id "{id}" is there twice (first in line {first}). Rename one.',
    FaultCode.UNKNOWN_LANGUAGE: '"{language}" is not a language of the Academy. Use one of: {languages}.',
    FaultCode.UNKNOWN_COUNTRY: '"{country}" is not a country of the Academy. Use one of: {countries}.',
    FaultCode.DUPLICATE_FACT: "{country} has two facts of the kind {kind}. Keep one.",
}  # fmt: skip

_COURSE = {
    FaultCode.NOTHING_REQUIRED: "no unit is required, so everybody would have completed the course. Require at least one.",
    FaultCode.SCORE_WITHOUT_QUIZ: "there is a minimum score, but no required quiz. Add a quiz or remove minimum_score.",
    FaultCode.NO_RIGHT_OPTION: 'no option of "{question}" is marked correct. Mark one with correct: true.',
    FaultCode.TWO_RIGHT_OPTIONS: '{count} options of "{question}" are marked correct. Keep one, or make it multiple-response.',
    FaultCode.SAME_TEXT: '"{first}" and "{second}" read the same, so nobody can tell them apart. Change one of the texts.',
    FaultCode.SAME_WORD: '"{word}" counts the same as an earlier word. Remove it.',
    FaultCode.BAR_IN_WORD: 'the word "{word}" has a | in it, which parts words in translations. Make two words of it.',
    FaultCode.UNKNOWN_OPTION: 'there is no option "{option}" in this question. Name one of: {options}.',
}  # fmt: skip

_MARKDOWN = {
    FaultCode.NO_TITLE: "the lesson does not begin with a title. Make its first line: # Title.",
    FaultCode.SECOND_TITLE: "there is a second title. Use ## for headings inside the lesson.",
    FaultCode.TITLE_MARKUP: "a title is plain text. Take out links, code, emphasis and backslashes.",
    FaultCode.SKIPPED_LEVEL: "a heading of level {level} follows one of level {before}. Do not skip a level.",
    FaultCode.RAW_HTML: "raw HTML is not allowed ({html}). Use Markdown; for a bare < write \\<.",
    FaultCode.UNKNOWN_BOX: '"{box}" is not a box. Use one of: {boxes}.',
    FaultCode.UNCLOSED_BOX: "the {box} box is not closed. End it with a line of as many colons as it begins with.",
    FaultCode.EMPTY_BOX: "the {box} box is empty. Write its text between the two lines of colons.",
    FaultCode.CHECK_WITHOUT_QUESTION: "the self-test has no question. Write it behind the word check.",
    FaultCode.FACT_WITH_TEXT: "a fact box has no text of its own. Close it in the next line.",
    FaultCode.UNKNOWN_FACT: '"{kind}" is not a kind of fact. Use one of: {kinds}.',
    FaultCode.BAD_LINK: 'the link goes to "{target}". Use an https: address, or unit: and the id of a unit.',
    FaultCode.UNKNOWN_UNIT: 'the link goes to the unit "{unit}", which the course does not have.{hint} Correct the id.',
    FaultCode.EMPTY_LINK: 'the link to "{target}" has no text. Write what it leads to between the brackets.',
    FaultCode.PICTURE_NOT_ALONE: "a picture must stand alone in its paragraph, with an empty line before and after it.",
    FaultCode.PICTURE_WITHOUT_TEXT: 'the picture "{picture}" has no alternative text. Describe it between the brackets.',
    FaultCode.PICTURE_WITH_TITLE: 'the picture "{picture}" has a title in quotation marks. Move it into the alternative text.',
    FaultCode.PICTURE_ELSEWHERE: 'the picture "{picture}" is not in the package. Put it into media/ and write media/ and its name.',
    FaultCode.MISSING_PICTURE: 'there is no picture "{picture}" in media/.{hint} Add it or correct the name.',
    FaultCode.UNUSED_PICTURE: "no lesson uses this picture. Use it or remove it.",
    FaultCode.MISSING_FOOTNOTE: "the footnote {label} is not written anywhere. Add a line that begins with {label}: and its text.",
    FaultCode.UNUSED_FOOTNOTE: "nothing refers to the footnote {label}. Refer to it or remove it.",
}  # fmt: skip

_PICTURES = {
    FaultCode.BAD_PICTURE: "the file is not a {kind} picture that can be read. Save it again.",
    FaultCode.BAD_SVG: "this is not a well-formed SVG picture ({why}). Export it again as plain SVG.",
    FaultCode.SVG_DOCTYPE: "the picture has a document type or entities. Export it again as plain SVG.",
    FaultCode.SVG_ELEMENT: "the element <{name}> is not allowed in a picture. Remove it, or export as plain SVG.",
    FaultCode.SVG_ATTRIBUTE: "the attribute {name} is not allowed in a picture. Remove it, or export as plain SVG.",
    FaultCode.SVG_REFERENCE: "{name} refers to something outside the picture. Only #names inside it are allowed.",
    FaultCode.SVG_TOO_DEEP: "the picture's groups are nested too deep. Ungroup some.",
    FaultCode.SVG_NO_VIEWBOX: 'the picture has no viewBox with a size. Add one, such as viewBox="0 0 640 280".',
    FaultCode.SVG_TEXT: "the picture holds text, which cannot be translated. Move the words into the lesson if you can.",
}  # fmt: skip

_TRANSLATIONS = {
    FaultCode.BAD_PO: "this line cannot be read ({why}). Correct it, or save the catalogue again with Poedit.",
    FaultCode.PO_HEADER: 'the catalogue has no header. Begin it with an entry whose msgid is "".',
    FaultCode.PO_CHARSET: "the header says charset {charset}. Save the catalogue as UTF-8.",
    FaultCode.PO_LANGUAGE: "the header says that the language is {found}, the file's name {expected}. Correct one of them.",
    FaultCode.PO_PLURAL: "plural forms have no use in a course. Give the entry one msgid and one msgstr.",
    FaultCode.PO_DUPLICATE: "the same text of the same unit is there twice (first in line {first}). Keep one.",
    FaultCode.PO_NO_CONTEXT: "the entry has no msgctxt. Add the id of its unit.",
    FaultCode.SOURCE_CATALOGUE: "this is the language that the course is written in. Remove the catalogue.",
    FaultCode.STALE_ENTRY: "{unit} has no such text (any more). Refresh the catalogue with: flask courses template.",
    FaultCode.LOST_LINK: "the translation lost or changed the link {what}. Keep it as it is in the source.",
    FaultCode.LOST_CODE: "the translation lost or changed the code `{what}`. Keep it as it is in the source.",
    FaultCode.LOST_FOOTNOTE: "the translation lost or changed the footnote {what}. Keep it as it is in the source.",
    FaultCode.LOST_PLACEHOLDER: "the translation lost or changed the placeholder {what}. Keep it as it is in the source.",
    FaultCode.LOST_NUMBER: "the numbers differ: {what}. Check them.",
    FaultCode.LOST_MARKUP: "the {what} of the source is not there. Check the asterisks: they must touch the words they mark.",
}  # fmt: skip

SENTENCES: dict[FaultCode, str] = {
    **_ARCHIVE, **_SHAPE, **_COURSE, **_MARKDOWN, **_PICTURES, **_TRANSLATIONS,
}  # fmt: skip
