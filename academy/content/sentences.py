"""What a fault says: what is wrong, then what to do. Names in braces are the fault's details.

An author reads the same sentence behind a file's name in a terminal, in English, and beside a field
in the browser, in their own language: so it fits both, and is marked for translation.
"""

# ruff: noqa: E501 - a sentence reads better on one line

from academy.content.codes import FaultCode
from academy.content.marking import N_

WARNINGS = frozenset(
    {
        FaultCode.UNSHOWN_VARIABLE,
        FaultCode.ENDLESS_ANSWER,
        FaultCode.UNUSED_PICTURE,
        FaultCode.UNUSED_FOOTNOTE,
        FaultCode.SVG_TEXT,
        FaultCode.STALE_ENTRY,
        FaultCode.LOST_NUMBER,
        FaultCode.LOST_MARKUP,
        FaultCode.LOST_BREAK,
        FaultCode.STRAY_MARK,
        FaultCode.WRONG_SCRIPT,
        FaultCode.SAME_AS_SOURCE,
        FaultCode.LONG_FOR_ITS_PLACE,
        FaultCode.GLOSSARY_LOST,
    }
)
"""What an author should mend, but may publish with."""

_ARCHIVE = {
    FaultCode.NOT_A_ZIP: N_("This is not a whole ZIP archive ({why}). Export or zip the folder again."),
    FaultCode.NOT_A_FOLDER: N_("There is no such folder. Give the path of a course's folder."),
    FaultCode.TOO_MANY_FILES: N_("There are more than {limit} files. Take out what the course does not use."),
    FaultCode.FILE_TOO_LARGE: N_("The file is larger than {limit} bytes. Make it smaller."),
    FaultCode.PACKAGE_TOO_LARGE: N_("The package is larger than {limit} bytes unpacked. Make its pictures smaller."),
    FaultCode.SUSPICIOUS_RATIO: N_("The file unpacks to more than {limit} times its size. Zip the folder again."),
    FaultCode.UNSAFE_PATH: N_("This path could lead outside the package or is too long. Use plain folders and short names."),
    FaultCode.SYMLINK: N_("This is a link to another place. Put the file itself here."),
    FaultCode.NAME_CLASH: N_("The name is there twice (on some systems {other} is the same). Rename one."),
    FaultCode.UNKNOWN_FILE: N_("A course has no place for a file of this name. Remove it or correct its name."),
    FaultCode.MISSING_FILE: N_("The course needs this file, and it is not there. Add it, or take out the step that needs it (in course.yaml: the unit)."),
    FaultCode.SUPERFLUOUS_FILE: N_("No step of the course has this name and kind (in course.yaml: no unit). Add the step or remove the file."),
}  # fmt: skip

_SHAPE = {
    FaultCode.NOT_UTF8: N_("The text is not UTF-8. Save it as UTF-8."),
    FaultCode.CONTROL_CHARACTER: N_("There is an invisible control character ({character}). Delete it."),
    FaultCode.BAD_YAML: N_("This is not YAML: {why}. Often a colon or a # in a text wants quotation marks around the text."),
    FaultCode.YAML_ANCHOR: N_("Anchors and aliases (& and *) are not allowed. Write the value out, or put the text in quotation marks."),
    FaultCode.YAML_TAG: N_("Tags (!) are not allowed. Put the text in quotation marks."),
    FaultCode.TOO_DEEP: N_("Values are nested too deep. Write them with fewer levels."),
    FaultCode.DUPLICATE_KEY: N_('"{key}" stands here twice. Keep one.'),
    FaultCode.UNKNOWN_KEY: N_('"{key}" is not known here. Remove it or correct its name.'),
    FaultCode.CUT_TEXT: N_('"{key}" is not known here. If it is the rest of a text with a comma, put that text in quotation marks.'),
    FaultCode.MISSING_KEY: N_('"{key}" is missing. Add it.'),
    FaultCode.WRONG_SHAPE: N_('"{key}" should be keys with values. Write them below it, one on each line.'),
    FaultCode.WRONG_PART: N_('Each part of "{key}" should be keys with values. Correct this one.'),
    FaultCode.NOT_A_LIST: N_('"{key}" should be a list. Begin each of its lines with a hyphen.'),
    FaultCode.NOT_A_TEXT: N_('"{key}" should be a single text or number. Write it on one line.'),
    FaultCode.EMPTY_TEXT: N_('"{key}" is empty. Write something, or leave it out if it is optional.'),
    FaultCode.TOO_LONG: N_('"{key}" is longer than {limit} characters. Shorten it or divide it.'),
    FaultCode.TOO_MANY: N_('"{key}" has more than {limit} parts. Divide it.'),
    FaultCode.TOO_FEW: N_('"{key}" needs at least {limit}. Add what is missing.'),
    FaultCode.NOT_A_CHOICE: N_('"{value}" is not a value of "{key}". Choose one of: {choices}.'),
    FaultCode.NOT_A_NUMBER: N_('"{key}" should be a number, such as {example}. Write it with digits and a point, without separators.'),
    FaultCode.OUT_OF_RANGE: N_('"{key}" should be from {low} to {high}. Correct it.'),
    FaultCode.BELOW_ZERO: N_('"{key}" cannot be below zero. Write 0 or more.'),
    FaultCode.NOT_A_FLAG: N_('"{key}" should be true or false. Write one of the two.'),
    FaultCode.NOT_A_DATE: N_('"{key}" should be a date, such as 2026-11-23. Write year, month and day.'),
    FaultCode.DATES_REVERSED: N_("The day of the next review is not after the day of the check. Correct one of them (in a file: review_by and checked)."),
    FaultCode.BAD_ID: N_('"{id}" cannot be an id. Use lower-case letters, digits and hyphens, at most 64.'),
    FaultCode.RESERVED_ID: N_('The id "{id}" is reserved. Choose another.'),
    FaultCode.DUPLICATE_ID: N_('The id "{id}" is there twice (first in line {first}). Rename one.'),
    FaultCode.UNKNOWN_LANGUAGE: N_('"{language}" is not a language of the Academy. Use one of: {languages}.'),
    FaultCode.UNKNOWN_COUNTRY: N_('"{country}" is not a country of the Academy. Use one of: {countries}.'),
    FaultCode.DUPLICATE_FACT: N_("{country} has two facts of the kind {kind}. Keep one."),
}  # fmt: skip

_COURSE = {
    FaultCode.NOTHING_REQUIRED: N_("No step is required, so everybody would have completed the course. Require at least one."),
    FaultCode.SCORE_WITHOUT_QUIZ: N_("There is a minimum score, but no required quiz. Add a quiz, or take the minimum score out (in a file: minimum_score)."),
    FaultCode.NO_RIGHT_OPTION: N_('No option of "{question}" is right. Mark one option as right (in a file: correct: true).'),
    FaultCode.TWO_RIGHT_OPTIONS: N_('"{question}" has {count} right options. Keep one, or make it a question with several right answers (in a file: multiple-response).'),
    FaultCode.SAME_TEXT: N_('"{first}" and "{second}" read the same, so nobody can tell them apart. Change one of the texts.'),
    FaultCode.SAME_WORD: N_('"{word}" counts the same as an earlier word. Remove it.'),
    FaultCode.BAR_IN_WORD: N_('The word "{word}" has a | in it, which parts words in translations. Make two words of it.'),
    FaultCode.UNKNOWN_OPTION: N_('There is no option "{option}" in this question. Name one of: {options}.'),
    FaultCode.TOO_FEW_TO_DRAW: N_("This rule draws {count} questions, and only {there} of those that are left fit it. Draw fewer, or write more such questions."),
    FaultCode.DRAW_AND_DRAWS: N_("A quiz draws either a number of questions (in a file: draw) or by rules (in a file: draws). Take one of them out."),
    FaultCode.UNKNOWN_QUIZ: N_('The course has no other quiz "{unit}" that could be passed before. Name one of its quizzes.'),
    FaultCode.UNKNOWN_GAP: N_("[[{gap}]] stands in the text, but there is no such gap. Add a gap with this id, or correct the mark."),
    FaultCode.GAP_NOT_ONCE: N_('The gap "{gap}" stands in the text {count} times. Write [[{gap}]] exactly once, and in no link.'),
    FaultCode.UNKNOWN_COLUMN: N_('There is no column "{column}" in this question. Name one of: {columns}.'),
    FaultCode.NOT_ONE_COLUMN: N_('In the row "{row}", {count} columns are right. Choose exactly one, or let learners tick several (in a file: several: true).'),
    FaultCode.NO_RIGHT_COLUMN: N_('No row of "{question}" has a column that is right. Choose at least one.'),
    FaultCode.UNKNOWN_GROUP: N_('There is no group "{group}" in this question. Name one of: {groups}, or none of them.'),
    FaultCode.NO_POINTS: N_('No level of the criterion "{criterion}" has any points. Give one of them more than 0.'),
}  # fmt: skip

_QUESTIONS = {
    FaultCode.NOT_ABOVE_ZERO: N_('"{key}" has to be above zero. Correct it.'),
    FaultCode.BAD_FORMULA: N_('The formula cannot be read at "{at}". Use numbers, the names of the variables, + - * / ^ and brackets.'),
    FaultCode.DEEP_FORMULA: N_("The formula is too long or has too many brackets inside each other. Make it simpler."),
    FaultCode.UNKNOWN_VARIABLE: N_('The formula names "{name}", which is neither a variable nor a function. The variables are: {known}.'),
    FaultCode.UNSHOWN_VARIABLE: N_('The formula needs "{name}", but the text of the question does not show it. Write its name in braces where its number should stand.'),
    FaultCode.REVERSED_RANGE: N_("The highest number is below the lowest. Exchange the two."),
    FaultCode.NO_VALUE: N_("The formula has no value where {values}: it divides by zero, takes an impossible root, or becomes too large. Draw other numbers."),
    FaultCode.ENDLESS_ANSWER: N_("Some answers have no end, like 1/3, and have to be exact. Allow a tolerance, or round in the formula: round(…, 2)."),
    FaultCode.BAD_SPOT: N_('The numbers of the place "{spot}" ({shape}) make no shape on the picture. In pixels, write left, top, right and bottom of a rectangle, the centre and the radius of a circle, or the corners of a polygon.'),
    FaultCode.NO_RIGHT_SPOT: N_('No place of "{question}" is right. Mark one as right (in a file: correct: true).'),
    FaultCode.TWO_RIGHT_SPOTS: N_('"{question}" has {count} right places. Keep one, or let learners choose several (in a file: several: true).'),
    FaultCode.PICTURE_SIZE: N_('The picture "{picture}" is {width} pixels wide and {height} high. Write these numbers, and see whether the places still fit.'),
}  # fmt: skip

_MARKDOWN = {
    FaultCode.LESSON_TOO_LONG: N_("The lesson is longer than {limit} characters. Divide it into two lessons."),
    FaultCode.TOO_MANY_LINES: N_("The lesson has more than {limit} lines. Divide it into two lessons."),
    FaultCode.NO_TITLE: N_("The lesson does not begin with a title. Make its first line: # Title."),
    FaultCode.TITLE_TOO_LONG: N_("The title is longer than {limit} characters. Shorten it."),
    FaultCode.SECOND_TITLE: N_("There is a second title. Use ## for headings inside the lesson."),
    FaultCode.TITLE_MARKUP: N_("A title is plain text. Take out links, code, emphasis and backslashes."),
    FaultCode.SKIPPED_LEVEL: N_("A heading of level {level} follows one of level {before}. Do not skip a level."),
    FaultCode.BLOCK_TOO_LONG: N_("The paragraph is longer than {limit} characters. Divide it."),
    FaultCode.RAW_HTML: N_("Raw HTML is not allowed ({html}). Use Markdown; for a bare < write \\<."),
    FaultCode.UNKNOWN_BOX: N_('"{box}" is not a box. Use one of: {boxes}.'),
    FaultCode.UNCLOSED_BOX: N_("The {box} box is not closed. End it with a line of as many colons as it begins with."),
    FaultCode.EMPTY_BOX: N_("The {box} box is empty. Write its text between the two lines of colons."),
    FaultCode.CHECK_WITHOUT_QUESTION: N_("The self-test has no question. Write it behind the word check."),
    FaultCode.FACT_WITH_TEXT: N_("A fact box has no text of its own. Close it in the next line."),
    FaultCode.UNKNOWN_FACT: N_('"{kind}" is not a kind of fact. Use one of: {kinds}.'),
    FaultCode.BAD_LINK: N_('The link goes to "{target}". Use an https: address, or unit: and the id of a step.'),
    FaultCode.UNKNOWN_UNIT: N_('The link goes to the step "{unit}", which the course does not have. Correct the id.'),
    FaultCode.EMPTY_LINK: N_('The link to "{target}" has no text. Write what it leads to between the brackets.'),
    FaultCode.PICTURE_NOT_ALONE: N_("A picture must stand alone in its paragraph, with an empty line before and after it."),
    FaultCode.PICTURE_WITHOUT_TEXT: N_('The picture "{picture}" has no alternative text. Describe it between the brackets.'),
    FaultCode.PICTURE_WITH_TITLE: N_('The picture "{picture}" has a title in quotation marks. Move it into the alternative text.'),
    FaultCode.PICTURE_ELSEWHERE: N_('The picture "{picture}" does not belong to the course. Add it to the course, then write media/ and its name.'),
    FaultCode.MISSING_PICTURE: N_('The course has no picture "{picture}". Add it or correct the name.'),
    FaultCode.UNUSED_PICTURE: N_("No lesson and no quiz uses this picture. Use it or remove it."),
    FaultCode.MISSING_FOOTNOTE: N_("The footnote {label} is not written anywhere. Add a line that begins with {label}: and its text."),
    FaultCode.UNUSED_FOOTNOTE: N_("Nothing refers to the footnote {label}. Refer to it or remove it."),
}  # fmt: skip

_PICTURES = {
    FaultCode.BAD_PICTURE: N_("The file is not a {kind} picture that can be read. Save it again."),
    FaultCode.BAD_SVG: N_("This is not a well-formed SVG picture ({why}). Export it again as plain SVG."),
    FaultCode.SVG_DOCTYPE: N_("The picture has a document type or entities. Export it again as plain SVG."),
    FaultCode.SVG_ELEMENT: N_("The element <{name}> is not allowed in a picture. Remove it, or export as plain SVG."),
    FaultCode.SVG_ATTRIBUTE: N_("The attribute {name} is not allowed in a picture. Remove it, or export as plain SVG."),
    FaultCode.SVG_REFERENCE: N_("{name} refers to something outside the picture. Only #names inside it are allowed."),
    FaultCode.SVG_TOO_DEEP: N_("The picture's groups are nested too deep. Ungroup some."),
    FaultCode.SVG_NO_VIEWBOX: N_('The picture has no viewBox with a size. Add one, such as viewBox="0 0 640 280".'),
    FaultCode.SVG_TEXT: N_("The picture holds text, which cannot be translated. Move the words into the lesson if you can."),
}  # fmt: skip

_CATALOGUES = {
    FaultCode.BAD_PO: N_("This line cannot be read ({why}). Correct it, or save the catalogue again with Poedit."),
    FaultCode.PO_HEADER: N_('The catalogue has no header. Begin it with an entry whose msgid is "".'),
    FaultCode.PO_CHARSET: N_("The header says charset {charset}. Save the catalogue as UTF-8."),
    FaultCode.PO_LANGUAGE: N_("The header says that the language is {found}, the file's name {expected}. Correct one of them."),
    FaultCode.PO_PLURAL: N_("Plural forms have no use in a course. Give the entry one msgid and one msgstr."),
    FaultCode.PO_DUPLICATE: N_("The same text of the same unit is there twice (first in line {first}). Keep one."),
    FaultCode.PO_NO_CONTEXT: N_("The entry has no msgctxt. Add the id of its unit."),
    FaultCode.SOURCE_CATALOGUE: N_("This is the language that the course is written in. Remove the catalogue."),
    FaultCode.STALE_ENTRY: N_('"{unit}" has no such text, or no longer. Bring the catalogue up to date (on the command line: flask courses template).'),
}  # fmt: skip

_TRANSLATIONS = {
    FaultCode.TRANSLATION_TOO_LONG: N_("The translation is longer than {limit} characters. Shorten it."),
    FaultCode.LOST_LINK: N_("The translation lost or changed the link {what}. Keep it as it is in the source."),
    FaultCode.LOST_CODE: N_("The translation lost or changed the code `{what}`. Keep it as it is in the source."),
    FaultCode.LOST_FOOTNOTE: N_("The translation lost or changed the footnote {what}. Keep it as it is in the source."),
    FaultCode.LOST_PLACEHOLDER: N_("The translation lost or changed the placeholder {what}. Keep it as it is in the source."),
    FaultCode.LOST_NUMBER: N_("The numbers differ: {what}. Check them."),
    FaultCode.LOST_MARKUP: N_("The source has words marked {what}, the translation has none. Check the asterisks: they must touch the words they mark."),
    FaultCode.LOST_BREAK: N_("The source and the translation do not have as many line breaks. Check where a line ends with a backslash or two spaces."),
    FaultCode.STRAY_MARK: N_("Learners would see {what} in the translation. Check that such marks stand in pairs and touch the words they mark."),
    FaultCode.WRONG_SCRIPT: N_("The translation is mostly not written in the script of its language. Check that it is the right text."),
    FaultCode.SAME_AS_SOURCE: N_("The translation is the same as the source. Check that it is translated."),
    FaultCode.LONG_FOR_ITS_PLACE: N_("The translation is long for its place: {length} letters, where {limit} fit well. Shorten it if you can."),
    FaultCode.GLOSSARY_LOST: N_('The glossary translates "{term}" as "{word}", which is not in the translation. Use the agreed word if it fits.'),
}  # fmt: skip

SENTENCES: dict[FaultCode, str] = {
    **_ARCHIVE, **_SHAPE, **_COURSE, **_QUESTIONS, **_MARKDOWN, **_PICTURES, **_CATALOGUES, **_TRANSLATIONS,
}  # fmt: skip

NEAR_SENTENCES: dict[FaultCode, str] = {
    FaultCode.UNKNOWN_KEY: N_('"{key}" is not known here. Did you mean "{near}"?'),
    FaultCode.UNKNOWN_UNIT: N_('The link goes to the step "{unit}", which the course does not have. Did you mean "{near}"?'),
    FaultCode.MISSING_PICTURE: N_('The course has no picture "{picture}". Did you mean "{near}"?'),
}  # fmt: skip
"""What is said instead where something is known that may have been meant."""

PHRASES = frozenset(
    {
        N_("msgid or msgstr is missing"),
        N_("empty"),
        N_("nothing"),
        N_("its root is not svg"),
    }
)
"""Details that are words of ours, and not an author's: they are translated with the sentence."""
